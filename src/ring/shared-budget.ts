/**
 * A bound on what several threads take together: one word of shared memory for each, with the chunks that it holds.
 *
 *     chunks   [ worker 0 | worker 1 | … ]     the sum stays at or under the bound
 *
 * Whoever wants more adds to its own word first and then looks at the sum; when that is over the bound it takes back what
 * it added. Two that want the last chunk at one time may both be refused, and both may ask again; they never both get it.
 * A thread that dies leaves its word, and the one that takes its place begins by setting it to 0.
 */
export class SharedBudget {
  readonly chunkBytes: number;
  private readonly words: Int32Array;
  private readonly worker: number;
  private readonly maxChunks: number;

  /** @param maxBytes the same in every thread. */
  constructor(memory: SharedArrayBuffer, worker: number, maxBytes: number) {
    this.words = new Int32Array(memory);
    this.worker = worker;
    this.chunkBytes = chunkBytesFor(maxBytes);
    this.maxChunks = Math.floor(maxBytes / this.chunkBytes);
    Atomics.store(this.words, worker, 0);
  }

  /** Takes so many chunks more; false when they are not there, and nothing is taken. */
  take(chunks: number): boolean {
    Atomics.add(this.words, this.worker, chunks);
    let sum = 0;
    for (let i = 0; i < this.words.length; i++) sum += Atomics.load(this.words, i);
    if (sum <= this.maxChunks) return true;
    this.give(chunks);
    return false;
  }

  /** Gives back some of what was taken. */
  give(chunks: number): void {
    Atomics.sub(this.words, this.worker, chunks);
  }
}

export function createBudgetMemory(workers: number): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * workers);
}

/** What a thread that is gone, and that none follows, held of a budget is free again. */
export function freeBudget(memory: SharedArrayBuffer, worker: number): void {
  Atomics.store(new Int32Array(memory), worker, 0);
}

/** A chunk is small enough that what threads hold and do not use is a few per cent at most, even of the least bound. */
const MIN_CHUNK_BYTES = 4 * 1024;
const CHUNKS = 65_536;

function chunkBytesFor(maxBytes: number): number {
  return Math.max(MIN_CHUNK_BYTES, Math.ceil(maxBytes / CHUNKS));
}
