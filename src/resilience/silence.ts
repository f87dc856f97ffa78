/**
 * For how long a store that is being asked has not answered. A time-out of a caller in a hurry says nothing of the store;
 * that nobody has had an answer for a second does.
 */
export class Silence {
  private readonly forgetAfterMs: number;
  private underWay = 0;
  /** When the first attempt began that has had no answer, nor has any after it; null when there is none. */
  private sinceMs: number | null = null;
  private lastEndMs = 0;

  /** A silence in which nobody has asked for `forgetAfterMs` is none. */
  constructor(forgetAfterMs: number) {
    this.forgetAfterMs = forgetAfterMs;
  }

  began(nowMs: number): void {
    const isOld = this.underWay === 0 && nowMs - this.lastEndMs > this.forgetAfterMs;
    if (this.sinceMs === null || isOld) this.sinceMs = nowMs;
    this.underWay++;
  }

  ended(nowMs: number): void {
    this.underWay--;
    this.lastEndMs = nowMs;
  }

  /** A sign of life, be it late. */
  broken(nowMs: number): void {
    this.sinceMs = this.underWay > 0 ? nowMs : null;
  }

  lastsMs(nowMs: number): number {
    return this.sinceMs === null ? 0 : nowMs - this.sinceMs;
  }
}
