import type Database from "better-sqlite3";
import { assert } from "../../common/assert.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import type {
  KeyValueGuarantees,
  KeyValueItem,
  KeyValueStats,
  KeyValueStore,
  RememberedWrite,
  ScanPage,
  ScanQuery,
} from "../contract.ts";
import { Applier } from "./applier.ts";
import { asOpeningError, asPrismError, DatabaseFile } from "./database-file.ts";
import { isStoreError } from "./errors.ts";
import { ExpirySweeper } from "./expiry-sweeper.ts";
import { IdempotencyTable } from "./idempotency-table.ts";
import { ItemReader } from "./item-reader.ts";
import { ItemScanner } from "./item-scanner.ts";
import { ItemTable } from "./item-table.ts";
import { ItemWriter } from "./item-writer.ts";
import { Journal } from "./journal.ts";
import { NamespaceNames } from "./namespace-names.ts";
import { DATABASE_FILE, OPEN_WAIT_MS, openDatabase } from "./open-database.ts";
import { Overlay } from "./overlay.ts";
import { defaultOverlayLimits, type OverlayLimits } from "./overlay-limits.ts";
import { removeOwner } from "./owner-file.ts";
import { VersionSequence } from "./version-sequence.ts";

/** A sweep comes when there is mostly nothing else to do; so many steps take some milliseconds. */
const SWEEP_STEPS = 4;

export interface SqliteStoreOptions {
  /** The data directory; it is created where it is missing. */
  readonly path: string;
  /** How long to wait for a process that has the directory open. */
  readonly openWaitMs?: number;
  /** Bounds on what is in the journal and the overlay, and not in the table. */
  readonly overlayLimits?: OverlayLimits;
}

/** Opens the store in a directory, which this store then has alone. See ADR-005 for the layout, ADR-013 for the journal. */
export function openSqliteStore(options: SqliteStoreOptions): KeyValueStore {
  const { path, openWaitMs = OPEN_WAIT_MS, overlayLimits = defaultOverlayLimits } = options;
  let db: Database.Database | null = null;
  try {
    db = openDatabase(path, openWaitMs);
    return new SqliteStore(path, db, overlayLimits);
  } catch (error) {
    db?.close();
    throw asOpeningError(error, path);
  }
}

class SqliteStore implements KeyValueStore {
  readonly guarantees: KeyValueGuarantees = {
    durability: "power-loss",
    atomicBatch: true,
    compareAndSet: true,
    ttl: true,
    consistency: "strong",
    orderedScan: true,
  };

  readonly #directory: string;
  readonly #db: Database.Database;
  readonly #file: DatabaseFile;
  readonly #names: NamespaceNames;
  readonly #sequence: VersionSequence;
  readonly #table: ItemTable;
  readonly #overlay = new Overlay();
  readonly #journal: Journal;
  readonly #applier: Applier;
  readonly #reader: ItemReader;
  readonly #writer: ItemWriter;
  readonly #scanner: ItemScanner;
  readonly #idempotency: IdempotencyTable;
  readonly #sweeper: ExpirySweeper;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  /** Whether the caller is between `begin` and `commit`, whatever SQLite has done to the transaction meanwhile. */
  #begun = false;
  /** Whether the overlay has been written to since the last sweep. */
  #isWritten = false;

