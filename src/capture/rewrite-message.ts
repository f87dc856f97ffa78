import { LEN, VARINT } from "../codec/wire.ts";
import { WireReader } from "../codec/wire-reader.ts";
import { lenBytes, presentBytes, WireWriter } from "../codec/wire-writer.ts";
import type { Leaf, Treatment, Treatments } from "./treatments.ts";

/** What takes the place of a field's bytes, by how it is treated. */
export type Rewrite = (bytes: Buffer, how: Leaf) => Uint8Array;

/**
 * The protobuf message `bytes` with its fields treated as the table says, and none that it does not name or that has another
 * wire type than it should: bytes where a number belongs are not kept. Null when the bytes are no message.
 * @param versionOf what takes the place of a version that an item must have.
 */
export function rewriteMessage(
  bytes: Buffer,
  table: Treatments,
  rewrite: Rewrite,
  versionOf: (version: number) => number = (version) => version,
): Buffer | null {
  const reader = new WireReader();
  reader.reset(bytes, 0, bytes.length);
  const parts: Uint8Array[] = [];
  for (let start = 0; reader.next(); start = reader.pos) {
    const { field, wireType, value, from, to } = reader;
    const how = table[field];
    if (how === undefined) continue;
    if (how === "keep" || how === "delta" || how === "version") {
      if (wireType !== VARINT) continue;
      const record = bytes.subarray(start, reader.pos);
      if (how === "keep") parts.push(record);
      else parts.push(how === "delta" ? signOnly(field, record) : numberField(field, versionOf(value), record));
    } else if (wireType === LEN) {
      const content = bytes.subarray(from, to);
      const inner = contentOf(content, how, rewrite, versionOf);
      if (inner === null) return null;
      parts.push(lenField(field, inner));
    }
  }
  return reader.failed ? null : Buffer.concat(parts);
}

function contentOf(
  content: Buffer,
  how: Exclude<Treatment, "keep" | "delta" | "version">,
  rewrite: Rewrite,
  versionOf: (version: number) => number,
): Uint8Array | null {
  if (how === "reason") return PLAIN_REASON.test(content.toString("latin1")) ? content : OTHER_REASON;
  if (isLeaf(how)) return rewrite(content, how);
  return rewriteMessage(content, how as Treatments, rewrite, versionOf);
}

/** An object with numbers for keys could be a string, as the compiler sees it. */
function isLeaf(how: Treatment): how is Leaf {
  return typeof how === "string";
}

/** A reason as Prism has them says nothing of a request; a plugin's might. */
export const PLAIN_REASON = /^[A-Z][A-Z0-9_]{0,63}$|^$/;
export const OTHER_REASON = Buffer.from("OTHER");

/** A number with presence; as it was when it is no number that a double holds. */
function numberField(field: number, value: number, record: Buffer): Buffer {
  if (!Number.isSafeInteger(value)) return record;
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(presentBytes(field, value)), 0);
  writer.present(field, value);
  return writer.bytes;
}

/** A LEN record, whole. */
export function lenField(field: number, content: Uint8Array): Buffer {
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(lenBytes(field, content.length)), 0);
  writer.open(field, content.length);
  writer.raw(content);
  return writer.bytes;
}

/** A sint64 that is −1, 0 or 1: zigzag puts the sign in the lowest bit of the first byte behind the tag. */
function signOnly(field: number, record: Buffer): Buffer {
  const tag = field * 8 + VARINT;
  const value = record.subarray(1);
  const isZero = value.length === 1 && value[0] === 0;
  const isNegative = ((value[0] as number) & 1) === 1;
  return Buffer.of(tag, isZero ? 0 : isNegative ? 1 : 2);
}
