import { join } from "node:path";
import Database from "better-sqlite3";
import { isBusy } from "./open-database.ts";
import { readOwner, removeOwner, writeOwner } from "./owner-file.ts";

/** A folder that this process has to itself. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a folder that is there; waits a little for a process that is about to give it up. Returns the number of the process
 * that has it, or 0 when that cannot be told, if it does not. The lock is the kernel's, on a file that SQLite opens: it is
 * free again when the process is gone, however that ended, and numbers of processes that are used again do not matter.
 */
export function lockFolder(folder: string, waitMs: number): FolderLock | number {
  const db = new Database(join(folder, LOCK_FILE), { timeout: waitMs });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw error;
    return readOwner(folder) ?? 0;
  }
  writeOwner(folder);
  return {
    release: () => {
      removeOwner(folder);
      db.close();
    },
  };
}

const LOCK_FILE = "prism.lock";
