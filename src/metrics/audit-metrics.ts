import type { MetricSpec } from "./catalogue.ts";

/** The metrics of the audit log. A chain is one thread's part of it: there are as many as threads. */
export const auditMetrics = {
  auditUp: {
    name: "prism_audit_up",
    type: "gauge",
    unit: "boolean",
    help: "1 while the thread can write and keep its chain of the audit log, 0 while it cannot: what must be on record is refused then, or lost, as audit.onFailure says.",
    labels: ["chain"],
  },
  auditRecords: {
    name: "prism_audit_records_total",
    type: "counter",
    unit: "count",
    help: "Records of the audit log.",
    labels: ["chain"],
  },
  auditBytes: {
    name: "prism_audit_bytes_total",
    type: "counter",
    unit: "bytes",
    help: "Bytes written to the audit log.",
    labels: ["chain"],
  },
  auditWrites: {
    name: "prism_audit_writes_total",
    type: "counter",
    unit: "count",
    help: "Writes to the audit log; each holds the records of a batch.",
    labels: ["chain"],
  },
  auditWriteSeconds: {
    name: "prism_audit_write_seconds_total",
    type: "counter",
    unit: "seconds",
    help: "Time that the thread spent on sealing and writing records.",
    labels: ["chain"],
  },
  auditFailures: {
    name: "prism_audit_failures_total",
    type: "counter",
    unit: "count",
    help: "How often the audit log could not be written or continued, or was changed by somebody else.",
    labels: ["chain"],
  },
  auditUnrecorded: {
    name: "prism_audit_unrecorded_total",
    type: "counter",
    unit: "count",
    help: "Records that were lost because the audit log could not be written for too long.",
    labels: ["chain"],
  },
  auditSeal: {
    name: "prism_audit_seal",
    type: "gauge",
    unit: "number",
    help: "Number of the last seal of the chain. A log that ends before a number seen here was cut: prism audit verify --reaches.",
    labels: ["chain"],
  },
  auditCheckpointAge: {
    name: "prism_audit_checkpoint_age_seconds",
    type: "gauge",
    unit: "seconds",
    help: "Since the chain was last signed; 0 when nothing has been written since.",
    labels: ["chain"],
  },
} as const satisfies Record<string, MetricSpec>;
