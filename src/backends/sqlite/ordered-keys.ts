import { assert } from "../../common/assert.ts";

/** Keys of a block: a binary search within fits few cache lines, and moving half of them costs less than finding the block. */
export const MAX_BLOCK_KEYS = 512;

/**
 * A set of byte strings in byte order: sorted blocks, none empty, every key of a block before all keys of the next. It is
 * kept in order with every new key, so that neither a scan nor applying ever waits for a large sort.
 *
 *     blocks  [ a … f ] [ g … k ] [ l … z ]
 */
export class OrderedKeys {
  readonly #blocks: string[][] = [];

  /** Adds a key that is not there. */
  insert(key: string): void {
    if (this.#blocks.length === 0) this.#blocks.push([]);
    const at = this.#blockOf(key);
    const block = this.#blocks[at] as string[];
    block.splice(lowerBound(block, key), 0, key);
    if (block.length <= MAX_BLOCK_KEYS) return;
    // Keys that come in order fill their blocks, instead of leaving each half full.
    const cut = block.at(-1) === key ? MAX_BLOCK_KEYS : MAX_BLOCK_KEYS / 2;
    this.#blocks.splice(at + 1, 0, block.splice(cut));
  }

  remove(key: string): void {
    const at = this.#blockOf(key);
    const block = this.#blocks[at];
    const place = block === undefined ? 0 : lowerBound(block, key);
    assert(block?.[place] === key, "a key to remove must be there");
    block.splice(place, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** The keys from `from` on, in order; the set must not change meanwhile. */
  *from(from: string): Generator<string, void, undefined> {
    if (this.#blocks.length === 0) return;
    let at = this.#blockOf(from);
    let place = lowerBound(this.#blocks[at] as string[], from);
    for (let block = this.#blocks[at]; block !== undefined; block = this.#blocks[++at], place = 0) {
      for (let i = place; i < block.length; i++) yield block[i] as string;
    }
  }

  /** The last block whose first key is not after `key`; the first block when there is none. */
  #blockOf(key: string): number {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const block = this.#blocks[middle] as string[];
      if ((block[0] as string) <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The place of the first key that is not before `key`. */
function lowerBound(block: readonly string[], key: string): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((block[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
