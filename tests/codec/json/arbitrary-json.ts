import fc from "fast-check";
import type { Kind } from "../../../src/codec/json/descriptor-table.ts";
import { integerRange } from "../../../src/codec/json/integer-range.ts";
import type { Field, MessageType } from "../../../src/codec/json/message-type.ts";

/** JSON objects that say a message of a type, by its JSON names, as JSON.parse would give them. */
export function arbitraryMessage(type: MessageType, depth = 2): fc.Arbitrary<Record<string, unknown>> {
  const fields = type.fields.filter((field) => field.message === null || depth > 0);
  // Of a group of which one may be set, one.
  const groups = new Map<string, Field[]>();
  for (const field of fields) {
    const group = field.oneof === "" ? field.name : field.oneof;
    groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  const entries = [...groups.values()].map((group) =>
    fc.option(fc.oneof(...group.map((field) => arbitraryEntry(field, depth))), { freq: 2 }),
  );
  return fc
    .tuple(...entries)
    .map((given) => Object.fromEntries(given.filter((entry): entry is [string, unknown] => entry !== null)));
}

function arbitraryEntry(field: Field, depth: number): fc.Arbitrary<[string, unknown]> {
  const one = field.message === null ? arbitraryScalar(field.kind, field) : arbitraryMessage(field.message, depth - 1);
  const value =
    field.label === "repeated"
      ? fc.array(one, { maxLength: 3 })
      : field.label === "map"
        ? fc.dictionary(arbitraryScalar(field.mapKey as Kind, field).map(String), one, { maxKeys: 3 })
        : one;
  return value.map((json): [string, unknown] => [field.jsonName, json]);
}

/** A value as the mapping writes it. */
function arbitraryScalar(kind: Kind, field: Field): fc.Arbitrary<unknown> {
  const range = integerRange(kind);
  if (range !== null) {
    const { least, most } = range;
    const near = [least, most, 0n, 1n, 127n, 128n, 2n ** 31n - 1n].filter((n) => n >= least && n <= most);
    const integer = fc.oneof(fc.bigInt({ min: least, max: most }), fc.constantFrom(...near));
    return integer.map((value) => (range.bits === 64 ? String(value) : Number(value)));
  }
  switch (kind) {
    case "bool":
      return fc.boolean();
    case "double":
      return fc.double().map(floatJson);
    case "float":
      return fc.float().map(floatJson);
    case "enum":
      return fc.constantFrom(...(field.enumeration?.byName.keys() ?? []));
    case "bytes":
      return fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString("base64"));
    default:
      return fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), fc.constant("__proto__"));
  }
}

/** JSON.stringify knows no −0; adding 0 makes it a 0. */
function floatJson(value: number): unknown {
  return Number.isFinite(value) ? value + 0 : String(value);
}
