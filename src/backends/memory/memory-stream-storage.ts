import { readByteString } from "../../codec/byte-string.ts";
import { assert } from "../../common/assert.ts";
import type { Bytes, Durability } from "../contract.ts";
import { REMEMBERED_BYTES } from "../embedded-stream/embedded-stream.ts";
import {
  type DeadRecord,
  type GroupRecord,
  messageBytes,
  type PendingRecord,
  type RememberedMessage,
  type StoredMessage,
  type StreamRecord,
  type StreamStorage,
  type TrimmedMessages,
} from "../embedded-stream/storage.ts";
import { ByteAccount, type ByteBudget } from "./byte-budget.ts";
import { type GroupTables, StreamTables } from "./stream-tables.ts";

/**
 * Streams in the heap of the thread. Nothing of it can fail once there is room, so a transaction needs no undoing. What a
 * dropped stream had is let go at once: it is one reference.
 */
export class MemoryStreamStorage implements StreamStorage {
  readonly durability: Durability = "none";
  readonly hasDurableAttempts = false;
  readonly #account: ByteAccount;
  readonly #streams = new Map<number, StreamTables>();
  readonly #names = new Map<string, number>();
  readonly #groups = new Map<number, { readonly streamId: number; readonly tables: GroupTables }>();
  /** The last number that was given; see version-sequence.ts for why it does not begin at 0. */
  #lastId: number;

  constructor(budget: ByteBudget, lastId: number) {
    this.#account = new ByteAccount(budget);
    this.#lastId = lastId;
  }

  transact(_isDurable: boolean, work: () => void): void {
    work();
    this.#account.settle();
  }

