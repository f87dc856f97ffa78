import type Database from "better-sqlite3";
import { toByteString } from "../../codec/byte-string.ts";
import type { ScannedItem, ScanPage, ScanQuery } from "../contract.ts";

type Row = [key: string, version: number, expiresAtMs: number, value?: Buffer];

/** Reads ranges of keys, row by row, so that a page that ends by bytes has read nothing beyond one row. */
export class ItemScanner {
  readonly #toEnd: Database.Statement;
  readonly #toKey: Database.Statement;
  readonly #keysToEnd: Database.Statement;
  readonly #keysToKey: Database.Statement;

  constructor(db: Database.Database) {
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

  /** It looks one row past the page, so that `more` is exact. */
  scan(query: ScanQuery, nowMs: number): ScanPage {
    const items: ScannedItem[] = [];
    let bytes = 0;
    for (const row of this.#rows(query, nowMs)) {
      if (items.length > 0 && (items.length >= query.maxItems || bytes >= query.maxBytes)) return { items, more: true };
      const item = { key: toByteString(row[0]), value: row[3] ?? "", version: row[1], expiresAtMs: row[2] };
      items.push(item);
      bytes += item.key.length + item.value.length;
    }
    return { items, more: false };
  }

  #rows(query: ScanQuery, nowMs: number): IterableIterator<Row> {
    const { namespaceId, keysOnly } = query;
    const from = boundOf(query.from);
    if (query.to === null) {
      const statement = keysOnly ? this.#keysToEnd : this.#toEnd;
      return statement.iterate(namespaceId, from, nowMs) as IterableIterator<Row>;
    }
    const statement = keysOnly ? this.#keysToKey : this.#toKey;
    return statement.iterate(namespaceId, from, boundOf(query.to), nowMs) as IterableIterator<Row>;
  }
}

/** Bounds go in as bytes: the successor of a prefix need not be UTF-8, and decoding would turn it into another key. */
function boundOf(bound: string): Buffer {
  return Buffer.from(bound, "latin1");
}
