import { readByteString } from "../../codec/byte-string.ts";
import { ANY_VERSION, type KeyValueItem, Outcome } from "../contract.ts";
import type { ItemTable } from "./item-table.ts";
import type { Journal } from "./journal.ts";
import type { Overlay } from "./overlay.ts";
import { deletedEntry, EntryKind, inTableEntry, OverlayEntry } from "./overlay-entry.ts";
import type { VersionSequence } from "./version-sequence.ts";

export interface ItemWriterParts {
  readonly sequence: VersionSequence;
  readonly overlay: Overlay;
  readonly journal: Journal;
  readonly table: ItemTable;
  /** Larger values go straight into the table. */
  readonly maxValueBytes: number;
}

/** Writes and deletes items: into the overlay and the journal; to be called in a transaction. */
export class ItemWriter {
  readonly #parts: ItemWriterParts;

  constructor(parts: ItemWriterParts) {
    this.#parts = parts;
  }

  put(items: readonly KeyValueItem[], nowMs: number): void {
    let version = this.#parts.sequence.take(items.length);
    for (let i = 0; i < items.length; i++, version++) {
      const item = items[i] as KeyValueItem;
      if (item.ifVersion !== ANY_VERSION && this.#isMismatch(item, nowMs)) continue;
      this.#set(item.namespaceId, item.key, this.#write(item, version));
      item.version = version;
      item.outcome = Outcome.DONE;
    }
    this.#parts.table.flush();
  }

  delete(items: readonly KeyValueItem[], nowMs: number): void {
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as KeyValueItem;
      if (item.ifVersion !== ANY_VERSION && this.#isMismatch(item, nowMs)) continue;
      const exists = this.#currentVersion(item, nowMs) > 0;
      if (exists) this.#set(item.namespaceId, item.key, deletedEntry);
      item.outcome = exists ? Outcome.DONE : Outcome.ABSENT;
    }
  }

  /** The entry for a put; a large value goes to the table. */
  #write(item: KeyValueItem, version: number): OverlayEntry {
    const { namespaceId, key, source, start, end, expiresAtMs } = item;
    if (end - start <= this.#parts.maxValueBytes) {
      return new OverlayEntry(EntryKind.VALUE, readByteString(source, start, end), version, expiresAtMs);
    }
    this.#parts.table.put(namespaceId, key, version, expiresAtMs, source.subarray(start, end));
    return inTableEntry;
  }

  #set(namespaceId: number, key: string, entry: OverlayEntry): void {
    this.#parts.overlay.set(namespaceId, key, entry);
    this.#parts.journal.add(namespaceId, key, entry);
  }

  /** Whether the item's condition fails; then it has its outcome. */
  #isMismatch(item: KeyValueItem, nowMs: number): boolean {
    const current = this.#currentVersion(item, nowMs);
    if (current === item.ifVersion) return false;
    item.version = current;
    item.outcome = Outcome.MISMATCH;
    return true;
  }

  /** 0 = there is no item. */
  #currentVersion({ namespaceId, key }: KeyValueItem, nowMs: number): number {
    const entry = this.#parts.overlay.find(namespaceId, key);
    if (entry === undefined) return this.#parts.table.currentVersion(namespaceId, key, nowMs);
    return entry.isVisible(nowMs) ? entry.version : 0;
  }
}
