import { MAX_KEY_BYTES } from "../../common/limits.ts";
import type { ItemFields, RowFault } from "../row-block.ts";
import {
  decodeValue,
  fault,
  type ReadRow,
  readCount,
  readTime,
  timeField,
  unknownField,
  valueFields,
} from "./field-values.ts";
import type { RowShape } from "./row-shape.ts";

/** The rows of items. */
export const itemShape: RowShape<ItemFields> = {
  fields: [
    ["key", "text"],
    ["value", "value"],
    ["encoding", "encoding"],
    ["version", "count"],
    ["expiresAt", "time"],
    ["part", "count"],
    ["parts", "count"],
  ],
  record: itemRecord,
  read: readItem,
};

function itemRecord(fields: ItemFields, value: Uint8Array, isText: boolean): Readonly<Record<string, unknown>> {
  const { key, version, expiresAtMs, part, parts } = fields;
  return {
    key,
    ...valueFields(value, isText),
    version,
    expiresAt: timeField(expiresAtMs),
    ...(parts === 0 ? {} : { part, parts }),
  };
}

function readItem(record: Readonly<Record<string, unknown>>): ReadRow<ItemFields> | RowFault {
  const unknown = unknownField(record, itemShape);
  if (unknown !== null) return unknown;
  const { key } = record;
  if (typeof key !== "string" || key === "") return fault("key", "is missing; give a text of 1 to 1024 bytes");
  if (!key.isWellFormed()) return fault("key", "has half of a surrogate pair, which UTF-8 cannot hold");
  // No character of UTF-16 takes more than three bytes.
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
