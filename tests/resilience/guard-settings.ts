import type { GuardSettings } from "../../src/resilience/guard-settings.ts";

/** Small numbers, so that a test sees each bound. */
export const settings: GuardSettings = {
  requestTimeoutMs: 1_000,
  retry: { maxAttempts: 3, minDelayMs: 100, maxDelayMs: 1_000, budgetPercent: 10 },
  breaker: {
    failuresInRow: 5,
    failurePercent: 50,
    minAttempts: 20,
    windowMs: 10_000,
    silenceMs: 500,
    openForMs: 400,
    maxOpenForMs: 1_600,
    trials: 2,
  },
  bulkhead: { maxCalls: 3, maxBytes: 100 },
  hedge: { mode: "off", budgetPercent: 10 },
};
