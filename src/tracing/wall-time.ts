import { type Clock, elapsedUs } from "../common/clock.ts";

/**
 * Tells when something was by the wall clock, in microseconds, from the monotonic clock, which the wall clock's steps do not
 * touch. The wall clock is read in milliseconds; what is between two of them is kept, so that spans of one request stand
 * where they belong, and so do those of two processes on one machine, within a fraction of a millisecond.
 */
export class WallTime {
  private readonly clock: Clock;
  private anchorUs: number;
  private wallUs: number;

  constructor(clock: Clock) {
    this.clock = clock;
    this.anchorUs = clock.monotonicUs();
    this.wallUs = clock.wallMs() * 1000;
  }

  /** To be called before {@link at}, and every half an hour at least. */
  refresh(): void {
    const nowUs = this.clock.monotonicUs();
    const leastUs = this.clock.wallMs() * 1000;
    const expectedUs = this.wallUs + elapsedUs(this.anchorUs, nowUs);
    this.anchorUs = nowUs;
    // The truth lies within one millisecond from what the wall clock says.
    this.wallUs = Math.min(Math.max(expectedUs, leastUs), leastUs + 999);
  }

  at(monotonicUs: number): number {
    return this.wallUs + elapsedUs(this.anchorUs, monotonicUs);
  }
}
