import type { MetricSpec } from "./catalogue.ts";

/** The metrics of streams. */
export const streamMetrics = {
  streamFetches: {
    name: "prism_stream_fetches_waiting",
    type: "gauge",
    unit: "count",
    help: "Fetches that wait for messages, or are being served.",
    labels: ["worker"],
  },
  streamSubscribers: {
    name: "prism_stream_subscribers",
    type: "gauge",
    unit: "count",
    help: "Consumers of groups, and subscriptions without a group, whose place the worker keeps.",
    labels: ["worker"],
  },
  streamDeadLetters: {
    name: "prism_stream_dead_letters_total",
    type: "counter",
    unit: "count",
    help: "Messages that became dead letters: delivered as often as allowed, or buried by their consumer.",
    labels: ["namespace"],
  },
} as const satisfies Record<string, MetricSpec>;
