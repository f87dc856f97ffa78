import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { csvHeader, decodeCsv, encodeCsv, readCsvColumns } from "../../../src/bulk/formats/csv.ts";
import { readCsvRecords } from "../../../src/bulk/formats/csv-records.ts";
import { itemShape } from "../../../src/bulk/formats/item-fields.ts";
import { BlockBuilder, type ItemFields, isFault, valueAt } from "../../../src/bulk/row-block.ts";
import { anyItems } from "./any-items.ts";

test("what is encoded is decoded to the same, whatever keys and values there are", () => {
  fc.assert(
    fc.property(anyItems, (items) => {
      const builder = new BlockBuilder<ItemFields>();
      for (const { fields, value } of items) builder.add(fields, value);
      const encoded = Buffer.concat([csvHeader(itemShape), encodeCsv(builder.take(), itemShape)]);
      const columns = readCsvColumns(encoded, itemShape);
      const decoded = decodeCsv(encoded, itemShape, { columns, isFirst: true });
      assert.deepEqual(
        decoded.rows.map((fields, i) => ({ fields, value: Uint8Array.from(valueAt(decoded, i)) })),
        items,
      );
    }),
  );
});

test("records are read by the grammar, with the line in which they begin", () => {
  const text = 'a,b\r\n"x ""y""\n,z",\n\n"",""\n  spaces , "kept"\nlast';
  const records = [...readCsvRecords(text)].map(({ cells, line }) => [line, cells]);
  assert.deepEqual(records.slice(0, 3), [
    [0, ["a", "b"]],
    [1, ['x "y"\n,z', ""]],
    [4, ["", ""]],
  ]);
  assert.match(String(records[3]?.[1]), /^a quote stands where none may be/);
  assert.deepEqual(records[4], [6, ["last"]]);
});

test("any cells that are quoted are read as they were", () => {
  const cell = fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "a", "\u2028") });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(",")).join("\r\n");
      assert.deepEqual(
        [...readCsvRecords(text)].map(({ cells }) => cells),
        rows,
      );
    }),
  );
});

test("any text at all is read to its end, each part of it once", () => {
  const text = fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "a") });
  fc.assert(
    fc.property(text, (any) => {
      let end = 0;
      for (const { from, to } of readCsvRecords(any)) {
        assert.ok(from >= end && to >= from && to <= any.length);
        end = to;
      }
    }),
  );
});

function decode(text: string | Uint8Array): string[] {
  const bytes = Buffer.from(text as string);
  const block = decodeCsv(bytes, itemShape, { columns: readCsvColumns(bytes, itemShape), isFirst: true });
  return block.rows.map((row, i) => {
    return `${block.lines[i]} ${isFault(row) ? row.message : `${row.key}=${Buffer.from(valueAt(block, i))}`}`;
  });
}

test("columns may be in any order, and some of them left out; a row says what is wrong with it", () => {
  assert.deepEqual(decode("value,key\nb,a\nd,c\n"), ["1 a=b", "2 c=d"]);
  assert.deepEqual(decode("key,value,version,expiresAt\na,b,7,\nc,d,x,\n\ne,f\ng,h,,soon\n"), [
    "1 a=b",
    "2 version is no whole number from 0",
    "4 the row has 2 columns and the first line 4",
    "5 expiresAt is no time of ISO 8601 with its zone, such as 2030-01-31T12:00:00.000Z",
  ]);
  assert.deepEqual(decode("key,value,ttl\na,b,5\n"), [
    '1 there is no field "ttl"; the fields are key, value, encoding, version, expiresAt, part, parts',
  ]);
});

test("bytes that are not UTF-8 are told with their column, and the others are read", () => {
  const bytes = Buffer.concat([Buffer.from("key,value\nä,1\nb,"), Buffer.from([0xff, 0x0a]), Buffer.from("c,ö\n")]);
  assert.deepEqual(decode(bytes), ["1 ä=1", "2 value is not UTF-8; give other bytes in base64", "3 c=ö"]);
});

test("a first line that names no columns is refused", () => {
  for (const text of ["a,b\n1,2\n", "key,value,value\n", "", 'key,"value']) {
    assert.throws(() => readCsvColumns(Buffer.from(text), itemShape), /CSV_HEADER_INVALID/, text);
  }
});

test("values with control characters go in base64, for many readers of CSV stop there", () => {
  const builder = new BlockBuilder<ItemFields>();
  const fields = { key: "k", version: 1, expiresAtMs: 0, part: 0, parts: 0 };
  for (const value of ["a\tb\nc", "a\rb", "a\0b"]) builder.add(fields, Buffer.from(value));
  assert.equal(
    Buffer.from(encodeCsv(builder.take(), itemShape)).toString(),
    '"k","a\tb\nc",utf8,1,,,\n"k","YQ1i",base64,1,,,\n"k","YQBi",base64,1,,,\n',
  );
});
