import type { Failure } from "../../common/failure.ts";
import { quoted } from "../../common/printable.ts";
import { PrismError } from "../../common/prism-error.ts";
import { nearNames } from "../../common/suggest.ts";
import { LEN } from "../wire.ts";
import type { Kind } from "./descriptor-table.ts";
import { integerRange } from "./integer-range.ts";
import { jsonFault } from "./json-fault.ts";
import { type JsonKind, JsonReader } from "./json-reader.ts";
import { MessageBuffer } from "./message-buffer.ts";
import type { Field, MessageType } from "./message-type.ts";
import { base64Bytes, expectation, isDefault, type Scalar, scalarFromJson } from "./scalar-from-json.ts";
import { wireTypeOf } from "./wire-type.ts";

/**
 * The message that a JSON text says, by the protobuf-JSON mapping: names in lowerCamelCase or as in the proto file, null
 * for absent, 64-bit integers as texts or numbers, bytes in base64. An unknown name, a name given twice and a value that
 * does not fit are refused with an INVALID_ARGUMENT whose `metadata.field` is the path to it, in the proto file's names.
 * Source: https://protobuf.dev/programming-guides/json/
 */
export function encodeJson(type: MessageType, text: string): Buffer | Failure {
  try {
    return new JsonEncoder(text).encode(type);
  } catch (error) {
    if (error instanceof PrismError) return error.failure;
    throw error;
  }
}

/** Reads the text and writes the message in one go: no tree stands between them that a hostile text could grow. */
class JsonEncoder {
  private readonly reader: JsonReader;
  private readonly out: MessageBuffer;
  /** Names, list positions and map keys that lead to the value being read. */
  private readonly path: string[] = [];

  constructor(text: string) {
    this.reader = new JsonReader(text);
    // A message is seldom longer than its JSON.
    this.out = new MessageBuffer(text.length);
  }

  encode(type: MessageType): Buffer {
    if (this.reader.kind() !== "object") throw this.misfit(this.show(), `an object with the fields of ${type.name}`);
    this.message(type);
    this.reader.end();
    return this.out.take();
  }

  private message(type: MessageType): void {
    const given: Field[] = [];
    const set: Field[] = [];
    this.reader.enter();
    for (let name = this.reader.nextName(true); name !== null; name = this.reader.nextName(false)) {
      const field = type.byName.get(name);
      if (field === undefined) throw this.unknown(type, name);
      this.path.push(`.${field.name}`);
      if (given.includes(field)) throw this.fault("DUPLICATE_FIELD", "is given twice; give it once");
      given.push(field);
      if (this.reader.kind() === "null") this.reader.literal("null");
      else {
        this.checkOneof(field, set);
        set.push(field);
        this.field(field);
      }
      this.path.pop();
    }
  }

  private checkOneof(field: Field, set: readonly Field[]): void {
    const other = field.oneof === "" ? undefined : set.find((earlier) => earlier.oneof === field.oneof);
    if (other === undefined) return;
    throw this.fault("DUPLICATE_FIELD", `cannot be set together with ${other.name}; set one of the two`);
  }

  private field(field: Field): void {
    if (field.label === "map") this.map(field);
    else if (field.label === "repeated") this.list(field);
    else if (field.kind === "message") this.nested(field, field.number);
    else {
      const value = this.scalar(field.kind, field);
      if (field.label === "implicit" && isDefault(value)) return;
      this.out.tag(field.number, wireTypeOf(field.kind));
      this.write(field.kind, value);
    }
  }

  private nested(field: Field, number: number): void {
    if (this.reader.kind() !== "object") throw this.misfit(this.show(), expectation("message", null));
    this.out.tag(number, LEN);
    const start = this.out.open();
    this.message(field.message as MessageType);
    this.out.close(start);
  }

  private list(field: Field): void {
    if (this.reader.kind() !== "array") throw this.misfit(this.show(), "a list");
    const isPacked = wireTypeOf(field.kind) !== LEN;
    const before = this.out.length;
    let start = 0;
    if (isPacked) {
      this.out.tag(field.number, LEN);
      start = this.out.open();
    }
    let count = 0;
    for (this.reader.enter(); this.reader.hasElement(count === 0); count++) {
      this.path.push(`[${count}]`);
      if (field.kind === "message") this.nested(field, field.number);
      else {
        if (!isPacked) this.out.tag(field.number, LEN);
        this.write(field.kind, this.scalar(field.kind, field));
      }
      this.path.pop();
    }
    if (isPacked && count === 0) this.out.truncate(before);
    else if (isPacked) this.out.close(start);
  }

