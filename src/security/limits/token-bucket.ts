/**
 * So many tokens a second, and so many at once: never more than `burst + perSecond × t` are taken in any time `t`.
 *
 * Counted in millionths of a token, so that a microsecond brings a whole number of them and nothing is lost by rounding.
 * It may be overdrawn: what is taken beyond what there is has to come in before anything is granted again.
 */
export class TokenBucket {
  private perSecond: number;
  /** Both in millionths of a token. */
  private capacity: number;
  private level: number;
  private filledUs: number;

  /** Full at `nowUs`. */
  constructor(perSecond: number, burst: number, nowUs: number) {
    this.perSecond = perSecond;
    this.capacity = burst * MICRO;
    this.level = this.capacity;
    this.filledUs = nowUs;
  }

  /**
   * Microseconds until so many can be taken; 0 = now. What is more than the bucket holds can be taken when it is full, for
   * it could never be otherwise.
   */
  waitUs(tokens: number, nowUs: number): number {
    this.fill(nowUs);
    const missing = Math.min(tokens * MICRO, this.capacity) - this.level;
    return missing <= 0 ? 0 : Math.ceil(missing / this.perSecond);
  }

  /** Takes tokens, whether they are there or not. */
  take(tokens: number, nowUs: number): void {
    this.fill(nowUs);
    this.level -= tokens * MICRO;
  }

  /** Whether it is as if nothing had ever been taken. */
  isFull(nowUs: number): boolean {
    this.fill(nowUs);
    return this.level >= this.capacity;
  }

  /** Goes on at another rate. What has been taken stays taken: the bucket is not full for that. */
  adjust(perSecond: number, burst: number, nowUs: number): void {
    if (perSecond === this.perSecond && burst * MICRO === this.capacity) return;
    this.fill(nowUs);
    this.level += burst * MICRO - this.capacity;
    this.perSecond = perSecond;
    this.capacity = burst * MICRO;
  }

  private fill(nowUs: number): void {
    this.level = Math.min(this.capacity, this.level + (nowUs - this.filledUs) * this.perSecond);
    this.filledUs = nowUs;
  }
}

const MICRO = 1_000_000;
