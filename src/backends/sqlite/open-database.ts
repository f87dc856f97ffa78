import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { readOwner, writeOwner } from "./owner-file.ts";
import { APPLICATION_ID, migrate, migrations } from "./schema.ts";

export const DATABASE_FILE = "prism.db";

/** What a database is for. */
export interface DatabaseKind {
  readonly file: string;
  readonly applicationId: number;
  readonly migrations: readonly string[];
  /** Pages of log between checkpoints, where the usual is not right. */
  readonly checkpointPages?: number;
}

const DATA_KIND: DatabaseKind = { file: DATABASE_FILE, applicationId: APPLICATION_ID, migrations };

/** Long enough for a gateway that is being replaced to finish its last checkpoint. */
export const OPEN_WAIT_MS = 3_000;

/**
 * Of 4 KiB each, a block of common file systems: half of that wrote random small values 1.5 times as fast, and read and
 * wrote large ones at half to three quarters of the speed.
 */
const PAGE_BYTES = 4_096;
/** 64 MiB: the inner pages of some ten million keys, so that a point read touches the disk once at most. */
const CACHE_KIB = 65_536;
/**
 * 4 MiB of log between checkpoints. Since writes go to the journal and to the table in the order of keys, few pages are
 * written twice, so more log saves nothing (see ADR-013) and makes the commit that runs the checkpoint wait longer: 9 to
 * 17 ms at most with 1024 pages, 30 with 4096.
 */
const CHECKPOINT_PAGES = 1_024;
/** A log that grew beyond, under one large transaction, is cut back to this. */
const LOG_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Opens or creates the database in a directory, alone: nobody else can read or write it until it is closed. The lock is
 * the kernel's, on the file, so it is free again after `kill -9`. Exclusive locking also keeps the log's index in
 * memory instead of a file that a full disk could not hold.
 */
export function openDatabase(directory: string, waitMs = OPEN_WAIT_MS, kind = DATA_KIND): Database.Database {
  createFolder(directory);
  const db = new Database(join(directory, kind.file), { timeout: waitMs });
  try {
    configure(db, kind.checkpointPages ?? CHECKPOINT_PAGES);
    migrate(db, kind.migrations, kind.applicationId);
  } catch (error) {
    db.close();
    throw isBusy(error) ? inUse(directory, error) : error;
  }
  writeOwner(directory);
  return db;
}

/**
 * Creates a folder and those above it. Level by level, for `recursive` never comes back where a file system answers that
 * the folder's own parent is missing, as /proc does.
 */
function createFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) createFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function configure(db: Database.Database, checkpointPages: number): void {
  db.pragma(`page_size = ${PAGE_BYTES}`);
  // Before the first access, or the log's index would be made as a file.
  db.pragma("locking_mode = EXCLUSIVE");
  db.pragma("journal_mode = WAL");
  // Every commit is on the disk when it returns; batching is what makes that affordable.
  db.pragma("synchronous = FULL");
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  db.pragma(`journal_size_limit = ${LOG_LIMIT_BYTES}`);
  // Temporary b-trees (the list of an IN) are small, and a full disk must not stop reads.
  db.pragma("temp_store = MEMORY");
  // A damaged page is reported when it is read, and not followed.
  db.pragma("cell_size_check = ON");
  db.pragma("trusted_schema = OFF");
}

export function isBusy(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && code.startsWith("SQLITE_BUSY");
}

function inUse(directory: string, cause: unknown): PrismError {
  const pid = readOwner(directory);
  const holder = pid === null ? "another process" : `the process ${pid}`;
  const message = `The data directory ${directory} is open in ${holder}: stop it, or give this gateway a path of its own.`;
  const failure = new Failure(Code.UNAVAILABLE, "STORE_IN_USE", message);
  return new PrismError(failure, { source: "backend", retry: "safe", cause });
}