  /** A map is a list of entries: key in field 1, value in field 2. */
  private map(field: Field): void {
    if (this.reader.kind() !== "object") throw this.misfit(this.show(), "an object");
    const names = new Set<string>();
    const mapKey = field.mapKey as Kind;
    this.reader.enter();
    for (let name = this.reader.nextName(true); name !== null; name = this.reader.nextName(false)) {
      this.path.push(`[${quoted(name)}]`);
      if (names.has(name)) throw this.fault("DUPLICATE_FIELD", "is given twice; give it once");
      names.add(name);
      const key = scalarFromJson(mapKey, mapKey === "bool" ? (name as JsonKind) : "string", name, null);
      if (key === null) throw this.misfit(quoted(name), `keys that are ${expectation(mapKey, null)}`);
      this.out.tag(field.number, LEN);
      const start = this.out.open();
      this.out.tag(1, wireTypeOf(mapKey));
      this.write(mapKey, key);
      if (field.kind === "message") this.nested(field, 2);
      else {
        const value = this.scalar(field.kind, field);
        this.out.tag(2, wireTypeOf(field.kind));
        this.write(field.kind, value);
      }
      this.out.close(start);
      this.path.pop();
    }
  }

  private scalar(kind: Kind, field: Field): Scalar {
    const json = this.reader.kind();
    let text = "";
    if (json === "string") text = this.reader.string();
    else if (json === "number") text = this.reader.number();
    else if (json === "true" || json === "false") this.reader.literal(json);
    const value = scalarFromJson(kind, json, text, field.enumeration);
    if (value !== null) return value;
    const near = kind === "enum" ? didYouMean(text, field.enumeration?.byName.keys() ?? []) : "";
    throw this.misfit(show(json, text), `${expectation(kind, field.enumeration)}${near}`);
  }

  private write(kind: Kind, value: Scalar): void {
    if (typeof value === "string") this.writeText(kind, value);
    else if (typeof value === "boolean") this.out.varint(Number(value));
    else this.writeNumber(kind, value);
  }

  private writeText(kind: Kind, value: string): void {
    if (kind === "string") this.out.text(value, Buffer.byteLength(value), "utf8");
    else if (!this.out.text(value, base64Bytes(value), "base64"))
      throw this.misfit(quoted(value), expectation(kind, null));
  }

  private writeNumber(kind: Kind, value: number | bigint): void {
    const range = integerRange(kind);
    if (kind === "double") this.out.double(Number(value));
    else if (kind === "float") this.out.float(Number(value));
    else if (range?.form === "fixed") this.out.fixed(range.bits, BigInt.asUintN(range.bits, BigInt(value)));
    else if (range?.form === "zigzag") this.out.varint(zigzag(BigInt(value)));
    // Negative integers are written as the 64-bit number with the same bits, those of 32 bits too.
    else this.out.varint(value < 0 ? BigInt.asUintN(64, BigInt(value)) : value);
  }

  /** The value that comes, for a message; a scalar is stepped over. */
  private show(): string {
    const json = this.reader.kind();
    return show(json, json === "string" ? this.reader.string() : json === "number" ? this.reader.number() : "");
  }

  private unknown(type: MessageType, name: string): PrismError {
    const names = type.fields.map((field) => field.jsonName);
    const near = didYouMean(name, names);
    const remedy = near === "" ? `; it has ${names.length === 0 ? "none" : names.join(", ")}` : near;
    const field = `${this.where()}${this.path.length === 0 ? "" : "."}${quoted(name).slice(1, -1)}`;
    return jsonFault("UNKNOWN_FIELD", `${field}: ${type.name} has no field ${quoted(name)}${remedy}`, { field });
  }

  private misfit(shown: string, wanted: string): PrismError {
    return this.fault("FIELD_INVALID", `is ${shown}; it takes ${wanted}`);
  }

  /** A fault of the value at the path; `what` goes on after its name. */
  private fault(reason: string, what: string): PrismError {
    const field = this.where();
    return jsonFault(reason, `${field === "" ? "the message" : field} ${what}`, field === "" ? {} : { field });
  }

  private where(): string {
    return this.path.join("").slice(1);
  }
}

/** 0, −1, 1, −2 … are written as 0, 1, 2, 3 … */
function zigzag(value: bigint): bigint {
  return value < 0n ? -2n * value - 1n : 2n * value;
}

function show(json: JsonKind, text: string): string {
  if (json === "string") return quoted(text);
  if (json === "number") return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}…`;
  return json === "object" || json === "array" ? shownAs[json] : json;
}

function didYouMean(wanted: string, names: Iterable<string>): string {
  const near = nearNames(wanted.slice(0, MOST_SHOWN), names);
  return near.length === 0 ? "" : `; did you mean ${near.map((name) => `"${name}"`).join(" or ")}?`;
}

const shownAs = { object: "an object", array: "a list" };
/** Characters of what a caller sent that an error repeats. */
const MOST_SHOWN = 64;
