import { I32, I64, LEN, VARINT } from "../wire.ts";
import type { WireReader } from "../wire-reader.ts";
import type { Kind } from "./descriptor-table.ts";
import { integerRange } from "./integer-range.ts";
import type { EnumType } from "./message-type.ts";
import { wireTypeOf } from "./wire-type.ts";

/** The JSON of the record that a reader stands at, which has the wire type of `kind`. */
export function scalarToJson(kind: Kind, reader: WireReader, enumeration: EnumType | null): string {
  const bytes = reader.bytes as Buffer;
  if (kind === "string") return JSON.stringify(bytes.toString("utf8", reader.from, reader.to));
  if (kind === "bytes") return `"${bytes.toString("base64", reader.from, reader.to)}"`;
  if (reader.wireType !== VARINT) return fixedToJson(kind, bytes, reader.pos - (reader.wireType === I32 ? 4 : 8));
  if (Number.isFinite(reader.value)) return integerToJson(kind, reader.value, enumeration);
  // The reader has no numbers of this size. The byte before a varint is the last of its tag, which ends as all varints do.
  let from = reader.pos - 1;
  while ((bytes[from - 1] as number) >= 0x80) from--;
  return integerToJson(kind, varintBits(bytes, from), enumeration);
}

/** The JSON of each value of a packed list; null when the bytes are none. */
export function packedToJson(
  kind: Kind,
  bytes: Buffer,
  start: number,
  end: number,
  enumeration: EnumType | null,
): string[] | null {
  const list: string[] = [];
  const wireType = wireTypeOf(kind);
  if (wireType === LEN) return null;
  for (let pos = start; pos < end; ) {
    const from = pos;
    if (wireType === VARINT) {
      while (pos < end && (bytes[pos] as number) >= 0x80) pos++;
      pos++;
      if (pos - from > 10) return null;
    } else pos += wireType === I64 ? 8 : 4;
    if (pos > end) return null;
    list.push(
      wireType === VARINT ? integerToJson(kind, varintBits(bytes, from), enumeration) : fixedToJson(kind, bytes, from),
    );
  }
  return list;
}

/** The JSON of the value that an absent field of a kind has. */
export function defaultJson(kind: Kind, enumeration: EnumType | null): string {
  if (kind === "string" || kind === "bytes") return '""';
  if (kind === "double" || kind === "float") return "0";
  return integerToJson(kind, 0, enumeration);
}

function fixedToJson(kind: Kind, bytes: Buffer, at: number): string {
  if (kind === "double") return floatToJson(bytes.readDoubleLE(at), String);
  if (kind === "float") return floatToJson(bytes.readFloatLE(at), shortestSingle);
  const is64 = integerRange(kind)?.bits === 64;
  return integerToJson(kind, is64 ? bytes.readBigUInt64LE(at) : bytes.readUInt32LE(at), null);
}

/** `bits` is what stands on the wire, as a number without sign. */
function integerToJson(kind: Kind, bits: number | bigint, enumeration: EnumType | null): string {
  if (kind === "bool") return bits === 0 || bits === 0n ? "false" : "true";
  if (kind === "enum") {
    const value = Number(BigInt.asIntN(32, BigInt(bits)));
    const name = enumeration?.byNumber.get(value);
    return name === undefined ? String(value) : `"${name}"`;
  }
  if (kind === "uint64" && typeof bits === "number") return `"${bits}"`;
  const range = integerRange(kind);
  if (range === null) return "null";
  const cut = BigInt.asUintN(range.bits, BigInt(bits));
  const plain = range.form === "zigzag" ? (cut >> 1n) ^ -(cut & 1n) : cut;
  const value = range.isSigned ? BigInt.asIntN(range.bits, plain) : plain;
  return range.bits === 64 ? `"${value}"` : String(value);
}

/** JSON has no numbers for what is not finite. */
function floatToJson(value: number, write: (value: number) => string): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? "-0" : write(value);
}

/** The fewest digits that give the same number of single precision; nine always do. */
function shortestSingle(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}

/** The varint at `from`, of at most 64 bits. */
function varintBits(bytes: Buffer, from: number): bigint {
  let value = 0n;
  for (let pos = from, shift = 0n; ; pos++, shift += 7n) {
    const byte = bytes[pos] as number;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
}
