import type { RowBlock } from "../row-block.ts";

/** Makes a file of rows, whose parts are made side by side and put in their place one after the other. */
export interface RowEncoder<Encoded> {
  /** Makes a part of the file. `isFirst`: the file begins with it. */
  encode(block: RowBlock<object>, isFirst: boolean): Promise<Encoded>;
  /** The bytes of a part, once those before it have their place. */
  place(encoded: Encoded): Uint8Array;
  /** What the file ends with. */
  end(): Promise<Uint8Array>;
}
