import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { DecodeResult, type HpackDecoder } from "../../../../src/acceptor/http2/hpack/hpack-decoder.ts";
import { decodeAll, decoderWithTable, fieldsOf, fromHex, roomy, tableOf } from "./blocks.ts";
import { vectorRuns } from "./rfc-vectors.ts";

/** Each block of the RFC's examples, with a way to a decoder that has read those before it. */
const blocks = vectorRuns.flatMap((run) =>
  run.vectors.map((vector, i) => ({
    section: vector.section,
    block: fromHex(vector.hex),
    fields: vector.fields,
    ready: () => {
      const decoder = decoderWithTable(run.tableBytes);
      for (const before of run.vectors.slice(0, i)) decodeAll(decoder, fromHex(before.hex));
      return decoder;
    },
  })),
);

/** Whatever came: a result that is one, fields within the limits and of sound types, a table within its size. */
function checkDecoded(decoder: HpackDecoder, block: Buffer): DecodeResult {
  const result = decodeAll(decoder, block);
  assert.ok(Object.values(DecodeResult).includes(result));
  assert.ok(decoder.count <= roomy.maxFields && decoder.count <= block.length);
  for (const field of decoder.fields.slice(0, decoder.count)) {
    assert.equal(typeof field.name, "string");
    assert.equal(field.bytes, field.name.length + field.value.length + 32);
  }
  return result;
}

describe("broken header blocks", () => {
  it("are refused when they are cut off within a field, and are shorter lists when between two", () => {
    for (const { section, block, fields, ready } of blocks) {
      let whole = 0;
      for (let length = 0; length < block.length; length++) {
        const decoder = ready();
        const result = checkDecoded(decoder, block.subarray(0, length));
        assert.deepEqual(fieldsOf(decoder), fields.slice(0, decoder.count), `${section} cut at ${length}`);
        if (result === DecodeResult.OK) whole++;
      }
      assert.equal(whole, fields.length, `${section}: nothing, and after each field but the last`);
    }
  });

  it("do no harm with any one byte another one", () => {
    for (const { block, ready } of blocks) {
      for (let at = 0; at < block.length; at++) {
        for (let byte = 0; byte < 256; byte++) {
          const broken = Buffer.from(block);
          broken[at] = byte;
          const decoder = ready();
          checkDecoded(decoder, broken);
        }
      }
    }
  });

  it("leave a table that is within its size, whatever bytes come", () => {
    const piece = fc.oneof(
      fc.constantFrom(...blocks.map(({ block }) => block)),
      fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom("ff", "7f", "3f", "20", "3fe11f", "40", "1f", "be", "8100").map(fromHex),
    );
    const block = fc.array(piece, { maxLength: 6 }).map((pieces) => Buffer.concat(pieces));
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (all) => {
        const decoder = decoderWithTable(256);
        for (const one of all) checkDecoded(decoder, one);
        const { fields, bytes } = tableOf(decoder);
        assert.ok(bytes <= 4096 && fields.length <= 128);
      }),
      { numRuns: 500 },
    );
  });
});
