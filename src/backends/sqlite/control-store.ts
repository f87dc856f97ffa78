import { existsSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { NamespaceConfig } from "../../config/gateway-config.ts";
import { CONTROL_APPLICATION_ID, controlMigrations } from "./control-schema.ts";
import { isDiskFull } from "./disk-full.ts";
import { isStoreError, toPrismError } from "./errors.ts";
import { type DatabaseKind, isBusy, OPEN_WAIT_MS, openDatabase } from "./open-database.ts";
import { readOwner, removeOwner } from "./owner-file.ts";

/** A namespace that was declared through the API. */
export interface StoredNamespace {
  readonly name: string;
  /** JSON, as the API takes it. */
  readonly declaration: string;
  /** From 1; one more with each change. */
  readonly revision: number;
  readonly createdMs: number;
  readonly updatedMs: number;
  /** The principal's name. */
  readonly updatedBy: string;
}

/** Who changed what, and when. */
export interface RecordedChange {
  readonly atMs: number;
  readonly principal: string;
  readonly door: string;
  readonly kind: "create" | "update" | "delete";
  readonly name: string;
  readonly revision: number;
  /** As it was declared from then on; of a deletion, as it was. */
  readonly declaration: string;
}

/** What a store is to forget; see `KeyValueStore.dropNamespace`. It may have done so. */
export interface RecordedDrop {
  readonly backend: string;
  /** Of the namespace: a backend numbers those of each pattern by themselves. */
  readonly pattern: NamespaceConfig["pattern"];
  readonly storeId: number;
  /** Of the namespace whose data these were. */
  readonly name: string;
}

/** How many changes are kept of all namespaces together; older ones go. */
const KEPT_CHANGES = 10_000;

export interface ControlStoreOptions {
  /** How long to wait for a process that has it open. */
  readonly waitMs?: number;
  readonly keptChanges?: number;
}

const FILE = "control.db";
const KIND: DatabaseKind = {
  file: FILE,
  applicationId: CONTROL_APPLICATION_ID,
  migrations: controlMigrations,
};

/**
 * What was declared through the API. One gateway at a time has it: the file's lock is held until it is closed. Every
 * method is a transaction of its own, and on the disk when it returns; all throw a PrismError.
 */
export class ControlStore {
  readonly #folder: string;
  readonly #db: Database.Database;
  readonly #keptChanges: number;

  private constructor(folder: string, db: Database.Database, keptChanges: number) {
    this.#folder = folder;
    this.#db = db;
    this.#keptChanges = keptChanges;
  }

  /** Whether there is one in this folder. */
  static isIn(folder: string): boolean {
    return existsSync(join(folder, FILE));
  }

  /** Opens the one in a folder, or makes one. */
  static open(folder: string, options: ControlStoreOptions = {}): ControlStore {
    const { waitMs = OPEN_WAIT_MS, keptChanges = KEPT_CHANGES } = options;
    let db: Database.Database | null = null;
    try {
      db = openDatabase(folder, waitMs, KIND);
      // It is small, and a damaged page is better found now than when a namespace is missing.
      if (db.pragma("quick_check(1)", { simple: true }) !== "ok") throw new PrismError(corrupt);
      return new ControlStore(folder, db, keptChanges);
    } catch (error) {
      db?.close();
      throw unusable(folder, error);
    }
  }

  namespaces(): StoredNamespace[] {
    return this.#do(() => {
      const columns = "name, declaration, revision, created_ms, updated_ms, updated_by";
      const rows = this.#db.prepare(`SELECT ${columns} FROM namespaces ORDER BY name`).raw().all() as NamespaceRow[];
      return rows.map(([name, declaration, revision, createdMs, updatedMs, updatedBy]) => ({
        name,
        declaration,
        revision,
        createdMs,
        updatedMs,
        updatedBy,
      }));
    });
  }

  drops(): RecordedDrop[] {
    return this.#do(() => {
      const rows = this.#db.prepare("SELECT backend, pattern, store_id, name FROM drops").raw().all() as DropRow[];
      return rows.map(([backend, pattern, storeId, name]) => ({ backend, pattern, storeId, name }));
    });
  }

  /** The last `count` changes of a namespace, the newest first. */
  changes(name: string, count: number): RecordedChange[] {
    return this.#do(() => {
      const rows = this.#db
        .prepare(
          `SELECT at_ms, principal, door, kind, name, revision, declaration FROM changes
           WHERE name = ? ORDER BY id DESC LIMIT ?`,
        )
        .raw()
        .all(name, count) as ChangeRow[];
      return rows.map(([atMs, principal, door, kind, of, revision, declaration]) => ({
        atMs,
        principal,
        door,
        kind,
        name: of,
        revision,
        declaration,
      }));
    });
  }

  put(namespace: StoredNamespace, change: RecordedChange): void {
    this.#write(() => {
      const { name, declaration, revision, createdMs, updatedMs, updatedBy } = namespace;
      this.#db
        .prepare(
          `INSERT INTO namespaces (name, declaration, revision, created_ms, updated_ms, updated_by)
           VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET declaration = excluded.declaration, revision = excluded.revision,
             created_ms = excluded.created_ms, updated_ms = excluded.updated_ms, updated_by = excluded.updated_by`,
        )
        .run(name, declaration, revision, createdMs, updatedMs, updatedBy);
      this.#record(change);
    });
  }

  /** @param drop what its store is to forget, if it outlives the process. */
  remove(change: RecordedChange, drop: RecordedDrop | null): void {
    this.#write(() => {
      this.#db.prepare("DELETE FROM namespaces WHERE name = ?").run(change.name);
      if (drop !== null) {
        this.#db
          .prepare("INSERT INTO drops (backend, pattern, store_id, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
          .run(drop.backend, drop.pattern, drop.storeId, drop.name);
      }
      this.#record(change);
    });
  }

  /** The store has forgotten it. */
  settleDrop({ backend, pattern, storeId }: RecordedDrop): void {
    this.#write(() =>
      this.#db
        .prepare("DELETE FROM drops WHERE backend = ? AND pattern = ? AND store_id = ?")
        .run(backend, pattern, storeId),
    );
  }

  close(): void {
    if (!this.#db.open) return;
    removeOwner(this.#folder);
    this.#do(() => this.#db.close());
  }

  #record({ atMs, principal, door, kind, name, revision, declaration }: RecordedChange): void {
    const { lastInsertRowid } = this.#db
      .prepare(
        `INSERT INTO changes (at_ms, principal, door, kind, name, revision, declaration)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(atMs, principal, door, kind, name, revision, declaration);
    this.#db.prepare("DELETE FROM changes WHERE id <= ?").run(Number(lastInsertRowid) - this.#keptChanges);
  }

  #write(work: () => void): void {
    this.#do(() => this.#db.transaction(work).immediate());
  }

  #do<T>(work: () => T): T {
    if (!this.#db.open) throw closed();
    try {
      return work();
    } catch (error) {
      throw unusable(this.#folder, error);
    }
  }
}

type NamespaceRow = [string, string, number, number, number, string];
type DropRow = [string, RecordedDrop["pattern"], number, string];
type ChangeRow = [number, string, string, RecordedChange["kind"], string, number, string];

/** The errors of a data directory, as they are told of this one: with a reason of their own, and the setting to look at. */
const told: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  STORE_CORRUPT: [
    "CONTROL_STORE_CORRUPT",
    `${FILE} is damaged: restore it from a backup, or move it away and declare its namespaces anew`,
  ],
  STORE_FULL: ["CONTROL_STORE_FULL", "its disk is full: free space on it; nothing was changed"],
  STORE_READ_ONLY: ["CONTROL_STORE_READ_ONLY", "it cannot be written: check the file's permissions and the mount"],
  STORE_CANNOT_OPEN: ["CONTROL_STORE_CANNOT_OPEN", "control.path must be a folder that this user may write"],
  STORE_NOT_PRISM: ["CONTROL_STORE_NOT_PRISM", `its ${FILE} was not made by Prism: choose another control.path`],
  STORE_TOO_NEW: ["CONTROL_STORE_TOO_NEW", "a newer Prism has used it: run that"],
};

const corrupt = new Failure(Code.DATA_LOSS, "STORE_CORRUPT", "the database is damaged");

function unusable(folder: string, error: unknown): unknown {
  if (isBusy(error) || (error instanceof PrismError && error.failure.reason === "STORE_IN_USE")) {
    return inUse(folder, error);
  }
  if (!isStoreError(error)) return error;
  const { failure, retry } = toPrismError(error, () => isDiskFull(folder));
  const [reason, remedy] = told[failure.reason] ?? ["CONTROL_STORE_FAILED", "its disk reports an error"];
  const message = `the control store in ${folder} cannot be used: ${remedy}`;
  const { code, retryAfterMs } = failure;
  return new PrismError(new Failure(code, reason, message, { retryAfterMs }), { retry, cause: error });
}

function inUse(folder: string, cause: unknown): PrismError {
  const pid = readOwner(folder);
  const holder = pid === null ? "another process" : `the process ${pid}`;
  const message = `the control store in ${folder} is open in ${holder}: stop it, or give this gateway a control.path of its own`;
  return new PrismError(new Failure(Code.UNAVAILABLE, "CONTROL_STORE_IN_USE", message), { retry: "safe", cause });
}

function closed(): PrismError {
  const message = "the gateway has closed its control store; nothing was changed";
  return new PrismError(new Failure(Code.UNAVAILABLE, "SHUTTING_DOWN", message, { retryAfterMs: 1_000 }), {
    retry: "safe",
  });
}
