import type Database from "better-sqlite3";
import type { StreamRecord } from "../embedded-stream/storage.ts";

/** What is known of each stream beside its messages. */
export class StreamTable {
  readonly #find: Database.Statement;
  readonly #add: Database.Statement;
  readonly #save: Database.Statement;
  readonly #drop: Database.Statement;

  constructor(db: Database.Database) {
    this.#find = db.prepare(
      `SELECT id, first, next, bytes, last_ms AS lastMs, dead_count AS deadCount, dead_bytes AS deadBytes
       FROM streams WHERE name = ?`,
    );
    this.#add = db.prepare("INSERT INTO streams VALUES (NULL, ?, 1, 1, 0, 0, 0, 0)");
    this.#save = db.prepare(
      "UPDATE streams SET first = ?, next = ?, bytes = ?, last_ms = ?, dead_count = ?, dead_bytes = ? WHERE id = ?",
    );
    this.#drop = db.prepare("UPDATE streams SET name = NULL WHERE id = ?");
  }

  find(name: string): StreamRecord | null {
    return (this.#find.get(name) as StreamRecord | undefined) ?? null;
  }

  add(name: string): StreamRecord {
    const id = Number(this.#add.run(name).lastInsertRowid);
    return { id, first: 1, next: 1, bytes: 0, lastMs: 0, deadCount: 0, deadBytes: 0 };
  }

  save({ id, first, next, bytes, lastMs, deadCount, deadBytes }: StreamRecord): void {
    this.#save.run(first, next, bytes, lastMs, deadCount, deadBytes, id);
  }

  /** What it had is removed step by step: see {@link DroppedStreams}. */
  drop(streamId: number): void {
    this.#drop.run(streamId);
  }
}
