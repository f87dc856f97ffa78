import type Database from "better-sqlite3";
import type { Durability } from "../contract.ts";
import type {
  DeadRecord,
  GroupRecord,
  PendingRecord,
  RememberedMessage,
  StoredMessage,
  StreamRecord,
  StreamStorage,
  TrimmedMessages,
} from "../embedded-stream/storage.ts";
import { asPrismError, DatabaseFile } from "./database-file.ts";
import { DeadLetterTable } from "./dead-letter-table.ts";
import { DroppedStreams } from "./dropped-streams.ts";
import { GroupTable } from "./group-table.ts";
import { MessageTable } from "./message-table.ts";
import { removeOwner } from "./owner-file.ts";
import { RememberedTable } from "./remembered-table.ts";
import { StreamTable } from "./stream-table.ts";

/** The file of streams in the data directory, beside that of other namespaces: neither waits for the other's transactions. */
export const STREAM_FILE = "streams.db";

/**
 * Streams in a SQLite database. A transaction that must survive a power loss waits for the disk; one that need not, which
 * takes messages for a consumer say, is in the log and reaches the disk with the next that must.
 */
export class SqliteStreamStorage implements StreamStorage {
  readonly durability: Durability = "power-loss";
  readonly hasDurableAttempts = true;
  readonly #directory: string;
  readonly #db: Database.Database;
  readonly #file: DatabaseFile;
  readonly #streams: StreamTable;
  readonly #messages: MessageTable;
  readonly #remembered: RememberedTable;
  readonly #groups: GroupTable;
  readonly #dead: DeadLetterTable;
  readonly #dropped: DroppedStreams;
  readonly #begin: Database.Statement;
  readonly #commit: Database.Statement;
  readonly #rollback: Database.Statement;
  /** Whether commits wait for the disk now. */
  #isSynced = true;

  constructor(directory: string, db: Database.Database) {
    this.#directory = directory;
    this.#db = db;
    this.#file = new DatabaseFile(directory, STREAM_FILE);
    this.#streams = new StreamTable(db);
    this.#messages = new MessageTable(db);
    this.#remembered = new RememberedTable(db);
    this.#groups = new GroupTable(db);
    this.#dead = new DeadLetterTable(db);
    this.#dropped = new DroppedStreams(db);
    this.#begin = db.prepare("BEGIN IMMEDIATE");
    this.#commit = db.prepare("COMMIT");
    this.#rollback = db.prepare("ROLLBACK");
  }

  transact(isDurable: boolean, work: () => void): void {
    this.#guard(() => {
      if (isDurable !== this.#isSynced) {
        this.#db.pragma(`synchronous = ${isDurable ? "FULL" : "NORMAL"}`);
        this.#isSynced = isDurable;
      }
      this.#begin.run();
      try {
        work();
        this.#commit.run();
      } catch (error) {
        this.#undo();
        throw error;
      }
    });
  }

  findStream(name: string): StreamRecord | null {
    return this.#guard(() => this.#streams.find(name));
  }

  addStream(name: string): StreamRecord {
    return this.#streams.add(name);
  }

  saveStream(stream: StreamRecord): void {
    this.#streams.save(stream);
  }

  dropStream(streamId: number): void {
    this.#streams.drop(streamId);
    this.#dropped.onDropped(streamId);
  }

  sweepDropped(maxItems: number): number {
    return this.#dropped.sweep(maxItems);
  }

  /** Until the disk is full, which the write itself finds. */
  fits(): boolean {
    return true;
  }

  append(streamId: number, message: StoredMessage): void {
    this.#messages.append(streamId, message);
  }

  read(streamId: number, from: number, maxItems: number, maxBytes: number): StoredMessage[] {
    return this.#guard(() => this.#messages.read(streamId, from, maxItems, maxBytes));
  }

  publishedMsOf(streamId: number, sequence: number): number {
    return this.#guard(() => this.#messages.publishedMsOf(streamId, sequence));
  }

  measure(streamId: number, first: number, isGone: (publishedMs: number, bytes: number) => boolean): TrimmedMessages {
    return this.#messages.measure(streamId, first, isGone);
  }

  remove(streamId: number, first: number, end: number): void {
    this.#messages.remove(streamId, first, end);
  }

  recall(streamId: number, idempotencyKey: string, nowMs: number): RememberedMessage | null {
    return this.#remembered.recall(streamId, idempotencyKey, nowMs);
  }

  remember(streamId: number, idempotencyKey: string, message: RememberedMessage, untilMs: number): void {
    this.#remembered.remember(streamId, idempotencyKey, message, untilMs);
  }

  forget(nowMs: number, maxItems: number): number {
    return this.#remembered.forget(nowMs, maxItems);
  }

  groupsOf(streamId: number): GroupRecord[] {
    return this.#guard(() => this.#groups.list(streamId));
  }

  pendingOf(groupId: number): PendingRecord[] {
    return this.#guard(() => this.#groups.pending(groupId));
  }

  addGroup(streamId: number, name: string, cursor: number): GroupRecord {
    return this.#groups.add(streamId, name, cursor);
  }

  saveGroup(group: GroupRecord): void {
    this.#groups.save(group);
  }

  dropGroup(groupId: number): void {
    this.#groups.drop(groupId);
  }

  putPending(groupId: number, pending: PendingRecord): void {
    this.#groups.put(groupId, pending);
  }

  removePending(groupId: number, sequence: number): void {
    this.#groups.remove(groupId, sequence);
  }

  clearPending(groupId: number): void {
    this.#groups.clear(groupId);
  }

  addDead(streamId: number, dead: Omit<DeadRecord, "id">): void {
    this.#dead.add(streamId, dead);
  }

  readDead(streamId: number, group: string, afterId: number, maxItems: number): DeadRecord[] {
    return this.#guard(() => this.#dead.read(streamId, group, afterId, maxItems));
  }

  findDead(streamId: number, id: number): DeadRecord | null {
    return this.#guard(() => this.#dead.find(streamId, id));
  }

  removeDead(_streamId: number, { id }: DeadRecord): void {
    this.#dead.remove(id);
  }

  bytes(): number {
    return this.#file.bytes();
  }

  checkHealth(): void {
    this.#guard(() => {
      this.#db.prepare("SELECT count(*) FROM streams").get();
      this.#file.check();
    });
  }

  close(): void {
    if (!this.#db.open) return;
    removeOwner(this.#directory);
    this.#guard(() => this.#db.close());
  }

  #undo(): void {
    try {
      if (this.#db.inTransaction) this.#rollback.run();
    } catch {
      // SQLite drops the transaction even when undoing it in memory fails; the log has no commit record of it.
    }
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asPrismError(error, this.#directory);
    }
  }
}
