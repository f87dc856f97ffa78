import type { Exemplar } from "./exemplar.ts";
import { LatencyHistogram } from "./latency-histogram.ts";

/** What all workers together have recorded for one (namespace, operation, code) since the gateway started. */
export class MergedSeries {
  /** Empty when the requests named no namespace that exists. */
  readonly namespace: string;
  /** Call number of `prism.v1.Request.call`; 0 when it is none. */
  readonly operation: number;
  /** gRPC status code. */
  readonly code: number;
  count = 0;
  readonly total = new LatencyHistogram();
  readonly queue = new LatencyHistogram();
  readonly backend = new LatencyHistogram();
  /** By the bucket of their total time, the latest of each. */
  readonly exemplars = new Map<number, Exemplar>();
  readonly gateway = new LatencyHistogram();
  readonly wait = new LatencyHistogram();

  constructor(namespace: string, operation: number, code: number) {
    this.namespace = namespace;
    this.operation = operation;
    this.code = code;
  }
}
