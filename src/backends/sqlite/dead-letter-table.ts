import type Database from "better-sqlite3";
import type { DeadRecord } from "../embedded-stream/storage.ts";
import { packHead, unpackHead } from "./message-head.ts";
import { blob } from "./message-table.ts";

type Row = [
  id: number,
  group: string,
  reason: string,
  attempts: number,
  diedMs: number,
  sequence: number,
  publishedMs: number,
  head: Buffer,
  value: Buffer,
];

const COLUMNS = "id, group_name, reason, attempts, died_ms, sequence, published_ms, head, value";

/** The dead letters of all streams. */
export class DeadLetterTable {
  readonly #add: Database.Statement;
  readonly #readAll: Database.Statement;
  readonly #readGroup: Database.Statement;
  readonly #find: Database.Statement;
  readonly #remove: Database.Statement;

  constructor(db: Database.Database) {
    this.#add = db.prepare(
      `INSERT INTO dead_letters (stream_id, group_name, reason, attempts, died_ms, sequence, published_ms, head, value)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const after = "FROM dead_letters WHERE stream_id = ? AND id > ?";
    this.#readAll = db.prepare(`SELECT ${COLUMNS} ${after} ORDER BY id LIMIT ?`).raw();
    this.#readGroup = db.prepare(`SELECT ${COLUMNS} ${after} AND group_name = ? ORDER BY id LIMIT ?`).raw();
    this.#find = db.prepare(`SELECT ${COLUMNS} FROM dead_letters WHERE stream_id = ? AND id = ?`).raw();
    this.#remove = db.prepare("DELETE FROM dead_letters WHERE id = ?");
  }

  add(streamId: number, { group, reason, attempts, diedMs, message }: Omit<DeadRecord, "id">): void {
    const { sequence, publishedMs, value } = message;
    this.#add.run(streamId, group, reason, attempts, diedMs, sequence, publishedMs, packHead(message), blob(value));
  }

  read(streamId: number, group: string, afterId: number, maxItems: number): DeadRecord[] {
    const rows =
      group === ""
        ? this.#readAll.all(streamId, afterId, maxItems)
        : this.#readGroup.all(streamId, afterId, group, maxItems);
    return (rows as Row[]).map(recordOf);
  }

  find(streamId: number, id: number): DeadRecord | null {
    const row = this.#find.get(streamId, id) as Row | undefined;
    return row === undefined ? null : recordOf(row);
  }

  remove(id: number): void {
    this.#remove.run(id);
  }
}

function recordOf(row: Row): DeadRecord {
  const [id, group, reason, attempts, diedMs, sequence, publishedMs, head, value] = row;
  return { id, group, reason, attempts, diedMs, message: { sequence, publishedMs, ...unpackHead(head), value } };
}
