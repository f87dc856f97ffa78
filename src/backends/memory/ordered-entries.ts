import { assert } from "../../common/assert.ts";
import type { Entry } from "./entry.ts";

/** Entries of a block: a binary search within fits few cache lines, and moving half of them costs less than finding the block. */
export const MAX_BLOCK_ENTRIES = 512;

/**
 * Entries in byte order of their keys: sorted blocks, none empty, every key of a block before all keys of the next.
 *
 *     blocks  [ a … f ] [ g … k ] [ l … z ]
 */
export class OrderedEntries {
  readonly #blocks: Entry[][] = [];

  constructor(entries: Iterable<Entry>) {
    const sorted = [...entries].sort(byKey);
    const half = MAX_BLOCK_ENTRIES / 2;
    for (let at = 0; at < sorted.length; at += half) this.#blocks.push(sorted.slice(at, at + half));
  }

  insert(entry: Entry): void {
    if (this.#blocks.length === 0) this.#blocks.push([]);
    const at = this.#blockOf(entry.key);
    const block = this.#blocks[at] as Entry[];
    block.splice(lowerBound(block, entry.key), 0, entry);
    if (block.length > MAX_BLOCK_ENTRIES) this.#blocks.splice(at + 1, 0, block.splice(MAX_BLOCK_ENTRIES / 2));
  }

  remove(entry: Entry): void {
    const at = this.#blockOf(entry.key);
    const block = this.#blocks[at];
    assert(block !== undefined, "an entry to remove must be in the index");
    const place = lowerBound(block, entry.key);
    assert(block[place] === entry, "an entry to remove must be in the index");
    block.splice(place, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** Visits entries from the key `from` on, in order, until the visitor says false or the end is reached. */
  visitFrom(from: string, visit: (entry: Entry) => boolean): void {
    if (this.#blocks.length === 0) return;
    let at = this.#blockOf(from);
    let place = lowerBound(this.#blocks[at] as Entry[], from);
    for (let block = this.#blocks[at]; block !== undefined; block = this.#blocks[++at], place = 0) {
      for (let i = place; i < block.length; i++) if (!visit(block[i] as Entry)) return;
    }
  }

  /** The last block whose first key is not after `key`; the first block when there is none. */
  #blockOf(key: string): number {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const block = this.#blocks[middle] as Entry[];
      if ((block[0] as Entry).key <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The place of the first entry whose key is not before `key`. */
function lowerBound(block: readonly Entry[], key: string): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((block[middle] as Entry).key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byKey(a: Entry, b: Entry): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
