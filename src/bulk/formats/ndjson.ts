import { isUtf8 } from "node:buffer";
import { BlockBuilder, isFault, type RowBlock, type RowFault, valueAt } from "../row-block.ts";
import { type ReadRow, textBytes } from "./field-values.ts";
import type { RowShape } from "./row-shape.ts";

/** One JSON object on each line. */
export function encodeNdjson<Fields extends object>(block: RowBlock<Fields>, shape: RowShape<Fields>): Uint8Array {
  let text = "";
  for (const [i, row] of block.rows.entries()) {
    const value = valueAt(block, i);
    if (!isFault(row)) text += `${JSON.stringify(shape.record(row, value, isUtf8(value)))}\n`;
  }
  return Buffer.from(text, "utf8");
}

/** The rows of whole lines; empty ones are passed over. */
export function decodeNdjson<Fields>(bytes: Uint8Array, { read }: RowShape<Fields>): RowBlock<Fields> {
  const builder = new BlockBuilder<Fields>();
  const buffer = textBytes(bytes);
  const isText = isUtf8(buffer);
  let line = 0;
  for (let from = 0; from < buffer.length; line++) {
    const end = buffer.indexOf(NEWLINE, from);
    const to = end === -1 ? buffer.length : end;
    const lineBytes = buffer.subarray(from, to);
    from = to + 1;
    const text = lineBytes.toString("utf8");
    if (text.trim() === "") continue;
    const row = isText || isUtf8(lineBytes) ? readLine(text, read) : notUtf8;
    if ("reason" in row) builder.add(row, lineBytes.subarray(0, MAX_SHOWN_BYTES), line);
    else builder.add(row.fields, row.value, line);
  }
  return builder.take();
}

function readLine<Fields>(text: string, read: RowShape<Fields>["read"]): ReadRow<Fields> | RowFault {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    // V8 quotes what stands there, which may be long and anything; where it stands is enough.
    const at = /at position \d+/.exec((error as Error).message);
    return { reason: "ROW_INVALID", message: `the line is no JSON${at === null ? "" : `, ${at[0]}`}` };
  }
  if (typeof record === "object" && record !== null && !Array.isArray(record)) {
    return read(record as Readonly<Record<string, unknown>>);
  }
  return { reason: "ROW_INVALID", message: "the line is no JSON object" };
}

const NEWLINE = 0x0a;
/** Of a line that cannot be read: enough to find it again and to mend it. */
export const MAX_SHOWN_BYTES = 64 * 1024;
const notUtf8: RowFault = { reason: "ROW_INVALID", message: "the line is not UTF-8; give other bytes in base64" };
