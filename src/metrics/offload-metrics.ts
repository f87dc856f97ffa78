import type { MetricSpec } from "./catalogue.ts";

/** The metrics of the pools of threads on which workers have done what takes the processor for long. */
export const offloadMetrics = {
  offloadThreads: {
    name: "prism_offload_threads",
    type: "gauge",
    unit: "count",
    help: "Threads that the worker's pool may have: `offload.threads`. With 0 the worker does the work itself.",
    labels: ["worker"],
  },
  offloadBusy: {
    name: "prism_offload_threads_busy",
    type: "gauge",
    unit: "count",
    help: "Threads of the worker's pool that are at work.",
    labels: ["worker"],
  },
  offloadWaiting: {
    name: "prism_offload_tasks_waiting",
    type: "gauge",
    unit: "count",
    help: "Tasks that wait for a thread of the worker's pool; their bound is `offload.maxQueue`.",
    labels: ["worker"],
  },
  offloadTasks: {
    name: "prism_offload_tasks_under_way",
    type: "gauge",
    unit: "count",
    help: "Tasks of a kind that wait for a thread of the worker's pool, or run on one.",
    labels: ["worker", "task"],
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
