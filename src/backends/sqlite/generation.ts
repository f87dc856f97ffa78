import { NamespaceEntries } from "./namespace-entries.ts";
import type { OverlayEntry } from "./overlay-entry.ts";

/** The newest state of the keys written within one stretch of time. */
export class Generation {
  readonly #namespaces = new Map<number, NamespaceEntries>();
  #lastId = -1;
  #last: NamespaceEntries | undefined;
  #count = 0;
  #bytes = 0;
  #earliestExpiryMs = Number.POSITIVE_INFINITY;

  /** Entries; 0 = empty. */
  get count(): number {
    return this.#count;
  }

  /** About how much memory the entries take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** No entry expires before; some may have gone since that did. */
  get earliestExpiryMs(): number {
    return this.#earliestExpiryMs;
  }

  find(namespaceId: number, key: string): OverlayEntry | undefined {
    return this.#entriesOf(namespaceId)?.find(key);
  }

  /** Sets the entry of a key, or removes it; returns what was there. */
  replace(namespaceId: number, key: string, entry: OverlayEntry | undefined): OverlayEntry | undefined {
    const entries = this.#entriesOf(namespaceId) ?? this.#add(namespaceId);
    const { count, bytes } = entries;
    const before = entries.replace(key, entry);
    this.#count += entries.count - count;
    this.#bytes += entries.bytes - bytes;
    const expiresAtMs = entry?.expiresAtMs ?? 0;
    if (expiresAtMs > 0 && expiresAtMs < this.#earliestExpiryMs) this.#earliestExpiryMs = expiresAtMs;
    return before;
  }

  /** Removes all entries of a namespace. */
  drop(namespaceId: number): void {
    const entries = this.#namespaces.get(namespaceId);
    if (entries === undefined) return;
    this.#namespaces.delete(namespaceId);
    this.#count -= entries.count;
    this.#bytes -= entries.bytes;
    this.#lastId = -1;
  }

  /** The numbers of the namespaces from `namespaceId` on, in order. */
  namespacesFrom(namespaceId: number): number[] {
    return [...this.#namespaces.keys()].filter((id) => id >= namespaceId).sort((a, b) => a - b);
  }

  /** The keys of a namespace from `key` on, in order; the generation must not change meanwhile. */
  keysFrom(namespaceId: number, key: string): Iterator<string, void, undefined> {
    return this.#namespaces.get(namespaceId)?.keysFrom(key) ?? ([] as string[]).values();
  }

  /** A batch mostly stays in one namespace. */
  #entriesOf(namespaceId: number): NamespaceEntries | undefined {
    if (namespaceId === this.#lastId) return this.#last;
    const found = this.#namespaces.get(namespaceId);
    this.#lastId = namespaceId;
    this.#last = found;
    return found;
  }

  #add(namespaceId: number): NamespaceEntries {
    const entries = new NamespaceEntries();
    this.#namespaces.set(namespaceId, entries);
    this.#lastId = namespaceId;
    this.#last = entries;
    return entries;
  }
}
