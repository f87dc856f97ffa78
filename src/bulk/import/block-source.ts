import type { RowBlock } from "../row-block.ts";

/** Some rows of a file that have not been read yet. */
export interface BlockSource<Fields> {
  /** What tells them from others: the same file gives the same ones again. */
  readonly identity: Uint8Array;
  readonly lines: number;
  /** May be called once. `isFirst`: the file begins with them. */
  read(isFirst: boolean): Promise<RowBlock<Fields>>;
}
