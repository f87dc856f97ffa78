import type { MetricSpec } from "./catalogue.ts";

/** The metrics of values in chunks, and of the pool that hashes and compresses those. */
export const largeValueMetrics = {
  largeValueBytes: {
    name: "prism_large_value_bytes_under_way",
    type: "gauge",
    unit: "bytes",
    help: "Bytes of chunks of large values that the worker is taking in or reading; their bound is 64 MiB.",
    labels: ["worker"],
  },
  largeValueRefused: {
    name: "prism_large_value_refused_total",
    type: "counter",
    unit: "count",
    help: "Calls about large values that were refused because as many chunks as may were under way.",
    labels: ["worker"],
  },
  largeValueRemoved: {
    name: "prism_large_value_removed_items_total",
    type: "counter",
    unit: "count",
    help: "Items of chunks that nobody needed any more, and that the worker removed from its stores.",
    labels: ["worker"],
  },
  offloadTasks: {
    name: "prism_offload_tasks_under_way",
    type: "gauge",
    unit: "count",
    help: "Tasks that wait for a thread of the worker's pool, or run on one.",
    labels: ["worker"],
  },
  offloadDone: {
    name: "prism_offload_tasks_total",
    type: "counter",
    unit: "count",
    help: "Tasks that the worker gave to its pool, by their outcome: done, failed, refused because too many waited, or cancelled by whoever had asked.",
    labels: ["worker", "task", "outcome"],
  },
  offloadWait: {
    name: "prism_offload_wait_seconds_total",
    type: "counter",
    unit: "seconds",
    help: "Time that tasks which were done had waited for a thread of the pool, with the way to it and back.",
    labels: ["worker", "task"],
  },
  offloadRun: {
    name: "prism_offload_run_seconds_total",
    type: "counter",
    unit: "seconds",
    help: "Time that tasks which were done took on their thread.",
    labels: ["worker", "task"],
  },
} as const satisfies Record<string, MetricSpec>;
