import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { describe, it } from "node:test";
import { MAX_ZSTD_FRAMES } from "../../../src/common/limits.ts";
import { zstd } from "../../../src/offload/chunk-encoding.ts";
import { GatewayProcess } from "../../support/gateway-process.ts";
import { needsZstd } from "../../support/needs-zstd.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const MIB = 1024 * 1024;

interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array;
}

/** Bodies as they come: fetch would decode some of them. */
function asking(port: number) {
  return (key: string, { method = "GET", headers = {}, body }: Ask = {}) =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
      const path = `/v1/namespaces/memory/keyvalue/${key}`;
      const sent = httpRequest({ host: "127.0.0.1", port, path, method, headers, agent: false });
      sent.on("error", reject);
      sent.on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) });
        });
      });
      sent.end(body);
    });
}

describe("large items over HTTP in zstd", { skip: needsZstd }, () => {
  it("are decoded as they come, kept so, and sent so to whoever takes it", async (t) => {
    assert.ok(zstd !== null);
    const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t) });
    const ask = asking(gateway.httpPort);
    const value = Buffer.concat([randomBytes(MIB), Buffer.alloc(2 * MIB + 9, "to be or not to be, ")]);
    const headers = { "Content-Encoding": "zstd" };
    assert.equal((await ask("text", { method: "PUT", body: zstd.compress(value), headers })).status, 204);

    const plain = await ask("text");
    assert.ok(plain.body.equals(value));
    assert.equal(plain.headers["content-encoding"], undefined);
    const encoded = await ask("text", { headers: { "Accept-Encoding": "gzip, zstd;q=0.5" } });
    assert.equal(encoded.headers["content-encoding"], "zstd");
    assert.deepEqual([plain.headers.vary, encoded.headers.vary], ["Accept-Encoding", "Accept-Encoding"]);
    assert.equal(encoded.headers["content-length"], String(encoded.body.length));
    assert.ok(encoded.body.length < 1.2 * MIB, "only half of it can be compressed");
    assert.match(String(encoded.headers.etag), /-zstd"$/);
    assert.ok(value.equals(zstd.decompress(encoded.body, { maxOutputLength: value.length })), "frames in a row");
    const gzip = await ask("text", { headers: { "Accept-Encoding": "gzip" } });
    assert.deepEqual([gzip.headers["content-encoding"], gzip.body.equals(value)], [undefined, true]);
    const part = await ask("text", { headers: { "Accept-Encoding": "zstd", Range: "bytes=1048570-1048590" } });
    assert.ok(part.body.equals(value.subarray(1_048_570, 1_048_591)));
    const known = await ask("text", { headers: { "If-None-Match": String(encoded.headers.etag) } });
    assert.deepEqual([known.status, known.headers.vary], [304, "Accept-Encoding"]);
    assert.equal(part.headers.vary, "Accept-Encoding", "of a part as of the whole");
    const tag = String(encoded.headers.etag);
    const changed = await ask("text", { method: "PUT", body: Buffer.from("x"), headers: { "If-Match": tag } });
    assert.equal(changed.status, 204);
  });

  it("are taken in with all of their frames, wherever these end", async (t) => {
    assert.ok(zstd !== null);
    const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t) });
    const ask = asking(gateway.httpPort);
    const headers = { "Content-Encoding": "zstd" };
    // Of no size that fills a buffer of Node's, behind which it would have gone on by itself.
    const small = [Buffer.alloc(300_001, "a"), Buffer.alloc(0), Buffer.alloc(200_001, "b")];
    const large = [randomBytes(2 * MIB + 1), Buffer.alloc(MIB + 1, "c"), randomBytes(MIB + 3), Buffer.alloc(9, "d")];
    for (const values of [small, large]) {
      const body = Buffer.concat(values.map((value) => zstd?.compress(value) as Uint8Array));
      assert.equal((await ask("frames", { method: "PUT", body, headers })).status, 204);
      assert.ok((await ask("frames")).body.equals(Buffer.concat(values)));
    }
    const body = Buffer.concat([zstd.compress(Buffer.alloc(300_001, "a")), Buffer.from("and no frame")]);
    const tiny = Buffer.concat(
      Array.from({ length: MAX_ZSTD_FRAMES + 1 }, () => zstd?.compress(Buffer.from("a")) as Buffer),
    );
    for (const refused of [body, tiny]) {
      const put = await ask("refused", { method: "PUT", body: refused, headers });
      assert.equal(put.status, 400);
      assert.match(put.body.toString(), /BODY_NOT_DECODABLE/);
    }
  });

  it("that are not what they claim to be, or end too early, leave nothing", async (t) => {
    assert.ok(zstd !== null);
    const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t) });
    const ask = asking(gateway.httpPort);
    const whole = zstd.compress(randomBytes(3 * MIB));
    for (const body of [randomBytes(2 * MIB), whole.subarray(0, whole.length - 100)]) {
      const put = await ask("broken", { method: "PUT", body, headers: { "Content-Encoding": "zstd" } });
      assert.equal(put.status, 400);
      assert.match(put.body.toString(), /BODY_NOT_DECODABLE/);
      assert.equal((await ask("broken")).status, 404);
    }
  });
});
