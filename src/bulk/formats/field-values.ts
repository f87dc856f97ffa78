import { quoted } from "../../common/printable.ts";
import { nearNames } from "../../common/suggest.ts";
import type { RowFault } from "../row-block.ts";

/** A row that could be read. */
export interface ReadRow<Fields> {
  readonly fields: Fields;
  readonly value: Uint8Array;
}

/** What is wrong with a field of a row. */
export function fault(field: string, what: string): RowFault {
  return { reason: "ROW_INVALID", message: `${field} ${what}` };
}

/** The first field that rows of the shape have not: passed over it would be lost without a word. */
export function unknownField(
  record: Readonly<Record<string, unknown>>,
  { fields }: { readonly fields: readonly (readonly [name: string, type: unknown])[] },
): RowFault | null {
  for (const name of Object.keys(record)) {
    // A row that was rejected says why, and can be mended and imported.
    if (name === "rejected" || fields.some(([known]) => known === name)) continue;
    const names = fields.map(([known]) => known);
    const [near] = nearNames(name, names);
    const hint = near === undefined ? `the fields are ${names.join(", ")}` : `did you mean ${near}?`;
    return { reason: "ROW_INVALID", message: `there is no field ${quoted(name)}; ${hint}` };
  }
  return null;
}

/** Bytes as text formats have them. */
export function valueFields(bytes: Uint8Array, isText: boolean): { value: string; encoding: "utf8" | "base64" } {
  const encoding = isText ? "utf8" : "base64";
  return { value: textBytes(bytes).toString(encoding), encoding };
}

/** A time as text formats have it; null = never. */
export function timeField(ms: number): string | null {
  return ms === 0 ? null : new Date(ms).toISOString();
}

/** The bytes that a text in an encoding stands for; strict, for what is lenient changes bytes without a word. */
export function decodeValue(value: unknown, encoding: unknown, field = "value"): Uint8Array | RowFault {
  // Formats that have bytes need no encoding.
  if (value instanceof Uint8Array && !encoding) return value;
  if (typeof value !== "string") return fault(field, "is no text; give one, with encoding base64 for other bytes");
  if (encoding === undefined || encoding === null || encoding === "" || encoding === "utf8") {
    if (value.isWellFormed()) return Buffer.from(value, "utf8");
    return fault(field, "has half of a surrogate pair, which UTF-8 cannot hold; give it in base64");
  }
  if (encoding !== "base64") return fault("encoding", "is neither utf8 nor base64");
  const bytes = Buffer.from(value, "base64");
  // What is no base64 is passed over by Node, and so the length is another one than the text's.
  const padding = value.endsWith("==") ? 2 : value.endsWith("=") ? 1 : 0;
  if (value.length % 4 === 0 && bytes.length === (value.length / 4) * 3 - padding && !/[-_]/.test(value)) return bytes;
  return fault(field, "is no base64 of RFC 4648, with its padding");
}

/** A whole number from 0 on; 0 when it is not there. */
export function readCount(value: unknown, field: string): number | RowFault {
  if (value === undefined || value === null) return 0;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  return fault(field, "is no whole number from 0");
}

/** Milliseconds since the Unix epoch; 0 when it is not there. */
export function readTime(value: unknown, field: string): number | RowFault {
  if (value === undefined || value === null) return 0;
  const ms = typeof value === "string" && ISO.test(value) ? Date.parse(value) : Number.NaN;
  return ms > 0 ? ms : fault(field, "is no time of ISO 8601 with its zone, such as 2030-01-31T12:00:00.000Z");
}

/** A view of bytes that knows encodings. */
export function textBytes(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A time without a zone would mean another moment on another machine. */
const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)$/;
