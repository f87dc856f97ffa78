/** Enough for a 95th percentile that rests on six samples. */
const SAMPLES = 128;
/** Before there are so many, nothing is said. */
const MIN_SAMPLES = 32;
/** The percentile is found anew after so many samples: sorting costs some ten microseconds. */
const SAMPLES_PER_LOOK = 32;

/** What the last reads took, to tell which one takes unusually long. */
export class RecentLatencies {
  private readonly samples = new Float64Array(SAMPLES);
  private count = 0;
  private p95 = 0;

  /** Milliseconds that 95 % of the last ones stayed below; null before there are enough. */
  get p95Ms(): number | null {
    return this.count < MIN_SAMPLES ? null : this.p95;
  }

  add(ms: number): void {
    this.samples[this.count++ % SAMPLES] = ms;
    if (this.count % SAMPLES_PER_LOOK !== 0) return;
    const sorted = this.samples.slice(0, Math.min(this.count, SAMPLES)).sort();
    this.p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] as number;
  }
}
