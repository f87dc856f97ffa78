import { type Clock, elapsedUs } from "../../common/clock.ts";

/**
 * Tells when a client sends more frames that carry no call (PING, SETTINGS) than any honest one has reason to: they cost
 * the gateway as much as a call does. Each call and each passing moment allow some more.
 */
export class FloodGuard {
  private readonly clock: Clock;
  private allowance = BURST;
  private refilledUs: number;

  constructor(clock: Clock) {
    this.clock = clock;
    this.refilledUs = clock.monotonicUs();
  }

  /** A call came. */
  onCall(): void {
    if (this.allowance < BURST) this.allowance += PER_CALL;
  }

  /** A frame without one came; false when there are too many. */
  admit(): boolean {
    if (this.allowance < 1) this.refill();
    this.allowance--;
    return this.allowance >= 0;
  }

  private refill(): void {
    const nowUs = this.clock.monotonicUs();
    // After half an hour and more the clock wraps; by then there is a full allowance either way.
    const passedUs = Math.abs(elapsedUs(this.refilledUs, nowUs));
    this.refilledUs = nowUs;
    this.allowance = Math.min(BURST, this.allowance + (passedUs / 1e6) * PER_SECOND);
  }
}

/** A client measures its way with a PING for each round trip in which data came: on one machine, thousands in a second. */
const BURST = 5_000;
/** A PING when the answer comes, and another when it is read. */
const PER_CALL = 2;
const PER_SECOND = 100;
