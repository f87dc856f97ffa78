import type Database from "better-sqlite3";

/** Removes expired rows, found by the expiry indexes. */
export class ExpirySweeper {
  readonly #items: Database.Statement;
  readonly #idempotency: Database.Statement;

  constructor(db: Database.Database) {
    this.#items = db.prepare(deleteExpired("items"));
    this.#idempotency = db.prepare(deleteExpired("idempotency"));
  }

  /** At most `maxItems` of both tables together; returns how many. To be called in a transaction. */
  sweep(nowMs: number, maxItems: number): number {
    const items = this.#items.run(nowMs, maxItems).changes;
    return items < maxItems ? items + this.#idempotency.run(nowMs, maxItems - items).changes : items;
  }
}

function deleteExpired(table: string): string {
  return `DELETE FROM ${table} WHERE (namespace_id, key) IN (
    SELECT namespace_id, key FROM ${table} WHERE expires_at_ms > 0 AND expires_at_ms <= ?
    ORDER BY expires_at_ms LIMIT ?)`;
}
