import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { eventually } from "../../support/eventually.ts";
import { GatewayProcess } from "../../support/gateway-process.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { describeEachServer, type HttpServerName } from "./each-server.ts";

const MIB = 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Sent as it is; several parts without a length. */
  readonly body?: Buffer | readonly Buffer[];
}

async function open(t: TestContext, server: HttpServerName) {
  const folder = tempFolder(t);
  const gateway = await GatewayProcess.serving(t, { folder, env: { PRISM_LISTENERS_HTTP_SERVER: server } });
  const ask = (key: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const path = `/v1/namespaces/memory/keyvalue/${key}`;
      const sent = httpRequest({ host: "127.0.0.1", port: gateway.httpPort, path, method, headers, agent: false });
      sent.on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
        );
        response.on("error", reject);
      });
      sent.on("error", reject);
      if (Buffer.isBuffer(body)) sent.setHeader("Content-Length", body.length);
      for (const part of Buffer.isBuffer(body) ? [body] : (body ?? [])) sent.write(part);
      sent.end();
    });
  const calls = async (operation: string): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${gateway.adminPort}/metrics`)).text();
    const lines = text
      .split("\n")
      .filter((line) => line.startsWith("prism_requests_total") && line.includes(`"${operation}"`));
    return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  };
  return { gateway, ask, calls };
}

function reasonOf({ body }: Answer): string {
  return (JSON.parse(body.toString()) as { reason: string }).reason;
}

describeEachServer("large items over HTTP", (server) => {
  // One gateway for all of them: each test has keys of its own.
  it("leave their connection to the request that follows", async (t) => {
    const { gateway } = await open(t, server);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    const lines = Array.from({ length: 400_000 }, (_, i) => `${(i * 7919) % 65_536}\n`).join("");
    const body = gzipSync(lines.slice(0, 1.5 * MIB));
    const put = (key: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const path = `/v1/namespaces/memory/keyvalue/${key}`;
        const headers = { "Content-Encoding": "gzip" };
        const sent = httpRequest({ host: "127.0.0.1", port: gateway.httpPort, path, method: "PUT", headers, agent });
        // Shorter than the server waits for a request before it ends a connection.
        sent.setTimeout(8_000, () => sent.destroy(new Error(`${key} was not answered`)));
        sent.on("error", reject);
        sent.on("response", (answer) => answer.resume().on("end", () => resolve(answer.statusCode)));
        sent.end(body);
      });
    for (let i = 0; i < 6; i++) assert.equal(await put(`in-turn-${i}`), 204);
  });

  it("are written and read as streams", async (t) => {
    const { gateway, ask, calls } = await open(t, server);
    await t.test(
      "takes a body over a mebibyte, and gives it back, its length, its version and any part of it",
      async () => {
        const value = randomBytes(3 * MIB + 77);
        const put = await ask("big", { method: "PUT", body: value, headers: { "Prism-TTL-Ms": "600000" } });
        assert.equal(put.status, 204);
        const tag = String(put.headers.etag);
        const got = await ask("big");
        assert.equal(got.status, 200);
        assert.ok(got.body.equals(value));
        assert.equal(got.headers.etag, tag);
        assert.equal(got.headers["content-length"], String(value.length));
        assert.equal(got.headers["accept-ranges"], "bytes");
        assert.ok(Number(got.headers["prism-expires-at-ms"]) > 0);
        const head = await ask("big", { method: "HEAD" });
        assert.deepEqual([head.status, head.headers["content-length"]], [200, String(value.length)]);
        assert.equal((await ask("big", { headers: { "If-None-Match": tag } })).status, 304);
        assert.equal((await ask("big", { headers: { "If-Match": '"9"' } })).status, 412);
        const part = await ask("big", { headers: { Range: "bytes=524280-1048600" } });
        assert.deepEqual([part.status, part.headers["content-range"]], [206, `bytes 524280-1048600/${value.length}`]);
        assert.ok(part.body.equals(value.subarray(524_280, 1_048_601)));
        const tail = await ask("big", { headers: { Range: "bytes=-10", "If-Range": tag } });
        assert.ok(tail.body.equals(value.subarray(-10)));
        const other = await ask("big", { headers: { Range: "bytes=-10", "If-Range": '"9"' } });
        assert.deepEqual([other.status, other.body.length], [200, value.length]);
        const behind = await ask("big", { headers: { Range: `bytes=${value.length}-` } });
        assert.deepEqual([behind.status, reasonOf(behind)], [416, "RANGE_NOT_SATISFIABLE"]);
      },
    );

    await t.test("gives parts of small values, too", async () => {
      await ask("small", { method: "PUT", body: Buffer.from("0123456789") });
      const part = await ask("small", { headers: { Range: "bytes=2-4" } });
      assert.deepEqual(
        [part.status, part.body.toString(), part.headers["content-range"]],
        [206, "234", "bytes 2-4/10"],
      );
      assert.equal((await ask("small", { headers: { Range: "bytes=10-" } })).status, 416);
      assert.equal((await ask("small", { headers: { Range: "bytes=1-2,4-5" } })).body.toString(), "0123456789");
    });

    await t.test("keeps the conditions of a write", async () => {
      const value = randomBytes(2 * MIB);
      const created = await ask("once", { method: "PUT", body: value, headers: { "If-None-Match": "*" } });
      assert.equal(created.status, 201);
      const again = await ask("once", { method: "PUT", body: randomBytes(6 * MIB), headers: { "If-None-Match": "*" } });
      assert.deepEqual([again.status, reasonOf(again)], [412, "VERSION_MISMATCH"]);
      assert.ok((await ask("once")).body.equals(value));
      const tag = String(created.headers.etag);
      assert.equal(
        (await ask("once", { method: "PUT", body: Buffer.from("s"), headers: { "If-Match": tag } })).status,
        204,
      );
      assert.equal((await ask("once", { method: "PUT", body: value, headers: { "If-Match": tag } })).status, 412);
      const key = await ask("once", { method: "PUT", body: value, headers: { "Idempotency-Key": "k" } });
      assert.deepEqual([key.status, reasonOf(key)], [400, "IDEMPOTENCY_KEY_NOT_KEPT"]);
      assert.equal((await ask("once")).body.toString(), "s");
    });

    await t.test("decodes what comes in gzip, and sends it so to everybody", async () => {
      const value = Buffer.alloc(3 * MIB, "to be or not to be, ");
      const headers = { "Content-Encoding": "gzip" };
      assert.equal((await ask("text", { method: "PUT", body: gzipSync(value), headers })).status, 204);
      const plain = await ask("text");
      assert.ok(plain.body.equals(value));
      assert.equal(plain.headers["content-encoding"], undefined);
      assert.equal(plain.headers.vary, undefined, "everybody gets the same bytes");
      // A member of gzip for each chunk would be read by some clients to the end of the first.
      const same = await ask("text", { headers: { "Accept-Encoding": "gzip" } });
      assert.ok(same.body.equals(value));
      assert.equal(same.headers["content-encoding"], undefined);
      assert.equal(same.headers.etag, plain.headers.etag);
      const part = await ask("text", { headers: { "Accept-Encoding": "gzip", Range: "bytes=3-7" } });
      assert.equal(part.body.toString(), "be or".slice(0, 5));
    });

    await t.test("takes small values that come encoded, or do not say how large they are, as any other", async () => {
      const before = await calls("begin_upload");
      const headers = { "Content-Encoding": "gzip" };
      assert.equal((await ask("a", { method: "PUT", body: gzipSync("small"), headers })).status, 204);
      assert.equal((await ask("a")).body.toString(), "small");
      assert.equal((await ask("b", { method: "PUT", body: [Buffer.from("one "), Buffer.from("two")] })).status, 204);
      assert.equal((await ask("b")).body.toString(), "one two");
      assert.equal(await calls("begin_upload"), before);
      const value = randomBytes(2 * MIB);
      assert.equal((await ask("c", { method: "PUT", body: [value.subarray(0, 9), value.subarray(9)] })).status, 204);
      assert.ok((await ask("c")).body.equals(value));
      assert.equal(await calls("begin_upload"), before + 1);
    });

    await t.test("refuses what is not what it claims to be", async () => {
      const before = await calls("commit_upload");
      const bad = gzipSync(randomBytes(2 * MIB));
      bad.fill(0, MIB, MIB + 1000);
      const headers = { "Content-Encoding": "gzip" };
      const broken = await ask("bad", { method: "PUT", body: bad, headers });
      assert.deepEqual([broken.status, reasonOf(broken)], [400, "BODY_NOT_DECODABLE"]);
      const short = await ask("bad", { method: "PUT", body: gzipSync("small").subarray(0, -3), headers });
      assert.deepEqual([short.status, reasonOf(short)], [400, "BODY_NOT_DECODABLE"]);
      const odd = await ask("bad", { method: "PUT", body: Buffer.from("x"), headers: { "Content-Encoding": "br" } });
      assert.deepEqual([odd.status, reasonOf(odd)], [415, "CONTENT_ENCODING_UNKNOWN"]);
      assert.equal((await ask("bad")).status, 404);
      assert.equal(await calls("commit_upload"), before);
    });

    await t.test("leaves nothing of a body that breaks off, and aborts its upload", async () => {
      const before = await Promise.all(["upload_chunk", "abort_upload", "commit_upload"].map(calls));
      const headers = { "Content-Length": String(8 * MIB) };
      const path = "/v1/namespaces/memory/keyvalue/broken";
      const sent = httpRequest({
        host: "127.0.0.1",
        port: gateway.httpPort,
        path,
        method: "PUT",
        headers,
        agent: false,
      });
      sent.on("error", () => undefined);
      sent.write(randomBytes(3 * MIB));
      await eventually("chunks are there", async () => (await calls("upload_chunk")) >= (before[0] ?? 0) + 4);
      sent.destroy();
      await eventually("the upload is aborted", async () => (await calls("abort_upload")) === (before[1] ?? 0) + 1);
      assert.equal(await calls("commit_upload"), before[2]);
      assert.equal((await ask("broken")).status, 404);
    });

    await t.test("reads a value from its store no faster than the client takes it", async () => {
      const value = randomBytes(24 * MIB);
      assert.equal((await ask("slow", { method: "PUT", body: value })).status, 204);
      const already = await calls("download_chunk");
      const path = "/v1/namespaces/memory/keyvalue/slow";
      const sent = httpRequest({ host: "127.0.0.1", port: gateway.httpPort, path, agent: false });
      const response = await new Promise<IncomingMessage>((resolve) => sent.on("response", resolve).end());
      let before = -1;
      await eventually("no more is read", async () => {
        const now = (await calls("download_chunk")) - already;
        const isStill = now === before;
        before = now;
        return isStill && now > 0;
      });
      // What both kernels hold for a client that does not read, and two chunks.
      assert.ok(before < 40, `${before} of 48 chunks`);
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part as Buffer);
      assert.ok(Buffer.concat(parts).equals(value));
    });
  });
});
