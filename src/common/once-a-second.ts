import { type Clock, elapsedUs } from "./clock.ts";

/** Lets one through a second and counts the others: what may fail with every request must not fill the disk with its log. */
export class OnceASecond {
  private readonly clock: Clock;
  private passedUs: number | null = null;
  private leftOut = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** How many were left out since the last that was let through; −1 when this one is, too. */
  pass(): number {
    const nowUs = this.clock.monotonicUs();
    const sinceUs = this.passedUs === null ? INTERVAL_US : elapsedUs(this.passedUs, nowUs);
    // Negative after half an hour of silence, when the clock has wrapped.
    if (sinceUs >= 0 && sinceUs < INTERVAL_US) {
      this.leftOut++;
      return -1;
    }
    const { leftOut } = this;
    this.passedUs = nowUs;
    this.leftOut = 0;
    return leftOut;
  }
}

const INTERVAL_US = 1_000_000;
