import { assert } from "../../common/assert.ts";
import { type Clock, systemClock } from "../../common/clock.ts";
import { EmbeddedStreamStore } from "../embedded-stream/embedded-stream-store.ts";
import { type ByteBudget, ownBudget } from "./byte-budget.ts";
import { MemoryStreamStorage } from "./memory-stream-storage.ts";
import { versionAtStart } from "./version-sequence.ts";

export interface MemoryStreamStoreOptions {
  /** The most that messages, dead letters and idempotency keys may take, with their overhead. */
  readonly maxBytes: number;
  /** Where the bytes come from when other stores share `maxBytes`; else this store has them alone. */
  readonly budget?: ByteBudget;
  readonly clock?: Clock;
}

/** Streams in the memory of the calling thread; they end with the thread. */
export function createMemoryStreamStore(options: MemoryStreamStoreOptions): EmbeddedStreamStore {
  const { maxBytes, budget = ownBudget(maxBytes), clock = systemClock } = options;
  assert(Number.isSafeInteger(maxBytes) && maxBytes > 0, "maxBytes must be a positive integer");
  const storage = new MemoryStreamStorage(budget, versionAtStart(clock.wallMs()));
  return new EmbeddedStreamStore(storage, () => clock.wallMs());
}
