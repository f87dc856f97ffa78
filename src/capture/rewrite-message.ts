import { LEN, VARINT } from "../codec/wire.ts";
import { WireReader } from "../codec/wire-reader.ts";
import { lenBytes, WireWriter } from "../codec/wire-writer.ts";
import type { Treatment, Treatments } from "./treatments.ts";

type Leaf = "key" | "value" | "token";

/** What takes the place of a field's bytes, by how it is treated. */
export type Rewrite = (bytes: Buffer, how: Leaf) => Uint8Array;

/**
 * The protobuf message `bytes` with its fields treated as the table says, and none that it does not name. Null when the
 * bytes are no message.
 */
export function rewriteMessage(bytes: Buffer, table: Treatments, rewrite: Rewrite): Buffer | null {
  const reader = new WireReader();
  reader.reset(bytes, 0, bytes.length);
  const parts: Uint8Array[] = [];
  for (let start = 0; reader.next(); start = reader.pos) {
    const how = table[reader.field];
    if (how === undefined) continue;
    if (how === "keep") parts.push(bytes.subarray(start, reader.pos));
    else if (how === "delta") {
      if (reader.wireType === VARINT) parts.push(signOnly(reader.field, bytes.subarray(start, reader.pos)));
    } else if (reader.wireType === LEN) {
      const content = bytes.subarray(reader.from, reader.to);
      const inner = isLeaf(how) ? rewrite(content, how) : rewriteMessage(content, how as Treatments, rewrite);
      if (inner === null) return null;
      parts.push(lenField(reader.field, inner));
    }
  }
  return reader.failed ? null : Buffer.concat(parts);
}

/** An object with numbers for keys could be a string, as the compiler sees it. */
function isLeaf(how: Treatment): how is Leaf {
  return typeof how === "string";
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
