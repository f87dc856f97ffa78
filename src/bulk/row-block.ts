/** What a row of a file says about an item, beside its value. */
export interface ItemFields {
  readonly key: string;
  /** What it was where it was exported; 0 when the row does not say. */
  readonly version: number;
  /** Milliseconds since the Unix epoch; 0 = never. */
  readonly expiresAtMs: number;
  /** A value over 1 MiB stands in several rows, one behind the other: which of them this is, from 0 … */
  readonly part: number;
  /** … and how many there are; 0 = the row has all of the value. */
  readonly parts: number;
}

/** What a row of a file says about a message, beside its value. */
export interface MessageFields {
  /** Where it stood in the stream it was exported from; empty when the row does not say. */
  readonly position: string;
  readonly key: string;
  /** In their order; names may repeat. */
  readonly headers: readonly MessageHeader[];
  /** Milliseconds since the Unix epoch; 0 when the row does not say. */
  readonly publishedMs: number;
  /** Empty = one is made up. */
  readonly idempotencyKey: string;
}

/** The third word says that the second is base64 and no text. */
export type MessageHeader = readonly [name: string, value: string, encoding?: "base64"];

/** A row that cannot be read; its text, as far as it is worth showing, stands where another row has its value. */
export interface RowFault {
  readonly reason: string;
  /** One sentence: names the field and the remedy. */
  readonly message: string;
}

/**
 * Some rows, packed so that their values go from thread to thread without a copy: the value of row i ends at `ends[i]`
 * and begins where the one before ends.
 */
export interface RowBlock<Fields> {
  readonly rows: readonly (Fields | RowFault)[];
  /** Line of each row, counted from the first of the block as 0. */
  readonly lines: readonly number[];
  readonly ends: readonly number[];
  readonly values: Uint8Array<ArrayBuffer>;
}

export function isFault<Fields extends object>(row: Fields | RowFault): row is RowFault {
  return "reason" in row;
}

/** The value of a row: a view into the block. */
export function valueAt(block: RowBlock<unknown>, i: number): Uint8Array {
  return block.values.subarray(i === 0 ? 0 : block.ends[i - 1], block.ends[i]);
}

/** Collects rows for a block. */
export class BlockBuilder<Fields> {
  private rows: (Fields | RowFault)[] = [];
  private lines: number[] = [];
  private values: Uint8Array[] = [];
  /** Of the values so far. */
  bytes = 0;

  get count(): number {
    return this.rows.length;
  }

  add(row: Fields | RowFault, value: Uint8Array, line = 0): void {
    this.rows.push(row);
    this.lines.push(line);
    this.values.push(value);
    this.bytes += value.length;
  }

  /** What was added since the last time, with memory of its own. */
  take(): RowBlock<Fields> {
    const values = new Uint8Array(this.bytes);
    const ends: number[] = [];
    let at = 0;
    for (const value of this.values) {
      values.set(value, at);
      at += value.length;
      ends.push(at);
    }
    const block = { rows: this.rows, lines: this.lines, ends, values };
    this.rows = [];
    this.lines = [];
    this.values = [];
    this.bytes = 0;
    return block;
  }
}
