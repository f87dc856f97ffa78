import type { Exemplar } from "./exemplar.ts";

/** Histograms of one (namespace, operation, outcome), in a form that can be posted between threads. */
export interface RequestSeries {
  /** Place in the snapshot that the worker ran under; −1 when the requests named no namespace that exists. */
  readonly namespaceIndex: number;
  /** Call number of `prism.v1.Request.call`; 0 when it is none. */
  readonly operation: number;
  /** gRPC status code. */
  readonly code: number;
  readonly count: number;
  /** Recorded values in microseconds and how often: value, count, value, count … */
  readonly totalUs: Float64Array;
  readonly queueUs: Float64Array;
  readonly backendUs: Float64Array;
  /** The gateway's own time: the total without the backend's. */
  readonly gatewayUs: Float64Array;
  /** From the worker's taking it until its store began, and what its record took: neither queue nor backend. */
  readonly waitUs: Float64Array;
  /** Exact sums of the values before they were sorted into bins, in microseconds. */
  readonly totalSumUs: number;
  readonly queueSumUs: number;
  readonly backendSumUs: number;
  /** Some of the requests whose traces can be looked up, the latest last. */
  readonly exemplars: readonly Exemplar[];
  readonly gatewaySumUs: number;
  readonly waitSumUs: number;
}
