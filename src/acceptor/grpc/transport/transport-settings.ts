/** What a transport is told of the door's settings. */
export interface TransportSettings {
  readonly transport: "lean" | "grpc-js";
  readonly maxConcurrentCalls: number;
  /** 0 = none. */
  readonly keepAliveIntervalMs: number;
  readonly keepAliveTimeoutMs: number;
  /** 0 = for ever. */
  readonly maxConnectionAgeMs: number;
  readonly maxConnectionAgeGraceMs: number;
}
