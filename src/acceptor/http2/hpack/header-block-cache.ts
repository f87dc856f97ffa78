/**
 * What whole header blocks of a connection have been decoded to, for those that come again: a client repeats itself.
 * A block means the same only while the dynamic table is the same, so an entry holds for the generation it was made in;
 * one that changed the table itself must not be added. The oldest entry makes way.
 */
export class HeaderBlockCache<T> {
  private readonly entries: (CachedBlock<T> | null)[] = [null, null, null, null];
  /** The entry that makes way next. */
  private oldest = 0;

  /** What was added for these bytes in this generation; null if nothing was. */
  find(bytes: Buffer, start: number, end: number, generation: number): T | null {
    for (let i = 0; i < CACHED_BLOCKS; i++) {
      const entry = this.entries[i] as CachedBlock<T> | null;
      // They were filled in order: the rest is empty too.
      if (entry === null) return null;
      if (entry.generation === generation && entry.length === end - start && isSame(entry.block, bytes, start, end))
        return entry.value;
    }
    return null;
  }

  /** Longer blocks than {@link MAX_CACHED_BLOCK_BYTES} are not kept. */
  add(bytes: Buffer, start: number, end: number, generation: number, value: T): void {
    const length = end - start;
    if (length > MAX_CACHED_BLOCK_BYTES) return;
    const entry = this.entries[this.oldest] as CachedBlock<T> | null;
    if (entry === null) this.entries[this.oldest] = new CachedBlock(bytes, start, end, generation, value);
    else entry.replace(bytes, start, end, generation, value);
    this.oldest = (this.oldest + 1) % CACHED_BLOCKS;
  }
}

/** A client that calls more methods than this by turns, with all else alike, is rare. */
const CACHED_BLOCKS = 4;
/** Four of them are 2 KiB, which each of a great many connections may have; calls that repeat have 20 to 100 bytes. */
export const MAX_CACHED_BLOCK_BYTES = 512;
/** A call of native code costs as much as a loop over some hundred bytes, and little more for many. */
const LOOP_BYTES = 100;
/** A block that is shorter gets that much room, so that the next one in its place fits too. */
const LEAST_ROOM_BYTES = 64;

class CachedBlock<T> {
  /** The first `length` bytes are the block. */
  block: Buffer;
  length: number;
  generation: number;
  value: T;

  constructor(bytes: Buffer, start: number, end: number, generation: number, value: T) {
    this.block = roomFor(end - start);
    this.length = bytes.copy(this.block, 0, start, end);
    this.generation = generation;
    this.value = value;
  }

  replace(bytes: Buffer, start: number, end: number, generation: number, value: T): void {
    if (end - start > this.block.length) this.block = roomFor(end - start);
    this.length = bytes.copy(this.block, 0, start, end);
    this.generation = generation;
    this.value = value;
  }
}

function roomFor(bytes: number): Buffer {
  return Buffer.allocUnsafeSlow(Math.max(bytes, LEAST_ROOM_BYTES));
}

function isSame(block: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (end - start > LOOP_BYTES) return block.compare(bytes, start, end, 0, end - start) === 0;
  let i = 0;
  for (let at = start; at < end; at++) if (block[i++] !== bytes[at]) return false;
  return true;
}
