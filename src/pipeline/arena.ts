import { copyOut } from "../common/shared-copy.ts";

/**
 * Memory for many small copies that live about as long as each other: they stand one behind the other in a block, and a
 * block goes when none of them is referred to any more.
 */
export class Arena {
  /** The block that the last copy stands in. */
  bytes: Buffer = Buffer.alloc(0);
  private used = 0;

  /** Copies `source[start, end)`; returns where it stands in {@link bytes}. */
  copy(source: Buffer, start: number, end: number): number {
    const length = end - start;
    if (length > this.bytes.length - this.used) {
      this.bytes = Buffer.allocUnsafeSlow(Math.max(length, BLOCK_BYTES));
      this.used = 0;
    }
    const at = this.used;
    copyOut(this.bytes, at, source, start, length);
    this.used += length;
    return at;
  }
}

/** Hundreds of small writes; a single one that outlives the others keeps no more than this. */
const BLOCK_BYTES = 64 * 1024;
