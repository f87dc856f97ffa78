import type Database from "better-sqlite3";
import type { Generation } from "./generation.ts";
import type { ItemTable } from "./item-table.ts";
import type { Journal } from "./journal.ts";
import { entryBytes } from "./namespace-entries.ts";
import type { Overlay } from "./overlay.ts";
import { EntryKind, type OverlayEntry } from "./overlay-entry.ts";
import type { OverlayLimits } from "./overlay-limits.ts";

export interface ApplierParts {
  readonly db: Database.Database;
  readonly table: ItemTable;
  readonly overlay: Overlay;
  readonly journal: Journal;
  readonly limits: OverlayLimits;
}

/** Steps go on until they have applied so much of what was written since: applying must be faster than writing. */
const HASTE = 2;
/** A generation that has grown to so many times its limit waits until the one before it is in the table. */
const MAX_OVERGROWTH = 2;

/**
 * Moves generations of the overlay into the table of items, in steps, each a short transaction of its own between those of
 * the callers; then deletes what the journal says about them. In the order of the keys the writes share pages, and a key
 * that was written a hundred times is applied once.
 */
export class Applier {
  readonly #db: Database.Database;
  readonly #overlay: Overlay;
  readonly #journal: Journal;
  readonly #table: ItemTable;
  readonly #limits: OverlayLimits;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  /** Where the next step goes on in the frozen generation; null = it is applied, and the journal is being trimmed. */
  #position: { readonly namespaceId: number; readonly key: string } | null = null;
  /** The last journal row that says something about the frozen generation. */
  #lastRow = 0;

  constructor({ db, table, overlay, journal, limits }: ApplierParts) {
    this.#db = db;
    this.#table = table;
    this.#overlay = overlay;
    this.#journal = journal;
    this.#limits = limits;
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
  }

  /** Whether a generation is on its way into the table. */
  get isBusy(): boolean {
    return this.#overlay.frozen !== null;
  }

  /** Does its share after a commit that wrote so many bytes into the overlay; to be called between transactions. */
  work(writtenBytes: number): void {
    if (!this.isBusy && this.#isDue(1)) this.start();
    for (let bytes = 0; this.isBusy && (bytes === 0 || bytes < HASTE * writtenBytes); bytes += this.#limits.stepBytes) {
      this.step();
    }
  }

  /** Makes room when applying could not keep up, because the disk was full say; throws when it still cannot. */
  makeRoom(): void {
    if (!this.#isDue(MAX_OVERGROWTH)) return;
    while (this.isBusy) this.step();
    this.start();
  }

  /** Applies all there is. */
  finish(): void {
    while (this.isBusy || this.#overlay.active.count > 0) {
      if (this.isBusy) this.step();
      else this.start();
    }
  }

  /** Freezes the active generation, so that the next steps apply it. */
  start(): void {
    this.#overlay.freeze();
    this.#lastRow = this.#journal.mark();
    this.#position = { namespaceId: 0, key: "" };
  }

  /** One step of the frozen generation. When it throws, nothing has changed, and the next call tries again. */
  step(): void {
    const { frozen } = this.#overlay;
    if (frozen === null) return;
    // What is applied is in the journal, so losing a step to a power cut loses nothing: it needs no fsync of its own.
    this.#db.pragma("synchronous = NORMAL");
    try {
      this.#begin.run();
      if (this.#position !== null) this.#apply(frozen, this.#position);
      else this.#trim();
    } catch (error) {
      this.#table.clear();
      if (this.#db.inTransaction) this.#rollback.run();
      throw error;
    } finally {
      this.#db.pragma("synchronous = FULL");
    }
  }

  #apply(frozen: Generation, position: { readonly namespaceId: number; readonly key: string }): void {
    let bytes = 0;
    let next: typeof position | null = null;
    for (const namespaceId of frozen.namespacesFrom(position.namespaceId)) {
      const from = namespaceId === position.namespaceId ? position.key : "";
      const keys = frozen.keysFrom(namespaceId, from);
      for (let key = keys.next(); key.done !== true; key = keys.next()) {
        if (bytes >= this.#limits.stepBytes) {
          next = { namespaceId, key: key.value };
          break;
        }
        const entry = frozen.find(namespaceId, key.value) as OverlayEntry;
        bytes += entryBytes(key.value, entry);
        // A newer write of the key is in the table already, when it was large, or will be.
        if (this.#overlay.active.find(namespaceId, key.value) === undefined) this.#move(namespaceId, key.value, entry);
      }
      if (next !== null) break;
    }
    this.#table.flush();
    this.#commit.run();
    this.#position = next;
  }

  #move(namespaceId: number, key: string, entry: OverlayEntry): void {
    if (entry.kind === EntryKind.DELETED) this.#table.delete(namespaceId, key);
    if (entry.kind !== EntryKind.VALUE) return;
    this.#table.put(namespaceId, key, entry.version, entry.expiresAtMs, Buffer.from(entry.value, "latin1"));
  }

  #trim(): void {
    const trimmed = this.#journal.trim(this.#lastRow, this.#limits.stepRows);
    this.#commit.run();
    this.#journal.onTrimmed(trimmed);
    if (trimmed > this.#lastRow) this.#overlay.settle();
  }

  #isDue(times: number): boolean {
    const { journalBytes, generationBytes } = this.#limits;
    return this.#journal.bytes >= times * journalBytes || this.#overlay.active.bytes >= times * generationBytes;
  }
}
