import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DecodeResult, HpackDecoder } from "../../../../src/acceptor/http2/hpack/hpack-decoder.ts";
import { HpackEncoder } from "../../../../src/acceptor/http2/hpack/hpack-encoder.ts";
import { NameToken } from "../../../../src/acceptor/http2/hpack/name-token.ts";
import {
  decodeAll,
  decoderWithTable,
  encodeAll,
  fieldsOf,
  fromHex,
  integer,
  linesOf,
  literal,
  roomy,
  sizeUpdate,
  tableOf,
} from "./blocks.ts";
import { vectorRuns } from "./rfc-vectors.ts";

const { OK, COMPRESSION_ERROR, LIST_TOO_LARGE } = DecodeResult;
const KEPT = 0x40;

describe("the examples of RFC 7541, appendix C", () => {
  it("C.1, integers: 10, 1337 and 42", () => {
    for (const [hex, tableBytes] of [
      ["2a", 10],
      ["3f9a0a", 1337],
    ] as const) {
      assert.deepEqual(sizeUpdate(tableBytes), fromHex(hex));
      const decoder = new HpackDecoder({ ...roomy, maxTableBytes: 4096 });
      assert.equal(decodeAll(decoder, fromHex(hex)), OK);
      const fits = "v".repeat(Math.max(0, tableBytes - 33));
      assert.equal(decodeAll(decoder, literal(KEPT, "n", fits)), OK);
      assert.equal(tableOf(decoder).fields.length, tableBytes >= 33 ? 1 : 0);
      assert.equal(decodeAll(decoder, literal(KEPT, "n", `${fits}v`)), OK);
      assert.deepEqual(tableOf(decoder).fields, [], "a byte more than the table does not fit");
    }
    const decoder = new HpackDecoder(roomy);
    assert.equal(decodeAll(decoder, integer(0x80, 0x7f, 42)), OK);
    assert.deepEqual(fieldsOf(decoder), ["if-range: "]);
  });

  for (const run of vectorRuns) {
    it(run.title, () => {
      const decoder = decoderWithTable(run.tableBytes);
      for (const vector of run.vectors) {
        assert.equal(decodeAll(decoder, fromHex(vector.hex)), OK, vector.section);
        assert.deepEqual(fieldsOf(decoder), vector.fields, vector.section);
        assert.deepEqual(tableOf(decoder), { fields: vector.table, bytes: vector.tableBytes }, vector.section);
      }
    });
  }
});

