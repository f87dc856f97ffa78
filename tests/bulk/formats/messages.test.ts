import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeCsv, encodeCsv } from "../../../src/bulk/formats/csv.ts";
import { messageHeader, messageShape } from "../../../src/bulk/formats/message-fields.ts";
import { decodeNdjson, encodeNdjson } from "../../../src/bulk/formats/ndjson.ts";
import { BlockBuilder, isFault, type MessageFields, valueAt } from "../../../src/bulk/row-block.ts";

const text = fc.string({ unit: "binary", maxLength: 12 }).map((any) => any.toWellFormed());
const headers = fc.array(
  fc.tuple(text, fc.uint8Array({ maxLength: 12 })).map(([name, value]) => messageHeader(name, value)),
  { maxLength: 4 },
);
const anyMessages = fc.array(
  fc
    .tuple(text, text, headers, fc.nat(8_640_000_000_000), fc.uint8Array({ maxLength: 30 }))
    .map(([position, key, headers, publishedMs, value]) => ({
      fields: { position, key, headers, publishedMs, idempotencyKey: key.slice(0, 3).toWellFormed() },
      value,
    })),
  { maxLength: 10 },
);

test("messages are decoded to what was encoded, whatever keys, headers and values there are", () => {
  fc.assert(
    fc.property(anyMessages, (messages) => {
      const columns = messageShape.fields.map(([name]) => name);
      for (const format of ["ndjson", "csv"]) {
        const builder = new BlockBuilder<MessageFields>();
        for (const { fields, value } of messages) builder.add(fields, value);
        const decoded =
          format === "csv"
            ? decodeCsv(encodeCsv(builder.take(), messageShape), messageShape, { columns, isFirst: false })
            : decodeNdjson(encodeNdjson(builder.take(), messageShape), messageShape);
        assert.deepEqual(
          decoded.rows.map((fields, i) => ({ fields, value: Uint8Array.from(valueAt(decoded, i)) })),
          messages,
        );
      }
    }),
  );
});

test("a row says what is wrong with it", () => {
  const faults: [string, RegExp][] = [
    ["{}", /^value is no text/],
    ['{"value":"a","key":7}', /^key is no text/],
    ['{"value":"a","headers":"b"}', /^headers are no pairs/],
    ['{"value":"a","headers":[["b"]]}', /^headers is no text/],
    ['{"value":"a","headers":[["b","?","base64"]]}', /^headers is no base64/],
    [`{"value":"a","idempotencyKey":"${"i".repeat(129)}"}`, /^idempotencyKey has more than 128 bytes/],
    ['{"value":"a","publishedAt":"now"}', /^publishedAt is no time/],
  ];
  for (const [line, message] of faults) {
    const [row] = decodeNdjson(Buffer.from(line), messageShape).rows;
    assert.match(row !== undefined && isFault(row) ? row.message : "none", message, line);
  }
});
