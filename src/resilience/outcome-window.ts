/** Parts of the window: the oldest goes as a whole, so the window is up to a tenth too short. */
const BUCKETS = 10;

/** How many attempts went well and how many did not, over the last while. */
export class OutcomeWindow {
  private readonly bucketMs: number;
  private readonly good = new Array<number>(BUCKETS).fill(0);
  private readonly bad = new Array<number>(BUCKETS).fill(0);
  /** The number of the newest bucket since time 0. */
  private newest = 0;

  constructor(windowMs: number) {
    this.bucketMs = windowMs / BUCKETS;
  }

  add(isGood: boolean, nowMs: number): void {
    this.moveTo(nowMs);
    const bucket = this.newest % BUCKETS;
    const counts = isGood ? this.good : this.bad;
    counts[bucket] = (counts[bucket] as number) + 1;
  }

  /** Attempts within the window. */
  count(nowMs: number): number {
    this.moveTo(nowMs);
    return sum(this.good) + sum(this.bad);
  }

  /** Of hundred attempts, how many failed; 0 when there was none. */
  failedPercent(nowMs: number): number {
    const count = this.count(nowMs);
    return count === 0 ? 0 : (100 * sum(this.bad)) / count;
  }

  clear(): void {
    this.good.fill(0);
    this.bad.fill(0);
  }

  private moveTo(nowMs: number): void {
    const newest = Math.floor(nowMs / this.bucketMs);
    for (let i = Math.max(this.newest + 1, newest - BUCKETS + 1); i <= newest; i++) {
      this.good[i % BUCKETS] = 0;
      this.bad[i % BUCKETS] = 0;
    }
    this.newest = Math.max(this.newest, newest);
  }
}

function sum(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
