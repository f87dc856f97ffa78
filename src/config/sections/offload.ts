import { DEFAULT_OFFLOAD_QUEUE, MAX_OFFLOAD_QUEUE, MAX_OFFLOAD_THREADS, OFFLOAD_IDLE_MS } from "../../common/limits.ts";
import type { Section } from "../setting.ts";

/** The threads beside each worker. */
export const offloadSection = {
  kind: "section",
  summary:
    "The pool of threads that each worker has for what takes the processor for long: chunks of [large values](../large-values.md) are hashed, compressed and decompressed there, and [recordings](../capture.md) scrubbed.",
  entries: {
    threads: {
      kind: "int",
      min: 0,
      max: MAX_OFFLOAD_THREADS,
      default: 1,
      summary:
        "Threads that each worker has for that at most; none is started before there is work. More help where processors are free. With 0 the worker does it itself, and every request that comes meanwhile waits: for small memory, and to see what the pool is worth.",
      example: "2",
    },
    maxQueue: {
      kind: "int",
      min: 1,
      max: MAX_OFFLOAD_QUEUE,
      default: DEFAULT_OFFLOAD_QUEUE,
      summary:
        "Tasks of each worker that may wait for a thread; more are refused (`OFFLOAD_BUSY`), and a block of a recording is left out and counted. The default is what a worker may have under way of large values; with less they are refused sooner.",
      example: "64",
    },
    idleTimeout: {
      kind: "duration",
      min: 1_000,
      max: 3_600_000,
      default: OFFLOAD_IDLE_MS,
      summary:
        "A thread that has had nothing to do for so long ends: it holds some megabytes, and takes some ten milliseconds to start again.",
      example: "1m",
    },
  },
} as const satisfies Section;
