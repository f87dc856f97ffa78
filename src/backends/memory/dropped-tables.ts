import type { Entry } from "./entry.ts";
import type { Storage } from "./storage.ts";
import type { Table } from "./table.ts";

/** Tables of dropped namespaces, which nobody reads any more and which are emptied little by little. */
export class DroppedTables {
  readonly #storage: Storage;
  /** One for each table; it goes on where it stopped, for a Map that loses its first entries finds the next ever more slowly. */
  readonly #entries: IterableIterator<Entry>[] = [];

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  add(table: Table): void {
    table.forgetOrder();
    this.#entries.push(table.entries.values());
  }

  /** Removes at most `maxItems` entries; returns how many. */
  sweep(maxItems: number): number {
    let removed = 0;
    while (removed < maxItems) {
      const next = this.#entries[0]?.next();
      if (next === undefined) break;
      if (next.done === true) {
        this.#entries.shift();
        continue;
      }
      this.#storage.remove(next.value);
      removed++;
    }
    if (removed > 0) this.#storage.settle();
    return removed;
  }
}
