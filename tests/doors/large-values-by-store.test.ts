import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { PrismClient } from "../../src/client/prism-client.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { GrpcClient } from "../support/grpc-client.ts";
import { serverMissing, startServer } from "../support/servers/private-servers.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const MIB = 1024 * 1024;

/** Where each server keeps its data, as a backend of the configuration. */
const BACKENDS = {
  redis: (port: number) => `{ type: redis, url: "redis://127.0.0.1:${port}" }`,
  postgres: (port: number) => `{ type: postgres, url: "postgres://prism@127.0.0.1:${port}/prism" }`,
  nats: (port: number) => `{ type: nats, url: "nats://127.0.0.1:${port}" }`,
} as const;

for (const kind of Object.keys(BACKENDS) as (keyof typeof BACKENDS)[]) {
  describe(`a large value in ${kind}`, { skip: serverMissing(kind) }, () => {
    it("is written by way of several workers, read, replaced and deleted, and nothing else of it is seen", async (t) => {
      const server = await startServer(t, kind);
      const yaml = `backends: { it: ${BACKENDS[kind](server.port)} }
namespaces: [{ name: large, pattern: keyvalue, backend: it }]`;
      const gateway = await StartedGateway.open(t, { yaml, flags: { workers: 2 } });
      // Connections take turns at the workers, and so do the calls of one upload.
      const client = new PrismClient(`prism://127.0.0.1:${gateway.port}`, { maxConnections: 4, maxInFlight: 1 });
      t.after(() => client.close());
      const kv = client.keyValue("large");
      const random = randomBytes(3 * MIB + 5);
      await kv.putStream("big", parts(random));
      assert.ok(random.equals(await read(kv.getStream("big"))));
      const text = Buffer.alloc(3 * MIB, "to be or not ");
      await kv.putStream("big", parts(text), { encoding: "gzip", ttlMs: 600_000 });
      assert.ok(text.equals(await read(kv.getStream("big"))));
      await assert.rejects(
        kv.putStream("big", parts(random), { ifVersion: 0 }),
        (error) => error instanceof PrismError && error.failure.reason === "VERSION_MISMATCH",
      );
      const { items } = await kv.scan();
      assert.deepEqual(
        items.map(({ key, largeBytes, expiresAtMs }) => [key, largeBytes, expiresAtMs > 0]),
        [["big", text.length, true]],
      );
      await kv.delete("big");
      assert.deepEqual((await kv.scan()).items, []);
    });
  });
}

describe("a large value in a NATS server with small messages", { skip: serverMissing("nats") }, () => {
  it("goes in chunks that fit, through each door, and so does one that is too large for one message alone", async (t) => {
    const server = await startServer(t, "nats", { max_payload: "64KB" });
    const yaml = `backends: { it: ${BACKENDS.nats(server.port)} }
namespaces: [{ name: large, pattern: keyvalue, backend: it }]`;
    const gateway = await StartedGateway.open(t, { yaml, flags: { workers: 2 } });
    const client = new PrismClient(`prism://127.0.0.1:${gateway.port}`);
    t.after(() => client.close());
    const kv = client.keyValue("large");
    for (const size of [2 * MIB + 5, 100_000]) {
      const value = randomBytes(size);
      await kv.putStream("mine", parts(value), { encoding: "gzip" });
      assert.ok(value.equals(await read(kv.getStream("mine"))), `${size} by frames`);

      const grpc = GrpcClient.to(t, gateway.grpcPort);
      const digest = digestOf(value);
      const { call, answer } = grpc.send("PutStream");
      call.write({ namespace: "large", key: "mine" });
      for (const data of parts(value)) call.write({ data });
      call.end({ digest });
      const written = await answer;
      assert.deepEqual([written.size, digest.equals(written.digest as Buffer)], [size, true], `${size} by gRPC`);
      const heads = [];
      for await (const part of grpc.stream("GetStream", { namespace: "large", key: "mine" })) heads.push(part);
      assert.equal(heads[0]?.chunkBytes, 32 * 1024);
      assert.ok(value.equals(Buffer.concat(heads.slice(1).map(({ data }) => data as Buffer))), `${size} by gRPC`);

      const wrong = grpc.send("PutStream");
      wrong.call.write({ namespace: "large", key: "other", digest: Buffer.alloc(32) });
      for (const data of parts(value)) wrong.call.write({ data });
      wrong.call.end();
      await assert.rejects(wrong.answer, /digest/);
      assert.equal(await kv.exists("other"), false);
    }
    const value = randomBytes(2 * MIB + 7);
    const url = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/large/keyvalue/mine`;
    assert.equal((await fetch(url, { method: "PUT", body: value })).status, 204);
    assert.ok(value.equals(Buffer.from(await (await fetch(url)).arrayBuffer())));
    const part = await fetch(url, { headers: { Range: "bytes=40000-139999" } });
    assert.ok(value.subarray(40_000, 140_000).equals(Buffer.from(await part.arrayBuffer())));
  });
});

/** SHA-256 over those of each half mebibyte. */
function digestOf(value: Buffer): Buffer {
  const hash = createHash("sha256");
  for (let at = 0; at < value.length; at += MIB / 2) {
    const piece = createHash("sha256").update(value.subarray(at, at + MIB / 2));
    hash.update(piece.digest());
  }
  return hash.digest();
}

function* parts(value: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < value.length; at += MIB) yield value.subarray(at, at + MIB);
}

async function read(download: Promise<AsyncIterable<Uint8Array> | null>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await download) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}
