/**
 * How a setting is declared. One declaration gives its validation, its default, its environment variable, its flag and
 * its line on the reference page, so that none of them can disagree.
 */
interface Described {
  /** One sentence for the reference page. */
  readonly summary: string;
  /** As it would stand in the file. */
  readonly example: string;
  /** It may be left out though it has no default: null inside the program. */
  readonly optional?: true;
  /** A variable of somebody else's that gives it too, where ours is not set. */
  readonly otherVariable?: string;
  /** It excludes another setting, which stands in the example in its place. */
  readonly alternative?: true;
}

/** A whole number, or one of a few words. */
export interface IntSetting extends Described {
  readonly kind: "int";
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
  readonly default?: number | string;
}

/** A number that need not be whole. */
export interface DecimalSetting extends Described {
  readonly kind: "decimal";
  readonly min: number;
  readonly max: number;
  readonly default?: number;
}

/** Bytes: a number, or a text such as `64MiB`. */
export interface BytesSetting extends Described {
  readonly kind: "bytes";
  readonly min: number;
  readonly max: number;
  readonly powerOfTwo?: boolean;
  readonly default?: number;
}

/** A text such as `2s`; milliseconds inside the program, under a name that ends in `Ms`. */
export interface DurationSetting extends Described {
  readonly kind: "duration";
  readonly min: number;
  readonly max: number;
  /** Whether 0 is allowed although `min` is more. */
  readonly allowsZero?: boolean;
  readonly default?: number;
}

export interface BooleanSetting extends Described {
  readonly kind: "boolean";
  readonly default?: boolean;
}

export interface EnumSetting extends Described {
  readonly kind: "enum";
  readonly values: readonly string[];
  readonly default?: string;
}

/** Free text. A `path` is one that stands relative to the folder of the configuration file. */
export interface StringSetting extends Described {
  readonly kind: "string" | "path";
  readonly maxCharacters: number;
  readonly default?: string;
}

/**
 * Where a secret is, for it does not stand in the file itself: `env:NAME` or `file:PATH`, the path relative to the folder
 * of the configuration file. See secret.ts, which reads it.
 */
export interface SecretSetting extends Described {
  readonly kind: "secret";
  readonly default?: never;
}

/**
 * The URL of a server, without a password; one that has a password stands elsewhere, as a secret: `env:NAME` or `file:PATH`.
 * See server-url.ts, which reads it.
 */
export interface ServerUrlSetting extends Described {
  readonly kind: "server-url";
  /** What it may begin with, before `://`. */
  readonly schemes: readonly string[];
  readonly default?: never;
}

/** A list of texts; in the environment and in flags they are separated by commas. */
export interface StringsSetting extends Described {
  readonly kind: "strings";
  readonly maxItems: number;
  readonly maxCharacters: number;
  /** The only ones allowed. */
  readonly values?: readonly string[];
  readonly default?: readonly string[];
}

/** A module of JavaScript: a path, relative to the folder of the configuration file, or the name of a package: see module-place.ts. */
export interface ModuleSetting extends Described {
  readonly kind: "module";
  readonly maxCharacters: number;
  readonly default?: never;
}

/** A map of anything, for somebody else to read: plain data inside the program. */
export interface FreeSetting extends Described {
  readonly kind: "free";
  readonly default: Readonly<Record<string, never>>;
}

/** The name of something declared: see names.ts. */
export interface NameSetting extends Described {
  readonly kind: "namespace-name" | "backend-name";
  readonly default?: string;
}

/** A setting without a default is required, unless it is optional. */
export type Setting =
  | IntSetting
  | DecimalSetting
  | BytesSetting
  | DurationSetting
  | BooleanSetting
  | EnumSetting
  | StringSetting
  | SecretSetting
  | ServerUrlSetting
  | StringsSetting
  | ModuleSetting
  | FreeSetting
  | NameSetting;

/** A map with fixed keys. */
export interface Section {
  readonly kind: "section";
  readonly summary: string;
  readonly entries: Readonly<Record<string, Entry>>;
  /** Keys that people will try and that are not there, each with what to say about it. */
  readonly absent?: Readonly<Record<string, string>>;
}

/** A section whose keys depend on its `type`. */
export interface Variant extends Section {
  readonly entries: Readonly<Record<string, Setting | Section>>;
  /** The name that the example gives it. */
  readonly exampleName: string;
}

/** A map from names to variants. */
export interface VariantMap {
  readonly kind: "map";
  readonly summary: string;
  readonly maxItems: number;
  readonly variants: Readonly<Record<string, Variant>>;
}

/** A list of sections of one shape. */
export interface SectionList {
  readonly kind: "list";
  readonly summary: string;
  readonly maxItems: number;
  readonly item: Section;
}

export type Entry = Setting | Section | VariantMap | SectionList;

/** The type of the value that a declaration describes. */
export type ValueOf<S> = S extends { readonly optional: true } ? GivenValue<S> | null : GivenValue<S>;

type GivenValue<S> = S extends { readonly kind: "int"; readonly words: readonly (infer Word)[] }
  ? number | Word
  : S extends { readonly kind: "int" | "decimal" | "bytes" | "duration" }
    ? number
    : S extends { readonly kind: "boolean" }
      ? boolean
      : S extends { readonly kind: "enum"; readonly values: readonly (infer Value)[] }
        ? Value
        : S extends { readonly kind: "free" }
          ? Readonly<Record<string, unknown>>
          : S extends { readonly kind: "strings"; readonly values: readonly (infer Value)[] }
            ? readonly Value[]
            : S extends { readonly kind: "strings" }
              ? readonly string[]
              : S extends { readonly kind: "list"; readonly item: infer Item }
                ? readonly ValueOf<Item>[]
                : S extends { readonly kind: "section"; readonly entries: infer Entries }
                  ? { readonly [K in keyof Entries as FieldName<K, Entries[K]>]: ValueOf<Entries[K]> }
                  : string;

type FieldName<K, S> = S extends { readonly kind: "duration" } ? `${K & string}Ms` : K;

/** The name of a setting inside the program: a duration says its unit. */
export function fieldName(name: string, entry: Entry): string {
  return entry.kind === "duration" ? `${name}Ms` : name;
}

/** Whether the entry is one value rather than a group of entries. */
export function isSetting(entry: Entry): entry is Setting {
  return entry.kind !== "section" && entry.kind !== "map" && entry.kind !== "list";
}
