import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { Download } from "../../src/client/download.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { RealGateway } from "./real-gateway.ts";

const MIB = 1024 * 1024;
let gateway: RealGateway;

before(async () => {
  gateway = await RealGateway.start();
});
after(() => gateway.remove());

for (const door of ["frames", "grpc"] as const) {
  for (const namespace of ["default", "memory"]) {
    describe(`a large value over ${door}, in ${namespace}`, () => {
      let client: PrismClient;
      before(async () => {
        client = new PrismClient(gateway.addresses[door]);
        await client.open();
      });
      after(() => client.close());

      it("comes back as it was written, whole and in part", async () => {
        const kv = client.keyValue(namespace);
        const value = randomBytes(3 * MIB + 17);
        const { version, size } = await kv.putStream("big", parts(value, 100_003));
        assert.equal(size, value.length);
        const download = await open(kv.getStream("big"));
        assert.deepEqual([download.version, download.size, download.encoding], [version, value.length, "identity"]);
        assert.equal(digestOf(await all(download)), digestOf(value));
        const part = await all(download.read(MIB - 5, 2 * MIB + 9));
        assert.deepEqual(part, value.subarray(MIB - 5, 2 * MIB + 9));
      });

      it("is kept compressed when asked, and comes back decoded", async () => {
        const kv = client.keyValue(namespace);
        const value = Buffer.alloc(5 * MIB, "all work and no play ");
        await kv.putStream("text", parts(value, MIB), { encoding: "gzip" });
        const download = await open(kv.getStream("text"));
        assert.equal(download.encoding, "gzip");
        assert.equal(digestOf(await all(download)), digestOf(value));
      });

      it("is not seen before it is whole, nor when its source breaks", async () => {
        const kv = client.keyValue(namespace);
        await kv.put("slow", "before");
        async function* broken(): AsyncGenerator<Uint8Array> {
          yield randomBytes(2 * MIB);
          assert.equal((await kv.get("slow"))?.text(), "before");
          throw new Error("the disk was pulled out");
        }
        await assert.rejects(kv.putStream("slow", broken()), /pulled out/);
        assert.equal((await kv.get("slow"))?.text(), "before");
      });

      it("is told from a value: get says so, a scan shows its size, and a delete takes it away", async () => {
        const kv = client.keyValue(namespace);
        await kv.putStream("scanned:1", parts(randomBytes(2 * MIB), MIB));
        await kv.put("scanned:2", "small");
        await assert.rejects(kv.get("scanned:1"), (error) => hasReason(error, "VALUE_IS_LARGE"));
        const [first, second] = await kv.batchGet(["scanned:1", "scanned:2"]);
        assert.ok(hasReason(first, "VALUE_IS_LARGE"));
        assert.ok(second !== null && !(second instanceof PrismError) && second?.text() === "small");
        const { items } = await kv.scan({ prefix: "scanned:" });
        assert.deepEqual(
          items.map(({ key, largeBytes, value }) => [key, largeBytes, value.length]),
          [
            ["scanned:1", 2 * MIB, 0],
            ["scanned:2", 0, 5],
          ],
        );
        assert.equal((await kv.delete("scanned:1")).deleted, true);
        assert.equal(await kv.getStream("scanned:1"), null);
      });

      it("keeps its chunks out of every scan", async () => {
        const kv = client.keyValue(namespace);
        for await (const { key } of kv.scanAll()) assert.ok(!key.startsWith("\u{10ffff}"), key);
        await assert.rejects(kv.get("\u{10ffff}u"), (error) => hasReason(error, "KEY_RESERVED"));
      });

      it("is written on a condition, which holds at the end", async () => {
        const kv = client.keyValue(namespace);
        const { version } = await kv.put("cas", "one");
        const value = randomBytes(2 * MIB);
        await assert.rejects(kv.putStream("cas", parts(value, MIB), { ifVersion: version + 1_000_000 }), (error) =>
          hasReason(error, "VERSION_MISMATCH"),
        );
        async function* meanwhile(): AsyncGenerator<Uint8Array> {
          yield value;
          await kv.put("cas", "two");
        }
        await assert.rejects(kv.putStream("cas", meanwhile(), { ifVersion: version }), (error) =>
          hasReason(error, "VERSION_MISMATCH"),
        );
        assert.equal((await kv.get("cas"))?.text(), "two");
        const current = await kv.get("cas");
        await kv.putStream("cas", parts(value, MIB), { ifVersion: current?.version ?? 0 });
        assert.equal((await open(kv.getStream("cas"))).size, value.length);
      });

      it("can be read to its end while another takes its place", async () => {
        const kv = client.keyValue(namespace);
        const [old, next] = [randomBytes(4 * MIB), randomBytes(3 * MIB)];
        await kv.putStream("swap", parts(old, MIB));
        const download = await open(kv.getStream("swap"));
        const reading = download[Symbol.asyncIterator]();
        const first = await reading.next();
        await kv.putStream("swap", parts(next, MIB));
        const rest = await all({ [Symbol.asyncIterator]: () => reading });
        assert.equal(digestOf(Buffer.concat([first.value as Uint8Array, rest])), digestOf(old));
        assert.equal(digestOf(await all(await open(kv.getStream("swap")))), digestOf(next));
      });

      it("of a size that needs no chunks is a value like any other", async () => {
        const kv = client.keyValue(namespace);
        await kv.putStream("small", ["a", "bc"]);
        assert.equal((await kv.get("small"))?.text(), "abc");
        assert.equal((await all(await open(kv.getStream("small")))).toString(), "abc");
      });
    });
  }
}

function* parts(value: Uint8Array, bytes: number): Generator<Uint8Array> {
  for (let at = 0; at < value.length; at += bytes) yield value.subarray(at, at + bytes);
}

async function open(download: Promise<Download | null>): Promise<Download> {
  const opened = await download;
  assert.ok(opened !== null, "there is a value");
  return opened;
}

async function all(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  for await (const chunk of chunks) taken.push(chunk);
  return Buffer.concat(taken);
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hasReason(error: unknown, reason: string): boolean {
  return error instanceof PrismError && error.failure.reason === reason;
}
