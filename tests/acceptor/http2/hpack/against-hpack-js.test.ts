import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import hpack from "hpack.js";
import type { HeaderPairs } from "../../../../src/acceptor/http2/header-pairs.ts";
import { DecodeResult, HpackDecoder } from "../../../../src/acceptor/http2/hpack/hpack-decoder.ts";
import { HpackEncoder } from "../../../../src/acceptor/http2/hpack/hpack-encoder.ts";
import { decodeAll, encodeAll, fieldsOf, linesOf, roomy, sizeUpdate, tableOf } from "./blocks.ts";

/** Beyond what any test lets a table have: the package tells of no size below its first one, so the tests do. */
const HIGHEST_TABLE_BYTES = 16_384;
const limits = { ...roomy, maxTableBytes: HIGHEST_TABLE_BYTES - 1 };

const names = [
  ...[
    ":path",
    ":status",
    ":authority",
    "content-type",
    "te",
    "user-agent",
    "authorization",
    "cookie",
    "www-authenticate",
  ],
  ...["grpc-timeout", "grpc-status", "grpc-accept-encoding", "traceparent", "custom"],
];
const values = ["", "200", "/", "application/grpc+proto", "identity,deflate,gzip", "0", "trailers", "gzip", "99m"];

const bytesUpTo = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes).toString("latin1"));
/** The package keeps its static table in plain objects: it mistakes `constructor` for an entry. */
const text = fc
  .oneof(
    fc.string({ maxLength: 20 }),
    bytesUpTo(40),
    fc.constantFrom(200, 2000, 5000).map((length) => "long".repeat(length / 4)),
  )
  .map((one) => (one in {} ? "" : one))
  .filter((one) => /^[\0-\xff]*$/.test(one));
const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: text });
const value = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: text });

const tableBytes = fc.oneof(fc.constantFrom(0, 31, 33, 100, 4096), fc.nat({ max: HIGHEST_TABLE_BYTES - 1 }));
/** Sizes that the table gets before a block: none mostly. */
const sizes = fc.oneof(
  { weight: 3, arbitrary: fc.constant<number[]>([]) },
  { weight: 1, arbitrary: fc.array(tableBytes, { maxLength: 2 }) },
);

describe("header blocks of another implementation, hpack.js", () => {
  const header: fc.Arbitrary<hpack.Header> = fc.record({
    name,
    value,
    huffman: fc.boolean(),
    incremental: fc.boolean(),
    neverIndex: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  });
  const blocks = fc.array(fc.record({ sizes, headers: fc.array(header, { maxLength: 20 }) }), { maxLength: 12 });

  it("are decoded to what went in, the tables being the same after each", () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const compressor = hpack.compressor.create({ table: { maxSize: HIGHEST_TABLE_BYTES } });
        compressor.updateTableSize(4096);
        const decoder = new HpackDecoder(limits);
        for (const { sizes, headers } of all) {
          for (const bytes of sizes) compressor.updateTableSize(bytes);
          compressor.write(headers);
          const block = Buffer.concat([...sizes.map(sizeUpdate), compressor.read() ?? Buffer.alloc(0)]);
          assert.equal(decodeAll(decoder, block), DecodeResult.OK);
          assert.deepEqual(fieldsOf(decoder), lines(headers));
          assert.deepEqual(tableOf(decoder).fields, lines(compressor._table.dynamic).reverse());
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("header blocks of our encoder", () => {
  const pairs: fc.Arbitrary<HeaderPairs> = fc.array(fc.tuple(name, value), { maxLength: 20 });
  const blocks = fc.array(fc.record({ sizes, pairs }), { maxLength: 12 });

  it("are decoded to what went in, by hpack.js and by our decoder", () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const encoder = new HpackEncoder();
        const decompressor = hpack.decompressor.create({ table: { maxSize: 4096 } });
        const decoder = new HpackDecoder(roomy);
        for (const { sizes, pairs } of all) {
          for (const bytes of sizes) encoder.setMaxTableBytes(bytes);
          const block = encodeAll(encoder, pairs);
          decompressor.write(block);
          decompressor.execute();
          const heard: hpack.Header[] = [];
          for (let one = decompressor.read(); one !== null; one = decompressor.read()) heard.push(one);
          assert.deepEqual(lines(heard), linesOf(pairs));
          assert.equal(decodeAll(decoder, block), DecodeResult.OK);
          assert.deepEqual(fieldsOf(decoder), linesOf(pairs));
        }
      }),
      { numRuns: 300 },
    );
  });
});

function lines(headers: readonly hpack.Header[]): string[] {
  return headers.map((header) => `${header.name}: ${header.value}`);
}
