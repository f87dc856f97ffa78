import { MAX_JSON_DEPTH } from "../../common/limits.ts";
import { LEN } from "../wire.ts";
import { WireReader } from "../wire-reader.ts";
import type { Kind } from "./descriptor-table.ts";
import type { Field, MessageType } from "./message-type.ts";
import { defaultJson, packedToJson, scalarToJson } from "./scalar-to-json.ts";
import { wireTypeOf } from "./wire-type.ts";

/**
 * The JSON of the message `bytes[start, end)` by the protobuf-JSON mapping, on one line, with the fields in the order of
 * their numbers. Fields without presence are left out when they have their default; fields that the type does not have
 * are passed over. Null when the bytes are no protobuf message, or messages nest deeper than JSON may.
 * Source: https://protobuf.dev/programming-guides/json/
 */
export function decodeToJson(type: MessageType, bytes: Buffer, start: number, end: number): string | null {
  return messageToJson(type, bytes, { from: start, to: end }, 1);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** What was read of a field so far: JSON texts, and of a message that comes once where it stands, perhaps in pieces. */
interface Part {
  /** Of a map the whole entries, by the JSON of their keys. */
  readonly values: Map<string | number, string>;
  readonly pieces: Range[];
}

function messageToJson(type: MessageType, bytes: Buffer, range: Range, depth: number): string | null {
  if (depth > MAX_JSON_DEPTH) return null;
  const parts: (Part | undefined)[] = [];
  const reader = new WireReader();
  reader.reset(bytes, range.from, range.to);
  while (reader.next()) {
    const field = type.byNumber.get(reader.field);
    if (field === undefined) continue;
    if (field.oneof !== "") keepLastOf(type, field, parts);
    const part = parts[field.index] ?? { values: new Map(), pieces: [] };
    parts[field.index] = part;
    if (!readRecord(field, part, reader, depth)) return null;
  }
  if (reader.failed) return null;
  let json = "{";
  for (const field of type.fields) {
    const part = parts[field.index];
    const value = part === undefined ? "" : partToJson(field, part, bytes, depth);
    if (value === null) return null;
    if (value !== "") json += `${json.length === 1 ? "" : ","}"${field.jsonName}":${value}`;
  }
  return `${json}}`;
}

/** Of the fields of a group, the one that comes last counts. */
function keepLastOf(type: MessageType, field: Field, parts: (Part | undefined)[]): void {
  for (const other of type.fields) if (other !== field && other.oneof === field.oneof) parts[other.index] = undefined;
}

/** Takes the record that the reader stands at; one of another wire type is passed over. False when it is broken. */
function readRecord(field: Field, part: Part, reader: WireReader, depth: number): boolean {
  const { values } = part;
  const { wireType, from, to } = reader;
  const bytes = reader.bytes as Buffer;
  if (field.label === "map") return wireType !== LEN || readEntry(field, part, bytes, { from, to }, depth);
  if (field.kind === "message" && wireType === LEN) {
    if (field.label !== "repeated") part.pieces.push({ from, to });
    else {
      const json = messageToJson(field.message as MessageType, bytes, { from, to }, depth + 1);
      if (json === null) return false;
      values.set(values.size, json);
    }
  } else if (wireType === wireTypeOf(field.kind)) {
    const json = scalarToJson(field.kind, reader, field.enumeration);
    values.set(field.label === "repeated" ? values.size : 0, json);
  } else if (field.label === "repeated" && wireType === LEN) {
    const list = packedToJson(field.kind, bytes, from, to, field.enumeration);
    if (list === null) return false;
    for (const json of list) values.set(values.size, json);
  }
  return true;
}

/** An entry of a map is a message: key in field 1, value in field 2, each its default when absent. */
function readEntry(field: Field, part: Part, bytes: Buffer, range: Range, depth: number): boolean {
  const mapKey = field.mapKey as Kind;
  const reader = new WireReader();
  let key = defaultJson(mapKey, null);
  let value = field.kind === "message" ? "{}" : defaultJson(field.kind, field.enumeration);
  reader.reset(bytes, range.from, range.to);
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === wireTypeOf(mapKey)) key = scalarToJson(mapKey, reader, null);
    else if (reader.field !== 2 || reader.wireType !== wireTypeOf(field.kind)) continue;
    else if (field.kind !== "message") value = scalarToJson(field.kind, reader, field.enumeration);
    else {
      const json = messageToJson(field.message as MessageType, bytes, { from: reader.from, to: reader.to }, depth + 1);
      if (json === null) return false;
      value = json;
    }
  }
  // A name in JSON is a text, whatever it stands for.
  part.values.set(key, `${key.startsWith('"') ? key : `"${key}"`}:${value}`);
  return !reader.failed;
}

/** Empty for a field that is left out. */
function partToJson(field: Field, part: Part, bytes: Buffer, depth: number): string | null {
  const values = [...part.values.values()];
  if (field.label === "map") return values.length === 0 ? "" : `{${values.join(",")}}`;
  if (field.label === "repeated") return values.length === 0 ? "" : `[${values.join(",")}]`;
  if (field.kind !== "message") {
    const value = values[0] ?? "";
    return field.label === "implicit" && value === defaultJson(field.kind, field.enumeration) ? "" : value;
  }
  const [piece] = part.pieces;
  if (piece === undefined) return "";
  if (part.pieces.length === 1) return messageToJson(field.message as MessageType, bytes, piece, depth + 1);
  const whole = joined(bytes, part.pieces);
  return messageToJson(field.message as MessageType, whole, { from: 0, to: whole.length }, depth + 1);
}

/** A message that comes in pieces is the message of all their bytes. */
function joined(bytes: Buffer, pieces: readonly Range[]): Buffer {
  const whole = Buffer.allocUnsafe(pieces.reduce((sum, { from, to }) => sum + to - from, 0));
  let at = 0;
  for (const { from, to } of pieces) at += bytes.copy(whole, at, from, to);
  return whole;
}
