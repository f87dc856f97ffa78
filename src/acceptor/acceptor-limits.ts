export interface AcceptorLimits {
  readonly maxFrameBytes: number;
  readonly maxConnections: number;
  readonly maxInFlight: number;
  readonly maxInFlightPerConnection: number;
  /** 0 = never. */
  readonly idleTimeoutMs: number;
}
