import { ConfigReader, type Fields } from "../../config/config-reader.ts";
import { readEnvironment } from "../../config/environment.ts";
import { treeOf } from "../../config/plain-data.ts";
import { resolvePaths } from "../../config/resolve-paths.ts";
import { readSecret } from "../../config/secret.ts";
import type { Section, Setting, VariantMap } from "../../config/setting.ts";
import type { BackendPlugin } from "./backend-plugin.ts";
import { invalid, wrongSettings } from "./errors.ts";

/** The module's file, and where relative paths among its settings begin. */
export interface PluginPlace {
  readonly file: string;
  readonly folder: string;
}

const NOWHERE = { file: "", line: 0, column: 0 };

/**
 * What a plugin is told: with its defaults, paths absolute (they stand relative to `folder`), and secrets read. Throws a
 * PrismError with all that is wrong. A plugin that declares neither settings nor how to check them is told what was given.
 */
export function checkSettings(
  plugin: BackendPlugin,
  given: Readonly<Record<string, unknown>>,
  { file, folder }: PluginPlace,
): Readonly<Record<string, unknown>> {
  if (plugin.validate !== undefined) {
    try {
      return plugin.validate(given);
    } catch (error) {
      throw wrongSettings(file, error instanceof Error ? error.message : String(error));
    }
  }
  return plugin.settings === undefined ? given : readDeclared(plugin.settings, given, { file, folder });
}

function readDeclared(
  entries: Readonly<Record<string, Setting>>,
  given: Readonly<Record<string, unknown>>,
  { file, folder }: PluginPlace,
): Readonly<Record<string, unknown>> {
  const section: Section = { kind: "section", summary: "", entries };
  const map: VariantMap = {
    kind: "map",
    summary: "",
    maxItems: 1,
    variants: { plugin: { ...section, entries, exampleName: "plugin" } },
  };
  const reader = new ConfigReader();
  let fields: Fields;
  try {
    const tree = treeOf({ settings: { type: "plugin", ...given } }, NOWHERE);
    const found = reader.readEntry(tree, map, "") as ReadonlyMap<string, Fields>;
    const { type: _, ...rest } = found.get("settings") ?? {};
    fields = rest;
  } catch (error) {
    // The declaration comes from outside, where nothing has checked its shape.
    throw invalid(
      file,
      `\`backend.settings\` cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (reader.problems.length > 0) {
    const told = reader.problems.map(({ path, message, suggestion }) =>
      suggestion === undefined ? `${path} ${message}` : `${path} ${message} (${suggestion})`,
    );
    throw wrongSettings(file, told.join("; "));
  }
  return withSecrets(entries, resolvePaths(section, fields, folder), file);
}

function withSecrets(entries: Readonly<Record<string, Setting>>, fields: Fields, file: string): Fields {
  const { env } = readEnvironment();
  const read: Fields = { ...fields };
  for (const [name, entry] of Object.entries(entries)) {
    const value = read[name];
    if (entry.kind !== "secret" || typeof value !== "string") continue;
    try {
      read[name] = new TextDecoder().decode(readSecret(value, env));
    } catch (error) {
      throw wrongSettings(file, `settings.${name} ${value} ${(error as Error).message}`);
    }
  }
  return read;
}
