import { writeByteString } from "../../../codec/byte-string.ts";
import type { Bytea, Parameter } from "../sql.ts";

/**
 * Parameters in PostgreSQL's binary format, big-endian, each behind its length (int32; −1 = NULL). An array:
 *
 *     dimensions int32 = 1 · has NULLs int32 = 0 · type of elements oid · length int32 · lower bound int32 = 1
 *     then each element: length int32 · bytes
 *
 * An empty array has no dimension, and ends after the type. Source: array_recv in src/backend/utils/adt/arrayfuncs.c.
 */
const BYTEA_OID = 17;
const INT8_OID = 20;
const INT4_OID = 23;
const EMPTY_ARRAY_BYTES = 12;
const ARRAY_HEADER_BYTES = 20;

/** Bytes of the parameter with its length. */
export function sizeOfParameter(parameter: Parameter): number {
  switch (parameter.type) {
    case "int4":
      return 8;
    case "int8":
      return 12;
    case "bytea":
      return 4 + (parameter.value === null ? 0 : lengthOf(parameter.value));
    default:
      return 4 + sizeOfArray(parameter);
  }
}

function sizeOfArray(parameter: Parameter & { values: readonly unknown[] }): number {
  const { length } = parameter.values;
  if (length === 0) return EMPTY_ARRAY_BYTES;
  if (parameter.type === "int4[]") return ARRAY_HEADER_BYTES + length * 8;
  if (parameter.type === "int8[]") return ARRAY_HEADER_BYTES + length * 12;
  let size = ARRAY_HEADER_BYTES + length * 4;
  for (let i = 0; i < length; i++) size += lengthOf(parameter.values[i] as Bytea);
  return size;
}

/** Writes the parameter with its length; returns where it ends. */
export function writeParameter(parameter: Parameter, into: Buffer, at: number): number {
  switch (parameter.type) {
    case "int4":
      return into.writeInt32BE(parameter.value, into.writeInt32BE(4, at));
    case "int8":
      return writeInt8(parameter.value, into, into.writeInt32BE(8, at));
    case "bytea":
      if (parameter.value === null) return into.writeInt32BE(-1, at);
      return writeBytea(parameter.value, into, at);
    default:
      return writeArray(parameter, into, at);
  }
}

function writeArray(parameter: Parameter & { values: readonly unknown[] }, into: Buffer, start: number): number {
  const { length } = parameter.values;
  let at = into.writeInt32BE(sizeOfArray(parameter), start);
  at = into.writeInt32BE(length === 0 ? 0 : 1, at);
  at = into.writeInt32BE(0, at);
  at = into.writeInt32BE(oidOf(parameter), at);
  if (length === 0) return at;
  at = into.writeInt32BE(length, at);
  at = into.writeInt32BE(1, at);
  switch (parameter.type) {
    case "int4[]":
      for (let i = 0; i < length; i++) at = into.writeInt32BE(parameter.values[i] as number, into.writeInt32BE(4, at));
      return at;
    case "int8[]":
      for (let i = 0; i < length; i++)
        at = writeInt8(parameter.values[i] as number | bigint, into, into.writeInt32BE(8, at));
      return at;
    case "bytea[]":
      for (let i = 0; i < length; i++) at = writeBytea(parameter.values[i] as Bytea, into, at);
      return at;
    default:
      return at;
  }
}

function oidOf({ type }: Parameter): number {
  return type === "int4[]" ? INT4_OID : type === "int8[]" ? INT8_OID : BYTEA_OID;
}

function writeInt8(value: number | bigint, into: Buffer, at: number): number {
  if (typeof value === "bigint") return into.writeBigInt64BE(value, at);
  // Math.floor makes the upper half of a negative number what two's complement wants.
  into.writeInt32BE(Math.floor(value / 0x1_0000_0000), at);
  return into.writeUInt32BE(value >>> 0, at + 4);
}

function lengthOf(value: Bytea): number {
  if (typeof value === "string" || value instanceof Uint8Array) return value.length;
  return value.end - value.start;
}

function writeBytea(value: Bytea, into: Buffer, start: number): number {
  const length = lengthOf(value);
  const at = into.writeInt32BE(length, start);
  if (typeof value === "string") writeByteString(into, value, at);
  else if (value instanceof Uint8Array) into.set(value, at);
  else copyRange(value.source, value.start, value.end, into, at);
  return at + length;
}

/** A view costs more than a short value. */
const SHORT_BYTES = 48;

function copyRange(source: Uint8Array, start: number, end: number, into: Buffer, at: number): void {
  if (end - start > SHORT_BYTES) into.set(source.subarray(start, end), at);
  else for (let i = start; i < end; i++) into[at + i - start] = source[i] as number;
}
