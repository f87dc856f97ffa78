import { STATIC_ENTRIES, staticTable } from "./static-table.ts";

/**
 * Fields that answers have again and again: the encoder puts each into the dynamic table when it first sends it, and
 * refers to it from then on. All of them together are far below the 4096 bytes that a table has.
 */
const repeatedFields: readonly (readonly [name: string, value: string])[] = [
  ["content-type", "application/grpc+proto"],
  ["content-type", "application/grpc"],
  ["grpc-accept-encoding", "identity,deflate,gzip"],
  ["grpc-encoding", "identity"],
  ["grpc-encoding", "gzip"],
  // Every status there is.
  ...Array.from({ length: 17 }, (_, code) => ["grpc-status", String(code)] as const),
];

/** How many fields there are that are put into the dynamic table. */
export const REPEATED_FIELDS = repeatedFields.length;

/** Names whose values are secrets: nobody on the way may keep them in a table. Source: RFC 7541, section 7.1.3 */
const secretNames = ["authorization", "cookie", "proxy-authorization", "set-cookie"];

/** What the encoder knows of a name. */
export class KnownName {
  /** Its first index in the static table; 0 = it is not there. */
  readonly staticIndex: number;
  readonly isSecret: boolean;
  /** Values that have an index or may get one. */
  readonly values: string[] = [];
  /** Where each of the values stands: its index in the static table, or as ~n the number of a repeated field. */
  readonly places: number[] = [];

  constructor(name: string) {
    this.staticIndex = Math.max(
      0,
      staticTable.findIndex((field) => field?.name === name),
    );
    this.isSecret = secretNames.includes(name);
  }
}

/** By the names. Those of the static table, and those of {@link repeatedFields}. */
export const knownNames: ReadonlyMap<string, KnownName> = collectNames();

function collectNames(): Map<string, KnownName> {
  const names = new Map<string, KnownName>();
  for (let index = 1; index <= STATIC_ENTRIES; index++) {
    const field = staticTable[index];
    if (field) add(field.name, field.value, index);
  }
  for (const [n, [name, value]] of repeatedFields.entries()) add(name, value, ~n);
  return names;

  function add(name: string, value: string, place: number): void {
    const known = names.get(name) ?? new KnownName(name);
    known.values.push(value);
    known.places.push(place);
    names.set(name, known);
  }
}