describe("what is no header block", () => {
  const faults: Readonly<Record<string, string>> = {
    "index 0": "80",
    "an index one beyond the static table, the dynamic one being empty": "be",
    "an index far beyond the tables": "ff ff ff ff 07",
    "a name with an index beyond the tables": "7f 00 01 61",
    "an integer that is cut off": "ff",
    "an integer that is cut off after a byte that another follows": "ff 80",
    "an integer of 2^31": "ff 81 ff ff ff 07",
    "an integer of 2^35": "ff ff ff ff ff 7f",
    "a string that is longer than the block": "00 02 61",
    "a string of 2^31 - 1 bytes": "00 7f 80 ff ff ff 07 61",
    "a literal without its value": "00 01 61",
    "a literal without anything": "40",
    "Huffman padding of eight ones": "00 82 1f ff 01 61",
    "Huffman padding of zeros": "00 81 18 01 61",
    "Huffman padding alone, a byte of it": "00 81 ff 01 61",
    "END_OF_STRING in a string": "00 85 1f ff ff ff ff 01 61",
    "END_OF_STRING alone": "00 84 ff ff ff fc 01 61",
    "a size update above the limit": "3f e2 1f",
    "a size update after a field": "82 20",
    "a size update after a field, though a literal would fit there": "82 20 01 61 01 62",
    "three size updates": "20 20 20",
    "a size update that is cut off": "3f e1",
  };
  for (const [what, hex] of Object.entries(faults)) {
    it(`refuses ${what}`, () => {
      const decoder = new HpackDecoder(roomy);
      assert.equal(decodeAll(decoder, fromHex(hex)), COMPRESSION_ERROR);
    });
  }

  it("takes what is at the edge of being none", () => {
    for (const hex of [
      "",
      "bd",

      "20 3f e1 1f",
      "3f e1 1f",
      "00 81 1f 01 61",
      "00 01 61 80",
    ]) {
      assert.equal(decodeAll(new HpackDecoder(roomy), fromHex(hex)), OK, hex);
    }
    const decoder = new HpackDecoder(roomy);
    decodeAll(decoder, literal(KEPT, "a", "1"));
    // The index 127 + … + 0: four bytes more that say nothing, which is odd and not forbidden.
    for (let i = 0; i < 70; i++) decodeAll(decoder, literal(KEPT, "a", String(i)));
    assert.equal(decodeAll(decoder, fromHex("ff 80 80 80 80 00")), OK);
    assert.deepEqual(fieldsOf(decoder), ["a: 4"]);
  });

  it("refuses an integer with six bytes more, though the last ones say nothing", () => {
    const text = Buffer.alloc(127, "a");
    for (const [hex, result] of [
      ["00 7f 80 80 80 80 00", OK],
      ["00 7f 80 80 80 80 80 00", COMPRESSION_ERROR],
    ] as const) {
      const block = Buffer.concat([fromHex(hex), text, fromHex("00")]);
      assert.equal(decodeAll(new HpackDecoder(roomy), block), result, hex);
    }
  });

  it("refuses an integer of 2^31, even where as much is allowed", () => {
    const allowed = { ...roomy, maxTableBytes: 2 ** 32 - 1 };
    assert.equal(decodeAll(new HpackDecoder(allowed), sizeUpdate(2 ** 31 - 1)), OK);
    assert.equal(decodeAll(new HpackDecoder(allowed), sizeUpdate(2 ** 31)), COMPRESSION_ERROR);
  });

  it("takes Huffman-coded strings of any length", () => {
    const pairs = [16_000, 16_384, 50_000].map((length) => ["x", "0".repeat(length)] as const);
    const decoder = new HpackDecoder(roomy);
    assert.equal(decodeAll(decoder, encodeAll(new HpackEncoder(), pairs)), OK);
    assert.deepEqual(fieldsOf(decoder), linesOf(pairs));
  });

  it("reads between start and end only", () => {
    const decoder = new HpackDecoder(roomy);
    assert.equal(decoder.decode(fromHex("80 82 80"), 1, 2), OK);
    assert.deepEqual(fieldsOf(decoder), [":method: GET"]);
    assert.equal(decoder.decode(fromHex("00 01 61 01 62"), 0, 4), COMPRESSION_ERROR);
  });
});

