import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { PrismClient } from "../../src/client/prism-client.ts";
import { PrismError } from "../../src/common/prism-error.ts";
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

function* parts(value: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < value.length; at += MIB) yield value.subarray(at, at + MIB);
}

async function read(download: Promise<AsyncIterable<Uint8Array> | null>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await download) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}
