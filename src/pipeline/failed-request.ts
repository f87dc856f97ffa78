/** A request that was answered with INTERNAL, as the log tells of it: never a key or a value. */
export interface FailedRequest {
  /** As its client numbered it. */
  readonly id: number;
  readonly namespace: string;
  readonly operation: string;
  /** Hex; left out where it is not traced. */
  readonly traceId?: string;
}
