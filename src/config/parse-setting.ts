import { quoted } from "../common/printable.ts";
import { nearNames } from "../common/suggest.ts";
import type { MapNode } from "./config-node.ts";
import { describeNameRule, isBackendName, isNamespaceName } from "./names.ts";
import { plainData } from "./plain-data.ts";
import { isSecretReference } from "./secret.ts";
import { isServerUrl } from "./server-url.ts";
import type {
  BytesSetting,
  DecimalSetting,
  DurationSetting,
  IntSetting,
  NameSetting,
  Setting,
  StringSetting,
  StringsSetting,
} from "./setting.ts";
import { formatBytes, formatDuration, guessBytes, guessDuration, parseBytes, parseDuration } from "./units.ts";

/** A value as it was given. */
export interface RawValue {
  readonly value: unknown;
  /** As it was written. */
  readonly text: string;
  /** Whether the source tells texts from numbers (a file does; the environment and flags have texts only). */
  readonly typed: boolean;
}

export type ParsedValue =
  | { readonly ok: true; readonly value: SettingValue }
  | { readonly ok: false; readonly message: string; readonly suggestion?: string };

export type SettingValue = number | string | boolean | readonly string[] | Readonly<Record<string, unknown>>;

/** Checks a value against its declaration and converts it: sizes to bytes, durations to milliseconds. */
export function parseSetting(setting: Setting, raw: RawValue): ParsedValue {
  const value = convert(setting, raw);
  if (value !== null) return { ok: true, value };
  // A secret that stands where its place should be named must not go on into a log.
  if (setting.kind === "secret")
    return { ok: false, message: `must be ${describeSetting(setting)}, not the secret itself` };
  if (setting.kind === "server-url") return { ok: false, message: `must be ${describeSetting(setting)}` };
  const message = `must be ${describeSetting(setting)}, not ${describeRaw(raw)}`;
  const suggestion = suggest(setting, raw);
  return suggestion === null ? { ok: false, message } : { ok: false, message, suggestion };
}

/** What a setting may be, in words. */
export function describeSetting(setting: Setting): string {
  switch (setting.kind) {
    case "int": {
      const words = setting.words === undefined ? "" : ` or ${setting.words.join(" or ")}`;
      return `an integer from ${setting.min} to ${setting.max}${words}`;
    }
    case "decimal":
      return `a number from ${setting.min} to ${setting.max}`;
    case "bytes": {
      const power = setting.powerOfTwo === true ? " that is a power of two" : "";
      return `a size from ${formatBytes(setting.min)} to ${formatBytes(setting.max)}${power}`;
    }
    case "duration": {
      const zero = setting.allowsZero === true ? "0 or " : "";
      return `${zero}a duration from ${formatDuration(setting.min)} to ${formatDuration(setting.max)}`;
    }
    case "boolean":
      return "true or false";
    case "enum":
      return setting.values.length === 1 ? String(setting.values[0]) : `one of ${setting.values.join(", ")}`;
    case "string":
    case "path":
      return `a text of 1 to ${setting.maxCharacters} characters without control characters`;
    case "module":
      return `the path of a module, beginning with ./, ../ or /, or the name of a package, of 1 to ${setting.maxCharacters} characters`;
    case "free":
      return "a map of settings";
    case "secret":
      return "`env:NAME` or `file:PATH`";
    case "server-url":
      return `a URL that begins with ${setting.schemes.map((scheme) => `\`${scheme}://\``).join(" or ")} and has no password, or \`env:NAME\` or \`file:PATH\`, where one with a password may stand`;
    case "strings": {
      const of = setting.values === undefined ? "texts" : `${setting.values.join(", ")}`;
      return `a list of at most ${setting.maxItems} of ${of}`;
    }
    case "namespace-name":
    case "backend-name":
      return describeNameRule(setting.kind);
  }
}

function convert(setting: Setting, raw: RawValue): SettingValue | null {
  switch (setting.kind) {
    case "int":
      return convertInt(setting, raw);
    case "decimal":
      return convertDecimal(setting, raw);
    case "bytes":
      return convertBytes(setting, raw);
    case "duration":
      return convertDuration(setting, raw);
    case "boolean":
      return convertBoolean(raw);
    case "enum":
      return typeof raw.value === "string" && setting.values.includes(raw.value) ? raw.value : null;
    case "string":
    case "path":
    case "module":
      return convertString(setting, raw);
    case "free":
      return convertFree(raw);
    case "secret":
      return typeof raw.value === "string" && isSecretReference(raw.value) ? raw.value : null;
    case "server-url":
      return typeof raw.value === "string" && (isSecretReference(raw.value) || isServerUrl(raw.value, setting.schemes))
        ? raw.value
        : null;
    case "strings":
      return convertStrings(setting, raw);
    case "namespace-name":
    case "backend-name":
      return convertName(setting, raw);
  }
}

function convertInt(setting: IntSetting, raw: RawValue): number | string | null {
  const { value } = raw;
  if (typeof value === "string" && setting.words?.includes(value) === true) return value;
  const isDigits = typeof value === "string" && !raw.typed && /^\d{1,15}$/.test(value);
  const number = isDigits ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) return null;
  return number >= setting.min && number <= setting.max ? number : null;
}

function convertDecimal(setting: DecimalSetting, raw: RawValue): number | null {
  const { value } = raw;
  const isDigits = typeof value === "string" && !raw.typed && /^\d{1,15}(\.\d{1,15})?$/.test(value);
  const number = isDigits ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return null;
  return number >= setting.min && number <= setting.max ? number : null;
}

