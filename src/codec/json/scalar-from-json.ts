import type { Kind } from "./descriptor-table.ts";
import { type IntegerRange, integerRange } from "./integer-range.ts";
import type { JsonKind } from "./json-reader.ts";
import type { EnumType } from "./message-type.ts";

/** What a scalar's JSON is read to; the text of `bytes` stays base64. */
export type Scalar = number | bigint | boolean | string;

/**
 * The value of a scalar field of a kind from its JSON: the text of a number or string, or a literal. Null when it does
 * not fit; of base64 see {@link base64Bytes}. Source: https://protobuf.dev/programming-guides/json/
 */
export function scalarFromJson(kind: Kind, json: JsonKind, text: string, enumeration: EnumType | null): Scalar | null {
  const range = integerRange(kind);
  if (range !== null) return isNumeric(json) ? integerFromText(text, range) : null;
  switch (kind) {
    case "bool":
      return json === "true" ? true : json === "false" ? false : null;
    case "double":
    case "float":
      return isNumeric(json) ? floatFromText(kind, text, json === "string") : null;
    case "enum":
      if (json === "string") return enumeration?.byName.get(text) ?? null;
      return json === "number" ? integerFromText(text, int32) : null;
    case "bytes":
      return json === "string" && base64Bytes(text) >= 0 ? text : null;
    default:
      // Protobuf's texts are UTF-8, which half a surrogate pair cannot be written in.
      return json === "string" && text.isWellFormed() ? text : null;
  }
}

/** What fits a field, for the sentence that says what does not. */
export function expectation(kind: Kind, enumeration: EnumType | null): string {
  const range = integerRange(kind);
  if (range !== null) return `a whole number from ${range.least} to ${range.most}`;
  if (kind === "enum") return `one of ${[...(enumeration?.byName.keys() ?? [])].join(", ")}`;
  return expected[kind] ?? kind;
}

const expected: Partial<Record<Kind, string>> = {
  bool: "true or false",
  double: 'a number of double precision, "NaN", "Infinity" or "-Infinity"',
  float: 'a number of single precision, "NaN", "Infinity" or "-Infinity"',
  string: "a text without half surrogate pairs",
  bytes: "base64 in a text",
  message: "an object",
};

/**
 * How many bytes base64 stands for, of either alphabet, padded or not; −1 when its length is that of none. Characters that
 * are not of the alphabet are found when it is decoded, for they give nothing: then there are fewer bytes.
 */
export function base64Bytes(text: string): number {
  let count = text.length;
  while (count > text.length - 2 && text[count - 1] === "=") count--;
  const isPadded = count < text.length;
  if (count % 4 === 1 || (isPadded && text.length % 4 !== 0)) return -1;
  // Node takes a character beyond ASCII for the one with the same low byte.
  return Buffer.byteLength(text) === text.length ? Math.floor((count * 3) / 4) : -1;
}

/** A number in a text counts as the number. */
function isNumeric(json: JsonKind): boolean {
  return json === "number" || json === "string";
}

function integerFromText(text: string, range: IntegerRange): number | bigint | null {
  const value = exactInteger(text);
  return value !== null && value >= range.least && value <= range.most ? value : null;
}

/** An integer without rounding, whatever way it is written: `12`, `12.0`, `1.2e1`; null when it is none, or over 20 digits. */
function exactInteger(text: string): number | bigint | null {
  // Adding 0 makes −0 a 0.
  if (text.length < 16 && shortInteger.test(text)) return Number(text) + 0;
  const match = decimal.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const written = whole + fraction;
  let from = 0;
  let to = written.length;
  while (from < to && written[from] === "0") from++;
  while (to > from && written[to - 1] === "0") to--;
  if (from === to) return 0;
  const zeros = Number(exponent) - fraction.length + (written.length - to);
  if (zeros < 0 || to - from + zeros > MOST_DIGITS) return null;
  const magnitude = BigInt(written.slice(from, to)) * 10n ** BigInt(zeros);
  const value = sign === "-" ? -magnitude : magnitude;
  return value >= -MOST_SAFE && value <= MOST_SAFE ? Number(value) : value;
}

function floatFromText(kind: "double" | "float", text: string, isString: boolean): number | null {
  if (isString && special.has(text)) return special.get(text) as number;
  if (!decimal.test(text)) return null;
  const value = kind === "float" ? Math.fround(Number(text)) : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Whether a field without presence is left out with this value. */
export function isDefault(value: Scalar): boolean {
  return value === "" || value === false || (value === 0 && !Object.is(value, -0));
}

const special = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);
const int32 = integerRange("int32") as IntegerRange;
const shortInteger = /^-?(?:0|[1-9][0-9]*)$/;
const decimal = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;
/** Digits of 2^64. */
const MOST_DIGITS = 20;
const MOST_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
