import { type RowBlock, type RowFault, valueAt } from "../row-block.ts";

/** A row of the file: what it says, or why it cannot be read. */
export interface FileRow<Fields> {
  /** From 1. */
  readonly line: number;
  readonly row: Fields | RowFault;
  /** A view into its block. */
  readonly value: Uint8Array;
}

/** Rows of which the first stands in this line. */
export interface PlacedBlock<Fields> {
  readonly firstLine: number;
  readonly block: RowBlock<Fields>;
}

/** The rows of a file, one after the other, with a look at the next. */
export class RowCursor<Fields> {
  private readonly blocks: AsyncIterator<PlacedBlock<Fields>>;
  private readonly afterLine: number;
  private current: PlacedBlock<Fields> | null = null;
  private at = 0;

  /** Passes over the rows up to and with `afterLine`. */
  constructor(blocks: AsyncIterable<PlacedBlock<Fields>>, afterLine: number) {
    this.blocks = blocks[Symbol.asyncIterator]();
    this.afterLine = afterLine;
  }

  /** The next row, which stays the next; null at the end. */
  async peek(): Promise<FileRow<Fields> | null> {
    for (;;) {
      if (this.current === null || this.at >= this.current.block.rows.length) {
        const next = await this.blocks.next();
        if (next.done === true) return null;
        this.current = next.value;
        this.at = 0;
        continue;
      }
      const { block, firstLine } = this.current;
      const line = firstLine + (block.lines[this.at] as number);
      if (line > this.afterLine) {
        return { line, row: block.rows[this.at] as Fields | RowFault, value: valueAt(block, this.at) };
      }
      this.at++;
    }
  }

  /** The next row is the one behind. */
  advance(): void {
    this.at++;
  }

  /** Nothing more is read. */
  async close(): Promise<void> {
    await this.blocks.return?.();
  }
}
