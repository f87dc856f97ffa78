/** How a store is waited for; the shape of `resilienceEntries` in `src/config/backends/resilience.ts`. */
export interface GuardSettings {
  readonly requestTimeoutMs: number;
  readonly retry: RetrySettings;
  readonly breaker: BreakerSettings;
  readonly bulkhead: BulkheadSettings;
  readonly hedge: HedgeSettings;
}

export interface RetrySettings {
  /** The first one counted. */
  readonly maxAttempts: number;
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
  /** Retries that hundred successes earn. */
  readonly budgetPercent: number;
}

export interface BreakerSettings {
  readonly failuresInRow: number;
  readonly failurePercent: number;
  readonly minAttempts: number;
  readonly windowMs: number;
  readonly silenceMs: number;
  readonly openForMs: number;
  readonly maxOpenForMs: number;
  readonly trials: number;
}

export interface BulkheadSettings {
  readonly maxCalls: number;
  readonly maxBytes: number;
}

export interface HedgeSettings {
  readonly mode: "off" | "reads";
  readonly budgetPercent: number;
}