  constructor(directory: string, db: Database.Database, limits: OverlayLimits) {
    this.#directory = directory;
    this.#db = db;
    this.#file = new DatabaseFile(directory, DATABASE_FILE);
    this.#sequence = new VersionSequence(db);
    this.#journal = new Journal(db);
    this.#names = new NamespaceNames(db);
    const live = this.#names.live();
    this.#journal.load((namespaceId, key, entry) => {
      // Writes of a dropped namespace stay in the journal until it is trimmed.
      if (live.has(namespaceId)) this.#overlay.active.replace(namespaceId, key, entry);
    });
    this.#table = new ItemTable(db);
    const parts = { overlay: this.#overlay, journal: this.#journal, table: this.#table };
    this.#applier = new Applier({ ...parts, db, limits });
    this.#reader = new ItemReader(db, this.#overlay);
    this.#writer = new ItemWriter({ ...parts, sequence: this.#sequence, maxValueBytes: limits.maxValueBytes });
    this.#scanner = new ItemScanner(db, this.#overlay);
    this.#idempotency = new IdempotencyTable(db);
    this.#sweeper = new ExpirySweeper(db);
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
  }

  openNamespace(name: string): number {
    return this.#write(() => this.#names.open(name));
  }

  isEmpty(namespaceId: number, nowMs: number): boolean {
    const query = { namespaceId, from: "", to: null, keysOnly: true, maxItems: 1, maxBytes: 1 };
    return this.scan(query, nowMs).items.length === 0;
  }

  dropNamespace(namespaceId: number): void {
    assert(!this.#begun, "a namespace is dropped between transactions");
    if (!this.#write(() => this.#names.drop(namespaceId))) return;
    this.#names.onDropped(namespaceId);
    this.#overlay.drop(namespaceId);
  }

  getMany(items: readonly KeyValueItem[], nowMs: number): void {
    this.#guard(() => this.#reader.read(items, nowMs));
  }

  putMany(items: readonly KeyValueItem[], nowMs: number): void {
    this.#write(() => this.#writer.put(items, nowMs));
  }

  deleteMany(items: readonly KeyValueItem[], nowMs: number): void {
    this.#write(() => this.#writer.delete(items, nowMs));
  }

  scan(query: ScanQuery, nowMs: number): ScanPage {
    return this.#guard(() => this.#scanner.scan(query, nowMs));
  }

  begin(): void {
    assert(!this.#begun, "a transaction is open already");
    this.#guard(() => {
      this.#applier.makeRoom();
      this.#begin.run();
    });
    this.#begun = true;
  }

  commit(): void {
    assert(this.#begun, "there is no transaction to commit");
    this.#guard(() => {
      this.#checkTransaction();
      this.#journal.flush();
      this.#commit.run();
    });
    this.#begun = false;
    this.#sequence.onCommit();
    this.#journal.onCommit();
    this.#apply(this.#overlay.onCommit());
  }

  rollback(): void {
    this.#begun = false;
    this.#sequence.onRollback();
    this.#table.clear();
    this.#journal.onRollback();
    this.#overlay.onRollback();
    try {
      if (this.#db.inTransaction) this.#rollback.run();
    } catch {
      // SQLite drops the transaction even when undoing it in memory fails; the log has no commit record of it.
    }
  }

  recall(namespaceId: number, idempotencyKey: string, nowMs: number): RememberedWrite | null {
    return this.#guard(() => this.#idempotency.recall(namespaceId, idempotencyKey, nowMs));
  }

  remember(namespaceId: number, idempotencyKey: string, write: RememberedWrite, expiresAtMs: number): void {
    this.#write(() => this.#idempotency.remember(namespaceId, idempotencyKey, write, expiresAtMs));
  }

  /**
   * Applies first, when nothing was written since the last sweep or something in the overlay has expired: the expiry index
   * knows the table only. In somebody's transaction nothing can be applied, and what has expired waits for the next sweep.
   */
  sweep(nowMs: number, maxItems: number): number {
    if (this.#begun) return 0;
    const { active } = this.#overlay;
    const isIdle = !this.#isWritten && active.count > 0;
    this.#isWritten = false;
    return this.#guard(() => {
      if (!this.#applier.isBusy && (isIdle || active.earliestExpiryMs <= nowMs)) this.#applier.start();
      for (let i = 0; i < SWEEP_STEPS; i++) this.#applier.step();
      const removed = this.#write(() => {
        const expired = this.#sweeper.sweep(nowMs, maxItems);
        return expired + this.#names.sweep(maxItems - expired);
      });
      return this.#applier.isBusy ? Math.max(1, removed) : removed;
    });
  }

  /** Reads, and looks whether the file is still where the next start will look for it. */
  checkHealth(): void {
    this.#guard(() => {
      this.#db.prepare("SELECT reserved FROM version_sequence").get();
      this.#file.check();
    });
  }

  stats(): KeyValueStats {
    return { items: -1, bytes: this.#file.bytes(), maxBytes: 0 };
  }

  /** Moves the journal into the table and the log into the database, as far as the disk has room, and gives the directory free. */
  close(): void {
    if (!this.#db.open) return;
    this.rollback();
    try {
      this.#applier.finish();
    } catch {
      // What could not be applied stays in the journal, and the next start goes on with it.
    }
    removeOwner(this.#directory);
    this.#guard(() => this.#db.close());
  }

  /** Runs `work` in the caller's transaction, or else in one of its own. */
  #write<T>(work: () => T): T {
    if (this.#begun) {
      return this.#guard(() => {
        this.#checkTransaction();
        return work();
      });
    }
    this.begin();
    try {
      const result = this.#guard(work);
      this.commit();
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** The commit has succeeded, whatever happens here: an error comes again, to a sweep or when there is no more room. */
  #apply(writtenBytes: number): void {
    if (writtenBytes > 0) this.#isWritten = true;
    try {
      this.#applier.work(writtenBytes);
    } catch (error) {
      if (!isStoreError(error)) throw error;
    }
  }

  /** SQLite rolls back by itself after some errors. What follows must not be written as if it had not. */
  #checkTransaction(): void {
    if (this.#db.inTransaction) return;
    const message = "An earlier error has ended this transaction: nothing of it was written.";
    throw new PrismError(new Failure(Code.ABORTED, "STORE_TRANSACTION_LOST", message), {
      source: "backend",
      retry: "safe",
    });
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asPrismError(error, this.#directory);
    }
  }
}
