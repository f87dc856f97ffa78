import { toByteString } from "../../codec/byte-string.ts";
import type { Overlay } from "./overlay.ts";
import type { OverlayEntry } from "./overlay-entry.ts";

/** A row of the table of items; without its value where only the key was asked for. */
export type ItemRow = [key: string, version: number, expiresAtMs: number, value?: Buffer];

/** The keys of three ordered sources in one order, the newest source first: the overlay's generations and the table's rows. */
export class MergedKeys {
  readonly #overlay: Overlay;
  readonly #namespaceId: number;
  readonly #to: string | null;
  readonly #active: Iterator<string, void, undefined>;
  readonly #frozen: Iterator<string, void, undefined>;
  readonly #rows: Iterator<ItemRow>;
  /** The next key of each source; null = it has come to its end. */
  #activeKey: string | null;
  #frozenKey: string | null;
  #rowKey: string | null = null;
  #nextRow: ItemRow | null = null;

  /** What {@link next} stopped at: the newest entry of the key, if the overlay has one, and its row, if the table has one. */
  key = "";
  entry: OverlayEntry | undefined;
  row: ItemRow | null = null;

  constructor(overlay: Overlay, rows: Iterator<ItemRow>, namespaceId: number, from: string, to: string | null) {
    this.#overlay = overlay;
    this.#namespaceId = namespaceId;
    this.#to = to;
    this.#rows = rows;
    this.#active = overlay.active.keysFrom(namespaceId, from);
    this.#frozen = overlay.frozen?.keysFrom(namespaceId, from) ?? ([] as string[]).values();
    this.#activeKey = this.#nextOf(this.#active);
    this.#frozenKey = this.#nextOf(this.#frozen);
    this.#readRow();
  }

  /** Goes to the next key; false at the end. */
  next(): boolean {
    const key = least(least(this.#activeKey, this.#frozenKey), this.#rowKey);
    if (key === null) return false;
    this.key = key;
    this.entry = undefined;
    this.row = null;
    if (key === this.#activeKey || key === this.#frozenKey) this.entry = this.#overlay.find(this.#namespaceId, key);
    if (key === this.#activeKey) this.#activeKey = this.#nextOf(this.#active);
    if (key === this.#frozenKey) this.#frozenKey = this.#nextOf(this.#frozen);
    if (key === this.#rowKey) {
      this.row = this.#nextRow;
      this.#readRow();
    }
    return true;
  }

  /** Ends the statement that gives the rows; until then the database can run no other. */
  close(): void {
    this.#rows.return?.();
  }

  #nextOf(keys: Iterator<string, void, undefined>): string | null {
    const next = keys.next();
    return next.done === true || (this.#to !== null && next.value >= this.#to) ? null : next.value;
  }

  #readRow(): void {
    const next = this.#rows.next();
    this.#nextRow = next.done === true ? null : next.value;
    this.#rowKey = this.#nextRow === null ? null : toByteString(this.#nextRow[0]);
  }
}

function least(a: string | null, b: string | null): string | null {
  if (a === null) return b;
  return b === null || a <= b ? a : b;
}
