import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { copyIn, copyOut } from "../../src/common/shared-copy.ts";

const MAX_BYTES = 40_000;
const shared = Buffer.from(new SharedArrayBuffer(MAX_BYTES + 64), 8);
const own = Buffer.from(new ArrayBuffer(MAX_BYTES + 64), 16);
/** Around the bounds between the ways of copying, and several pieces. */
const lengths = [0, 1, 7, 8, 127, 128, 129, 200, 255, 256, 257, 1_000, 16_383, 16_384, 16_385, 32_768, MAX_BYTES];
const places = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const pattern = Uint8Array.from({ length: MAX_BYTES + 64 }, (_, i) => (i * 31 + (i >>> 8)) & 0xff);

type Copy = (target: Uint8Array, at: number, source: Uint8Array, start: number, length: number) => void;

/** Copies between all places, and looks at what was copied and at what stands around it. */
function check(copy: Copy, target: Buffer, source: Buffer): void {
  source.set(pattern.subarray(0, source.length));
  for (const length of lengths) {
    for (const start of places) {
      for (const at of places) {
        target.fill(0xa5, 0, at + length + 16);
        copy(target, at, source, start, length);
        const where = `${length} bytes from ${start} to ${at}`;
        assert.equal(target.compare(pattern, start, start + length, at, at + length), 0, where);
        const around = [...target.subarray(0, at), ...target.subarray(at + length, at + length + 16)];
        assert.ok(
          around.every((byte) => byte === 0xa5),
          where,
        );
      }
    }
  }
}

describe("copying shared memory", () => {
  it("takes any number of bytes out of it, from any place to any other", () => check(copyOut, own, shared));
  it("puts any number of bytes into it, from any place to any other", () => check(copyIn, shared, own));
  it("may have no shared memory in it", () => {
    const other = Buffer.from(new ArrayBuffer(MAX_BYTES + 64));
    check(copyOut, own, other);
    check(copyIn, other, own);
  });
});
