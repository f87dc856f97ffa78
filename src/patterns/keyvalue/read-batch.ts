import type { KeyValueItem, KeyValueStore } from "../../backends/contract.ts";
import { AnswerBound } from "./answer-bound.ts";

/**
 * Reads a batch of more than {@link READ_SLICE_ITEMS} items in slices, and stops when the answer is full: a call of 20 KB
 * that names a thousand values of 1 MiB must not bring a gibibyte into memory to answer with two mebibytes of it.
 */
export function readBatch(store: KeyValueStore, batch: readonly KeyValueItem[], nowMs: number): void {
  const bound = new AnswerBound();
  for (let at = 0; at < batch.length; at += READ_SLICE_ITEMS) {
    const slice = batch.slice(at, at + READ_SLICE_ITEMS);
    if (bound.isReached) {
      for (const item of slice) bound.refuse(item);
      continue;
    }
    store.getMany(slice, nowMs);
    for (const item of slice) bound.admit(item);
  }
}

/** Of this many the largest values are 32 MiB; SQLite takes as many keys in one statement. */
export const READ_SLICE_ITEMS = 32;
