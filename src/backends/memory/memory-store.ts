import { readByteString } from "../../codec/byte-string.ts";
import { assert } from "../../common/assert.ts";
import { type Clock, systemClock } from "../../common/clock.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { SWEEP_STEP_ITEMS } from "../../common/limits.ts";
import { PrismError } from "../../common/prism-error.ts";
import {
  ANY_VERSION,
  type KeyValueGuarantees,
  type KeyValueItem,
  type KeyValueStats,
  type KeyValueStore,
  Outcome,
  type RememberedWrite,
  type ScanPage,
  type ScanQuery,
} from "../contract.ts";
import { type ByteBudget, ownBudget } from "./byte-budget.ts";
import { DroppedTables } from "./dropped-tables.ts";
import type { Entry } from "./entry.ts";
import { packRememberedWrite, unpackRememberedWrite } from "./remembered-write.ts";
import { scanTable } from "./scan-table.ts";
import { entryBytes, Storage } from "./storage.ts";
import { Table } from "./table.ts";
import { versionAtStart } from "./version-sequence.ts";

/**
 * Items of one namespace. A Map of V8 ends at 2^24 slots, and deleted ones count until it is rebuilt: up to half of
 * that it can always be rebuilt, and so never throws.
 */
export const MAX_TABLE_ITEMS = 2 ** 23;

export interface MemoryStoreOptions {
  /** The most that keys, values and their overhead may take; they lie in the heap of the thread. */
  readonly maxBytes: number;
  /** Where the bytes come from when other stores share `maxBytes`; else this store has them alone. */
  readonly budget?: ByteBudget;
  readonly clock?: Clock;
}

/** A store in the memory of the calling thread; it ends with the thread. See ADR-006 for the layout. */
export function createMemoryStore(options: MemoryStoreOptions): KeyValueStore {
  assert(Number.isSafeInteger(options.maxBytes) && options.maxBytes > 0, "maxBytes must be a positive integer");
  return new MemoryStore(options);
}

class MemoryStore implements KeyValueStore {
  readonly guarantees: KeyValueGuarantees = {
    durability: "none",
    atomicBatch: true,
    compareAndSet: true,
    ttl: true,
    consistency: "strong",
    orderedScan: true,
  };

  readonly #storage: Storage;
  readonly #full: Failure;
  readonly #namespaceIds = new Map<string, number>();
  /** Both by namespace number; undefined where it was dropped. */
  readonly #tables: (Table | undefined)[] = [];
  readonly #remembered: (Table | undefined)[] = [];
  readonly #dropped: DroppedTables;
  readonly #maxBytes: number;
  readonly #clock: Pick<Clock, "wallMs">;
  #version: number;

