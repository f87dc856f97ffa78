import type { Generation } from "./generation.ts";
import type { OverlayEntry } from "./overlay-entry.ts";

/** Changes kept for the next transaction: more than a batch of a worker has. */
const KEPT_CHANGES = 4_096;

/** What the open transaction has replaced, in order; three arrays side by side, so that no record is made per write. */
export class OverlayUndo {
  readonly #namespaceIds: number[] = [];
  readonly #keys: string[] = [];
  readonly #entries: (OverlayEntry | undefined)[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(namespaceId: number, key: string, before: OverlayEntry | undefined): void {
    const at = this.#length++;
    this.#namespaceIds[at] = namespaceId;
    this.#keys[at] = key;
    this.#entries[at] = before;
  }

  /** Puts back what was there, the last change first. */
  undo(generation: Generation): void {
    for (let i = this.#length - 1; i >= 0; i--) {
      generation.replace(this.#namespaceIds[i] as number, this.#keys[i] as string, this.#entries[i]);
    }
    this.clear();
  }

  /** Lets go of the entries, which the log alone may still hold. */
  clear(): void {
    this.#entries.fill(undefined, 0, this.#length);
    this.#length = 0;
    if (this.#entries.length <= KEPT_CHANGES) return;
    this.#namespaceIds.length = KEPT_CHANGES;
    this.#keys.length = KEPT_CHANGES;
    this.#entries.length = KEPT_CHANGES;
  }
}
