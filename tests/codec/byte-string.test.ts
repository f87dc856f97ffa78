import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  fromByteString,
  isUtf8Range,
  isUtf8String,
  readByteString,
  toByteString,
  writeByteString,
} from "../../src/codec/byte-string.ts";

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const text = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })), { maxLength: 12 })
  .map((points) => String.fromCodePoint(...points));
const shared = (bytes: Uint8Array): Buffer => {
  const memory = Buffer.from(new SharedArrayBuffer(bytes.length));
  memory.set(bytes);
  return memory;
};

describe("byte string", () => {
  it("has one character for each of the 256 bytes, and gives the bytes back", () => {
    const text = readByteString(everyByte, 0, 256);
    assert.deepEqual(
      [...text].map((c) => c.charCodeAt(0)),
      [...everyByte],
    );
    const back = Buffer.alloc(258, 7);
    writeByteString(back, text, 1);
    assert.deepEqual(back.subarray(1, 257), everyByte);
    assert.deepEqual([back[0], back[257]], [7, 7]);
  });

  it("reads and writes any range, in shared memory too", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(), fc.nat(), (bytes, a, b) => {
        const [start, end] = [a % (bytes.length + 1), b % (bytes.length + 1)].sort((x, y) => x - y) as [number, number];
        const text = readByteString(shared(bytes), start, end);
        assert.equal(text, Buffer.from(bytes).toString("latin1", start, end));
        const target = shared(new Uint8Array(bytes.length + 2));
        writeByteString(target, text, 1);
        assert.deepEqual(Buffer.from(target.subarray(1, 1 + text.length)), Buffer.from(bytes.subarray(start, end)));
        assert.equal(target[1 + text.length], 0);
      }),
    );
  });

  it("compares as its bytes do", () => {
    const bytes = fc.uint8Array({ maxLength: 6 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const x = readByteString(Buffer.from(a), 0, a.length);
        const y = readByteString(Buffer.from(b), 0, b.length);
        assert.equal(x < y ? -1 : x > y ? 1 : 0, Buffer.compare(a, b));
      }),
    );
  });

  it("turns text into its UTF-8 and back", () => {
    fc.assert(
      fc.property(text, (s) => {
        assert.equal(toByteString(s), Buffer.from(s, "utf8").toString("latin1"));
        assert.equal(fromByteString(toByteString(s)), s);
      }),
    );
  });

  it("calls UTF-8 exactly what a strict decoder takes", () => {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const accepts = (bytes: Uint8Array): boolean => {
      try {
        decoder.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    let valid = 0;
    let invalid = 0;
    const check = (bytes: Uint8Array): void => {
      const framed = shared(Uint8Array.of(0xff, ...bytes, 0xff));
      const expected = accepts(bytes);
      assert.equal(isUtf8Range(framed, 1, 1 + bytes.length), expected, Buffer.from(bytes).toString("hex"));
      assert.equal(isUtf8String(Buffer.from(bytes).toString("latin1")), expected);
      if (expected) valid++;
      else invalid++;
    };
    // Every sequence of two bytes that is not ASCII, and the borders of every longer one: overlong forms, surrogates, past U+10FFFF.
    for (let a = 0x80; a < 256; a++) for (let b = 0; b < 256; b++) check(Uint8Array.of(a, b));
    const borders = [0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
    for (let lead = 0xc0; lead < 256; lead++) {
      for (const b of borders) for (const c of borders) for (const d of borders) check(Uint8Array.of(lead, b, c, d));
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), check));
    fc.assert(fc.property(text, (s) => check(Buffer.from(s, "utf8"))));
    assert.ok(valid > 1_000 && invalid > 1_000);
  });
});
