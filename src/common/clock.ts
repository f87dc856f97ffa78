/** Time, injected so that a test can own it. */
export interface Clock {
  /** Monotonic microseconds, shared by all threads of the process; wraps as an Int32, so compare with {@link elapsedUs}. */
  monotonicUs(): number;
  /** Milliseconds since the Unix epoch. */
  wallMs(): number;
}

/** Node looks `process` up anew each time that it is named. */
const { hrtime } = process;

export const systemClock: Clock = {
  monotonicUs(): number {
    const [seconds, nanoseconds] = hrtime();
    return (seconds * 1e6 + nanoseconds / 1e3) | 0;
  },
  wallMs(): number {
    return Date.now();
  },
};

/** Monotonic milliseconds of this thread that never wrap, for what waits long: pauses, time-outs. */
export function steadyMs(): number {
  return performance.now();
}

/** Microseconds from `from` to `to` on the wrapped monotonic clock; right for spans up to 35 minutes. */
export function elapsedUs(from: number, to: number): number {
  return (to - from) | 0;
}
