import { type Clock, elapsedUs } from "../common/clock.ts";
import { Prospects } from "./prospects.ts";

/**
 * Looks for work for a moment longer before a thread parks. Waking a thread that sleeps takes some 50 µs of two threads'
 * time, so at light load a few microseconds of looking save most of a request's latency.
 */
export class SpinWait {
  private readonly clock: Clock;
  private readonly limitUs: number;
  private readonly prospects = new Prospects();

  /** @param limitUs how long a look may take, in microseconds */
  constructor(clock: Clock, limitUs: number) {
    this.clock = clock;
    this.limitUs = limitUs;
  }

  /** Whether `hasWork` said so within the limit. The caller is not parked meanwhile: whoever brings work need not ring. */
  finds(hasWork: () => boolean): boolean {
    if (!this.prospects.isDue()) return false;
    const startUs = this.clock.monotonicUs();
    do {
      for (let i = 0; i < LOOKS_PER_CLOCK; i++) {
        if (!hasWork()) continue;
        this.prospects.helped();
        return true;
      }
    } while (elapsedUs(startUs, this.clock.monotonicUs()) < this.limitUs);
    this.prospects.failed();
    return false;
  }
}

/** A look is an atomic load or two, a tenth of what reading the clock costs. */
const LOOKS_PER_CLOCK = 32;
