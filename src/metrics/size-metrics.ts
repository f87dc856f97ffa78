import type { MetricSpec } from "./catalogue.ts";

/** How large batches and queues are: they explain throughput and latency better than anything else. */
export const sizeMetrics = {
  workerBatchSize: {
    name: "prism_worker_batch_requests",
    type: "histogram",
    unit: "count",
    help: "Requests in a batch: all that waited when the worker looked, up to its bound. Ones alone mean that the worker waits for requests; large batches that requests wait for the worker.",
    labels: ["worker"],
  },
  workerRingDepth: {
    name: "prism_worker_ring_waiting_bytes",
    type: "histogram",
    unit: "bytes",
    help: "Bytes that stood in the worker's request ring when it began a batch: the queue in front of the worker. Near limits.ringBytes connections are paused.",
    labels: ["worker"],
  },
  storeFlightItems: {
    name: "prism_store_flight_items",
    type: "histogram",
    unit: "count",
    help: "Items, or messages, that went to the store in one call of it: what shares one statement, one round trip or one commit. Scans of an embedded store, and its writes that go alone, are left out.",
    labels: ["backend", "pattern", "worker"],
  },
  storeFlightWaiting: {
    name: "prism_store_flight_waiting_calls",
    type: "histogram",
    unit: "count",
    help: "Calls that waited for the store when a batch to it was put together, those that then went with it included. Much more than the items of a flight means that its connections or lanes are all taken. Embedded key-value stores have no such queue.",
    labels: ["backend", "pattern", "worker"],
  },
} as const satisfies Readonly<Record<string, MetricSpec>>;
