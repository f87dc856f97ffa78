import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DATABASE_FILE } from "../../../src/backends/sqlite/open-database.ts";

/**
 * Copies the files of an open store as they are now, which is what a crash would leave. Another process does it, because
 * POSIX drops the store's lock with the first descriptor of its file that this process closes.
 */
export function crashedCopy(from: string, to: string, file = DATABASE_FILE): void {
  mkdirSync(to, { recursive: true });
  const files = [file, `${file}-wal`].map((name) => join(from, name));
  execFileSync("cp", [...files, to]);
}