describe("the dynamic table of a decoder", () => {
  it("has 4096 bytes before anybody says anything", () => {
    const decoder = new HpackDecoder(roomy);
    for (let i = 0; i < 200; i++) decodeAll(decoder, literal(KEPT, "", ""));
    assert.deepEqual(tableOf(decoder).bytes, 4096);
    assert.equal(tableOf(decoder).fields.length, 128);
  });

  it("keeps as much as it has been allowed", () => {
    const decoder = new HpackDecoder({ ...roomy, maxTableBytes: 65_536 });
    assert.equal(decodeAll(decoder, sizeUpdate(65_536)), OK);
    for (let i = 0; i < 1000; i++) decodeAll(decoder, literal(KEPT, "name", `value ${i}`));
    const { fields, bytes } = tableOf(decoder);
    assert.deepEqual(
      fields,
      Array.from({ length: 1000 }, (_, i) => `name: value ${999 - i}`),
    );
    assert.equal(bytes, 44_890);
    decodeAll(decoder, sizeUpdate(100));
    assert.deepEqual(tableOf(decoder).fields, ["name: value 999", "name: value 998"]);
  });

  it("takes a name from an entry that has to make way for the new one", () => {
    const decoder = decoderWithTable(40);
    decodeAll(decoder, literal(KEPT, "abc", "1"));
    assert.equal(decodeAll(decoder, fromHex("7e 01 32")), OK);
    assert.deepEqual(tableOf(decoder).fields, ["abc: 2"]);
  });

  it("is emptied by an entry that is larger, which is a field all the same", () => {
    const decoder = decoderWithTable(64);
    decodeAll(decoder, literal(KEPT, "a", "1"));
    assert.equal(decodeAll(decoder, literal(KEPT, "b", "v".repeat(32))), OK);
    assert.deepEqual(fieldsOf(decoder), [`b: ${"v".repeat(32)}`]);
    assert.deepEqual(tableOf(decoder).fields, []);
  });

  it("may have no bytes at all", () => {
    const decoder = new HpackDecoder({ ...roomy, maxTableBytes: 0 });
    decoder.settingsAcknowledged();
    assert.equal(decodeAll(decoder, Buffer.concat([sizeUpdate(0), literal(KEPT, "a", "1")])), OK);
    assert.deepEqual(fieldsOf(decoder), ["a: 1"]);
    assert.deepEqual(tableOf(decoder).fields, []);
    assert.equal(decodeAll(decoder, sizeUpdate(1)), COMPRESSION_ERROR);
  });

  it("has to be made smaller by the peer once it knows that it must", () => {
    const decoder = new HpackDecoder({ ...roomy, maxTableBytes: 100 });
    assert.equal(decodeAll(decoder, literal(KEPT, "a", "v".repeat(500))), OK, "the peer has not heard of it yet");
    assert.equal(tableOf(decoder).fields.length, 1);
    assert.equal(decodeAll(decoder, sizeUpdate(4096)), OK, "nor has it to hear that this is too much");
    decoder.settingsAcknowledged();
    assert.equal(decodeAll(decoder, sizeUpdate(101)), COMPRESSION_ERROR);
    assert.equal(decodeAll(decoder, fromHex("82")), COMPRESSION_ERROR);
    assert.equal(decodeAll(decoder, Buffer.concat([sizeUpdate(100), fromHex("82")])), OK);
    assert.equal(decodeAll(decoder, fromHex("82")), OK, "once is enough");
    assert.deepEqual(tableOf(decoder).fields, []);
  });

  it("has another generation after each change, and after nothing else", () => {
    const decoder = new HpackDecoder(roomy);
    const changes = (block: Buffer) => {
      const before = decoder.generation;
      assert.equal(decodeAll(decoder, block), OK);
      return decoder.generation > before;
    };
    assert.equal(changes(literal(KEPT, "a", "1")), true);
    assert.equal(changes(fromHex("82 be")), false);
    assert.equal(changes(literal(0x00, "a", "1")), false);
    assert.equal(changes(literal(0x10, "a", "1")), false);
    assert.equal(changes(sizeUpdate(4096)), true);
    assert.equal(changes(literal(KEPT, "a", "v".repeat(5000))), true);
  });
});

