import { isUtf8 } from "node:buffer";
import { MAX_KEY_BYTES } from "../../common/limits.ts";
import { quoted } from "../../common/printable.ts";
import { nearNames } from "../../common/suggest.ts";
import type { ItemFields, RowFault } from "../row-block.ts";
import { decodeValue, fault, type ReadRow, readCount, readTime, textBytes } from "./field-values.ts";

/** An item as a row of NDJSON and of CSV has it: every field has a text form that gives the same bytes back. */
export interface ItemRecord {
  readonly key: string;
  readonly value: string;
  readonly encoding: "utf8" | "base64";
  readonly version: number;
  /** ISO 8601; null = never. */
  readonly expiresAt: string | null;
  readonly part?: number;
  readonly parts?: number;
}

/** The names of the fields, in the order of the columns. */
export const ITEM_FIELDS = ["key", "value", "encoding", "version", "expiresAt", "part", "parts"] as const;

export function itemRecord(fields: ItemFields, value: Uint8Array, isText = isUtf8(value)): ItemRecord {
  const { key, version, expiresAtMs, part, parts } = fields;
  return {
    key,
    value: textBytes(value).toString(isText ? "utf8" : "base64"),
    encoding: isText ? "utf8" : "base64",
    version,
    expiresAt: expiresAtMs === 0 ? null : new Date(expiresAtMs).toISOString(),
    ...(parts === 0 ? {} : { part, parts }),
  };
}

/** Reads what a row says; null stands for a field that is not there. */
export function readItem(record: Readonly<Record<string, unknown>>): ReadRow<ItemFields> | RowFault {
  const unknown = Object.keys(record).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return unknownField(unknown, ITEM_FIELDS);
  const { key } = record;
  if (typeof key !== "string" || key === "") return fault("key", "is missing; give a text of 1 to 1024 bytes");
  if (!key.isWellFormed()) return fault("key", "has half of a surrogate pair, which UTF-8 cannot hold");
  if (key.length > MAX_KEY_BYTES / 3 && Buffer.byteLength(key) > MAX_KEY_BYTES) {
    return fault("key", `has more than ${MAX_KEY_BYTES} bytes`);
  }
  const value = decodeValue(record.value, record.encoding);
  if (!(value instanceof Uint8Array)) return value;
  const version = readCount(record.version, "version");
  const expiresAtMs = readTime(record.expiresAt, "expiresAt");
  const part = readCount(record.part, "part");
  const parts = readCount(record.parts, "parts");
  for (const each of [version, expiresAtMs, part, parts]) if (typeof each === "object") return each;
  if ((parts as number) === 0 ? part !== 0 : (part as number) >= (parts as number)) {
    return fault("part", "is not below parts; the rows of a value in parts count from 0");
  }
  return { fields: { key, version, expiresAtMs, part, parts } as ItemFields, value };
}

export function unknownField(name: string, names: readonly string[]): RowFault {
  const [near] = nearNames(name, names);
  const hint = near === undefined ? `the fields are ${names.join(", ")}` : `did you mean ${near}?`;
  return { reason: "ROW_INVALID", message: `there is no field ${quoted(name)}; ${hint}` };
}

/** What a row of rejected ones says besides is passed over, so that they can be mended and imported. */
const KNOWN: ReadonlySet<string> = new Set([...ITEM_FIELDS, "rejected"]);
