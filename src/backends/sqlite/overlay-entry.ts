/** What the overlay knows about a key. */
export const EntryKind = {
  /** The item is in the entry, and not yet, or differently, in the table. */
  VALUE: 0,
  /** There is no item; the table may still have one. */
  DELETED: 1,
  /** The table has the newest state: a large value was written straight into it. */
  IN_TABLE: 2,
} as const;
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind];

/** The newest state of a key; never changed, only replaced, so that undoing a write is putting the old entry back. */
export class OverlayEntry {
  readonly kind: EntryKind;
  /** Byte string: V8 keeps it in one block, and a reader may keep it as long as it likes. */
  readonly value: string;
  readonly version: number;
  /** Milliseconds since the epoch, 0 = never. */
  readonly expiresAtMs: number;

  constructor(kind: EntryKind, value: string, version: number, expiresAtMs: number) {
    this.kind = kind;
    this.value = value;
    this.version = version;
    this.expiresAtMs = expiresAtMs;
  }

  /** Whether a reader sees an item in this entry. */
  isVisible(nowMs: number): boolean {
    return this.kind === EntryKind.VALUE && (this.expiresAtMs === 0 || this.expiresAtMs > nowMs);
  }
}

export const deletedEntry = new OverlayEntry(EntryKind.DELETED, "", 0, 0);
export const inTableEntry = new OverlayEntry(EntryKind.IN_TABLE, "", 0, 0);
