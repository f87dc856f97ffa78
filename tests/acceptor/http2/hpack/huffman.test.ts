import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { huffmanCode } from "../../../../src/acceptor/http2/hpack/huffman-code.ts";
import {
  decodedBytesAtMost,
  decodeHuffman,
  NOT_HUFFMAN,
} from "../../../../src/acceptor/http2/hpack/huffman-decoder.ts";
import { huffmanBytesOf, writeHuffman } from "../../../../src/acceptor/http2/hpack/huffman-encoder.ts";
import { fromHex } from "./blocks.ts";

function encode(text: string): Buffer {
  const into = Buffer.alloc(huffmanBytesOf(text));
  assert.equal(writeHuffman(text, into, 0), into.length);
  return into;
}

function decode(bytes: Buffer): string | null {
  const into = Buffer.alloc(decodedBytesAtMost(bytes.length));
  const count = decodeHuffman(bytes, 0, bytes.length, into);
  return count === NOT_HUFFMAN ? null : into.toString("latin1", 0, count);
}

/** Bit by bit, from the code alone. */
function decodeSlowly(bytes: Buffer): string | null {
  const { bits, codes } = huffmanCode;
  const symbols = new Map(Array.from(bits, (count, symbol) => [`${count}/${codes[symbol]}`, symbol]));
  let text = "";
  let code = 0;
  let count = 0;
  for (const bit of [...bytes].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((shift) => (byte >> shift) & 1))) {
    code = code * 2 + bit;
    count++;
    const symbol = symbols.get(`${count}/${code}`);
    if (symbol === undefined) continue;
    if (symbol === 256) return null;
    text += String.fromCharCode(symbol);
    code = 0;
    count = 0;
  }
  return count < 8 && code === 2 ** count - 1 ? text : null;
}

describe("Huffman coding", () => {
  it("has the codes that the table of RFC 7541 prints", () => {
    const printed = {
      0: 0x1ff8,
      10: 0x3ffffffc,
      32: 0x14,
      48: 0,
      97: 3,
      122: 0x7b,
      127: 0xffffffc,
      249: 0xffffffe,
      255: 0x3ffffee,
      256: 0x3fffffff,
    };
    for (const [symbol, code] of Object.entries(printed)) assert.equal(huffmanCode.codes[Number(symbol)], code, symbol);
  });

  it("decodes what it has encoded, each two symbols beside each other", () => {
    for (let a = 0; a < 256; a++) {
      for (let b = 0; b < 256; b++) {
        const text = String.fromCharCode(a, b);
        assert.equal(decode(encode(text)), text);
      }
    }
  });

  it("decodes texts of any bytes", () => {
    const text = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString("latin1"));
    fc.assert(fc.property(text, (written) => decode(encode(written)) === written));
  });

  it("takes and refuses what a decoder does that goes bit by bit", () => {
    const sound = fc.string({ maxLength: 6, unit: "grapheme-ascii" }).map(encode);
    const bytes = fc.array(fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0xff, 0xfe, 0x1f, 0x00)), { maxLength: 12 });
    const any = fc.oneof(
      fc
        .tuple(
          sound,
          bytes.map((all) => Buffer.from(all)),
        )
        .map((two) => Buffer.concat(two)),
      bytes.map((all) => Buffer.from(all)),
    );
    fc.assert(
      fc.property(any, (coded) => assert.equal(decode(coded), decodeSlowly(coded))),
      { numRuns: 2000 },
    );
  });

  it("never writes beyond the room that it asks for", () => {
    for (let length = 0; length < 40; length++) {
      const room = decodedBytesAtMost(length);
      const into = Buffer.alloc(room + 8, 0xaa);
      // Nothing is shorter than a row of zeros: five bits each.
      decodeHuffman(Buffer.alloc(length), 0, length, into);
      assert.deepEqual(into.subarray(room), Buffer.alloc(8, 0xaa));
    }
  });

  it("has no text for a code that is padded wrongly", () => {
    for (const hex of ["ff", "1fff", "18", "1e", "ffffffff", "fffffffc", "1fffffffff"])
      assert.equal(decode(fromHex(hex)), null, hex);
    for (const [hex, text] of [
      ["", ""],
      ["1f", "a"],
      ["07", "0"],
      ["fe3f", "!"],
    ] as const)
      assert.equal(decode(fromHex(hex)), text, hex);
  });
});
