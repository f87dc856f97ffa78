import type { Entry } from "./entry.ts";

/**
 * The entries that will expire, the next one first: a binary min-heap in which every entry knows its place, so that a
 * change of its expiry or its removal takes O(log n) and leaves nothing behind.
 */
export class ExpiryHeap {
  readonly #entries: Entry[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** The entry that expires first. */
  peek(): Entry | undefined {
    return this.#entries[0];
  }

  /** Puts the entry where its `expiresAtMs` says: in, out, or to another place. */
  place(entry: Entry): void {
    if (entry.expiresAtMs === 0) {
      if (entry.expiryIndex >= 0) this.remove(entry);
      return;
    }
    if (entry.expiryIndex < 0) {
      entry.expiryIndex = this.#entries.length;
      this.#entries.push(entry);
    }
    this.#settle(entry);
  }

  remove(entry: Entry): void {
    const hole = entry.expiryIndex;
    if (hole < 0) return;
    const last = this.#entries.pop() as Entry;
    entry.expiryIndex = -1;
    if (last === entry) return;
    this.#set(hole, last);
    this.#settle(last);
  }

  /** Restores the order around an entry that may be too low or too high. */
  #settle(entry: Entry): void {
    this.#rise(entry);
    this.#sink(entry);
  }

  #rise(entry: Entry): void {
    let at = entry.expiryIndex;
    while (at > 0) {
      const parentAt = (at - 1) >>> 1;
      const parent = this.#entries[parentAt] as Entry;
      if (parent.expiresAtMs <= entry.expiresAtMs) break;
      this.#set(at, parent);
      at = parentAt;
    }
    this.#set(at, entry);
  }

  #sink(entry: Entry): void {
    const entries = this.#entries;
    let at = entry.expiryIndex;
    for (;;) {
      let childAt = 2 * at + 1;
      if (childAt >= entries.length) break;
      const right = entries[childAt + 1];
      if (right !== undefined && right.expiresAtMs < (entries[childAt] as Entry).expiresAtMs) childAt++;
      const child = entries[childAt] as Entry;
      if (entry.expiresAtMs <= child.expiresAtMs) break;
      this.#set(at, child);
      at = childAt;
    }
    this.#set(at, entry);
  }

  #set(at: number, entry: Entry): void {
    this.#entries[at] = entry;
    entry.expiryIndex = at;
  }
}
