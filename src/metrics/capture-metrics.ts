import type { MetricSpec } from "./catalogue.ts";

/** The metrics of recordings of traffic: of every namespace that has been recorded since the gateway started. */
export const captureMetrics = {
  captureActive: {
    name: "prism_capture_active",
    type: "gauge",
    unit: "boolean",
    help: "1 while requests to the namespace are being recorded, 0 when they are no more.",
    labels: ["namespace"],
  },
  captureRecorded: {
    name: "prism_capture_recorded_total",
    type: "counter",
    unit: "count",
    help: "Requests that were scrubbed and written to a recording. It lags a fifth of a second, as the files do.",
    labels: ["namespace"],
  },
  captureSkipped: {
    name: "prism_capture_skipped_total",
    type: "counter",
    unit: "count",
    help: "Requests of the sample that were not recorded: over_bound, the recording is as large as it may be; too_fast, blocks were still being scrubbed; unsupported, they go by tokens of this gateway; lost, they cannot be read or the file cannot be written.",
    labels: ["namespace", "reason"],
  },
  captureBytes: {
    name: "prism_capture_bytes_total",
    type: "counter",
    unit: "bytes",
    help: "Bytes written to recordings.",
    labels: ["namespace"],
  },
} as const satisfies Record<string, MetricSpec>;
