import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, describe, it } from "node:test";
import { INLINE_CHUNK_BYTES, LARGE_CHUNK_BYTES } from "../../src/common/limits.ts";
import { Offload } from "../../src/offload/offload.ts";
import type { ChunkEncodingName } from "../../src/patterns/keyvalue/large/chunk-work.ts";
import { ChunkPool } from "../../src/workers/chunk-pool.ts";

describe("the chunks of large values", () => {
  const offload = new Offload({ threads: 1, maxQueue: 16 });
  after(() => offload.close());
  const pool = new ChunkPool(offload);
  const done = (task: string) => offload.report().tasks.find((each) => each.task === task)?.done ?? 0;

  it("are hashed, compressed and decompressed on the worker's pool, never on its own thread", async () => {
    const bytes = randomBytes(LARGE_CHUNK_BYTES);
    for (const keepAs of ["identity", "gzip"] satisfies ChunkEncodingName[]) {
      const before = done("sealChunk");
      const sealed = await pool.seal({ bytes, encoding: "identity", keepAs, maxPlainBytes: LARGE_CHUNK_BYTES });
      assert.equal(done("sealChunk"), before + 1, `kept as ${keepAs}`);
      if (keepAs === "identity") continue;
      assert.deepEqual(Buffer.from((await pool.open(sealed?.kept as Uint8Array)) ?? []), bytes);
      assert.equal(done("openChunk"), 1);
    }
    const figures = offload.report().tasks.find(({ task }) => task === "sealChunk");
    assert.ok(figures !== undefined && figures.runMs > 0 && figures.waitMs > 0);
  });

  it("are sealed on the pool however small, when they are compressed", async () => {
    const bytes = Buffer.alloc(100, "a");
    const before = done("sealChunk");
    await pool.seal({ bytes, encoding: "identity", keepAs: "gzip", maxPlainBytes: LARGE_CHUNK_BYTES });
    assert.equal(done("sealChunk"), before + 1);
  });

  it("are hashed at once when that takes less than to have it done", async () => {
    const bytes = randomBytes(INLINE_CHUNK_BYTES);
    const before = done("sealChunk");
    await pool.seal({ bytes, encoding: "identity", keepAs: "identity", maxPlainBytes: LARGE_CHUNK_BYTES });
    assert.equal(done("sealChunk"), before);
  });
});
