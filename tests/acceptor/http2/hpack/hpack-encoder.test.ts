import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { HeaderPairs } from "../../../../src/acceptor/http2/header-pairs.ts";
import { DecodeResult, HpackDecoder } from "../../../../src/acceptor/http2/hpack/hpack-decoder.ts";
import { HpackEncoder } from "../../../../src/acceptor/http2/hpack/hpack-encoder.ts";
import { AssertionError } from "../../../../src/common/assert.ts";
import { decodeAll, encodeAll, fieldsOf, fromHex, integer, linesOf, roomy, tableOf } from "./blocks.ts";

const head: HeaderPairs = [
  [":status", "200"],
  ["content-type", "application/grpc+proto"],
  ["grpc-accept-encoding", "identity,deflate,gzip"],
];
const ok: HeaderPairs = [["grpc-status", "0"]];

/** What has become of the pairs at the other end. */
function heard(decoder: HpackDecoder, block: Buffer): string[] {
  assert.equal(decodeAll(decoder, block), DecodeResult.OK);
  return fieldsOf(decoder);
}

describe("HpackEncoder", () => {
  it("refers to what answers repeat once it has said it", () => {
    const encoder = new HpackEncoder();
    const decoder = new HpackDecoder(roomy);
    const first = encodeAll(encoder, [...head, ...ok]);
    assert.deepEqual(heard(decoder, first), linesOf([...head, ...ok]));
    assert.deepEqual(encodeAll(encoder, head), fromHex("88 c0 bf"));
    assert.deepEqual(encodeAll(encoder, ok), fromHex("be"));
    assert.deepEqual(heard(decoder, fromHex("88 c0 bf be")), linesOf([...head, ...ok]));
    assert.deepEqual(tableOf(decoder).fields, linesOf([...ok, ...head.slice(1).reverse()]));
  });

  it("does not put into the table what does not repeat", () => {
    const encoder = new HpackEncoder();
    const decoder = new HpackDecoder(roomy);
    const pairs: HeaderPairs = [
      ["grpc-message", "no such key"],
      ["content-type", "text/plain"],
      ["x-own", "1"],
    ];
    const before = encoder.generation;
    assert.deepEqual(heard(decoder, encodeAll(encoder, pairs)), linesOf(pairs));
    assert.equal(encoder.generation, before);
    assert.deepEqual(tableOf(decoder).fields, []);
  });

  it("takes names from either table where they are", () => {
    const encoder = new HpackEncoder();
    assert.deepEqual(encodeAll(encoder, [[":status", "418"]]).subarray(0, 1), fromHex("08"));
    assert.deepEqual(encodeAll(encoder, [["server", ""]]), fromHex("b6"));
    encodeAll(encoder, ok);
    // The name is of the entry 62; 16 is a status that takes its place there, 99 is none.
    assert.deepEqual(encodeAll(encoder, [["grpc-status", "99"]]), fromHex("0f 2f 02 39 39"));
    assert.deepEqual(encodeAll(encoder, [["grpc-status", "16"]]), fromHex("7e 02 31 36"));
    assert.deepEqual(encodeAll(encoder, [["grpc-status", "99"]]), fromHex("0f 30 02 39 39"));
  });

  it("lets nobody keep secrets", () => {
    const encoder = new HpackEncoder();
    for (const name of ["authorization", "cookie", "proxy-authorization", "set-cookie"])
      assert.equal((encodeAll(encoder, [[name, "secret"]])[0] ?? 0) & 0xf0, 0x10, name);
  });

  it("codes what becomes shorter, and nothing else", () => {
    const encoder = new HpackEncoder();
    assert.deepEqual(encodeAll(encoder, [["custom-key", "\\\\"]]), fromHex("00 88 25a849e95ba97d7f 02 5c5c"));
    assert.deepEqual(encodeAll(encoder, [["x", "\xff\x00"]]), fromHex("00 01 78 02 ff00"));
    assert.deepEqual(encodeAll(encoder, [["x", ""]]), fromHex("00 01 78 00"));
  });

  it("writes lengths of every size", () => {
    const encoder = new HpackEncoder();
    const decoder = new HpackDecoder(roomy);
    for (const middle of [127, 127 + 128, 127 + 16_384, 127 + 128 ** 3]) {
      for (let length = middle - 2; length <= middle + 2; length++) {
        const block = encodeAll(encoder, [["x", "\xff".repeat(length)]]);
        assert.notEqual(decodeAll(decoder, block), DecodeResult.COMPRESSION_ERROR, String(length));
        assert.deepEqual(block.subarray(3, -length), integer(0, 0x7f, length));
      }
    }
  });

  it("never needs more room than it says, and writes nothing before", () => {
    const encoder = new HpackEncoder();
    encodeAll(encoder, [...head, ...ok]);
    encoder.setMaxTableBytes(0);
    encoder.setMaxTableBytes(4096);
    for (const pairs of [[], head, [["x".repeat(70_000), "\xff".repeat(70_000)]], [["", ""]]] as HeaderPairs[]) {
      const bound = HpackEncoder.boundOf(pairs);
      const into = Buffer.alloc(bound + 10, 0xaa);
      const end = encoder.encode(pairs, into, 10);
      assert.ok(end <= bound + 10);
      assert.deepEqual(into.subarray(0, 10), Buffer.alloc(10, 0xaa));
    }
  });

  it("refuses what is no byte string", () => {
    for (const value of ["\u0100", "\u20ac", "\ud83d\ude00"])
      assert.throws(() => encodeAll(new HpackEncoder(), [["x", value]]), AssertionError);
  });

  it("notices a buffer that was too small", () => {
    assert.throws(() => new HpackEncoder().encode(head, Buffer.alloc(20), 0), AssertionError);
  });
});

