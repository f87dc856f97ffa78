/** Histograms of one (namespace, operation, outcome), in a form that can be posted between threads. */
export interface RequestSeries {
  readonly namespaceIndex: number;
  readonly operation: number;
  readonly code: number;
  readonly count: number;
  /** Recorded values in microseconds and how often: value, count, value, count … */
  readonly totalUs: Float64Array;
  readonly queueUs: Float64Array;
  readonly backendUs: Float64Array;
}
