import type Database from "better-sqlite3";

/** Values removed by one step: giving the pages of large ones back takes a millisecond for every few megabytes. */
const STEP_BYTES = 4 * 1024 * 1024;

/**
 * Which number each namespace has. A dropped one has lost its name and keeps its row until nothing of it is left, so that
 * the removal goes on after a restart; its number is never given away again.
 */
export class NamespaceNames {
  readonly #add: Database.Statement;
  readonly #find: Database.Statement;
  readonly #live: Database.Statement;
  readonly #drop: Database.Statement;
  readonly #forget: Database.Statement;
  readonly #items: Database.Statement;
  readonly #deleteItems: Database.Statement;
  readonly #deleteRemembered: Database.Statement;
  /** Dropped ones that are not removed yet. */
  readonly #dropped: number[];

  constructor(db: Database.Database) {
    this.#add = db.prepare("INSERT INTO namespaces (name) VALUES (?)");
    this.#find = db.prepare("SELECT id FROM namespaces WHERE name = ?").pluck();
    this.#live = db.prepare("SELECT id FROM namespaces WHERE name IS NOT NULL").pluck();
    this.#drop = db.prepare("UPDATE namespaces SET name = NULL WHERE id = ? AND name IS NOT NULL");
    this.#forget = db.prepare("DELETE FROM namespaces WHERE id = ?");
    this.#items = db.prepare("SELECT key, length(value) FROM items WHERE namespace_id = ? ORDER BY key LIMIT ?").raw();
    this.#deleteItems = db.prepare("DELETE FROM items WHERE namespace_id = ? AND key <= ?");
    this.#deleteRemembered = db.prepare(
      `DELETE FROM idempotency WHERE namespace_id = ?
       AND key IN (SELECT key FROM idempotency WHERE namespace_id = ? LIMIT ?)`,
    );
    this.#dropped = db.prepare("SELECT id FROM namespaces WHERE name IS NULL").pluck().all() as number[];
  }

  /** To be called in a transaction; it writes only when the name is new, so that a full disk can be opened. */
  open(name: string): number {
    return (this.#find.get(name) as number | undefined) ?? Number(this.#add.run(name).lastInsertRowid);
  }

  /** The numbers that stand for namespaces. */
  live(): Set<number> {
    return new Set(this.#live.all() as number[]);
  }

  /** Whether the number stood for a namespace; to be called in a transaction, and then {@link onDropped}. */
  drop(id: number): boolean {
    return this.#drop.run(id).changes > 0;
  }

  /** The dropping has been committed. */
  onDropped(id: number): void {
    this.#dropped.push(id);
  }

  /** Removes at most `maxItems` rows of one dropped namespace; 0 when none is left. To be called in a transaction. */
  sweep(maxItems: number): number {
    const id = this.#dropped[0];
    if (id === undefined || maxItems === 0) return 0;
    const removed = this.#removeItems(id, maxItems) || this.#deleteRemembered.run(id, id, maxItems).changes;
    if (removed > 0) return removed;
    // Should this not be committed, the next start finds the row, and nothing but it.
    this.#forget.run(id);
    this.#dropped.shift();
    return 1;
  }

  #removeItems(id: number, maxItems: number): number {
    let removed = 0;
    let bytes = 0;
    let last = "";
    for (const [key, length] of this.#items.iterate(id, maxItems) as Iterable<[string, number]>) {
      last = key;
      removed++;
      bytes += length;
      if (bytes >= STEP_BYTES) break;
    }
    if (removed > 0) this.#deleteItems.run(id, last);
    return removed;
  }
}
