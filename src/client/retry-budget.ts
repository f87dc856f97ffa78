/**
 * Bounds the repeated work of a client, so that retries do not turn a gateway's trouble into an avalanche: ten
 * successes earn one retry. Full, it covers one lost connection with all that was in flight on it.
 */
export class RetryBudget {
  /** In tenths of a retry, so that the sums are exact. */
  private readonly maxTenths: number;
  private tenths: number;

  constructor(maxRetries: number) {
    this.maxTenths = maxRetries * TENTHS_PER_RETRY;
    this.tenths = this.maxTenths;
  }

  /** Whether one more retry is allowed; if so, it is paid. */
  spend(): boolean {
    if (this.tenths < TENTHS_PER_RETRY) return false;
    this.tenths -= TENTHS_PER_RETRY;
    return true;
  }

  earn(): void {
    if (this.tenths < this.maxTenths) this.tenths++;
  }
}

const TENTHS_PER_RETRY = 10;
