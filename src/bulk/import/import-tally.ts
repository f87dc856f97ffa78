import type { RowFault } from "../row-block.ts";

/** What became of a row: `skipped`, since there was an item; `expired`, since its time was over; or why it was refused. */
export type Outcome = "written" | "skipped" | "expired" | RowFault;

/** What became of the rows so far. A value in parts counts once. */
export interface ImportTally {
  written: number;
  skipped: number;
  expired: number;
  rejected: number;
  /** Of the values written. */
  bytes: number;
}

export function emptyTally(): ImportTally {
  return { written: 0, skipped: 0, expired: 0, rejected: 0, bytes: 0 };
}
