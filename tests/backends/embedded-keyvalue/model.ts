import { ANY_VERSION, Outcome, type RememberedWrite } from "../../../src/backends/contract.ts";

/** One item as it should be. */
export interface ModelItem {
  readonly value: string;
  readonly version: number;
  readonly expiresAtMs: number;
}

interface ModelState {
  /** By namespace, a NUL and the key, all byte strings. */
  readonly items: Map<string, ModelItem>;
  readonly remembered: Map<string, { readonly write: RememberedWrite; readonly expiresAtMs: number }>;
}

/** What a KeyValue store should do, in the plainest way: one Map, copied when a transaction begins. */
export class KeyValueModel {
  nowMs = 1_000;
  /** The largest version that anybody may have seen; every new one must be larger. */
  lastVersion = 0;
  #lastVersionBefore = 0;
  #state: ModelState = { items: new Map(), remembered: new Map() };
  #before: ModelState | null = null;

  get inTransaction(): boolean {
    return this.#before !== null;
  }

  find(namespace: string, key: string): ModelItem | null {
    const item = this.#state.items.get(`${namespace}\0${key}`);
    return item === undefined || isExpired(item.expiresAtMs, this.nowMs) ? null : item;
  }

  /** The outcome of a conditional write on what is there now. */
  check(namespace: string, key: string, ifVersion: number): Outcome {
    const current = this.find(namespace, key)?.version ?? 0;
    return ifVersion === ANY_VERSION || ifVersion === current ? Outcome.DONE : Outcome.MISMATCH;
  }

  put(namespace: string, key: string, item: ModelItem): void {
    this.#state.items.set(`${namespace}\0${key}`, item);
  }

  delete(namespace: string, key: string): void {
    this.#state.items.delete(`${namespace}\0${key}`);
  }

  /** Keys of a range in byte order; byte strings compare as their bytes. */
  keys(namespace: string, from: string, to: string | null): string[] {
    return [...this.#state.items.keys()]
      .filter((name) => name.startsWith(`${namespace}\0`))
      .map((name) => name.slice(namespace.length + 1))
      .filter((key) => key >= from && (to === null || key < to) && this.find(namespace, key) !== null)
      .sort((a, b) => (a < b ? -1 : 1));
  }

  recall(namespace: string, key: string): RememberedWrite | null {
    const found = this.#state.remembered.get(`${namespace}\0${key}`);
    return found === undefined || isExpired(found.expiresAtMs, this.nowMs) ? null : found.write;
  }

  remember(namespace: string, key: string, write: RememberedWrite, expiresAtMs: number): void {
    this.#state.remembered.set(`${namespace}\0${key}`, { write, expiresAtMs });
  }

  begin(): void {
    this.#lastVersionBefore = this.lastVersion;
    this.#before = { items: new Map(this.#state.items), remembered: new Map(this.#state.remembered) };
  }

  commit(): void {
    this.#before = null;
  }

  /** Versions of what never was may come again: nobody was told them. */
  rollback(): void {
    if (this.#before === null) return;
    this.#state = this.#before;
    this.lastVersion = this.#lastVersionBefore;
    this.#before = null;
  }

  /** Takes away what has expired; returns how much that was. */
  sweep(): number {
    let removed = 0;
    for (const map of [this.#state.items, this.#state.remembered]) {
      for (const [name, { expiresAtMs }] of map) {
        if (isExpired(expiresAtMs, this.nowMs) && map.delete(name)) removed++;
      }
    }
    return removed;
  }
}

function isExpired(expiresAtMs: number, nowMs: number): boolean {
  return expiresAtMs !== 0 && expiresAtMs <= nowMs;
}