describe("the table that a peer lets the encoder have", () => {
  it("is not spoken of while it is as at first, or larger", () => {
    const encoder = new HpackEncoder();
    for (const bytes of [4096, 65_536, 4096]) {
      encoder.setMaxTableBytes(bytes);
      assert.deepEqual(encodeAll(encoder, [[":status", "200"]]), fromHex("88"));
    }
  });

  it("is made smaller in the next block, and once", () => {
    const encoder = new HpackEncoder();
    encoder.setMaxTableBytes(100);
    assert.deepEqual(encodeAll(encoder, [[":status", "200"]]), fromHex("3f 45 88"));
    assert.deepEqual(encodeAll(encoder, [[":status", "200"]]), fromHex("88"));
  });

  it("is empty after it had to be smaller than what was in it", () => {
    const encoder = new HpackEncoder();
    const decoder = new HpackDecoder(roomy);
    heard(decoder, encodeAll(encoder, [...head, ...ok]));
    encoder.setMaxTableBytes(60);
    const block = encodeAll(encoder, [...head, ...ok]);
    assert.deepEqual(block.subarray(0, 3), fromHex("20 3f 1d"));
    assert.deepEqual(heard(decoder, block), linesOf([...head, ...ok]));
    assert.deepEqual(tableOf(decoder).fields, linesOf(ok), "only the shortest fits");
  });

  it("is used to its last byte", () => {
    const encoder = new HpackEncoder();
    const bytes = "grpc-status0".length + 32;
    encoder.setMaxTableBytes(bytes);
    encodeAll(encoder, ok);
    assert.deepEqual(encodeAll(encoder, ok), fromHex("be"));
    encoder.setMaxTableBytes(4096);
    encodeAll(encoder, ok);
    encoder.setMaxTableBytes(bytes);
    assert.deepEqual(encodeAll(encoder, ok), fromHex("3f 0d be"));
    encoder.setMaxTableBytes(bytes - 1);
    assert.deepEqual(encodeAll(encoder, []), fromHex("20 3f 0c"));
  });

  it("has been small for a while if it grows again before the next block", () => {
    const encoder = new HpackEncoder();
    encoder.setMaxTableBytes(0);
    encoder.setMaxTableBytes(100);
    encoder.setMaxTableBytes(4096);
    assert.deepEqual(encodeAll(encoder, []), fromHex("20 3f e1 1f"));
    assert.deepEqual(encodeAll(encoder, []), fromHex(""));
    encoder.setMaxTableBytes(0);
    assert.deepEqual(encodeAll(encoder, []), fromHex("20"));
    encoder.setMaxTableBytes(31);
    assert.deepEqual(encodeAll(encoder, []), fromHex("3f 00"));
  });

  it("is another generation as soon as the next block differs", () => {
    const encoder = new HpackEncoder();
    const generations = [encoder.generation];
    encodeAll(encoder, ok);
    generations.push(encoder.generation);
    encoder.setMaxTableBytes(0);
    generations.push(encoder.generation);
    encodeAll(encoder, ok);
    generations.push(encoder.generation);
    assert.equal(new Set(generations).size, 4);
    encodeAll(encoder, ok);
    assert.equal(encoder.generation, generations[3]);
  });
});
