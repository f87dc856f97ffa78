import { LEN, VARINT } from "../wire.ts";
import type { DescriptorTable, EnumRow, FieldRow, Kind, MessageRow, ServiceRow } from "./descriptor-table.ts";
import { MessageBuffer } from "./message-buffer.ts";

/**
 * A table of one package as `google.protobuf.FileDescriptorProto`, which tools that know no proto file read: one file with
 * all that the package has.
 * Source: https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/descriptor.proto
 */
export function encodeFileDescriptor(table: DescriptorTable, file: FileName): Buffer {
  return new FileDescriptorWriter(table).write(file);
}

export interface FileName {
  readonly name: string;
  readonly package: string;
  /** Names of the files whose messages it uses. */
  readonly dependencies: readonly string[];
}

/** The fields of descriptor.proto that are written, by message. */
const File = { NAME: 1, PACKAGE: 2, DEPENDENCY: 3, MESSAGE: 4, ENUM: 5, SERVICE: 6, SYNTAX: 12 } as const;
const Message = { NAME: 1, FIELD: 2, NESTED: 3, ENUM: 4, OPTIONS: 7, ONEOF: 8 } as const;
const Member = { NAME: 1, NUMBER: 3, LABEL: 4, TYPE: 5, TYPE_NAME: 6, ONEOF: 9, JSON_NAME: 10, OPTIONAL: 17 } as const;
const Method = { NAME: 1, INPUT: 2, OUTPUT: 3, TAKES_STREAM: 5, STREAMS: 6 } as const;
const MAP_ENTRY_OPTION = 7;
const OPTIONAL = 1;
const REPEATED = 3;

/** FieldDescriptorProto.Type. */
const TYPES: Readonly<Record<Kind, number>> = {
  double: 1,
  float: 2,
  int64: 3,
  uint64: 4,
  int32: 5,
  fixed64: 6,
  fixed32: 7,
  bool: 8,
  string: 9,
  message: 11,
  bytes: 12,
  uint32: 13,
  enum: 14,
  sfixed32: 15,
  sfixed64: 16,
  sint32: 17,
  sint64: 18,
};

class FileDescriptorWriter {
  private readonly table: DescriptorTable;
  private readonly out = new MessageBuffer(4096);

  constructor(table: DescriptorTable) {
    this.table = table;
  }

  write(file: FileName): Buffer {
    this.text(File.NAME, file.name);
    this.text(File.PACKAGE, file.package);
    for (const dependency of file.dependencies) this.text(File.DEPENDENCY, dependency);
    this.types(file.package, File.MESSAGE, File.ENUM);
    for (const [name, row] of within(this.table.services, file.package))
      this.nested(File.SERVICE, () => this.service(name, row));
    this.text(File.SYNTAX, "proto3");
    return this.out.take();
  }

  /** The messages and enums that stand in `scope`, a package or a message. */
  private types(scope: string, messageField: number, enumField: number): void {
    for (const [name, row] of within(this.table.messages, scope))
      this.nested(messageField, () => this.message(scope, name, row));
    for (const [name, row] of within(this.table.enums, scope))
      this.nested(enumField, () => this.enumeration(name, row));
  }

  private message(scope: string, name: string, row: MessageRow): void {
    const fullName = `${scope}.${name}`;
    const oneofs = oneofsOf(row);
    this.text(Message.NAME, name);
    for (const field of inGroups(row.fields)) this.nested(Message.FIELD, () => this.field(fullName, field, oneofs));
    for (const field of row.fields) if (field.label === "map") this.nested(Message.NESTED, () => this.mapEntry(field));
    this.types(fullName, Message.NESTED, Message.ENUM);
    for (const oneof of oneofs) this.nested(Message.ONEOF, () => this.text(1, oneof));
  }

  private field(message: string, field: FieldRow, oneofs: readonly string[]): void {
    const isMap = field.label === "map";
    this.member(field, isMap ? "message" : field.kind, isMap ? `${message}.${entryName(field)}` : field.type);
    const oneof = oneofs.indexOf(oneofOf(field));
    if (oneof >= 0) this.number(Member.ONEOF, oneof);
    if (isProto3Optional(field)) this.number(Member.OPTIONAL, 1);
  }

