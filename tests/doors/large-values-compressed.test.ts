import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { PrismClient } from "../../src/client/prism-client.ts";
import { GrpcClient } from "../support/grpc-client.ts";
import { needsZstd } from "../support/needs-zstd.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const MIB = 1024 * 1024;

/** Not a whole number of chunks: what is left has a handful of bytes, which no encoding makes fewer. */
const text = Buffer.alloc(3 * MIB + 5, "to be or not to be, ");
const noise = randomBytes(2 * MIB + 5);

for (const compression of ["gzip", "zstd"] as const) {
  describe(`a namespace that has its large values compressed by ${compression}`, {
    skip: compression === "zstd" && needsZstd,
  }, () => {
    it("keeps text so and noise as it is, through each door, and gives both to whoever asks however", async (t) => {
      const yaml = `backends: { ram: { type: memory } }
namespaces: [{ name: large, pattern: keyvalue, backend: ram, largeValues: { compression: ${compression} } }]`;
      const gateway = await StartedGateway.open(t, { yaml, flags: { workers: 1 } });
      const client = new PrismClient(`prism://127.0.0.1:${gateway.port}`);
      t.after(() => client.close());
      const kv = client.keyValue("large");
      const grpc = GrpcClient.to(t, gateway.grpcPort);
      const url = (key: string): string => `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/large/keyvalue/${key}`;
      const writers: Readonly<Record<string, (key: string, value: Buffer) => Promise<unknown>>> = {
        frames: (key, value) => kv.putStream(key, [value]),
        grpc: (key, value) => putStream(grpc, key, value),
        http: async (key, value) =>
          assert.equal((await fetch(url(key), { method: "PUT", body: new Uint8Array(value) })).status, 204),
      };
      for (const [door, write] of Object.entries(writers)) {
        for (const [value, kept] of [
          [text, compression],
          [noise, "identity"],
        ] as const) {
          await write(door, value);
          const download = await kv.getStream(door);
          assert.equal(download?.encoding, kept, door);
          assert.ok(value.equals(await joinedOf(download as AsyncIterable<Uint8Array>)), door);
          const plain = await fetch(url(door), { headers: { "Accept-Encoding": "identity" } });
          assert.equal(plain.headers.get("content-encoding"), null);
          assert.ok(value.equals(Buffer.from(await plain.arrayBuffer())), door);
          const taken = await fetch(url(door), { method: "HEAD", headers: { "Accept-Encoding": compression } });
          // Over HTTP, members of gzip one behind the other would be read to the end of the first.
          const isEncoded = kept === "zstd";
          assert.equal(taken.headers.get("content-encoding"), isEncoded ? kept : null);
          const bytes = Number(taken.headers.get("content-length"));
          assert.ok(isEncoded ? bytes < value.length / 10 : bytes === value.length, `${bytes} bytes`);
          const parts: Buffer[] = [];
          for await (const part of grpc.stream("GetStream", { namespace: "large", key: door })) {
            parts.push(part.data as Buffer);
          }
          assert.ok(value.equals(Buffer.concat(parts)), door);
        }
      }
      await kv.putStream("chosen", [text], { encoding: "identity" });
      assert.equal((await kv.getStream("chosen"))?.encoding, "identity", "what a client chooses stays");
    });
  });
}

function putStream(grpc: GrpcClient, key: string, value: Buffer): Promise<unknown> {
  const { call, answer } = grpc.send("PutStream");
  call.write({ namespace: "large", key });
  for (let at = 0; at < value.length; at += MIB) call.write({ data: value.subarray(at, at + MIB) });
  call.end();
  return answer;
}

async function joinedOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}
