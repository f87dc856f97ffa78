/** Cancels what a timer was to do; harmless when it is done already. */
export type StopTimer = () => void;

/** Delayed work, injected so that a test can own it. */
export interface Timer {
  /** Does `action` once, when `delayMs` have passed. With `holdsProcess` false, the process may end before. */
  start(delayMs: number, holdsProcess: boolean, action: () => void): StopTimer;
}

export const systemTimer: Timer = {
  start(delayMs: number, holdsProcess: boolean, action: () => void): StopTimer {
    const timeout = setTimeout(action, delayMs);
    if (!holdsProcess) timeout.unref();
    return () => clearTimeout(timeout);
  },
};
