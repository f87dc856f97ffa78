/** One request of a histogram whose trace can be looked up, with its times in microseconds. */
export interface Exemplar {
  /** Hex. */
  readonly traceId: string;
  readonly spanId: string;
  readonly totalUs: number;
  readonly queueUs: number;
  readonly backendUs: number;
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number;
}
