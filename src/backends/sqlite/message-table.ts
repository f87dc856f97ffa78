import type Database from "better-sqlite3";
import type { Bytes } from "../contract.ts";
import { messageBytes, type StoredMessage, type TrimmedMessages } from "../embedded-stream/storage.ts";
import { packHead, unpackHead } from "./message-head.ts";

type Row = [sequence: number, publishedMs: number, bytes: number, head: Buffer, value: Buffer];

/** The messages of all streams. */
export class MessageTable {
  readonly #append: Database.Statement;
  readonly #read: Database.Statement;
  readonly #publishedMs: Database.Statement;
  readonly #measure: Database.Statement;
  readonly #remove: Database.Statement;

  constructor(db: Database.Database) {
    this.#append = db.prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?)");
    this.#read = db
      .prepare(
        `SELECT sequence, published_ms, bytes, head, value FROM messages
         WHERE stream_id = ? AND sequence >= ? ORDER BY sequence LIMIT ?`,
      )
      .raw();
    this.#publishedMs = db.prepare("SELECT published_ms FROM messages WHERE stream_id = ? AND sequence = ?").pluck();
    this.#measure = db
      .prepare("SELECT published_ms, bytes FROM messages WHERE stream_id = ? AND sequence >= ? ORDER BY sequence")
      .raw();
    this.#remove = db.prepare("DELETE FROM messages WHERE stream_id = ? AND sequence >= ? AND sequence < ?");
  }

  append(streamId: number, message: StoredMessage): void {
    const { sequence, publishedMs, value } = message;
    this.#append.run(streamId, sequence, publishedMs, messageBytes(message), packHead(message), blob(value));
  }

  read(streamId: number, from: number, maxItems: number, maxBytes: number): StoredMessage[] {
    const found: StoredMessage[] = [];
    let bytes = 0;
    for (const row of this.#read.iterate(streamId, from, maxItems) as Iterable<Row>) {
      const [sequence, publishedMs, size, head, value] = row;
      bytes += size;
      if (found.length > 0 && bytes > maxBytes) break;
      found.push({ sequence, publishedMs, ...unpackHead(head), value });
      if (bytes >= maxBytes) break;
    }
    return found;
  }

  publishedMsOf(streamId: number, sequence: number): number {
    return this.#publishedMs.get(streamId, sequence) as number;
  }

  measure(streamId: number, first: number, isGone: (publishedMs: number, bytes: number) => boolean): TrimmedMessages {
    let count = 0;
    let bytes = 0;
    for (const [publishedMs, size] of this.#measure.iterate(streamId, first) as Iterable<[number, number]>) {
      if (!isGone(publishedMs, size)) break;
      count++;
      bytes += size;
    }
    return { count, bytes };
  }

  remove(streamId: number, first: number, end: number): void {
    this.#remove.run(streamId, first, end);
  }
}

/** SQLite takes a string for text; a byte string is bytes. */
export function blob(value: Bytes): Uint8Array {
  return typeof value === "string" ? Buffer.from(value, "latin1") : value;
}
