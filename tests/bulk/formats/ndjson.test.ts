import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { itemShape } from "../../../src/bulk/formats/item-fields.ts";
import { decodeNdjson, encodeNdjson } from "../../../src/bulk/formats/ndjson.ts";
import { BlockBuilder, type ItemFields, isFault, valueAt } from "../../../src/bulk/row-block.ts";
import { anyItems } from "./any-items.ts";

test("what is encoded is decoded to the same, whatever keys and values there are", () => {
  fc.assert(
    fc.property(anyItems, (items) => {
      const builder = new BlockBuilder<ItemFields>();
      for (const { fields, value } of items) builder.add(fields, value);
      const encoded = encodeNdjson(builder.take(), itemShape);
      const decoded = decodeNdjson(encoded, itemShape);
      assert.deepEqual(decoded.lines, [...items.keys()]);
      assert.deepEqual(
        decoded.rows.map((fields, i) => ({ fields, value: Uint8Array.from(valueAt(decoded, i)) })),
        items,
      );
    }),
  );
});

function faultOf(text: string): string {
  const [row] = decodeNdjson(Buffer.from(text), itemShape).rows;
  return row !== undefined && isFault(row) ? row.message : "none";
}

test("a row says what is wrong with it", () => {
  const faults: [string, RegExp][] = [
    ["[1]", /^the line is no JSON object$/],
    ['{"key":"a","value":"b"', /^the line is no JSON(, at position \d+)?$/],
    ['{"value":"b"}', /^key is missing/],
    ['{"key":7,"value":"b"}', /^key is missing/],
    [`{"key":"${"ü".repeat(513)}","value":"b"}`, /^key has more than 1024 bytes/],
    ['{"key":"\\ud800","value":"b"}', /^key has half of a surrogate pair/],
    ['{"key":"a"}', /^value is no text/],
    ['{"key":"a","value":"\\udc00"}', /^value has half of a surrogate pair/],
    ['{"key":"a","value":"","encoding":"hex"}', /^encoding is neither utf8 nor base64/],
    ['{"key":"a","value":"QQ","encoding":"base64"}', /^value is no base64/],
    ['{"key":"a","value":"Q Q=","encoding":"base64"}', /^value is no base64/],
    ['{"key":"a","value":"_w==","encoding":"base64"}', /^value is no base64/],
    ['{"key":"a","value":"","expiresAt":1893456000}', /^expiresAt is no time of ISO 8601/],
    ['{"key":"a","value":"","expiresAt":"2030-01-31T12:00:00"}', /^expiresAt is no time of ISO 8601 with its zone/],
    ['{"key":"a","value":"","version":-1}', /^version is no whole number/],
    ['{"key":"a","value":"","part":2,"parts":2}', /^part is not below parts/],
    ['{"key":"a","value":"","part":1}', /^part is not below parts/],
    ['{"key":"a","value":"","ttl":5}', /^there is no field "ttl"/],
  ];
  for (const [text, message] of faults) assert.match(faultOf(text), message, text);
  assert.equal(faultOf('{"key":"a","value":"","encoding":null,"expiresAt":"2030-01-31T12:00:00+01:00"}'), "none");
});

test("a line that is not UTF-8 is told, and the others are read", () => {
  const lines = [Buffer.from('{"key":"a","value":"1"}\n'), Buffer.from([0x22, 0xff, 0x22, 0x0a])];
  const { rows } = decodeNdjson(Buffer.concat([...lines, lines[0] as Buffer]), itemShape);
  assert.deepEqual(
    rows.map((row) => (isFault(row) ? row.message : row.key)),
    ["a", "the line is not UTF-8; give other bytes in base64", "a"],
  );
});
