import type { Entry } from "./entry.ts";
import { OrderedEntries } from "./ordered-entries.ts";

/** The entries of one namespace: found by key in a Map and, from the first scan on, in the order of their keys. */
export class Table {
  readonly entries = new Map<string, Entry>();
  /** Null until somebody scans: a namespace that is never scanned does not pay for order. */
  #ordered: OrderedEntries | null = null;

  add(entry: Entry): void {
    this.entries.set(entry.key, entry);
    this.#ordered?.insert(entry);
  }

  remove(entry: Entry): void {
    this.entries.delete(entry.key);
    this.#ordered?.remove(entry);
  }

  /** No longer keeps the order: who removes all entries does not want to pay for it. */
  forgetOrder(): void {
    this.#ordered = null;
  }

  /** The first call sorts all keys: about 0.6 s for a million. */
  ordered(): OrderedEntries {
    this.#ordered ??= new OrderedEntries(this.entries.values());
    return this.#ordered;
  }
}
