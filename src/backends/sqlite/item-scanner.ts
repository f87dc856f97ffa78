import type Database from "better-sqlite3";
import type { ScannedItem, ScanPage, ScanQuery } from "../contract.ts";
import { type ItemRow, MergedKeys } from "./merged-keys.ts";
import type { Overlay } from "./overlay.ts";

/** Reads ranges of keys, one by one, so that a page that ends by bytes has read nothing beyond one row. */
export class ItemScanner {
  readonly #overlay: Overlay;
  readonly #toEnd: Database.Statement;
  readonly #toKey: Database.Statement;
  readonly #keysToEnd: Database.Statement;
  readonly #keysToKey: Database.Statement;

  constructor(db: Database.Database, overlay: Overlay) {
    this.#overlay = overlay;
    const prepare = (columns: string, until: string): Database.Statement =>
      db
        .prepare(
          `SELECT ${columns} FROM items WHERE namespace_id = ? AND key >= CAST(? AS TEXT) ${until}
           AND (expires_at_ms = 0 OR expires_at_ms > ?) ORDER BY key`,
        )
        .raw();
    const columns = "key, version, expires_at_ms";
    const until = "AND key < CAST(? AS TEXT)";
    this.#toEnd = prepare(`${columns}, value`, "");
    this.#toKey = prepare(`${columns}, value`, until);
    this.#keysToEnd = prepare(columns, "");
    this.#keysToKey = prepare(columns, until);
  }

  /** It looks one item past the page, so that `more` is exact. */
  scan(query: ScanQuery, nowMs: number): ScanPage {
    const { namespaceId, from, to } = query;
    const keys = new MergedKeys(this.#overlay, this.#rows(query, nowMs), namespaceId, from, to);
    try {
      return readPage(keys, query, nowMs);
    } finally {
      keys.close();
    }
  }

  #rows(query: ScanQuery, nowMs: number): IterableIterator<ItemRow> {
    const { namespaceId, keysOnly } = query;
    const from = boundOf(query.from);
    if (query.to === null) {
      const statement = keysOnly ? this.#keysToEnd : this.#toEnd;
      return statement.iterate(namespaceId, from, nowMs) as IterableIterator<ItemRow>;
    }
    const statement = keysOnly ? this.#keysToKey : this.#toKey;
    return statement.iterate(namespaceId, from, boundOf(query.to), nowMs) as IterableIterator<ItemRow>;
  }
}

function readPage(keys: MergedKeys, query: ScanQuery, nowMs: number): ScanPage {
  const items: ScannedItem[] = [];
  let bytes = 0;
  while (keys.next()) {
    const item = itemOf(keys, query.keysOnly, nowMs);
    if (item === null) continue;
    if (items.length > 0 && (items.length >= query.maxItems || bytes >= query.maxBytes)) return { items, more: true };
    items.push(item);
    bytes += item.key.length + item.value.length;
  }
  return { items, more: false };
}

/** The item at the key, the overlay's before the table's; null when there is none. */
function itemOf({ key, entry, row }: MergedKeys, keysOnly: boolean, nowMs: number): ScannedItem | null {
  if (entry !== undefined) {
    if (!entry.isVisible(nowMs)) return null;
    return { key, value: keysOnly ? "" : entry.value, version: entry.version, expiresAtMs: entry.expiresAtMs };
  }
  return row === null ? null : { key, value: row[3] ?? "", version: row[1], expiresAtMs: row[2] };
}

/** Bounds go in as bytes: the successor of a prefix need not be UTF-8, and decoding would turn it into another key. */
function boundOf(bound: string): Buffer {
  return Buffer.from(bound, "latin1");
}
