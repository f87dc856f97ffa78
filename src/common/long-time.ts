import { elapsedUs } from "./clock.ts";

/** Microseconds that do not wrap, from a clock that does: to be told the time at least every half an hour. */
export class LongTime {
  private lastUs: number;
  private totalUs = 0;

  constructor(nowUs: number) {
    this.lastUs = nowUs;
  }

  /** @returns microseconds since it was made. */
  at(nowUs: number): number {
    this.totalUs += elapsedUs(this.lastUs, nowUs);
    this.lastUs = nowUs;
    return this.totalUs;
  }
}
