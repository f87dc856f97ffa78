import { type Clock, elapsedUs } from "./clock.ts";

/** A number of things that may happen at once, which grows back as time passes. */
export class Allowance {
  private readonly clock: Clock;
  private readonly burst: number;
  private readonly perSecond: number;
  private left: number;
  private refilledUs: number;

  constructor(clock: Clock, burst: number, perSecond: number) {
    this.clock = clock;
    this.burst = burst;
    this.perSecond = perSecond;
    this.left = burst;
    this.refilledUs = clock.monotonicUs();
  }

  add(count: number): void {
    if (this.left < this.burst) this.left += count;
  }

  /** One happens; false when it is one too many. */
  take(): boolean {
    if (this.left < 1) this.refill();
    this.left--;
    return this.left >= 0;
  }

  private refill(): void {
    const nowUs = this.clock.monotonicUs();
    // After half an hour and more the clock wraps; by then there is a full allowance either way.
    const passedUs = Math.abs(elapsedUs(this.refilledUs, nowUs));
    this.refilledUs = nowUs;
    this.left = Math.min(this.burst, this.left + (passedUs / 1e6) * this.perSecond);
  }
}
