import type { MetricSpec } from "./catalogue.ts";

/** The metrics of traces, where they are on. */
export const tracingMetrics = {
  tracingSpans: {
    name: "prism_tracing_spans_total",
    type: "counter",
    unit: "count",
    help: "Spans that workers have made.",
    labels: [],
  },
  tracingExported: {
    name: "prism_tracing_exported_spans_total",
    type: "counter",
    unit: "count",
    help: "Spans that the collector has taken.",
    labels: [],
  },
  tracingDropped: {
    name: "prism_tracing_dropped_spans_total",
    type: "counter",
    unit: "count",
    help: "Spans that nobody will see, by why: rate = over tracing.maxSpansPerSecond, never made; queue = over tracing.maxQueueBytes; refused = the collector would not have them; shutdown = not sent in time.",
    labels: ["reason"],
  },
  tracingInvalid: {
    name: "prism_tracing_invalid_traceparents_total",
    type: "counter",
    unit: "count",
    help: "Requests whose traceparent was none by W3C Trace Context, and was passed over.",
    labels: [],
  },
  tracingExports: {
    name: "prism_tracing_exports_total",
    type: "counter",
    unit: "count",
    help: "Requests to the collector, by what became of them.",
    labels: ["outcome"],
  },
  tracingQueue: {
    name: "prism_tracing_queued_spans",
    type: "gauge",
    unit: "count",
    help: "Spans that wait to be sent.",
    labels: [],
  },
} as const satisfies Record<string, MetricSpec>;
