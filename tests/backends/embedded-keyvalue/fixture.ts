import type { KeyValueStore, ScanPage } from "../../../src/backends/contract.ts";
import { toByteString } from "../../../src/codec/byte-string.ts";
import { textOf } from "./items.ts";

/** A store to test. `reopen` closes it and opens it again on the same data; a store that keeps none has no `reopen`. */
export interface OpenedKeyValueStore {
  readonly store: KeyValueStore;
  readonly reopen?: () => Promise<KeyValueStore>;
  readonly dispose: () => Promise<void>;
}

/** The time at which the cases happen, unless they say otherwise. */
export const NOW_MS = 1_700_000_000_000;

/** What a case works on: a fresh store with one namespace. */
export class KeyValueFixture {
  readonly #open: () => Promise<OpenedKeyValueStore>;
  #opened: OpenedKeyValueStore | null = null;
  #store: KeyValueStore | null = null;
  /** The namespace `orders`. */
  ns = 0;

  constructor(open: () => Promise<OpenedKeyValueStore>) {
    this.#open = open;
  }

  get store(): KeyValueStore {
    return this.#store as KeyValueStore;
  }

  /** Whether data outlives the store. */
  get canReopen(): boolean {
    return this.#opened?.reopen !== undefined;
  }

  async open(): Promise<void> {
    this.#opened = await this.#open();
    this.#store = this.#opened.store;
    this.ns = this.store.openNamespace("orders");
  }

  /** Closes the store and opens it again, where that keeps its data. */
  async reopen(): Promise<void> {
    if (this.#opened?.reopen !== undefined) this.#store = await this.#opened.reopen();
  }

  async dispose(): Promise<void> {
    await this.#opened?.dispose();
  }

  /** The first page of the keys (as text) in [from, to). */
  scan(from: string, to: string | null): ScanPage {
    const [start, end] = [toByteString(from), to === null ? null : toByteString(to)];
    const query = { namespaceId: this.ns, from: start, to: end, keysOnly: false, maxItems: 1000, maxBytes: 1e6 };
    return this.store.scan(query, NOW_MS);
  }
}

export function keysOf(page: ScanPage): string[] {
  return page.items.map((item) => textOf(item.key));
}
