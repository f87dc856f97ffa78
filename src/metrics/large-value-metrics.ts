import type { MetricSpec } from "./catalogue.ts";

/** The metrics of values in chunks. */
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
} as const satisfies Record<string, MetricSpec>;
