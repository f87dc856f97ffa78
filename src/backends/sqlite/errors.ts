import Database from "better-sqlite3";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError, type Retry } from "../../common/prism-error.ts";

interface Row {
  readonly code: Code;
  readonly reason: string;
  readonly message: string;
  readonly retry: Retry;
  readonly retryAfterMs: number;
}

/** How long a full disk takes to be noticed and cleared by somebody; sooner only adds load. */
const FULL_RETRY_AFTER_MS = 5_000;
const BUSY_RETRY_AFTER_MS = 100;
const IO_RETRY_AFTER_MS = 1_000;

function row(code: Code, reason: string, message: string, retryAfterMs = 0): Row {
  return { code, reason, message, retry: retryAfterMs === 0 ? "never" : "safe", retryAfterMs };
}

const full = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_FULL",
  "The disk of the SQLite store is full: free space on it; nothing of this batch was written.",
  FULL_RETRY_AFTER_MS,
);
const busy = row(
  Code.UNAVAILABLE,
  "STORE_BUSY",
  "Another process holds a lock on the SQLite store.",
  BUSY_RETRY_AFTER_MS,
);
const corrupt = row(
  Code.DATA_LOSS,
  "STORE_CORRUPT",
  "The database file of the SQLite store is damaged: restore it from a backup.",
);
const ioError = row(
  Code.UNAVAILABLE,
  "STORE_IO_ERROR",
  "The disk of the SQLite store reports an error.",
  IO_RETRY_AFTER_MS,
);
const readOnly = row(
  Code.FAILED_PRECONDITION,
  "STORE_READ_ONLY",
  "The SQLite store cannot be written: check the file's permissions and the mount.",
);
const cannotOpen = row(
  Code.FAILED_PRECONDITION,
  "STORE_CANNOT_OPEN",
  "The SQLite store cannot be opened: check that its path is a directory that this user may write.",
);
const outOfMemory = row(
  Code.RESOURCE_EXHAUSTED,
  "STORE_OUT_OF_MEMORY",
  "SQLite could not get memory.",
  BUSY_RETRY_AFTER_MS,
);
const tooBig = row(Code.INVALID_ARGUMENT, "STORE_ITEM_TOO_BIG", "The item is larger than SQLite can keep.");
const internal = row(Code.INTERNAL, "STORE_ERROR", "SQLite refused a statement of the gateway.");

/**
 * By SQLite result code, the extended one first, then the primary one it begins with; and by errno for what the gateway
 * does with the directory itself. Source: https://sqlite.org/rescode.html
 */
const table: Readonly<Record<string, Row>> = {
  SQLITE_FULL: full,
  SQLITE_BUSY: busy,
  SQLITE_LOCKED: busy,
  SQLITE_PROTOCOL: busy,
  SQLITE_CORRUPT: corrupt,
  SQLITE_NOTADB: corrupt,
  SQLITE_IOERR: ioError,
  SQLITE_IOERR_CORRUPTFS: corrupt,
  SQLITE_IOERR_DATA: corrupt,
  SQLITE_IOERR_NOMEM: outOfMemory,
  SQLITE_READONLY: readOnly,
  SQLITE_CANTOPEN: cannotOpen,
  SQLITE_PERM: cannotOpen,
  SQLITE_AUTH: cannotOpen,
  SQLITE_NOMEM: outOfMemory,
  SQLITE_TOOBIG: tooBig,
  ENOSPC: full,
  EDQUOT: full,
  EROFS: readOnly,
  EACCES: cannotOpen,
  EPERM: cannotOpen,
  ENOTDIR: cannotOpen,
  EEXIST: cannotOpen,
  EIO: ioError,
};

/**
 * What went wrong, in Prism's words. `isDiskFull` is asked for I/O errors, because SQLite names only a write that found
 * no space SQLITE_FULL: extending a file, a quota, or a sync that fails for want of space come as SQLITE_IOERR_….
 */
export function toPrismError(error: unknown, isDiskFull: () => boolean): PrismError {
  if (error instanceof PrismError) return error;
  let found = lookUp(codeOf(error));
  if (found === ioError && isDiskFull()) found = full;
  const failure = new Failure(found.code, found.reason, found.message, { retryAfterMs: found.retryAfterMs });
  return new PrismError(failure, { source: "backend", retry: found.retry, cause: error });
}

/** Whether SQLite or the operating system said so, and not a mistake in the gateway. */
export function isStoreError(error: unknown): boolean {
  return error instanceof PrismError || error instanceof Database.SqliteError || codeOf(error) in table;
}

function lookUp(code: string): Row {
  const primary = code.split("_", 2).join("_");
  return table[code] ?? table[primary] ?? internal;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}
