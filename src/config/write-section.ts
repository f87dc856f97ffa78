import type { Fields } from "./config-reader.ts";
import { fieldName, isSetting, type Section, type Setting } from "./setting.ts";
import { formatDuration } from "./units.ts";

/**
 * What was read, as it would be given again: with the names of the file and without what is not needed, because it is the
 * default or empty. Sizes are numbers of bytes. Reading it gives the same fields.
 */
export function writeSection(section: Section, fields: Fields): Fields {
  const written: Fields = {};
  for (const [name, entry] of Object.entries(section.entries)) {
    const value = fields[fieldName(name, entry)];
    if (value === undefined || value === null) continue;
    if (isSetting(entry)) {
      if (!isDefault(entry, value)) written[name] = entry.kind === "duration" ? formatDuration(value as number) : value;
    } else if (entry.kind === "section") {
      const inner = writeSection(entry, value as Fields);
      if (Object.keys(inner).length > 0) written[name] = inner;
    } else if (entry.kind === "list" && (value as Fields[]).length > 0) {
      written[name] = (value as Fields[]).map((item) => writeSection(entry.item, item));
    }
  }
  return written;
}

function isDefault(setting: Setting, value: unknown): boolean {
  return JSON.stringify(setting.default) === JSON.stringify(value);
}
