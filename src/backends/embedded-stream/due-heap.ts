/** Something that is due at a time, and knows its place in the heap. */
export interface Due {
  readonly sequence: number;
  dueMs: number;
  /** −1 = not in the heap. Only the heap writes it. */
  heapIndex: number;
}

/**
 * What will be due, the next one first and, of those due at one time, the one with the lowest number: a binary min-heap in which each
 * knows its place, so that a change or a removal takes O(log n) and leaves nothing behind.
 */
export class DueHeap<T extends Due> {
  readonly #items: T[] = [];

  peek(): T | undefined {
    return this.#items[0];
  }

  /** Puts it where its `dueMs` says, whether it was in the heap or not. */
  place(item: T): void {
    if (item.heapIndex < 0) {
      item.heapIndex = this.#items.length;
      this.#items.push(item);
    }
    this.#rise(item);
    this.#sink(item);
  }

  remove(item: T): void {
    const hole = item.heapIndex;
    if (hole < 0) return;
    const last = this.#items.pop() as T;
    item.heapIndex = -1;
    if (last === item) return;
    this.#set(hole, last);
    this.#rise(last);
    this.#sink(last);
  }

  clear(): void {
    for (const item of this.#items) item.heapIndex = -1;
    this.#items.length = 0;
  }

  #rise(item: T): void {
    let at = item.heapIndex;
    while (at > 0) {
      const parentAt = (at - 1) >>> 1;
      const parent = this.#items[parentAt] as T;
      if (!isBefore(item, parent)) break;
      this.#set(at, parent);
      at = parentAt;
    }
    this.#set(at, item);
  }

  #sink(item: T): void {
    const items = this.#items;
    let at = item.heapIndex;
    for (;;) {
      let childAt = 2 * at + 1;
      if (childAt >= items.length) break;
      const right = items[childAt + 1];
      if (right !== undefined && isBefore(right, items[childAt] as T)) childAt++;
      const child = items[childAt] as T;
      if (!isBefore(child, item)) break;
      this.#set(at, child);
      at = childAt;
    }
    this.#set(at, item);
  }

  #set(at: number, item: T): void {
    this.#items[at] = item;
    item.heapIndex = at;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.sequence < b.sequence);
}