describe("a list that is too large", () => {
  it("is one over the bytes, each field counted with 32 more", () => {
    const limits = { maxTableBytes: 4096, maxListBytes: 2 * 34, maxFields: 9 };
    const decoder = new HpackDecoder(limits);
    const field = literal(0, "a", "1");
    assert.equal(decodeAll(decoder, Buffer.concat([field, field])), OK);
    assert.equal(decodeAll(decoder, Buffer.concat([field, literal(0, "a", "12")])), LIST_TOO_LARGE);
    assert.deepEqual(fieldsOf(decoder), ["a: 1"]);
    assert.equal(decodeAll(decoder, field), OK, "the next block is another one");
  });

  it("is one over the number of fields", () => {
    const decoder = new HpackDecoder({ ...roomy, maxFields: 3 });
    assert.equal(decodeAll(decoder, fromHex("82 82 82")), OK);
    assert.equal(decodeAll(decoder, fromHex("82 82 82 82")), LIST_TOO_LARGE);
    assert.equal(decoder.count, 3);
  });

  it("is read to its end, so that the tables stay in step", () => {
    const decoder = new HpackDecoder({ ...roomy, maxFields: 1 });
    const block = Buffer.concat([
      fromHex("82 82"),
      literal(KEPT, "a", "1"),
      literal(0, "b", "2"),
      literal(KEPT, "c", "3"),
    ]);
    assert.equal(decodeAll(decoder, block), LIST_TOO_LARGE);
    assert.deepEqual(tableOf(decoder).fields, ["c: 3", "a: 1"]);
  });

  it("is an error all the same when it is no block further on", () => {
    const decoder = new HpackDecoder({ ...roomy, maxFields: 1 });
    for (const rest of ["80", "00 81 18 01 61", "00 01 61 05", "20"])
      assert.equal(decodeAll(decoder, fromHex(`82 82 ${rest}`)), COMPRESSION_ERROR, rest);
  });

  it("does not grow with what a few bytes refer to", () => {
    const decoder = new HpackDecoder({ maxTableBytes: 4096, maxListBytes: 16_384, maxFields: 128 });
    decodeAll(decoder, literal(KEPT, "a", "v".repeat(4000)));
    assert.equal(decodeAll(decoder, Buffer.alloc(16_384, 0xbe)), LIST_TOO_LARGE);
    assert.equal(decoder.count, 4);
    assert.ok(decoder.fields.length <= 128);
  });
});

describe("what a decoded field says of itself", () => {
  const fieldOf = (name: string, value: string) => {
    const decoder = new HpackDecoder(roomy);
    assert.equal(decodeAll(decoder, literal(0, name, value)), OK);
    return decoder.fields[0];
  };

  it("has a token by its name, from whichever table the name comes", () => {
    const decoder = new HpackDecoder(roomy);
    const block = Buffer.concat([
      fromHex("83 40"),
      literal(0, "grpc-timeout", "1S").subarray(1),
      fromHex("0f 2f 02 31 6d 82"),
    ]);
    assert.equal(decodeAll(decoder, block), OK);
    assert.deepEqual(fieldsOf(decoder), [":method: POST", "grpc-timeout: 1S", "grpc-timeout: 1m", ":method: GET"]);
    const tokens = decoder.fields.slice(0, 4).map((field) => field.nameToken);
    assert.deepEqual(tokens, [NameToken.METHOD, NameToken.GRPC_TIMEOUT, NameToken.GRPC_TIMEOUT, NameToken.METHOD]);
  });

  it("has a token of its own if no field may have such a name", () => {
    for (const name of ["", "A", "a b", "a\x7f", "a\x80", "a\0", "a:b", "::a", "aZ", "\x1f"])
      assert.equal(fieldOf(name, "v")?.nameToken, NameToken.MALFORMED, JSON.stringify(name));
    for (const name of ["a", "x-!#$%&'*+-.^_`|~09", "{"])
      assert.equal(fieldOf(name, "v")?.nameToken, NameToken.NONE, JSON.stringify(name));
    for (const name of [":", ":protocol"])
      assert.equal(fieldOf(name, "v")?.nameToken, NameToken.OTHER_PSEUDO_HEADER, JSON.stringify(name));
  });

  it("tells of a value that no field may have", () => {
    for (const value of [" a", "a ", "\ta", "a\t", " ", "a\0b", "a\rb", "a\n"])
      assert.equal(fieldOf("a", value)?.hasSoundValue, false, JSON.stringify(value));
    for (const value of ["", "a", "a b", "a\tb", "\x80\xff", "\x01"])
      assert.equal(fieldOf("a", value)?.hasSoundValue, true, JSON.stringify(value));
  });
});
