import type Database from "better-sqlite3";
import { decodeJournalRecord, JournalEncoder } from "./journal-record.ts";
import type { OverlayEntry } from "./overlay-entry.ts";

/**
 * What has been written and is not in the table of items yet: rows of writes, in the order of the commits. The newest
 * write of a key in it, if there is one, is the newest state of that key: rows go oldest first, and only when the table
 * has what they say. So reading it again from the start is always right, however far applying had come.
 */
export class Journal {
  readonly #encoder = new JournalEncoder();
  readonly #insert: Database.Statement;
  readonly #delete: Database.Statement;
  readonly #rows: Database.Statement;
  /** No row is before `first`, and `last` is the newest. */
  #first: number;
  #last: number;
  /** Bytes of the rows since {@link mark}, and how many of them are the open transaction's. */
  #bytes = 0;
  #uncommittedBytes = 0;

  constructor(db: Database.Database) {
    this.#insert = db.prepare("INSERT INTO journal (id, writes) VALUES (?, ?)");
    this.#delete = db.prepare("DELETE FROM journal WHERE id < ?");
    this.#rows = db.prepare("SELECT writes FROM journal ORDER BY id").pluck();
    const row = db.prepare("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM journal").raw().get();
    [this.#first, this.#last] = row as [first: number, last: number];
  }

  /** Bytes of the rows since the last {@link mark}. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Visits every write that is kept. */
  load(visit: (namespaceId: number, key: string, entry: OverlayEntry) => void): void {
    for (const record of this.#rows.iterate() as Iterable<Buffer>) {
      this.#bytes += record.length;
      decodeJournalRecord(record, visit);
    }
  }

  /** Adds a write to the open transaction. */
  add(namespaceId: number, key: string, entry: OverlayEntry): void {
    if (!this.#encoder.hasRoom(key, entry)) this.flush();
    this.#encoder.add(namespaceId, key, entry);
  }

  /** Writes what has been added; to be called before the commit. */
  flush(): void {
    if (this.#encoder.isEmpty) return;
    const record = this.#encoder.take();
    this.#insert.run(this.#last + 1, record);
    this.#last++;
    this.#bytes += record.length;
    this.#uncommittedBytes += record.length;
  }

  onCommit(): void {
    this.#uncommittedBytes = 0;
  }

  /** Numbers of rows that were undone are left out. */
  onRollback(): void {
    this.#encoder.clear();
    this.#bytes -= this.#uncommittedBytes;
    this.#uncommittedBytes = 0;
  }

  /** The last row now; `bytes` counts from here on. */
  mark(): number {
    this.#bytes = 0;
    return this.#last;
  }

  /** Deletes at most `maxRows` of the rows up to `last`, oldest first; returns the first row that stays, for {@link onTrimmed}. */
  trim(last: number, maxRows: number): number {
    const first = Math.min(last + 1, this.#first + maxRows);
    this.#delete.run(first);
    return first;
  }

  /** The trimming has been committed. */
  onTrimmed(first: number): void {
    this.#first = first;
  }
}
