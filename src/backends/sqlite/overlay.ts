import { assert } from "../../common/assert.ts";
import { Generation } from "./generation.ts";
import { entryBytes } from "./namespace-entries.ts";
import { EntryKind, type OverlayEntry } from "./overlay-entry.ts";
import { OverlayUndo } from "./overlay-undo.ts";

/**
 * The newest writes, in memory, over the table of items. Generations, the newer shadowing the older:
 *
 *     active    takes writes; is only in the journal
 *       ↓ freeze
 *     frozen    is being applied to the table, in the order of its keys
 *       ↓ settle
 *     settled   is in the table as a whole: kept to answer reads, dropped when the next one settles
 *
 * A transaction changes the active generation alone, and no freeze comes in between, so a rollback puts back its entries.
 */
export class Overlay {
  readonly #undo = new OverlayUndo();
  #active = new Generation();
  #frozen: Generation | null = null;
  #settled: Generation | null = null;
  #writtenBytes = 0;

  get active(): Generation {
    return this.#active;
  }

  get frozen(): Generation | null {
    return this.#frozen;
  }

  /** The newest state of a key; undefined = the table has it. */
  find(namespaceId: number, key: string): OverlayEntry | undefined {
    const found =
      this.#active.find(namespaceId, key) ??
      this.#frozen?.find(namespaceId, key) ??
      this.#settled?.find(namespaceId, key);
    return found?.kind === EntryKind.IN_TABLE ? undefined : found;
  }

  set(namespaceId: number, key: string, entry: OverlayEntry): void {
    this.#undo.push(namespaceId, key, this.#active.replace(namespaceId, key, entry));
    this.#writtenBytes += entryBytes(key, entry);
  }

  /** Returns the bytes of the entries that the transaction has set. */
  onCommit(): number {
    const bytes = this.#writtenBytes;
    this.#writtenBytes = 0;
    this.#undo.clear();
    return bytes;
  }

  onRollback(): void {
    this.#writtenBytes = 0;
    this.#undo.undo(this.#active);
  }

  /** Ends the active generation, so that it can be applied; the one before must have settled. */
  freeze(): void {
    assert(
      this.#frozen === null && this.#undo.length === 0,
      "a generation is frozen between transactions, one at a time",
    );
    this.#frozen = this.#active;
    this.#active = new Generation();
  }

  /** Forgets all writes of a namespace. */
  drop(namespaceId: number): void {
    assert(this.#undo.length === 0, "a namespace is dropped between transactions");
    for (const generation of [this.#active, this.#frozen, this.#settled]) generation?.drop(namespaceId);
  }

  /** The frozen generation is in the table. */
  settle(): void {
    this.#settled = this.#frozen;
    this.#frozen = null;
  }
}
