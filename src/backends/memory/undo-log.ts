import type { Entry } from "./entry.ts";

/** What a change was, and so what undoing it takes. */
export const Change = { INSERTED: 0, UPDATED: 1, REMOVED: 2 } as const;
export type Change = (typeof Change)[keyof typeof Change];

/** One change as it was before; pooled. */
export class UndoRecord {
  change: Change = Change.INSERTED;
  entry: Entry | null = null;
  value = "";
  version = 0;
  expiresAtMs = 0;
}

/** Records kept for the next transaction: more than a batch of a worker has, so that none is made on the hot path. */
const POOLED_RECORDS = 4_096;

/** The changes of the open transaction, in order. */
export class UndoLog {
  readonly #records: UndoRecord[] = [];
  #length = 0;

  push(change: Change, entry: Entry): void {
    let record = this.#records[this.#length];
    if (record === undefined) {
      record = new UndoRecord();
      this.#records.push(record);
    }
    this.#length++;
    record.change = change;
    record.entry = entry;
    record.value = entry.value;
    record.version = entry.version;
    record.expiresAtMs = entry.expiresAtMs;
  }

  /** Hands out the changes, the last one first, and forgets them. */
  drainBackwards(undo: (record: UndoRecord) => void): void {
    for (let i = this.#length - 1; i >= 0; i--) undo(this.#records[i] as UndoRecord);
    this.clear();
  }

  /** Lets go of entries and values, which the log alone may still hold. */
  clear(): void {
    for (let i = 0; i < this.#length; i++) {
      const record = this.#records[i] as UndoRecord;
      record.entry = null;
      record.value = "";
    }
    this.#length = 0;
    if (this.#records.length > POOLED_RECORDS) this.#records.length = POOLED_RECORDS;
  }
}
