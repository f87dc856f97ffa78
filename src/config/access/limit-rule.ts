/** A limit as threads hold it: plain data of the snapshot. 0 = it does not set this one. */
export interface LimitRule {
  /** A pattern: see principal-pattern.ts. */
  readonly principal: string;
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  readonly bytesPerSecond: number;
  readonly byteBurst: number;
  readonly maxInFlight: number;
}
