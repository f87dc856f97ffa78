import { assert } from "../../common/assert.ts";
import { ByteAccount, type ByteBudget } from "./byte-budget.ts";
import { Entry } from "./entry.ts";
import { ExpiryHeap } from "./expiry-heap.ts";
import type { Table } from "./table.ts";
import { Change, UndoLog, type UndoRecord } from "./undo-log.ts";

/**
 * What an entry costs beside the bytes of its key and value: the record, its boxed numbers, two string headers, its
 * slots in the Map, the expiry heap and the index. Measured on Node 20 as heap growth over payload for 0.6 to 1.06
 * million entries: 154 to 181 bytes without expiry, 181 to 202 with it.
 */
export const ENTRY_OVERHEAD_BYTES = 208;

/**
 * All entries of a store, whichever table they are in. Three primitives change them, and each keeps the count of bytes,
 * the expiry heap and the undo log in step.
 */
export class Storage {
  readonly #account: ByteAccount;
  readonly #expiring = new ExpiryHeap();
  readonly #undo = new UndoLog();
  #inTransaction = false;

  constructor(budget: ByteBudget) {
    this.#account = new ByteAccount(budget);
  }

  get bytes(): number {
    return this.#account.used;
  }

  get isInTransaction(): boolean {
    return this.#inTransaction;
  }

  fits(growthBytes: number): boolean {
    return this.#account.reserve(growthBytes);
  }

  insert(table: Table, key: string, value: string, version: number, expiresAtMs: number): void {
    const entry = new Entry(table, key, value, version, expiresAtMs);
    this.#attach(entry);
    if (this.#inTransaction) this.#undo.push(Change.INSERTED, entry);
  }

  update(entry: Entry, value: string, version: number, expiresAtMs: number): void {
    if (this.#inTransaction) this.#undo.push(Change.UPDATED, entry);
    this.#assign(entry, value, version, expiresAtMs);
  }

  remove(entry: Entry): void {
    if (this.#inTransaction) this.#undo.push(Change.REMOVED, entry);
    this.#detach(entry);
  }

  /** Removes at most `maxItems` expired entries; returns how many. */
  sweep(nowMs: number, maxItems: number): number {
    let removed = 0;
    for (; removed < maxItems; removed++) {
      const entry = this.#expiring.peek();
      if (entry === undefined || !entry.isExpired(nowMs)) break;
      this.remove(entry);
    }
    if (removed > 0) this.settle();
    return removed;
  }

  /** Gives memory back that is no longer used, unless a rollback may want it again. */
  settle(): void {
    if (!this.#inTransaction) this.#account.settle();
  }

  begin(): void {
    assert(!this.#inTransaction, "a transaction is open already");
    this.#inTransaction = true;
  }

  commit(): void {
    assert(this.#inTransaction, "there is no transaction to commit");
    this.#inTransaction = false;
    this.#undo.clear();
    this.settle();
  }

  rollback(): void {
    this.#inTransaction = false;
    this.#undo.drainBackwards((record) => this.#revert(record));
    this.settle();
  }

  #revert(record: UndoRecord): void {
    const entry = record.entry as Entry;
    if (record.change === Change.INSERTED) this.#detach(entry);
    else if (record.change === Change.REMOVED) this.#attach(entry);
    else this.#assign(entry, record.value, record.version, record.expiresAtMs);
  }

  #attach(entry: Entry): void {
    this.#account.count(entryBytes(entry.key.length, entry.value.length));
    entry.table.add(entry);
    if (entry.expiresAtMs !== 0) this.#expiring.place(entry);
  }

  #assign(entry: Entry, value: string, version: number, expiresAtMs: number): void {
    this.#account.count(value.length - entry.value.length);
    entry.value = value;
    entry.version = version;
    if (entry.expiresAtMs === expiresAtMs) return;
    entry.expiresAtMs = expiresAtMs;
    this.#expiring.place(entry);
  }

  #detach(entry: Entry): void {
    this.#account.count(-entryBytes(entry.key.length, entry.value.length));
    entry.table.remove(entry);
    this.#expiring.remove(entry);
  }
}

/** What an entry with such a key and value counts for. */
export function entryBytes(keyBytes: number, valueBytes: number): number {
  return keyBytes + valueBytes + ENTRY_OVERHEAD_BYTES;
}
