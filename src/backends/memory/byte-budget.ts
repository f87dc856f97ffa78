/** Where a store gets its memory from, in chunks. Several stores, each in a thread of its own, may share one. */
export interface ByteBudget {
  readonly chunkBytes: number;
  /** Takes so many chunks more; false when they are not there, and nothing is taken. */
  take(chunks: number): boolean;
  give(chunks: number): void;
}

/** What a store holds of its budget, and how much of that it uses. */
export class ByteAccount {
  readonly #budget: ByteBudget;
  #used = 0;
  #held = 0;

  constructor(budget: ByteBudget) {
    this.#budget = budget;
  }

  get used(): number {
    return this.#used;
  }

  /** Makes room for so many bytes more, or says that there is none. */
  reserve(bytes: number): boolean {
    const missing = this.#used + bytes - this.#held;
    if (missing <= 0) return true;
    const { chunkBytes } = this.#budget;
    const chunks = Math.ceil(missing / chunkBytes);
    if (!this.#budget.take(chunks)) return false;
    this.#held += chunks * chunkBytes;
    return true;
  }

  /** Counts bytes that came or, negative, went; what came was reserved, or was there before a rollback. */
  count(bytes: number): void {
    this.#used += bytes;
  }

  /** Gives back what is held beyond what is used; to be called when nothing can be undone any more. */
  settle(): void {
    const { chunkBytes } = this.#budget;
    const spare = Math.floor((this.#held - this.#used) / chunkBytes) - SPARE_CHUNKS;
    if (spare <= 0) return;
    this.#held -= spare * chunkBytes;
    this.#budget.give(spare);
  }
}

/** A chunk is kept, so that a store whose size moves about a chunk's edge does not take and give it all the time. */
const SPARE_CHUNKS = 1;

/** A budget of one store alone, to the byte. */
export function ownBudget(maxBytes: number): ByteBudget {
  let left = maxBytes;
  return {
    chunkBytes: 1,
    take: (bytes) => {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
    give: (bytes) => {
      left += bytes;
    },
  };
}
