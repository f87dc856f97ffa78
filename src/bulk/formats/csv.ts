import { isUtf8 } from "node:buffer";
import { bulkFailure } from "../bulk-failure.ts";
import { BlockBuilder, isFault, type RowBlock, type RowFault, valueAt } from "../row-block.ts";
import { type CsvRecord, readCsvRecords } from "./csv-records.ts";
import { type ReadRow, textBytes } from "./field-values.ts";
import { MAX_SHOWN_BYTES } from "./ndjson.ts";
import type { FieldType, RowShape } from "./row-shape.ts";

/**
 * CSV by RFC 4180, in UTF-8, with the names of the columns in the first line. Lines end in LF, as most programs write them.
 * Source: https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvHeader<Fields>({ fields }: RowShape<Fields>): Uint8Array {
  return Buffer.from(`${fields.map(([name]) => name).join(",")}\n`, "utf8");
}

export function encodeCsv<Fields extends object>(block: RowBlock<Fields>, shape: RowShape<Fields>): Uint8Array {
  let text = "";
  for (const [i, row] of block.rows.entries()) {
    if (isFault(row)) continue;
    const value = valueAt(block, i);
    const record = shape.record(row, value, isUtf8(value) && !hasControls(value));
    text += `${shape.fields.map(([name, type]) => cellOf(record[name], type)).join(",")}\n`;
  }
  return Buffer.from(text, "utf8");
}

/** Text is always quoted: unquoted, an empty one is no value at all to some programs. */
function cellOf(field: unknown, type: FieldType): string {
  if (field === undefined || field === null) return "";
  if (type === "count" || type === "time" || type === "encoding") return String(field);
  const text = type === "json" ? JSON.stringify(field) : String(field);
  return `"${text.replaceAll('"', '""')}"`;
}

/** Control characters that many readers of CSV stop at, or change: such values go in base64. */
function hasControls(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a) return true;
  return false;
}

/** The names of the columns, by the first block of a file; throws when they are none. */
export function readCsvColumns<Fields>(bytes: Uint8Array, { fields }: RowShape<Fields>): string[] {
  const [header] = readCsvRecords(textBytes(bytes).toString("utf8"));
  const columns = typeof header?.cells === "object" ? header.cells : [];
  const required = fields.find(([, type]) => type === "value")?.[0] ?? "";
  if (columns.includes(required) && new Set(columns).size === columns.length) return columns;
  throw bulkFailure(
    "CSV_HEADER_INVALID",
    `the first line does not name the columns; give ${fields.map(([name]) => name).join(",")} or some of them, ${required} at least, each once, with commas between`,
  );
}

/** The rows of whole records; the first of a file are its columns' names, and `isFirst`. */
export function decodeCsv<Fields>(
  bytes: Uint8Array,
  shape: RowShape<Fields>,
  { columns, isFirst }: { readonly columns: readonly string[]; readonly isFirst: boolean },
): RowBlock<Fields> {
  const builder = new BlockBuilder<Fields>();
  const types = new Map(shape.fields);
  const buffer = textBytes(bytes);
  const isText = isUtf8(buffer);
  // One character for each byte keeps what is no UTF-8 apart from what is.
  const text = buffer.toString(isText ? "utf8" : "latin1");
  let isHeader = isFirst;
  for (const record of readCsvRecords(text)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const row = readRecord(record, columns, isText, (name) => types.get(name) ?? "text", shape.read);
    if ("reason" in row) {
      const shown = Buffer.from(text.slice(record.from, record.to), isText ? "utf8" : "latin1");
      builder.add(row, shown.subarray(0, MAX_SHOWN_BYTES), record.line);
    } else builder.add(row.fields, row.value, record.line);
  }
  return builder.take();
}

function readRecord<Fields>(
  { cells }: CsvRecord,
  columns: readonly string[],
  isText: boolean,
  typeOf: (name: string) => FieldType,
  read: RowShape<Fields>["read"],
): ReadRow<Fields> | RowFault {
  if (typeof cells === "string") return { reason: "ROW_INVALID", message: cells };
  if (cells.length !== columns.length) {
    const message = `the row has ${cells.length} columns and the first line ${columns.length}`;
    return { reason: "ROW_INVALID", message };
  }
  const record: Record<string, unknown> = {};
  for (const [i, name] of columns.entries()) {
    const text = isText ? cells[i] : utf8Of(cells[i] as string);
    if (text === null) return { reason: "ROW_INVALID", message: `${name} is not UTF-8; give other bytes in base64` };
    record[name] = fieldOf(text as string, typeOf(name));
  }
  return read(record);
}

function utf8Of(cell: string): string | null {
  const bytes = Buffer.from(cell, "latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : null;
}

/** What a cell says, as JSON would; one that says nothing of its type stays a text, which whoever reads it refuses. */
function fieldOf(text: string, type: FieldType): unknown {
  if (type === "text" || type === "value") return text;
  if (text === "") return null;
  if (type === "count" && /^\d{1,16}$/.test(text)) return Number(text);
  if (type !== "json") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
