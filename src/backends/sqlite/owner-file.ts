import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Says which process has the data directory open. It guards nothing: the lock on the database does, and the kernel frees
 * that lock with the process, however it dies. The file is read only to name the holder of the lock.
 */
const OWNER_FILE = "prism.owner";

/** Best effort: a full disk must not keep the store from opening. */
export function writeOwner(directory: string): void {
  try {
    writeFileSync(join(directory, OWNER_FILE), `${process.pid}\n`);
  } catch {
    removeOwner(directory);
  }
}

export function removeOwner(directory: string): void {
  try {
    rmSync(join(directory, OWNER_FILE), { force: true });
  } catch {
    // A stale file names a process that no longer holds the lock, so nobody will read it.
  }
}

/** The process in the owner file; null when it cannot be told. */
export function readOwner(directory: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(directory, OWNER_FILE), "utf8"), 10);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}
