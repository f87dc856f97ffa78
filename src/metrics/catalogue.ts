import { auditMetrics } from "./audit-metrics.ts";
import { captureMetrics } from "./capture-metrics.ts";
import { doorMetrics } from "./door-metrics.ts";
import { largeValueMetrics } from "./large-value-metrics.ts";
import { levelMetrics } from "./level-metrics.ts";
import { offloadMetrics } from "./offload-metrics.ts";
import { sizeMetrics } from "./size-metrics.ts";
import { storeMetrics } from "./store-metrics.ts";
import { streamMetrics } from "./stream-metrics.ts";
import { tracingMetrics } from "./tracing-metrics.ts";

/** One metric as `/metrics` shows it. */
export interface MetricSpec {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  /** What the values are in. */
  readonly unit: "seconds" | "bytes" | "ratio" | "count" | "boolean" | "number";
  readonly help: string;
  /** Every label has a bounded set of values: never a key, a principal or an address. */
  readonly labels: readonly string[];
}

/**
 * Every metric of Prism, in the order of the page. Those with `worker` or `thread` come from the workers' reports; a
 * worker that does not answer in time is shown with what it last said, and `prism_worker_reported` is then 0.
 */
export const CATALOGUE = {
  // ---- requests -------------------------------------------------------------------------------------------------
  requests: {
    name: "prism_requests_total",
    type: "counter",
    unit: "count",
    help: "Requests that a worker answered. The namespace is empty when the request named none that exists. Requests that the acceptor answered itself are in prism_refused_total.",
    labels: ["namespace", "operation", "code"],
  },
  requestDuration: {
    name: "prism_request_duration_seconds",
    type: "histogram",
    unit: "seconds",
    help: "From the arrival of a request's frame to its answer standing in the response ring.",
    labels: ["namespace", "operation", "outcome"],
  },
  requestQueue: {
    name: "prism_request_queue_seconds",
    type: "histogram",
    unit: "seconds",
    help: "The part of the duration from the arrival of the frame until a worker began the batch it was part of.",
    labels: ["namespace", "operation", "outcome"],
  },
  requestBackend: {
    name: "prism_request_backend_seconds",
    type: "histogram",
    unit: "seconds",
    help: "The part of the duration that the store worked on the batch that the request was part of.",
    labels: ["namespace", "operation", "outcome"],
  },
  requestGateway: {
    name: "prism_request_gateway_seconds",
    type: "histogram",
    unit: "seconds",
    help: "The part of the duration that was the gateway's own: all but the store's.",
    labels: ["namespace", "operation", "outcome"],
  },
  stage: {
    name: "prism_stage_seconds",
    type: "histogram",
    unit: "seconds",
    help: "Where the time of a request goes, over all namespaces. ring, wait and store together are its duration: in the ring, in the worker until its store began, in the store. admission is a part of wait: reading and checking the calls of a step; answer comes after the duration: encoding them. Of these two one step in sixteen is looked at.",
    labels: ["stage"],
  },
  withheld: {
    name: "prism_withheld_total",
    type: "counter",
    unit: "count",
    help: "Requests that a worker refused because their principal has no right to them, or is over its limits in the namespace.",
    labels: ["namespace", "reason"],
  },
  refused: {
    name: "prism_refused_total",
    type: "counter",
    unit: "count",
    help: "Requests and connections that the acceptor refused or answered itself, by the error's reason.",
    labels: ["reason"],
  },
  inFlight: {
    name: "prism_in_flight",
    type: "gauge",
    unit: "count",
    help: "Requests between the acceptor and the workers now.",
    labels: [],
  },
  // ---- the TCP door ---------------------------------------------------------------------------------------------
  framesIn: {
    name: "prism_frames_in_total",
    type: "counter",
    unit: "count",
    help: "Request frames taken in.",
    labels: [],
  },
  framesOut: {
    name: "prism_frames_out_total",
    type: "counter",
    unit: "count",
    help: "Answer frames made, for connections that have gone meanwhile too.",
    labels: [],
  },
  bytesIn: {
    name: "prism_bytes_in_total",
    type: "counter",
    unit: "bytes",
    help: "Bytes received from clients.",
    labels: [],
  },
  bytesOut: {
    name: "prism_bytes_out_total",
    type: "counter",
    unit: "bytes",
    help: "Bytes of answers handed to the clients' sockets.",
    labels: [],
  },
  writes: {
    name: "prism_writes_total",
    type: "counter",
    unit: "count",
    help: "Writes to the clients' sockets. Frames out divided by writes is how many answers share one.",
    labels: [],
  },
  pauses: {
    name: "prism_pauses_total",
    type: "counter",
    unit: "count",
    help: "How often a connection was no longer read, for whichever reason.",
    labels: [],
  },
  ringFullPauses: {
    name: "prism_ring_full_pauses_total",
    type: "counter",
    unit: "count",
    help: "How often a connection was no longer read because a worker's request ring was full.",
    labels: [],
  },
  slowReadersCut: {
    name: "prism_slow_readers_cut_total",
    type: "counter",
    unit: "count",
    help: "Connections cut off because too many answers waited for a client that did not read them.",
    labels: [],
  },
  idleClosed: {
    name: "prism_idle_closed_total",
    type: "counter",
    unit: "count",
    help: "Connections closed because nothing had happened on them for the idle timeout.",
    labels: [],
  },
  staleAnswers: {
    name: "prism_stale_answers_total",
    type: "counter",
    unit: "count",
    help: "Answers thrown away because their slot had gone to another request.",
    labels: [],
  },
  // ---- other doors, and what is shown at all of them ------------------------------------------------------------
  ...doorMetrics,
  // ---- TLS; absent when no door speaks it -----------------------------------------------------------------------
  tlsExpiry: {
    name: "prism_tls_certificate_expiry_seconds",
    type: "gauge",
    unit: "seconds",
    help: "Until the certificate that is served ends (server), and the first of the clients' authorities (client-ca); negative when it has.",
    labels: ["certificate"],
  },
  tlsReloads: {
    name: "prism_tls_reloads_total",
    type: "counter",
    unit: "count",
    help: "Changes of the certificate files that were served, and that could not be.",
    labels: ["outcome"],
  },
  tlsStale: {
    name: "prism_tls_files_refused",
    type: "gauge",
    unit: "boolean",
    help: "1 while the certificate files are such that they cannot be served, and older ones are; the log says why.",
    labels: [],
  },
  tlsHandshakes: {
    name: "prism_tls_handshakes_total",
    type: "counter",
    unit: "count",
    help: "TLS handshakes that succeeded.",
    labels: ["door"],
  },
  tlsFailures: {
    name: "prism_tls_handshake_failures_total",
    type: "counter",
    unit: "count",
    help: "TLS handshakes that failed, and connections that were closed after theirs: for their certificate, or for asking for more of them.",
    labels: ["door", "reason"],
  },
  tlsNobodies: {
    name: "prism_tls_certificates_without_principal_total",
    type: "counter",
    unit: "count",
    help: "Connections with a good client certificate whose names say of no principal by tls.principalFrom that it is one.",
    labels: ["door"],
  },
  // ---- the audit log; absent when there is none -------------------------------------------------------------------
  ...auditMetrics,
  ...tracingMetrics,
  // ---- workers --------------------------------------------------------------------------------------------------
  workerUp: {
    name: "prism_worker_up",
    type: "gauge",
    unit: "boolean",
    help: "1 while the worker serves, 0 while it starts or is being replaced.",
    labels: ["worker"],
  },
  workerReported: {
    name: "prism_worker_reported",
    type: "gauge",
    unit: "boolean",
    help: "1 when the worker's figures on this page are new, 0 when it did not answer in time.",
    labels: ["worker"],
  },
  workerRestarts: {
    name: "prism_worker_restarts_total",
    type: "counter",
    unit: "count",
    help: "How often the worker's thread died and was replaced.",
    labels: ["worker"],
  },
  workerBatches: {
    name: "prism_worker_batches_total",
    type: "counter",
    unit: "count",
    help: "Batches that the worker ran.",
    labels: ["worker"],
  },
  workerRequests: {
    name: "prism_worker_requests_total",
    type: "counter",
    unit: "count",
    help: "Requests that the worker took out of its ring. Divided by its batches: requests per batch.",
    labels: ["worker"],
  },
  wakes: {
    name: "prism_wakes_total",
    type: "counter",
    unit: "count",
    help: "How often one thread had to wake another that slept; by acceptors, the first.",
    labels: ["from", "to"],
  },
  // ---- stores ---------------------------------------------------------------------------------------------------
  ...storeMetrics,
  ...streamMetrics,
  ...largeValueMetrics,
  ...offloadMetrics,
  // ---- batches and queues ---------------------------------------------------------------------------------------
  ...sizeMetrics,
  ...levelMetrics,
  ...captureMetrics,
  // ---- threads and the process ----------------------------------------------------------------------------------
  eventLoopLag: {
    name: "prism_event_loop_lag_seconds",
    type: "gauge",
    unit: "seconds",
    help: "How late the thread ran its timers since the last collection: the quantiles 0.5 and 0.99, and 1 for the longest.",
    labels: ["thread", "quantile"],
  },
  eventLoopUtilization: {
    name: "prism_event_loop_utilization",
    type: "gauge",
    unit: "ratio",
    help: "Share of the time since the last collection that the thread was not waiting, 0 to 1.",
    labels: ["thread"],
  },
  snapshotGeneration: {
    name: "prism_snapshot_generation",
    type: "gauge",
    unit: "number",
    help: "Generation of the snapshot of namespaces and backends that is being served.",
    labels: [],
  },
  configReloads: {
    name: "prism_config_reloads_total",
    type: "counter",
    unit: "count",
    help: "Edits of the configuration file that were taken while the gateway ran, by what became of them: applied or refused. One that stays as it is counts once.",
    labels: ["outcome"],
  },
  configReloadRefused: {
    name: "prism_config_reload_refused",
    type: "gauge",
    unit: "boolean",
    help: "1 while the configuration file says something else than what is in force, because it cannot be used; /readyz?verbose says why.",
    labels: [],
  },
  configReloadTime: {
    name: "prism_config_reload_time_seconds",
    type: "gauge",
    unit: "seconds",
    help: "When the configuration file was last read anew, since the Unix epoch. Absent while it has not been.",
    labels: [],
  },
  residentMemory: {
    name: "process_resident_memory_bytes",
    type: "gauge",
    unit: "bytes",
    help: "Memory of the process that is in RAM, all threads together.",
    labels: [],
  },
  cpuSeconds: {
    name: "process_cpu_seconds_total",
    type: "counter",
    unit: "seconds",
    help: "CPU time of the process, user and system, all threads together.",
    labels: [],
  },
  startTime: {
    name: "process_start_time_seconds",
    type: "gauge",
    unit: "seconds",
    help: "When the process started, since the Unix epoch.",
    labels: [],
  },
  buildInfo: {
    name: "prism_build_info",
    type: "gauge",
    unit: "number",
    help: "Always 1; the labels say what is running.",
    labels: ["version", "node"],
  },
} as const satisfies Record<string, MetricSpec>;
