import { OrderedKeys } from "./ordered-keys.ts";
import type { OverlayEntry } from "./overlay-entry.ts";

/** What an entry takes beside its key and value: two string headers, the entry, and its places in Map and order. */
const ENTRY_BYTES = 200;

/** The entries of one namespace in one generation, by key and in order. */
export class NamespaceEntries {
  readonly #slots = new Map<string, Slot>();
  readonly #keys = new OrderedKeys();
  #bytes = 0;

  get count(): number {
    return this.#slots.size;
  }

  /** About how much memory the entries take. */
  get bytes(): number {
    return this.#bytes;
  }

  find(key: string): OverlayEntry | undefined {
    return this.#slots.get(key)?.entry;
  }

  /** Sets the entry of a key, or removes it; returns what was there. */
  replace(key: string, entry: OverlayEntry | undefined): OverlayEntry | undefined {
    const slot = this.#slots.get(key);
    const before = slot?.entry;
    if (slot !== undefined) this.#bytes -= slot.bytes;
    if (entry === undefined) {
      if (this.#slots.delete(key)) this.#keys.remove(key);
      return before;
    }
    const bytes = entryBytes(key, entry);
    this.#bytes += bytes;
    if (slot !== undefined) {
      slot.entry = entry;
      slot.bytes = bytes;
    } else {
      this.#slots.set(key, new Slot(entry, bytes));
      this.#keys.insert(key);
    }
    return before;
  }

  keysFrom(key: string): Generator<string, void, undefined> {
    return this.#keys.from(key);
  }
}

/**
 * Where the entry of a key stands. Replacing it takes one look into the Map, and with its bytes at hand it does not touch
 * the old entry: with many keys most of the time of a write is waiting for memory.
 */
class Slot {
  entry: OverlayEntry;
  bytes: number;

  constructor(entry: OverlayEntry, bytes: number) {
    this.entry = entry;
    this.bytes = bytes;
  }
}

export function entryBytes(key: string, entry: OverlayEntry): number {
  return ENTRY_BYTES + key.length + entry.value.length;
}
