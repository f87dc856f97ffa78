import { steadyMs } from "../common/clock.ts";

/** Cancels what was to be done; harmless when it is done already. */
export type StopTimer = () => void;

/** Time and timers of a guard, injected so that a test can own them. */
export interface GuardTime {
  /** Monotonic milliseconds; only differences mean something. */
  nowMs(): number;
  /** Does `action` once, when `delayMs` have passed. Does not keep the process alive. */
  start(delayMs: number, action: () => void): StopTimer;
}

export const systemGuardTime: GuardTime = {
  nowMs: steadyMs,
  start(delayMs: number, action: () => void): StopTimer {
    const timeout = setTimeout(action, delayMs).unref();
    return () => clearTimeout(timeout);
  },
};
