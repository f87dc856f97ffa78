/**
 * Whether it is worth looking for work a moment longer before a thread sleeps. Where that has not helped {@link PATIENCE}
 * times in a row, the following times are left out, so that a steady trickle of requests, or a slow store, does not keep a
 * processor hot.
 */
export class Prospects {
  /** Looks in a row that found nothing. */
  private misses = 0;
  /** Times still to be left out. */
  private left = 0;

  /** Whether to look this time; whoever does says then whether it {@link helped} or {@link failed}. */
  isDue(): boolean {
    if (this.left === 0) return true;
    this.left--;
    return false;
  }

  helped(): void {
    this.misses = 0;
  }

  failed(): void {
    this.misses++;
    if (this.misses < PATIENCE) return;
    this.misses = 0;
    this.left = PAUSE;
  }
}

/** Enough for a lone client's requests and the threads' looks to fall into step. */
const PATIENCE = 32;
/** One time in sixteen is looked at last: with looks of 250 µs and a thousand requests a second 1.6 % of a processor. */
const PAUSE = 15 * PATIENCE;
