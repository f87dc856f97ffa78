import type Database from "better-sqlite3";
import type { GroupRecord, PendingRecord } from "../embedded-stream/storage.ts";

/** Groups of consumers, and what they have in hand. */
export class GroupTable {
  readonly #list: Database.Statement;
  readonly #add: Database.Statement;
  readonly #save: Database.Statement;
  readonly #drop: Database.Statement;
  readonly #pending: Database.Statement;
  readonly #put: Database.Statement;
  readonly #remove: Database.Statement;
  readonly #clear: Database.Statement;

  constructor(db: Database.Database) {
    this.#list = db.prepare(
      "SELECT id, name, cursor, seeks FROM consumer_groups WHERE stream_id = ? AND name IS NOT NULL ORDER BY id",
    );
    this.#add = db.prepare("INSERT INTO consumer_groups (stream_id, name, cursor, seeks) VALUES (?, ?, ?, 0)");
    this.#save = db.prepare("UPDATE consumer_groups SET cursor = ?, seeks = ? WHERE id = ?");
    this.#drop = db.prepare("UPDATE consumer_groups SET name = NULL WHERE id = ?");
    this.#pending = db.prepare("SELECT sequence, attempt, due_ms AS dueMs FROM pending WHERE group_id = ?");
    this.#put = db.prepare(
      `INSERT INTO pending VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET attempt = excluded.attempt, due_ms = excluded.due_ms`,
    );
    this.#remove = db.prepare("DELETE FROM pending WHERE group_id = ? AND sequence = ?");
    this.#clear = db.prepare("DELETE FROM pending WHERE group_id = ?");
  }

  list(streamId: number): GroupRecord[] {
    return this.#list.all(streamId) as GroupRecord[];
  }

  add(streamId: number, name: string, cursor: number): GroupRecord {
    const id = Number(this.#add.run(streamId, name, cursor).lastInsertRowid);
    return { id, name, cursor, seeks: 0 };
  }

  save({ id, cursor, seeks }: GroupRecord): void {
    this.#save.run(cursor, seeks, id);
  }

  /** What it has in hand is removed step by step: see {@link DroppedStreams}. */
  drop(groupId: number): void {
    this.#drop.run(groupId);
  }

  pending(groupId: number): PendingRecord[] {
    return this.#pending.all(groupId) as PendingRecord[];
  }

  put(groupId: number, { sequence, attempt, dueMs }: PendingRecord): void {
    this.#put.run(groupId, sequence, attempt, dueMs);
  }

  remove(groupId: number, sequence: number): void {
    this.#remove.run(groupId, sequence);
  }

  clear(groupId: number): void {
    this.#clear.run(groupId);
  }
}