function convertBytes(setting: BytesSetting, raw: RawValue): number | null {
  const bytes = typeof raw.value === "string" ? parseBytes(raw.value) : raw.value;
  if (typeof bytes !== "number" || !Number.isInteger(bytes)) return null;
  if (bytes < setting.min || bytes > setting.max) return null;
  return setting.powerOfTwo === true && !Number.isInteger(Math.log2(bytes)) ? null : bytes;
}

function convertDuration(setting: DurationSetting, raw: RawValue): number | null {
  const ms = raw.value === 0 ? 0 : typeof raw.value === "string" ? parseDuration(raw.value) : null;
  if (ms === null) return null;
  if (ms === 0 && setting.allowsZero === true) return 0;
  return ms >= setting.min && ms <= setting.max ? ms : null;
}

function convertBoolean(raw: RawValue): boolean | null {
  if (typeof raw.value === "boolean") return raw.value;
  if (raw.typed) return null;
  return raw.value === "true" ? true : raw.value === "false" ? false : null;
}

function convertString({ maxCharacters }: { maxCharacters: number }, raw: RawValue): string | null {
  const { value } = raw;
  if (typeof value !== "string" || value === "" || value.length > maxCharacters) return null;
  return /\p{Cc}/u.test(value) ? null : value;
}

/** A map, as the plain data that it stands for. */
function convertFree({ value }: RawValue): Readonly<Record<string, unknown>> | null {
  const node = value as Partial<MapNode> | null;
  return node?.kind === "map" ? (plainData(node as MapNode) as Readonly<Record<string, unknown>>) : null;
}

/** A list; a text by itself is one of one item, and outside of a file one with commas. */
function convertStrings(setting: StringsSetting, raw: RawValue): readonly string[] | null {
  const parts = typeof raw.value !== "string" ? raw.value : raw.typed ? [raw.value] : raw.value.split(",");
  if (!Array.isArray(parts) || parts.length > setting.maxItems) return null;
  const texts = parts.map((part: unknown) => {
    const text = typeof part === "string" ? part.trim() : part;
    if (typeof text === "string" && setting.values?.includes(text) === false) return null;
    const one: StringSetting = { kind: "string", maxCharacters: setting.maxCharacters, summary: "", example: "" };
    return convertString(one, { value: text, text: String(text), typed: true });
  });
  return texts.includes(null) ? null : (texts as string[]);
}

function convertName(setting: NameSetting, raw: RawValue): string | null {
  return typeof raw.value === "string" && isName(setting, raw.value) ? raw.value : null;
}

function isName(setting: NameSetting, text: string): boolean {
  return setting.kind === "namespace-name" ? isNamespaceName(text) : isBackendName(text);
}

/** A value that was not wanted, fit for a message. */
export function describeRaw(raw: RawValue): string {
  if (raw.value === null || raw.value === undefined) return "nothing";
  return typeof raw.value === "string" ? quoted(raw.value, 40) : quoted(raw.text, 40).slice(1, -1);
}

/** What to write instead, or null when there is no good guess. A guess is only made if it would be accepted. */
function suggest(setting: Setting, raw: RawValue): string | null {
  if (setting.kind === "strings") return suggestItem(setting, raw);
  const guess = guessText(setting, raw);
  if (guess === null || convert(setting, { value: guess, text: guess, typed: false }) === null) return null;
  if (raw.typed && guess === raw.value) return `write it without quotes: ${guess}`;
  if (raw.typed && guess === raw.text) return `put it in quotes: "${guess}"`;
  return `did you mean "${guess}"?`;
}

/** What the first item of a list that is not one of its words was probably meant to be. */
function suggestItem({ values }: StringsSetting, raw: RawValue): string | null {
  const items = Array.isArray(raw.value) ? raw.value : [raw.value];
  const wrong = items.find((item) => typeof item === "string" && values?.includes(item) === false);
  const near = wrong === undefined ? undefined : nearNames(wrong, values ?? [], 1)[0];
  if (near === undefined) return null;
  return items.length === 1 ? `did you mean "${near}"?` : `did you mean "${near}" instead of ${quoted(wrong)}?`;
}

function guessText(setting: Setting, raw: RawValue): string | null {
  if (raw.value === null || raw.value === undefined) return null;
  const text = typeof raw.value === "string" ? raw.value : raw.text;
  switch (setting.kind) {
    case "int":
      return nearNames(text, setting.words ?? [], 1)[0] ?? text;
    case "decimal":
      return text;
    case "bytes":
      return guessBytes(text) ?? (setting.powerOfTwo === true ? nearestPowerOfTwo(text) : null);
    case "duration":
      return guessDuration(text);
    case "boolean":
      return (
        { yes: "true", on: "true", true: "true", no: "false", off: "false", false: "false" }[text.toLowerCase()] ?? null
      );
    case "enum":
      return nearNames(text, setting.values, 1)[0] ?? null;
    case "strings":
      return null;
    case "string":
    case "path":
    case "module":
      return text;
    case "free":
      return null;
    case "secret":
    case "server-url":
      return null;
    case "namespace-name":
    case "backend-name":
      return text.toLowerCase().trim().replaceAll(/\s+/g, "-");
  }
}

function nearestPowerOfTwo(text: string): string | null {
  const bytes = parseBytes(text);
  return bytes === null || bytes === 0 ? null : formatBytes(2 ** Math.round(Math.log2(bytes)));
}
