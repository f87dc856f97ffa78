import type { Outcome } from "./import-tally.ts";
import type { RowCursor } from "./row-cursor.ts";

/** A row that is to be sent. */
export interface SentRow<Fields> {
  readonly line: number;
  readonly fields: Fields;
  readonly value: Uint8Array;
  /** A run before this one may have sent it. */
  readonly mayBeThere: boolean;
}

/** What became of a row, or of those of one value. */
export interface LargeOutcome {
  readonly outcome: Outcome;
  /** Of the last row that was taken. */
  readonly lastLine: number;
  /** Of the value, as far as it was taken. */
  readonly bytes: number;
}

/** How rows of one pattern get to the gateway. Every method rejects only when none can. */
export interface RowSender<Fields> {
  /** Batches that may be under way at one time. */
  readonly batchesUnderWay: number;
  /** What two rows of one batch, and of two batches at one time, must not both have; empty = any may. */
  keyOf(fields: Fields): string;
  /** Whether a row is not sent with others: its value is too large, or this is a part of it. */
  isLarge(fields: Fields, value: Uint8Array): boolean;
  /** One outcome for each row. */
  send(rows: readonly SentRow<Fields>[]): Promise<readonly Outcome[]>;
  /** Takes the next row, which is `first`, and all that belong to the same value. */
  sendLarge(first: SentRow<Fields>, cursor: RowCursor<Fields>): Promise<LargeOutcome>;
}
