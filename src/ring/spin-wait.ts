import { type Clock, elapsedUs } from "../common/clock.ts";

/**
 * Looks for work for a moment longer before a thread parks. Waking a thread that sleeps takes some 50 µs of two threads'
 * time, so at light load a few microseconds of looking save most of a request's latency. Where looking has not helped
 * {@link PATIENCE} times in a row, the following times are left out, so that a steady trickle of requests does not keep
 * a processor hot.
 */
export class SpinWait {
  private readonly clock: Clock;
  private readonly limitUs: number;
  /** Looks in a row that found nothing. */
  private misses = 0;
  /** Times still to be left out. */
  private left = 0;

  /** @param limitUs how long a look may take, in microseconds */
  constructor(clock: Clock, limitUs: number) {
    this.clock = clock;
    this.limitUs = limitUs;
  }

  /** Whether `hasWork` said so within the limit. The caller is not parked meanwhile: whoever brings work need not ring. */
  finds(hasWork: () => boolean): boolean {
    if (this.left > 0) {
      this.left--;
      return false;
    }
    const startUs = this.clock.monotonicUs();
    do {
      for (let i = 0; i < LOOKS_PER_CLOCK; i++) {
        if (!hasWork()) continue;
        this.misses = 0;
        return true;
      }
    } while (elapsedUs(startUs, this.clock.monotonicUs()) < this.limitUs);
    this.misses++;
    if (this.misses === PATIENCE) {
      this.misses = 0;
      this.left = PAUSE;
    }
    return false;
  }
}

/** A look is an atomic load or two, a tenth of what reading the clock costs. */
const LOOKS_PER_CLOCK = 32;
/** Enough for a lone client's requests and the threads' looks to fall into step. */
const PATIENCE = 32;
/** One time in sixteen is looked at last: with looks of 250 µs and a thousand requests a second 1.6 % of a processor. */
const PAUSE = 15 * PATIENCE;