  findStream(name: string): StreamRecord | null {
    const id = this.#names.get(name);
    return id === undefined ? null : { ...this.#tablesOf(id).record };
  }

  addStream(name: string): StreamRecord {
    const record = { id: ++this.#lastId, first: 1, next: 1, bytes: 0, lastMs: 0, deadCount: 0, deadBytes: 0 };
    this.#names.set(name, record.id);
    this.#streams.set(record.id, new StreamTables({ ...record }));
    return record;
  }

  saveStream(stream: StreamRecord): void {
    Object.assign(this.#tablesOf(stream.id).record, stream);
  }

  dropStream(streamId: number): void {
    const tables = this.#streams.get(streamId);
    if (tables === undefined) return;
    this.#account.count(-tables.bytes);
    this.#streams.delete(streamId);
    for (const id of tables.groups.keys()) this.#groups.delete(id);
    for (const [name, id] of this.#names) if (id === streamId) this.#names.delete(name);
  }

  sweepDropped(): number {
    return 0;
  }

  fits(bytes: number): boolean {
    return this.#account.reserve(bytes);
  }

  append(streamId: number, message: StoredMessage): void {
    const kept = { ...message, value: byteString(message.value) };
    const tables = this.#tablesOf(streamId);
    tables.log.append(kept);
    this.#count(tables, messageBytes(kept));
  }

  read(streamId: number, from: number, maxItems: number, maxBytes: number): StoredMessage[] {
    const { log } = this.#tablesOf(streamId);
    const found: StoredMessage[] = [];
    let bytes = 0;
    for (let sequence = from; found.length < maxItems; sequence++) {
      const message = log.at(sequence);
      bytes += messageBytes(message);
      if (found.length > 0 && bytes > maxBytes) break;
      found.push(message);
    }
    return found;
  }

  publishedMsOf(streamId: number, sequence: number): number {
    return this.#tablesOf(streamId).log.at(sequence).publishedMs;
  }

  measure(streamId: number, first: number, isGone: (publishedMs: number, bytes: number) => boolean): TrimmedMessages {
    const { log } = this.#tablesOf(streamId);
    let count = 0;
    let bytes = 0;
    for (; count < log.size; count++) {
      const message = log.at(first + count);
      const size = messageBytes(message);
      if (!isGone(message.publishedMs, size)) break;
      bytes += size;
    }
    return { count, bytes };
  }

  remove(streamId: number, _first: number, end: number, bytes: number): void {
    const tables = this.#tablesOf(streamId);
    tables.log.removeBefore(end);
    this.#count(tables, -bytes);
  }

  recall(streamId: number, idempotencyKey: string, nowMs: number): RememberedMessage | null {
    const found = this.#tablesOf(streamId).remembered.get(idempotencyKey);
    return found === undefined || found.untilMs <= nowMs ? null : found;
  }

  remember(streamId: number, idempotencyKey: string, message: RememberedMessage, untilMs: number): void {
    const tables = this.#tablesOf(streamId);
    // Taken out first, so that keys stand in the order in which they were remembered.
    if (!tables.remembered.delete(idempotencyKey)) this.#count(tables, REMEMBERED_BYTES + idempotencyKey.length);
    tables.remembered.set(idempotencyKey, { ...message, untilMs });
  }

  /** Keys are remembered equally long, so the first in each stream are the first to go. */
  forget(nowMs: number, maxItems: number): number {
    let forgotten = 0;
    for (const tables of this.#streams.values()) {
      for (const [key, { untilMs }] of tables.remembered) {
        if (untilMs > nowMs || forgotten >= maxItems) break;
        tables.remembered.delete(key);
        this.#count(tables, -REMEMBERED_BYTES - key.length);
        forgotten++;
      }
    }
    return forgotten;
  }

  groupsOf(streamId: number): GroupRecord[] {
    return [...this.#tablesOf(streamId).groups.values()].map(({ record }) => ({ ...record }));
  }

  pendingOf(groupId: number): PendingRecord[] {
    return [...this.#groupOf(groupId).pending.values()];
  }

  addGroup(streamId: number, name: string, cursor: number): GroupRecord {
    const record = { id: ++this.#lastId, name, cursor, seeks: 0 };
    const tables: GroupTables = { record: { ...record }, pending: new Map() };
    this.#tablesOf(streamId).groups.set(record.id, tables);
    this.#groups.set(record.id, { streamId, tables });
    return record;
  }

  saveGroup(group: GroupRecord): void {
    this.#groupOf(group.id).record = { ...group };
  }

  dropGroup(groupId: number): void {
    const group = this.#groups.get(groupId);
    if (group === undefined) return;
    this.#groups.delete(groupId);
    this.#tablesOf(group.streamId).groups.delete(groupId);
  }

  putPending(groupId: number, pending: PendingRecord): void {
    this.#groupOf(groupId).pending.set(pending.sequence, pending);
  }

  removePending(groupId: number, sequence: number): void {
    this.#groupOf(groupId).pending.delete(sequence);
  }

  clearPending(groupId: number): void {
    this.#groupOf(groupId).pending.clear();
  }

  /** Counted without asking for room: the message was there already, and is only kept for longer. */
  addDead(streamId: number, dead: Omit<DeadRecord, "id">): void {
    const tables = this.#tablesOf(streamId);
    const id = ++this.#lastId;
    tables.dead.set(id, { ...dead, id });
    this.#count(tables, messageBytes(dead.message));
  }

  readDead(streamId: number, group: string, afterId: number, maxItems: number): DeadRecord[] {
    const found: DeadRecord[] = [];
    for (const dead of this.#tablesOf(streamId).dead.values()) {
      if (found.length >= maxItems) break;
      if (dead.id > afterId && (group === "" || dead.group === group)) found.push(dead);
    }
    return found;
  }

  findDead(streamId: number, id: number): DeadRecord | null {
    return this.#tablesOf(streamId).dead.get(id) ?? null;
  }

  removeDead(streamId: number, dead: DeadRecord): void {
    const tables = this.#tablesOf(streamId);
    if (tables.dead.delete(dead.id)) this.#count(tables, -messageBytes(dead.message));
  }

  bytes(): number {
    return this.#account.used;
  }

  /** Memory that this thread can address can always serve. */
  checkHealth(): void {}

  close(): void {
    this.#streams.clear();
    this.#names.clear();
    this.#groups.clear();
    this.#account.count(-this.#account.used);
    this.#account.settle();
  }

  #count(tables: StreamTables, bytes: number): void {
    tables.bytes += bytes;
    this.#account.count(bytes);
  }

  #tablesOf(streamId: number): StreamTables {
    const tables = this.#streams.get(streamId);
    assert(tables !== undefined, "the stream is in this storage");
    return tables;
  }

  #groupOf(groupId: number): GroupTables {
    const group = this.#groups.get(groupId);
    assert(group !== undefined, "the group is in this storage");
    return group.tables;
  }
}

/** V8 keeps a byte string in one block, where a Buffer per value would cost some 100 bytes more. */
function byteString(value: Bytes): string {
  if (typeof value === "string") return value;
  return readByteString(Buffer.from(value.buffer, value.byteOffset, value.byteLength), 0, value.byteLength);
}
