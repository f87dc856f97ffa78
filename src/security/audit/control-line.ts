/**
 * The lines of an audit file that are no records: each is JSON with exactly these members in this order, so that there
 * is one way to write it and a changed byte is a changed line. A record begins with `{"time":`, no other line does.
 */
const FORMS = {
  /** The first line of a file: which one it is, and where the chain stands. */
  header: {
    audit: "one",
    log: "id",
    chain: "name",
    file: "number",
    seal: "number",
    records: "number",
    checkpoint: "number",
    previous: "hash",
    time: "time",
  },
  /** A thread has begun to write. `torn`: bytes before this line that an earlier one left behind without a seal. */
  open: { open: "time", found: "name", torn: "number" },
  /** What stands since the seal before, is as it was written: see {@link sealedUpTo}. */
  seal: { seal: "number", records: "number", hash: "hash" },
  /** The seal before is the gateway's: signed with its key. `records` are those of the chain up to here. */
  checkpoint: {
    checkpoint: "number",
    log: "id",
    chain: "name",
    file: "number",
    seal: "number",
    records: "number",
    hash: "hash",
    time: "time",
    key: "id",
    signature: "signature",
  },
  /** A file has been removed because it was old; `hash` is the last one in it. */
  removed: { removed: "name", hash: "hash", time: "time" },
  /** The log could not be written: so many records are lost. */
  unrecorded: { unrecorded: "number", from: "time", to: "time" },
  /** The thread has stopped as it should. */
  close: { close: "time" },
} as const;

type Forms = typeof FORMS;
export type ControlKind = keyof Forms;
type MemberType<Shape> = Shape extends "number" ? number : Shape extends "one" ? 1 : string;
export type ControlFields<Kind extends ControlKind> = {
  readonly [Member in keyof Forms[Kind]]: MemberType<Forms[Kind][Member]>;
};
export type ControlLine = { [Kind in ControlKind]: { readonly kind: Kind } & ControlFields<Kind> }[ControlKind];

export type Header = ControlFields<"header">;
export type Checkpoint = ControlFields<"checkpoint">;

/** The line, without its end. Members are written in the order of the form, whatever the order of `fields`. */
export function writeControlLine<Kind extends ControlKind>(kind: Kind, fields: ControlFields<Kind>): string {
  const names = Object.keys(FORMS[kind]) as (keyof ControlFields<Kind>)[];
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, fields[name]])));
}

/** Reads a line without its end; null when it is not exactly what {@link writeControlLine} writes. */
export function readControlLine(line: string): ControlLine | null {
  const first = /^\{"([a-z]+)":/.exec(line)?.[1];
  const kind = (Object.keys(FORMS) as ControlKind[]).find((each) => Object.keys(FORMS[each])[0] === first);
  if (kind === undefined) return null;
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return null;
  }
  for (const [name, shape] of Object.entries<keyof typeof SHAPES>(FORMS[kind])) {
    if (!SHAPES[shape]((fields as Record<string, unknown>)[name])) return null;
  }
  const read = { kind, ...(fields as object) } as ControlLine;
  return writeControlLine(kind, read as ControlFields<typeof kind>) === line ? read : null;
}

const SHAPES = {
  one: (value: unknown) => value === 1,
  number: (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0,
  name: (value: unknown) => typeof value === "string" && /^[a-z0-9.-]{1,64}$/.test(value),
  id: (value: unknown) => typeof value === "string" && /^[0-9a-f]{16}$/.test(value),
  hash: (value: unknown) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value),
  signature: (value: unknown) => typeof value === "string" && /^[0-9a-f]{128}$/.test(value),
  time: (value: unknown) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
} as const satisfies Readonly<Record<string, (value: unknown) => boolean>>;

/**
 * A seal's hash is the SHA-256 of the hash before, as 32 bytes, and of all bytes of the file after the seal before (or
 * from its beginning) up to and including these of the seal's own line.
 */
export function sealedUpTo(seal: number, records: number): string {
  return `{"seal":${seal},"records":${records},"hash":"`;
}

/** What a checkpoint's signature is made of: this text in ASCII, with all members but the signature. */
export function signedText(checkpoint: Omit<Checkpoint, "signature">): string {
  const line = writeControlLine("checkpoint", { ...checkpoint, signature: "" });
  return `prism audit checkpoint\n${line.slice(0, line.lastIndexOf(',"signature"'))}`;
}

/** Before the first seal of a chain. */
export const FIRST_HASH = "0".repeat(64);
