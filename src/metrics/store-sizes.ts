import { COUNT_SCALE, type SizeCounts, SizeHistogram } from "./size-histogram.ts";

/** How large the batches to one store were, and what waited when each of them was put together. */
export class StoreSizes {
  private readonly items = new SizeHistogram(COUNT_SCALE);
  private readonly waiting = new SizeHistogram(COUNT_SCALE);

  /** A batch of `items` leaves for the store, which `waiting` calls have waited for. */
  recordFlight(items: number, waiting: number): void {
    this.items.record(items);
    this.waiting.record(waiting);
  }

  /** A batch to a store that answers in the call: nothing ever waits for it. */
  recordCall(items: number): void {
    this.items.record(items);
  }

  /** Everything recorded since the last time. */
  take(): StoreSizeCounts {
    return { items: this.items.take(), waiting: this.waiting.take() };
  }
}

export interface StoreSizeCounts {
  readonly items: SizeCounts;
  readonly waiting: SizeCounts;
}
