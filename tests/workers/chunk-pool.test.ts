import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
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
      const sealed = await pool.seal({
        bytes,
        encoding: "identity",
        keepAs,
        ifSmaller: false,
        maxPlainBytes: LARGE_CHUNK_BYTES,
      });
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
    await pool.seal({
      bytes,
      encoding: "identity",
      keepAs: "gzip",
      ifSmaller: false,
      maxPlainBytes: LARGE_CHUNK_BYTES,
    });
    assert.equal(done("sealChunk"), before + 1);
  });

  it("are hashed at once when that takes less than to have it done", async () => {
    const bytes = randomBytes(INLINE_CHUNK_BYTES);
    const before = done("sealChunk");
    await pool.seal({
      bytes,
      encoding: "identity",
      keepAs: "identity",
      ifSmaller: false,
      maxPlainBytes: LARGE_CHUNK_BYTES,
    });
    assert.equal(done("sealChunk"), before);
  });

  it("keeps a chunk without an encoding that would not make it smaller, if it is told to", async () => {
    const pool = new ChunkPool(null);
    const maxPlainBytes = LARGE_CHUNK_BYTES;
    const seal = (bytes: Uint8Array, ifSmaller = true) =>
      pool.seal({ bytes, encoding: "identity", keepAs: "gzip", ifSmaller, maxPlainBytes });
    const encodingOf = async (bytes: Uint8Array, ifSmaller?: boolean) =>
      pool.peek((await seal(bytes, ifSmaller))?.kept ?? none)?.encoding;
    const text = Buffer.alloc(LARGE_CHUNK_BYTES, "to be or not to be, ");
    const noise = randomBytes(LARGE_CHUNK_BYTES);
    assert.deepEqual([await encodingOf(text), await encodingOf(noise)], ["gzip", "identity"]);
    assert.equal(await encodingOf(noise, false), "gzip", "who chooses it has it");
    // Text in the middle, where the sample is from, and too little of it.
    const mixed = Buffer.concat([
      noise.subarray(0, 236 * 1024),
      text.subarray(0, 40 * 1024),
      noise.subarray(276 * 1024),
    ]);
    assert.equal(await encodingOf(mixed), "identity");
    assert.equal((await seal(mixed))?.plainBytes, mixed.length);
    // What the middle does not promise is not tried.
    const framed = Buffer.concat([
      text.subarray(0, 236 * 1024),
      noise.subarray(0, 40 * 1024),
      text.subarray(276 * 1024),
    ]);
    assert.equal(await encodingOf(framed), "identity");
    // At the end of a value, so that one of text is kept alike to its last chunk.
    assert.equal(await encodingOf(Buffer.from("the end")), "gzip");
    assert.equal(await encodingOf(noise.subarray(0, 8 * 1024)), "identity");
  });

  it("takes what comes encoded as it is, or without its encoding where that makes it no smaller", async () => {
    const pool = new ChunkPool(null);
    for (const [bytes, kept] of [
      [Buffer.alloc(LARGE_CHUNK_BYTES, "to be or not to be, "), "gzip"],
      [randomBytes(LARGE_CHUNK_BYTES), "identity"],
    ] as const) {
      const sealed = await pool.seal({
        bytes: gzipSync(bytes),
        encoding: "gzip",
        keepAs: "gzip",
        ifSmaller: true,
        maxPlainBytes: LARGE_CHUNK_BYTES,
      });
      assert.equal(pool.peek(sealed?.kept ?? none)?.encoding, kept);
      assert.ok(bytes.equals((await pool.open(sealed?.kept ?? none)) ?? none));
    }
  });
});

const none = new Uint8Array(0);
