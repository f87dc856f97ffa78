import { assert } from "../common/assert.ts";
import { MAX_NAMESPACE_BYTES } from "../common/limits.ts";
import { namespacesOf, type Snapshot } from "./snapshot.ts";

/**
 * Finds a namespace by the bytes of its name, where they stand in a frame: the acceptor asks once for every frame, so no
 * string is made and nothing is allocated.
 *
 * Open addressing with linear probing over a power of two of slots, at most half of them used:
 *
 *     slots    [ -1 | 2 | -1 | 0 | 1 | -1 | -1 | -1 ]   index of a namespace, -1 = free
 *     starts   [ 0, 7, 13, 19 ]                         name i is names[starts[i], starts[i + 1]), empty = gone
 *     names    "default" "memory" "orders"
 */
export class NamespaceTable {
  readonly #names: Uint8Array;
  readonly #starts: Int32Array;
  readonly #slots: Int32Array;
  /** The last one found: frames that follow each other mostly name the same namespace. −1 = none yet. */
  #last = -1;

  constructor(snapshot: Pick<Snapshot, "namespaces">) {
    const texts = snapshot.namespaces.map((namespace) => namespace?.name ?? "");
    const bytes = Buffer.from(texts.join(""), "utf8");
    const starts = new Int32Array(texts.length + 1);
    this.#names = bytes;
    this.#starts = starts;
    let end = 0;
    for (const [i, text] of texts.entries()) starts[i + 1] = end += Buffer.byteLength(text);
    this.#slots = new Int32Array(slotCount(namespacesOf(snapshot).length)).fill(-1);
    for (let i = 0; i < texts.length; i++) {
      const from = starts[i] as number;
      const to = starts[i + 1] as number;
      if (from === to) continue;
      assert(to - from <= MAX_NAMESPACE_BYTES, "a namespace's name is too long");
      assert(this.#probe(bytes, from, to) === -1, "a namespace stands in the snapshot twice");
      this.#insert(i, bytes, from, to);
    }
  }

  /** The index of the namespace that `bytes[start, end)` names, or −1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const last = this.#last;
    if (last !== -1 && this.#equals(last, bytes, start, end)) return last;
    // No such name is declared, and the hash of a megabyte would hold up every other connection.
    if (end - start > MAX_NAMESPACE_BYTES) return -1;
    const found = this.#probe(bytes, start, end);
    if (found !== -1) this.#last = found;
    return found;
  }

  #probe(bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash(bytes, start, end) & mask;
    // Ends, for at least half of the slots are free.
    for (;;) {
      const index = slots[slot] as number;
      if (index === -1 || this.#equals(index, bytes, start, end)) return index;
      slot = (slot + 1) & mask;
    }
  }

  #insert(index: number, bytes: Uint8Array, start: number, end: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash(bytes, start, end) & mask;
    while (this.#slots[slot] !== -1) slot = (slot + 1) & mask;
    this.#slots[slot] = index;
  }

  #equals(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const names = this.#names;
    const from = this.#starts[index] as number;
    const length = (this.#starts[index + 1] as number) - from;
    if (end - start !== length) return false;
    for (let i = 0; i < length; i++) if (names[from + i] !== bytes[start + i]) return false;
    return true;
  }
}

/** The power of two that is at least twice `count`, and at least 2, so that one slot is always free. */
function slotCount(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(count, 1) * 2));
}

/** FNV-1a, 32 bits, its high bits folded onto the low ones. Source: https://datatracker.ietf.org/doc/html/rfc9923 */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let h = 0x811c9dc5;
  for (let i = start; i < end; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193);
  return h ^ (h >>> 16);
}
