import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError } from "./config-error.ts";
import { formatBytes } from "./units.ts";

/** Far more than 10,000 namespaces need; a bound on what is read by mistake. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

export const DEFAULT_FILE = "prism.yaml";

export interface ConfigFile {
  /** As it was named, for messages. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** Reads the file that was named, which must be there, or else `prism.yaml` in the working directory; null when there is none. */
export function readConfigFile(named: { name: string; by: string } | null, cwd: string): ConfigFile | null {
  const name = named?.name ?? DEFAULT_FILE;
  const path = resolve(cwd, name);
  try {
    const size = statSync(path).size;
    if (size > MAX_FILE_BYTES)
      throw unreadable(name, `has ${size} bytes; at most ${formatBytes(MAX_FILE_BYTES)} are read`);
    return { name, path, text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOENT" && named === null) return null;
    throw unreadable(
      name,
      `${reasons[code] ?? `cannot be read (${code})`}${named === null ? "" : `; named by ${named.by}`}`,
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read by this user",
  ERR_ENCODING_INVALID_ENCODED_DATA: "is not UTF-8 text",
};

function unreadable(name: string, message: string): ConfigError {
  return new ConfigError([{ file: name, line: 0, column: 0, path: "", message: `the file ${message}` }]);
}
