import type Database from "better-sqlite3";
import { fromByteString } from "../../codec/byte-string.ts";
import { type KeyValueItem, Outcome } from "../contract.ts";
import type { Overlay } from "./overlay.ts";

/** Keys of one statement. One key: 231 k a second; 8 in a list: 280 k; 32: 345 k; 128 and 256: 345 and 300 k. */
const MANY = 32;
const SOME = 8;
/** Up to here single reads are faster than a list of {@link SOME} that repeats the last key. */
const FEW = 2;

type ValueRow = [key: string, version: number, expiresAtMs: number, value?: Buffer];

/** Reads items by key: from the overlay, and else from the table, many in a statement. */
export class ItemReader {
  readonly #overlay: Overlay;
  /** The items that the overlay does not know. */
  readonly #misses: KeyValueItem[] = [];
  readonly #withValue: Lookup;
  readonly #withoutValue: Lookup;

  constructor(db: Database.Database, overlay: Overlay) {
    this.#overlay = overlay;
    this.#withValue = new Lookup(db, "key, version, expires_at_ms, value");
    this.#withoutValue = new Lookup(db, "key, version, expires_at_ms");
  }

  read(items: readonly KeyValueItem[], nowMs: number): void {
    const misses = this.#misses;
    try {
      for (let i = 0; i < items.length; i++) {
        const item = items[i] as KeyValueItem;
        if (!this.#readOverlay(item, nowMs)) misses.push(item);
      }
      if (misses.length > 0) this.#readTable(misses, nowMs);
    } finally {
      misses.length = 0;
    }
  }

  /** False when the overlay does not know. */
  #readOverlay(item: KeyValueItem, nowMs: number): boolean {
    const entry = this.#overlay.find(item.namespaceId, item.key);
    if (entry === undefined) return false;
    item.outcome = Outcome.ABSENT;
    if (!entry.isVisible(nowMs)) return true;
    item.version = entry.version;
    item.expiresAtMs = entry.expiresAtMs;
    if (item.wantsValue) item.value = entry.value;
    item.outcome = Outcome.DONE;
    return true;
  }

  #readTable(items: readonly KeyValueItem[], nowMs: number): void {
    const sorted = isUniform(items) ? items : items.toSorted(byNamespaceAndWish);
    for (let at = 0; at < sorted.length; ) at = this.#readRun(sorted, at, nowMs);
  }

  /** Reads some of the items from `start` on that go into one statement; returns where the next one begins. */
  #readRun(items: readonly KeyValueItem[], start: number, nowMs: number): number {
    const first = items[start] as KeyValueItem;
    let end = start + 1;
    while (end < items.length && end - start < MANY && belongTogether(first, items[end] as KeyValueItem)) end++;
    const lookup = first.wantsValue ? this.#withValue : this.#withoutValue;
    const count = end - start;
    if (count <= FEW) {
      for (let i = start; i < end; i++) lookup.one(items[i] as KeyValueItem, nowMs);
      return end;
    }
    const size = count === MANY ? MANY : SOME;
    const taken = Math.min(count, size);
    lookup.many(size, items, start, start + taken, nowMs);
    return start + taken;
  }
}

/** The statements for one list of columns. */
class Lookup {
  readonly #one: Database.Statement;
  readonly #lists: ReadonlyMap<number, Database.Statement>;
  /** Parameters of the lists by their size, filled anew for every call. */
  readonly #parameters: ReadonlyMap<number, (number | string)[]>;
  readonly #byKey = new Map<string, KeyValueItem>();

  constructor(db: Database.Database, columns: string) {
    const select = `SELECT ${columns} FROM items WHERE namespace_id = ? AND key`;
    const list = (size: number): Database.Statement =>
      db.prepare(`${select} IN (${Array(size).fill("?").join()})`).raw();
    this.#one = db.prepare(`${select} = ?`).raw();
    this.#lists = new Map([SOME, MANY].map((size) => [size, list(size)]));
    this.#parameters = new Map([SOME, MANY].map((size) => [size, Array<number | string>(size + 1).fill("")]));
  }

  one(item: KeyValueItem, nowMs: number): void {
    const row = this.#one.get(item.namespaceId, fromByteString(item.key)) as ValueRow | undefined;
    item.outcome = Outcome.ABSENT;
    if (row !== undefined) complete(item, row, nowMs);
  }

  /** Reads `items[start, end)` with the list of `size` keys. Rows come in the order of keys, so they are told by key. */
  many(size: number, items: readonly KeyValueItem[], start: number, end: number, nowMs: number): void {
    const parameters = this.#parameters.get(size) as (number | string)[];
    const byKey = this.#byKey;
    let repeats = 0;
    let key = "";
    for (let i = start; i < end; i++) {
      const item = items[i] as KeyValueItem;
      item.outcome = Outcome.ABSENT;
      key = fromByteString(item.key);
      parameters[i - start + 1] = key;
      if (byKey.has(key)) repeats++;
      else byKey.set(key, item);
    }
    parameters[0] = (items[start] as KeyValueItem).namespaceId;
    parameters.fill(key, end - start + 1);
    const rows = (this.#lists.get(size) as Database.Statement).all(parameters) as ValueRow[];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as ValueRow;
      complete(byKey.get(row[0]) as KeyValueItem, row, nowMs);
    }
    if (repeats > 0) copyRepeats(items, start, end, byKey);
    byKey.clear();
  }
}

function complete(item: KeyValueItem, row: ValueRow, nowMs: number): void {
  const expiresAtMs = row[2];
  if (expiresAtMs !== 0 && expiresAtMs <= nowMs) return;
  item.version = row[1];
  item.expiresAtMs = expiresAtMs;
  if (row[3] !== undefined) item.value = row[3];
  item.outcome = Outcome.DONE;
}

/** Gives every item whose key came before in the list the answer of the first. */
function copyRepeats(
  items: readonly KeyValueItem[],
  start: number,
  end: number,
  byKey: ReadonlyMap<string, KeyValueItem>,
): void {
  for (let i = start; i < end; i++) {
    const item = items[i] as KeyValueItem;
    const first = byKey.get(fromByteString(item.key)) as KeyValueItem;
    if (first === item || first.outcome !== Outcome.DONE) continue;
    item.version = first.version;
    item.expiresAtMs = first.expiresAtMs;
    item.value = first.value;
    item.outcome = Outcome.DONE;
  }
}

function belongTogether(a: KeyValueItem, b: KeyValueItem): boolean {
  return a.namespaceId === b.namespaceId && a.wantsValue === b.wantsValue;
}

function isUniform(items: readonly KeyValueItem[]): boolean {
  for (let i = 1; i < items.length; i++) {
    if (!belongTogether(items[0] as KeyValueItem, items[i] as KeyValueItem)) return false;
  }
  return true;
}

function byNamespaceAndWish(a: KeyValueItem, b: KeyValueItem): number {
  return a.namespaceId - b.namespaceId || Number(a.wantsValue) - Number(b.wantsValue);
}
