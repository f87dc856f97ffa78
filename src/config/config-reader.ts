import { nearNames } from "../common/suggest.ts";
import type { ConfigProblem } from "./config-error.ts";
import type { ConfigNode, ListNode, MapNode, Place } from "./config-node.ts";
import { joinPath } from "./config-path.ts";
import { describeNameRule, isBackendName } from "./names.ts";
import { describeRaw, parseSetting, type RawValue, type SettingValue } from "./parse-setting.ts";
import {
  type Entry,
  fieldName,
  isSetting,
  type Section,
  type SectionList,
  type Setting,
  type VariantMap,
} from "./setting.ts";

/** What a section, or the settings of a backend, became: fields by name. What is wrong or absent is not there. */
export type Fields = Record<string, unknown>;

/** Reads nodes by the schema. It goes on after a problem, so that all of them are found in one go. */
export class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  /** Where each part that is given stands, by its path. */
  readonly places = new Map<string, Place>();

  report(path: string, at: Place, message: string, suggestion?: string): void {
    this.problems.push(suggestion === undefined ? { ...at, path, message } : { ...at, path, message, suggestion });
  }

  /** Whether something is wrong with the part at exactly this path. */
  isFlawed(path: string): boolean {
    return this.problems.some((problem) => problem.path === path);
  }

  readEntry(node: ConfigNode, entry: Entry, path: string): unknown {
    this.places.set(path, node.at);
    if (isSetting(entry)) {
      return this.readSetting(entry, path, node.at, entry.kind === "strings" ? rawList(node) : rawOf(node));
    }
    if (entry.kind === "list") return this.#readList(node, entry, path);
    return entry.kind === "map" ? this.#readVariants(node, entry, path) : this.readSection(node, entry, path);
  }

  /** A section of the file; what is not given is left out. */
  readSection(node: ConfigNode, section: Section, path: string): Fields {
    const fields: Fields = {};
    if (!this.#isMap(node, path)) return fields;
    for (const { key, at, value } of node.entries) {
      const keyPath = joinPath(path, key);
      const entry = Object.hasOwn(section.entries, key) ? section.entries[key] : undefined;
      if (entry === undefined) this.#reportUnknown(section, key, keyPath, at);
      else fields[fieldName(key, entry)] = this.readEntry(value, entry, keyPath);
    }
    return fields;
  }

  /** The same with the defaults, for a document that stands by itself; what must be given and is not is a problem. */
  readWhole(node: ConfigNode, section: Section): Fields {
    return this.#complete(this.readSection(node, section, ""), section, "", node);
  }

  readSetting(setting: Setting, path: string, at: Place, raw: RawValue): SettingValue | undefined {
    const parsed = parseSetting(setting, raw);
    if (parsed.ok) return parsed.value;
    this.report(path, at, parsed.message, parsed.suggestion);
    return undefined;
  }

  #readList(node: ConfigNode, list: SectionList, path: string): Fields[] {
    if (!this.#isList(node, path)) return [];
    this.#checkCount(node.items.length, list.maxItems, path, node.at);
    return node.items.map((item, i) => {
      const itemPath = `${path}[${i}]`;
      this.places.set(itemPath, item.at);
      return this.#complete(this.readSection(item, list.item, itemPath), list.item, itemPath, item);
    });
  }

  /** A map of named variants: name → its fields, `type` among them. A name whose declaration is wrong is there too. */
  #readVariants(node: ConfigNode, map: VariantMap, path: string): Map<string, Fields> {
    const found = new Map<string, Fields>();
    if (!this.#isMap(node, path)) return found;
    this.#checkCount(node.entries.length, map.maxItems, path, node.at);
    for (const { key, at, value } of node.entries) {
      const keyPath = joinPath(path, key);
      this.places.set(keyPath, at);
      if (!isBackendName(key)) this.report(keyPath, at, `must have ${describeNameRule("backend-name")}`);
      found.set(key, this.#readVariant(value, map, keyPath));
    }
    return found;
  }

  #readVariant(node: ConfigNode, map: VariantMap, path: string): Fields {
    if (!this.#isMap(node, path)) return {};
    const names = Object.keys(map.variants);
    const type: Setting = { kind: "enum", values: names, summary: "", example: names[0] ?? "" };
    const given = node.entries.find((entry) => entry.key === "type");
    if (given === undefined) {
      this.#reportMissing(type, `${path}.type`, node.at);
      return {};
    }
    const name = this.readEntry(given.value, type, `${path}.type`);
    const variant = typeof name === "string" ? map.variants[name] : undefined;
    if (variant === undefined) return {};
    const section: Section = { ...variant, entries: { type, ...variant.entries } };
    const rest: MapNode = { ...node, entries: node.entries.filter((entry) => entry !== given) };
    return { type: name, ...this.#complete(this.readSection(rest, section, path), variant, path, node) };
  }

  /** Adds the defaults; a setting without one must be given. */
  #complete(fields: Fields, section: Section, path: string, node: ConfigNode): Fields {
    if (node.kind !== "map") return fields;
    for (const [name, entry] of Object.entries(section.entries)) {
      const field = fieldName(name, entry);
      const given = node.entries.find(({ key }) => key === name);
      if (!isSetting(entry)) {
        if (entry.kind === "list") fields[field] ??= [];
        if (entry.kind !== "section") continue;
        const inner = given?.value ?? { kind: "map", at: node.at, entries: [] };
        fields[field] = this.#complete((fields[field] ?? {}) as Fields, entry, joinPath(path, name), inner);
      } else if (given === undefined) {
        if (entry.default === undefined && entry.optional !== true)
          this.#reportMissing(entry, joinPath(path, name), node.at);
        else fields[field] = entry.default ?? null;
      }
    }
    return fields;
  }

  #reportMissing(setting: Setting, path: string, at: Place): void {
    const name = path.slice(path.lastIndexOf(".") + 1);
    this.report(path, at, "is missing", `for example ${name}: ${setting.example}`);
  }

  #reportUnknown(section: Section, key: string, path: string, at: Place): void {
    const known = Object.keys(section.entries);
    const absent = section.absent !== undefined && Object.hasOwn(section.absent, key) ? section.absent[key] : undefined;
    const near = nearNames(key, known, 1)[0];
    const guess = near === undefined ? `the keys here are ${known.join(", ")}` : `did you mean "${near}"?`;
    this.report(path, at, "unknown key", absent ?? guess);
  }

  #checkCount(count: number, maxItems: number, path: string, at: Place): void {
    if (count > maxItems) this.report(path, at, `must have at most ${maxItems} items, not ${count}`);
  }

  #isMap(node: ConfigNode, path: string): node is MapNode {
    if (node.kind === "map") return true;
    this.report(path, node.at, `must be a map of settings, not ${describeRaw(rawOf(node))}`);
    return false;
  }

  #isList(node: ConfigNode, path: string): node is ListNode {
    if (node.kind === "list") return true;
    this.report(path, node.at, `must be a list, not ${describeRaw(rawOf(node))}`);
    return false;
  }
}

/** A list of scalars, for a setting that is one. */
function rawList(node: ConfigNode): RawValue {
  if (node.kind !== "list" || !node.items.every((item) => item.kind === "scalar")) return rawOf(node);
  const texts = node.items.map((item) => item.text);
  return { value: node.items.map((item) => item.value), text: `[${texts.join(", ")}]`, typed: true };
}

function rawOf(node: ConfigNode): RawValue {
  if (node.kind === "scalar") return { value: node.value, text: node.text, typed: true };
  return { value: node, text: `a ${node.kind}`, typed: true };
}
