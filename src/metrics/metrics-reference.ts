import { CATALOGUE, type MetricSpec } from "./catalogue.ts";
import { DURATION_BOUNDS_US, STAGE_BOUNDS_US } from "./duration-bounds.ts";
import { BYTES_SCALE, COUNT_SCALE } from "./size-histogram.ts";

/** The reference page of the metrics, from the catalogue: `docs-cms/reference/metrics.md`. */
export function renderMetricsReference(): string {
  return `${HEAD}\n${renderTable(Object.values(CATALOGUE))}\n\n${renderBuckets()}\n${FOOT}`;
}

function renderTable(specs: readonly MetricSpec[]): string {
  const head = ["Metric", "Type", "Unit", "Labels", "Meaning"];
  const rows = specs.map((spec) => [
    `\`${spec.name}\``,
    spec.type,
    spec.unit,
    spec.labels.map((label) => `\`${label}\``).join(", "),
    spec.help.replaceAll("|", "\\|"),
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function renderBuckets(): string {
  const listed = (us: readonly number[]): string => us.map((bound) => `\`${bound / 1e6}\``).join(", ");
  const sizes = (scale: typeof COUNT_SCALE): string => `${scale.bounds[0]}, doubling up to ${scale.bounds.at(-1)}`;
  return `## Buckets

The upper bounds (\`le\`) of every latency histogram, in seconds: ${listed(DURATION_BOUNDS_US)}, \`+Inf\`.
Those of the gateway's own time and of stages: ${listed(STAGE_BOUNDS_US)}, \`+Inf\`.
Those of sizes in requests, calls and items: ${sizes(COUNT_SCALE)}; in bytes: ${sizes(BYTES_SCALE)}.
`;
}

const HEAD = `<!-- Generated from src/metrics/catalogue.ts by scripts/generate-metrics-reference.mjs; do not edit. -->

# Metrics

\`GET /metrics\` on the admin port answers in the Prometheus text format, version 0.0.4. Labels have few values:
\`operation\` is the call's name (\`get\`, \`batch_put\` …), \`code\` is \`OK\` or the name of a gRPC error code, \`outcome\` is \`ok\`
or \`failed\`, \`thread\` is \`acceptor\` or \`worker-<n>\`. Counters grow from the start of the process; those of a worker keep
growing when its thread is replaced. What a thread counted after its last report is lost when it dies; the callers it
leaves without an answer are in \`prism_refused_total{reason="WORKER_LOST"}\`.
`;

const FOOT = `The buckets are sums of whole HDR bins, and a bin is narrower than 1 % of its values: a request counts within a bound
only when it surely was, and one up to 1 % faster than the bound may count in the next bucket. \`_sum\` is exact.

## What batches and queues explain

A batch is whatever waits, never a timer, so that its size is the load as the thread sees it. Read the queues from the
front to the store; the first that is deep names what bounds the gateway:

| Seen | Means | What helps |
| --- | --- | --- |
| batches of 1, shallow ring, \`prism_event_loop_utilization\` low | the clients do not ask more; latency is the hop and the store | nothing in the gateway; more connections or pipelining in the client |
| large batches, deep ring, worker's utilization near 1 | requests wait for the worker | more workers (\`prism workers set\`), if the namespace is on a store that every worker serves; else another owner |
| large batches, shallow ring, acceptor's utilization near 1 | the acceptor bounds: what it takes in a turn is one batch | fewer and larger frames in a write, batches in the client |
| small flights, few calls waiting, high \`prism_request_backend_seconds\` | the store is slow, not busy | the store, or its distance |
| large flights, many more calls waiting than go | all lanes to the store are taken | more connections of the backend, if the store can do more |
| full rings, \`prism_ring_full_pauses_total\` grows | back-pressure: sockets are not read | more workers; \`limits.ringBytes\` only for bursts |

## Figures to draw

| Figure | Expression |
| --- | --- |
| Requests per second | \`sum by (namespace, operation) (rate(prism_requests_total[1m]))\` |
| 99th percentile of the latency | \`histogram_quantile(0.99, sum by (le, namespace) (rate(prism_request_duration_seconds_bucket[5m])))\` |
| Time in the gateway itself, per request | \`(rate(prism_request_duration_seconds_sum[1m]) - rate(prism_request_backend_seconds_sum[1m])) / rate(prism_request_duration_seconds_count[1m])\` |
| Requests per batch | \`rate(prism_worker_requests_total[1m]) / rate(prism_worker_batches_total[1m])\` |
| Requests per batch, 99th percentile | \`histogram_quantile(0.99, sum by (le, worker) (rate(prism_worker_batch_requests_bucket[1m])))\` |
| Items per flight to a store | \`sum by (backend) (rate(prism_store_flight_items_sum[1m])) / sum by (backend) (rate(prism_store_flight_items_count[1m]))\` |
| Answers per socket write | \`rate(prism_frames_out_total[1m]) / rate(prism_writes_total[1m])\` |
| Requests per wake-up of a worker | \`sum by (worker) (rate(prism_worker_requests_total[1m])) / sum by (worker) (label_replace(rate(prism_wakes_total{from="acceptor"}[1m]), "worker", "$1", "to", "worker-(.*)"))\` |
`;
