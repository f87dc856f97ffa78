import { assert } from "../../common/assert.ts";
import { descriptors } from "../generated/descriptors.ts";
import type { DescriptorTable, EnumRow, FieldRow, Kind, Label, MessageRow } from "./descriptor-table.ts";

/** A message of the proto files, for reading and writing it by name. */
export interface MessageType {
  /** In full, `prism.v1.GetRequest`. */
  readonly name: string;
  readonly comment: string;
  /** By rising number. */
  readonly fields: readonly Field[];
  readonly byNumber: ReadonlyMap<number, Field>;
  /** By JSON name and by the proto file's. */
  readonly byName: ReadonlyMap<string, Field>;
}

export interface Field {
  /** Its place in {@link MessageType.fields}. */
  readonly index: number;
  readonly number: number;
  readonly name: string;
  readonly jsonName: string;
  readonly kind: Kind;
  readonly label: Label;
  readonly comment: string;
  /** The group of which at most one field is set; empty when it is in none. */
  readonly oneof: string;
  /** Kind of the keys of a map; `kind` is that of its values. */
  readonly mapKey: Kind | null;
  /** Of a field of the kind `message`, or a map of them. */
  readonly message: MessageType | null;
  readonly enumeration: EnumType | null;
}

export interface EnumType {
  readonly name: string;
  readonly comment: string;
  readonly byName: ReadonlyMap<string, number>;
  readonly byNumber: ReadonlyMap<number, string>;
}

/** The message of a full name, of those in the proto files. */
export function messageType(name: string): MessageType {
  const type = types.get(name);
  assert(type !== undefined, `there is no message ${name}`);
  return type;
}

/** Makes the types of a table; they refer to each other, in circles perhaps. */
export function linkMessages(table: DescriptorTable): ReadonlyMap<string, MessageType> {
  const enums = new Map(Object.entries(table.enums).map(([name, row]) => [name, linkEnum(name, row)]));
  const messages = new Map<string, MessageType>();
  const rows = Object.entries(table.messages);
  // First all types without fields, then the fields that point to them.
  const parts = rows.map(([name, row]) => {
    const fields: Field[] = [];
    const type = { name, comment: row.comment ?? "", fields, byNumber: new Map(), byName: new Map() };
    messages.set(name, type);
    return { type, row };
  });
  for (const { type, row } of parts) addFields(type, row, messages, enums);
  return messages;
}

interface TypeInMaking extends MessageType {
  readonly fields: Field[];
  readonly byNumber: Map<number, Field>;
  readonly byName: Map<string, Field>;
}

function addFields(
  type: TypeInMaking,
  row: MessageRow,
  messages: ReadonlyMap<string, MessageType>,
  enums: ReadonlyMap<string, EnumType>,
): void {
  for (const fieldRow of row.fields) {
    const field = linkField(fieldRow, type.fields.length, messages, enums);
    type.fields.push(field);
    type.byNumber.set(field.number, field);
    type.byName.set(field.name, field);
    type.byName.set(field.jsonName, field);
  }
}

function linkField(
  row: FieldRow,
  index: number,
  messages: ReadonlyMap<string, MessageType>,
  enums: ReadonlyMap<string, EnumType>,
): Field {
  const field = {
    index,
    number: row.number,
    name: row.name,
    jsonName: row.jsonName,
    kind: row.kind,
    label: row.label,
    comment: row.comment ?? "",
    oneof: row.oneof ?? "",
    mapKey: row.mapKey ?? null,
    message: row.kind === "message" ? (messages.get(row.type ?? "") ?? null) : null,
    enumeration: row.kind === "enum" ? (enums.get(row.type ?? "") ?? null) : null,
  };
  assert(row.type === undefined || field.message !== null || field.enumeration !== null, `there is no ${row.type}`);
  return field;
}

function linkEnum(name: string, row: EnumRow): EnumType {
  const byName = new Map(Object.entries(row.values));
  const byNumber = new Map<number, string>();
  // The first name of a number is its own, the others are aliases.
  for (const [value, number] of byName) if (!byNumber.has(number)) byNumber.set(number, value);
  return { name, comment: row.comment ?? "", byName, byNumber };
}

const types = linkMessages(descriptors);
