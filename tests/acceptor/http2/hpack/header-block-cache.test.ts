import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { HeaderBlockCache, MAX_CACHED_BLOCK_BYTES } from "../../../../src/acceptor/http2/hpack/header-block-cache.ts";

describe("HeaderBlockCache", () => {
  it("finds a block again wherever it lies", () => {
    const cache = new HeaderBlockCache<string>();
    const block = Buffer.from("a block");
    assert.equal(cache.find(block, 0, 7, 1), null);
    cache.add(block, 0, 7, 1, "value");
    assert.equal(cache.find(block, 0, 7, 1), "value");
    assert.equal(cache.find(Buffer.from("in a block of"), 3, 10, 1), "value");
  });

  it("takes a copy: the bytes may be used again", () => {
    const cache = new HeaderBlockCache<string>();
    const block = Buffer.from("a block");
    cache.add(block, 0, 7, 1, "value");
    block.fill(0);
    assert.equal(cache.find(block, 0, 7, 1), null);
    assert.equal(cache.find(Buffer.from("a block"), 0, 7, 1), "value");
  });

  it("finds no block of another generation, nor one that only begins or ends alike", () => {
    const cache = new HeaderBlockCache<string>();
    cache.add(Buffer.from("a block"), 0, 7, 1, "value");
    assert.equal(cache.find(Buffer.from("a block"), 0, 7, 2), null);
    for (const other of ["a bloc", "a blocks", " block", "a blocK", "A block"])
      assert.equal(cache.find(Buffer.from(other), 0, other.length, 1), null, other);
  });

  it("tells blocks of any length apart by any one byte", () => {
    for (const length of [1, 99, 100, 101, 102, MAX_CACHED_BLOCK_BYTES]) {
      const cache = new HeaderBlockCache<number>();
      const block = Buffer.alloc(length + 2, "block");
      cache.add(block, 1, length + 1, 0, length);
      for (let at = 0; at < length + 2; at++) {
        const other = Buffer.from(block);
        other[at] = 0;
        const isInside = at >= 1 && at <= length;
        assert.equal(cache.find(other, 1, length + 1, 0), isInside ? null : length);
      }
    }
  });

  it("keeps four, of which the oldest makes way", () => {
    const cache = new HeaderBlockCache<number>();
    const blocks = Buffer.from("abcdef");
    for (let at = 0; at < 6; at++) cache.add(blocks, at, at + 1, 0, at);
    const found = Array.from({ length: 6 }, (_, at) => cache.find(blocks, at, at + 1, 0));
    assert.deepEqual(found, [null, null, 2, 3, 4, 5]);
  });

  it("finds a long block that takes the place of a short one, and the other way round", () => {
    const cache = new HeaderBlockCache<number>();
    const bytes = Buffer.alloc(400, "block");
    for (const [value, length] of [10, 10, 10, 10, 300, 400, 12, 301, 5, 70, 400, 6].entries()) {
      cache.add(bytes, 0, length, value, value);
      assert.equal(cache.find(bytes, 0, length, value), value);
    }
  });

  it("keeps no block that is longer than the bound", () => {
    const cache = new HeaderBlockCache<string>();
    const block = Buffer.alloc(MAX_CACHED_BLOCK_BYTES + 1, 7);
    cache.add(block, 0, MAX_CACHED_BLOCK_BYTES + 1, 0, "too long");
    cache.add(block, 0, MAX_CACHED_BLOCK_BYTES, 0, "fits");
    assert.equal(cache.find(block, 0, MAX_CACHED_BLOCK_BYTES + 1, 0), null);
    assert.equal(cache.find(block, 0, MAX_CACHED_BLOCK_BYTES, 0), "fits");
  });

  it("does as a list of the last four does, whatever is added", () => {
    const block = fc.uint8Array({ maxLength: 3, max: 2 }).map((bytes) => Buffer.from(bytes));
    const steps = fc.array(fc.record({ block, generation: fc.nat({ max: 1 }), adds: fc.boolean() }));
    fc.assert(
      fc.property(steps, (all) => {
        const cache = new HeaderBlockCache<number>();
        const model: { block: Buffer; generation: number; value: number }[] = [];
        for (const [value, step] of all.entries()) {
          const known = model.find((entry) => entry.block.equals(step.block) && entry.generation === step.generation);
          const found = cache.find(step.block, 0, step.block.length, step.generation);
          assert.equal(found, known?.value ?? null);
          if (!step.adds || known !== undefined) continue;
          cache.add(step.block, 0, step.block.length, step.generation, value);
          model.push({ ...step, value });
          if (model.length > 4) model.shift();
        }
      }),
    );
  });
});
