import { flagName, joinPath, variableName } from "./config-path.ts";
import { schema } from "./schema.ts";
import { isSetting, type Section, type Setting } from "./setting.ts";

/** A setting that can be given by the environment or a flag too: those outside the lists and maps of named things. */
export interface ListedSetting {
  /** For example `listeners.tcp.port`. */
  readonly path: string;
  /** For example `PRISM_LISTENERS_TCP_PORT`. */
  readonly variable: string;
  /** For example `--listeners-tcp-port`. */
  readonly flag: string;
  readonly setting: Setting;
}

/** All of them, in the order of the schema. */
export function listSettings(section: Section = schema, path = ""): ListedSetting[] {
  return Object.entries(section.entries).flatMap(([name, entry]) => {
    const entryPath = joinPath(path, name);
    if (isSetting(entry)) {
      return [{ path: entryPath, variable: variableName(entryPath), flag: flagName(entryPath), setting: entry }];
    }
    return entry.kind === "section" ? listSettings(entry, entryPath) : [];
  });
}
