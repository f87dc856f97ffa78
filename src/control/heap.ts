import { getHeapStatistics } from "node:v8";
import type { Snapshot } from "../namespaces/snapshot.ts";

const MIB = 1024 * 1024;
/** Heap of a worker beyond what its memory stores may keep: code, batches, and room for the collector to work. */
const BASE_HEAP_MIB = 512;
/** What a store counts as one byte takes more in the heap, before the collector has tidied up. */
const HEAP_FACTOR = 1.5;

/**
 * How much heap a worker may use; null = V8's own choice is enough. Namespaces in memory come and go, and any one worker
 * may come to hold all that the backends allow.
 */
export function workerHeapMiB({ backends }: Pick<Snapshot, "backends">): number | null {
  let bytes = 0;
  for (const backend of backends) if (backend.type === "memory") bytes += backend.settings.maxBytes;
  const wanted = BASE_HEAP_MIB + Math.ceil((bytes * HEAP_FACTOR) / MIB);
  return wanted <= getHeapStatistics().heap_size_limit / MIB ? null : wanted;
}
