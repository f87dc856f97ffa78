import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { MAX_KEY_SET_BYTES } from "../../src/common/limits.ts";
import { addressProblem, isLoopback } from "../../src/common/web-address.ts";
import { fetchText } from "../../src/security/http-fetch.ts";

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const options = { timeoutMs: 5_000 };

describe("fetching a text", () => {
  it("gives its status and the text, whatever the status", async (t) => {
    const url = await serve(t, (request, response) => {
      response.writeHead(request.url === "/no" ? 404 : 200).end(`${request.method} ${request.headers.accept}`);
    });
    assert.deepEqual(await fetchText(url, options), { status: 200, text: "GET application/json" });
    assert.equal((await fetchText(`${url}/no`, options)).status, 404);
  });

  it("sends a form", async (t) => {
    const url = await serve(t, (request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => response.end(`${request.method} ${request.headers["content-type"]} ${body}`));
    });
    const { text } = await fetchText(url, { ...options, form: { a: "1 2", b: "é&" } });
    assert.equal(text, "POST application/x-www-form-urlencoded;charset=UTF-8 a=1+2&b=%C3%A9%26");
  });

  it("follows no redirect", async (t) => {
    let asked = 0;
    const url = await serve(t, (request, response) => {
      asked++;
      if (request.url === "/") response.writeHead(302, { location: "/elsewhere" }).end();
      else response.end("elsewhere");
    });
    await assert.rejects(fetchText(`${url}/`, options), /could not be asked: unexpected redirect/);
    assert.equal(asked, 1);
  });

  it("ends at its bound, also when what comes is packed or never ends", async (t) => {
    const url = await serve(t, (request, response) => {
      if (request.url === "/packed") {
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(50_000_000)));
        return;
      }
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(10_000, 32)));
      };
      response.on("drain", more);
      more();
    });
    for (const path of ["/packed", "/endless"])
      await assert.rejects(fetchText(`${url}${path}`, options), new RegExp(`more than ${MAX_KEY_SET_BYTES} bytes`));
  });

  it("does not wait longer than it may, for the beginning nor for the end", async (t) => {
    const url = await serve(t, (request, response) => {
      if (request.url === "/half") response.write("half");
    });
    for (const path of ["/none", "/half"])
      await assert.rejects(fetchText(`${url}${path}`, { timeoutMs: 50 }), /did not answer within 50 ms/);
  });

  it("says why nobody was there", async () => {
    await assert.rejects(
      fetchText("http://127.0.0.1:1/", options),
      /^Error: http:\/\/127.0.0.1:1\/ could not be asked: .+/,
    );
  });

  it("sends nothing in the clear to another machine", async () => {
    await assert.rejects(
      fetchText("http://id.example.com/keys", options),
      /must begin with https:\/\/ unless it is on/,
    );
  });
});

describe("an address that trust depends on", () => {
  it("is on this machine under few names", () => {
    for (const host of ["localhost", "127.0.0.1", "127.255.0.9", "::1", "[::1]"])
      assert.equal(isLoopback(host), true, host);
    for (const host of ["", "0.0.0.0", "::", "127.0.0.1.nip.io", "localhost.example.com", "128.0.0.1", "1127.0.0.1"])
      assert.equal(isLoopback(host), false, host);
  });

  it("is written in many ways, and read as the fetch reads it", () => {
    assert.equal(addressProblem("http://127.1/keys"), null);
    assert.equal(addressProblem("http://0x7f.1/keys"), null);
    assert.equal(addressProblem("http://[0:0:0:0:0:0:0:1]/keys"), null);
    for (const url of [
      "http://127.0.0.1@evil.example.com/",
      "http://evil.example.com#@127.0.0.1/",
      "http://127.0.0.1.evil.example.com",
    ])
      assert.notEqual(addressProblem(url), null, url);
  });
});
