import type { Snapshot } from "../namespaces/snapshot.ts";

const MIB = 1024 * 1024;
/** Heap of a worker beyond what its memory stores may keep: code, batches, and room for the collector to work. */
const BASE_HEAP_MIB = 512;
/** What a store counts as one byte takes more in the heap, before the collector has tidied up. */
const HEAP_FACTOR = 1.5;

/** How much heap each worker may use, from the memory stores it has; null = V8's own choice is enough. */
export function workerHeapMiB(snapshot: Snapshot, workers: number): (number | null)[] {
  const stored = new Array<number>(workers).fill(0);
  for (const backend of snapshot.backends) {
    backend.sharesByWorker?.forEach((bytes, worker) => {
      stored[worker] = (stored[worker] ?? 0) + bytes;
    });
  }
  return stored.map((bytes) => (bytes === 0 ? null : BASE_HEAP_MIB + Math.ceil((bytes * HEAP_FACTOR) / MIB)));
}
