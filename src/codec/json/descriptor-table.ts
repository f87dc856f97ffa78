/** What the proto files say, as `npm run generate` writes it to `src/codec/generated/descriptors.ts`. */
export interface DescriptorTable {
  /** By full name, `prism.v1.GetRequest`. */
  readonly messages: Readonly<Record<string, MessageRow>>;
  readonly enums: Readonly<Record<string, EnumRow>>;
  readonly services: Readonly<Record<string, ServiceRow>>;
}

export interface MessageRow {
  readonly comment?: string;
  /** By rising number. */
  readonly fields: readonly FieldRow[];
}

export interface FieldRow {
  readonly number: number;
  /** As the proto file has it, `ttl_ms`. */
  readonly name: string;
  /** `ttlMs`. */
  readonly jsonName: string;
  readonly kind: Kind;
  readonly label: Label;
  /** Full name of the message or enum. */
  readonly type?: string;
  /** Kind of the keys of a map; `kind` is that of its values. */
  readonly mapKey?: Kind;
  /** Name of the group of fields of which at most one is set. */
  readonly oneof?: string;
  readonly comment?: string;
}

/** `implicit`: absent is the same as the kind's default. `optional`: absent and the default are two things. */
export type Label = "implicit" | "optional" | "repeated" | "map";

export type Kind = IntegerKind | "double" | "float" | "bool" | "string" | "bytes" | "enum" | "message";

export type IntegerKind =
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "sint32"
  | "sint64"
  | "fixed32"
  | "fixed64"
  | "sfixed32"
  | "sfixed64";

export interface EnumRow {
  readonly comment?: string;
  readonly values: Readonly<Record<string, number>>;
}

export interface ServiceRow {
  readonly comment?: string;
  readonly methods: Readonly<Record<string, MethodRow>>;
}

export interface MethodRow {
  /** Full names of the messages. */
  readonly request: string;
  readonly response: string;
  /** The field number of both messages in Request and Response; null when no worker serves the method. */
  readonly call: number | null;
  /** Whether it answers with any number of messages. */
  readonly streams: boolean;
  /** Whether it takes any number of messages. */
  readonly takesStream: boolean;
  readonly comment?: string;
}