  /** Maps are messages that have a key and a value, and are repeated. */
  private mapEntry(field: FieldRow): void {
    this.text(Message.NAME, entryName(field));
    const key: FieldRow = {
      number: 1,
      name: "key",
      jsonName: "key",
      kind: field.mapKey ?? "string",
      label: "implicit",
    };
    const value: FieldRow = { ...field, number: 2, name: "value", jsonName: "value", label: "implicit" };
    for (const each of [key, value]) this.nested(Message.FIELD, () => this.member(each, each.kind, each.type));
    this.nested(Message.OPTIONS, () => this.number(MAP_ENTRY_OPTION, 1));
  }

  private member(field: FieldRow, kind: Kind, type: string | undefined): void {
    this.text(Member.NAME, field.name);
    this.number(Member.NUMBER, field.number);
    this.number(Member.LABEL, field.label === "repeated" || field.label === "map" ? REPEATED : OPTIONAL);
    this.number(Member.TYPE, TYPES[kind]);
    if (type !== undefined) this.text(Member.TYPE_NAME, `.${type}`);
    this.text(Member.JSON_NAME, field.jsonName);
  }

  private enumeration(name: string, row: EnumRow): void {
    this.text(1, name);
    for (const [value, number] of Object.entries(row.values)) {
      this.nested(2, () => {
        this.text(1, value);
        this.number(2, number);
      });
    }
  }

  private service(name: string, row: ServiceRow): void {
    this.text(1, name);
    for (const [method, { request, response, streams, takesStream }] of Object.entries(row.methods)) {
      this.nested(2, () => {
        this.text(Method.NAME, method);
        this.text(Method.INPUT, `.${request}`);
        this.text(Method.OUTPUT, `.${response}`);
        if (takesStream) this.number(Method.TAKES_STREAM, 1);
        if (streams) this.number(Method.STREAMS, 1);
      });
    }
  }

  private nested(field: number, write: () => void): void {
    this.out.tag(field, LEN);
    const start = this.out.open();
    write();
    this.out.close(start);
  }

  private text(field: number, value: string): void {
    this.out.tag(field, LEN);
    this.out.text(value, Buffer.byteLength(value), "utf8");
  }

  private number(field: number, value: number): void {
    this.out.tag(field, VARINT);
    this.out.varint(value);
  }
}

/** The rows that stand in `scope` itself, not in something within it, by their own names. */
function within<Row>(rows: Readonly<Record<string, Row>>, scope: string): [string, Row][] {
  const found: [string, Row][] = [];
  for (const [fullName, row] of Object.entries(rows)) {
    const dot = fullName.lastIndexOf(".");
    if (fullName.slice(0, dot) === scope) found.push([fullName.slice(dot + 1), row]);
  }
  return found;
}

/** Fields of one group next to each other, whatever their numbers: Go refuses a message in which they are not. */
function inGroups(fields: readonly FieldRow[]): FieldRow[] {
  const groups = new Map<string, FieldRow[]>();
  for (const field of fields) {
    const group = field.oneof ?? `.${field.name}`;
    groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  return [...groups.values()].flat();
}

/** The names of a message's groups; last those that `optional` fields have for themselves, as descriptor.proto wants it. */
function oneofsOf({ fields }: MessageRow): string[] {
  const real = fields.filter(({ oneof }) => oneof !== undefined).map(oneofOf);
  return [...new Set(real), ...fields.filter(isProto3Optional).map(oneofOf)];
}

function oneofOf(field: FieldRow): string {
  return field.oneof ?? (isProto3Optional(field) ? `_${field.name}` : "");
}

function isProto3Optional({ label, kind, oneof }: FieldRow): boolean {
  return label === "optional" && kind !== "message" && oneof === undefined;
}

/** `current_holders` → `CurrentHoldersEntry`. */
function entryName({ name }: FieldRow): string {
  return `${name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Entry`;
}