  constructor({ maxBytes, budget = ownBudget(maxBytes), clock = systemClock }: MemoryStoreOptions) {
    this.#storage = new Storage(budget);
    this.#dropped = new DroppedTables(this.#storage);
    this.#maxBytes = maxBytes;
    this.#clock = clock;
    this.#version = versionAtStart(clock.wallMs());
    this.#full = new Failure(
      Code.RESOURCE_EXHAUSTED,
      "STORE_FULL",
      `The memory store is full at ${maxBytes} bytes: delete items, or raise maxBytes of the backend.`,
    );
  }

  openNamespace(name: string): number {
    let id = this.#namespaceIds.get(name);
    if (id === undefined) {
      id = this.#tables.length;
      this.#namespaceIds.set(name, id);
      this.#tables.push(new Table());
      this.#remembered.push(new Table());
      // It may have been in another thread, whose versions were larger.
      this.#version = Math.max(this.#version, versionAtStart(this.#clock.wallMs()));
    }
    return id;
  }

  isUnused(namespaceId: number): boolean {
    return [this.#tables, this.#remembered].every((tables) => tableOf(tables, namespaceId).entries.size === 0);
  }

  isEmpty(namespaceId: number, nowMs: number): boolean {
    for (const entry of tableOf(this.#tables, namespaceId).entries.values()) if (!entry.isExpired(nowMs)) return false;
    return true;
  }

  dropNamespace(namespaceId: number): void {
    assert(!this.#storage.isInTransaction, "a namespace is dropped between transactions");
    for (const tables of [this.#tables, this.#remembered]) {
      const table = tables[namespaceId];
      if (table === undefined) continue;
      tables[namespaceId] = undefined;
      this.#dropped.add(table);
    }
    for (const [name, id] of this.#namespaceIds) if (id === namespaceId) this.#namespaceIds.delete(name);
  }

  getMany(items: readonly KeyValueItem[], nowMs: number): void {
    for (let i = 0; i < items.length; i++) this.#get(items[i] as KeyValueItem, nowMs);
  }

  putMany(items: readonly KeyValueItem[], nowMs: number): void {
    for (let i = 0; i < items.length; i++) this.#put(items[i] as KeyValueItem, nowMs);
  }

  deleteMany(items: readonly KeyValueItem[], nowMs: number): void {
    for (let i = 0; i < items.length; i++) this.#delete(items[i] as KeyValueItem, nowMs);
  }

  scan(query: ScanQuery, nowMs: number): ScanPage {
    return scanTable(tableOf(this.#tables, query.namespaceId), query, nowMs);
  }

  begin(): void {
    this.#storage.begin();
  }

  commit(): void {
    this.#storage.commit();
  }

  rollback(): void {
    this.#storage.rollback();
  }

  recall(namespaceId: number, idempotencyKey: string, nowMs: number): RememberedWrite | null {
    const entry = tableOf(this.#remembered, namespaceId).entries.get(idempotencyKey);
    return entry === undefined || entry.isExpired(nowMs) ? null : unpackRememberedWrite(entry.value);
  }

  remember(namespaceId: number, idempotencyKey: string, write: RememberedWrite, expiresAtMs: number): void {
    const table = tableOf(this.#remembered, namespaceId);
    const entry = table.entries.get(idempotencyKey);
    const packed = packRememberedWrite(write);
    if (!this.#storage.fits(growth(entry, idempotencyKey.length, packed.length))) {
      throw new PrismError(this.#full, { source: "backend", retry: "safe" });
    }
    if (entry === undefined) this.#storage.insert(table, idempotencyKey, packed, 0, expiresAtMs);
    else this.#storage.update(entry, packed, 0, expiresAtMs);
  }

  sweep(nowMs: number, maxItems: number): number {
    const expired = this.#storage.sweep(nowMs, maxItems);
    // A rollback would bring the entries back into tables that nobody has any more.
    if (this.#storage.isInTransaction) return expired;
    return expired + this.#dropped.sweep(maxItems - expired);
  }

  /** Memory that this thread can address can always serve. */
  checkHealth(): void {}

  stats(): KeyValueStats {
    let items = 0;
    for (const table of this.#tables) items += table?.entries.size ?? 0;
    return { items, bytes: this.#storage.bytes, maxBytes: this.#maxBytes };
  }

  /** Nothing to give back: the garbage collector has it once the store is let go. */
  close(): void {}

  #get(item: KeyValueItem, nowMs: number): void {
    const entry = tableOf(this.#tables, item.namespaceId).entries.get(item.key);
    if (entry === undefined || entry.isExpired(nowMs)) {
      item.outcome = Outcome.ABSENT;
      return;
    }
    item.version = entry.version;
    item.expiresAtMs = entry.expiresAtMs;
    if (item.wantsValue) item.value = entry.value;
    item.outcome = Outcome.DONE;
  }

  #put(item: KeyValueItem, nowMs: number): void {
    const table = tableOf(this.#tables, item.namespaceId);
    let entry = table.entries.get(item.key);
    if (item.ifVersion !== ANY_VERSION && isMismatch(item, entry, nowMs)) return;
    if (!this.#storage.fits(growth(entry, item.key.length, item.end - item.start))) {
      // Expired items go first. The one under this key may be among them, so it is looked up again.
      this.#storage.sweep(nowMs, SWEEP_STEP_ITEMS);
      entry = table.entries.get(item.key);
    }
    item.failure = this.#refusal(table, entry, item);
    if (item.failure !== null) {
      item.outcome = Outcome.FAILED;
      return;
    }
    const value = readByteString(item.source, item.start, item.end);
    const version = ++this.#version;
    if (entry === undefined) this.#storage.insert(table, item.key, value, version, item.expiresAtMs);
    else this.#storage.update(entry, value, version, item.expiresAtMs);
    item.version = version;
    item.outcome = Outcome.DONE;
  }

  /** Why there is no room for the item; null = there is. */
  #refusal(table: Table, entry: Entry | undefined, item: KeyValueItem): Failure | null {
    if (!this.#storage.fits(growth(entry, item.key.length, item.end - item.start))) return this.#full;
    return entry === undefined && table.entries.size >= MAX_TABLE_ITEMS ? tooManyItems : null;
  }

  #delete(item: KeyValueItem, nowMs: number): void {
    const entry = tableOf(this.#tables, item.namespaceId).entries.get(item.key);
    if (item.ifVersion !== ANY_VERSION && isMismatch(item, entry, nowMs)) return;
    item.outcome = entry === undefined || entry.isExpired(nowMs) ? Outcome.ABSENT : Outcome.DONE;
    if (entry !== undefined) this.#storage.remove(entry);
  }
}

const tooManyItems = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "STORE_FULL",
  `A namespace in memory holds at most ${MAX_TABLE_ITEMS} items: delete items, or spread them over namespaces.`,
);

function tableOf(tables: readonly (Table | undefined)[], namespaceId: number): Table {
  const table = tables[namespaceId];
  assert(table !== undefined, "the namespace is not open in this store");
  return table;
}

/** By how many bytes the store grows when a value comes under a key that `entry` has, or nobody. */
function growth(entry: Entry | undefined, keyBytes: number, valueBytes: number): number {
  return entry === undefined ? entryBytes(keyBytes, valueBytes) : valueBytes - entry.value.length;
}

/** Whether the item's condition fails; then it has its outcome. */
function isMismatch(item: KeyValueItem, entry: Entry | undefined, nowMs: number): boolean {
  const current = entry === undefined || entry.isExpired(nowMs) ? 0 : entry.version;
  if (item.ifVersion === current) return false;
  item.version = current;
  item.outcome = Outcome.MISMATCH;
  return true;
}
