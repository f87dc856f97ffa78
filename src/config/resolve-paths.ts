import { resolve } from "node:path";
import type { Fields } from "./config-reader.ts";
import { resolveSecret } from "./secret.ts";
import { fieldName, type Section } from "./setting.ts";

/** The same fields with every path absolute; one that is relative stands in `folder`. */
export function resolvePaths(section: Section, fields: Fields, folder: string): Fields {
  const resolved: Fields = { ...fields };
  for (const [name, entry] of Object.entries(section.entries)) {
    const value = resolved[fieldName(name, entry)];
    if (value === undefined || value === null) continue;
    if (entry.kind === "path") resolved[name] = resolve(folder, value as string);
    else if (entry.kind === "secret" || entry.kind === "server-url")
      resolved[name] = resolveSecret(value as string, folder);
    else if (entry.kind === "section") resolved[name] = resolvePaths(entry, value as Fields, folder);
    else if (entry.kind === "list")
      resolved[name] = (value as Fields[]).map((item) => resolvePaths(entry.item, item, folder));
  }
  return resolved;
}
