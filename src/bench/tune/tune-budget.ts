import { steadyMs } from "../../common/clock.ts";

/** So many runs, and so much time: what is used up first ends the tuning. */
export class TuneBudget {
  used = 0;
  private readonly maxRuns: number;
  private readonly endMs: number;
  private readonly startMs = steadyMs();
  /** What is kept for later. */
  private reserve = 0;

  constructor(maxRuns: number, maxMs: number) {
    this.maxRuns = maxRuns;
    this.endMs = this.startMs + maxMs;
  }

  /** Keeps so many runs back from {@link left}. */
  keepBack(runs: number): void {
    this.reserve = runs;
  }

  /** Runs that can still be made, by their number and by how long those so far have taken. */
  get left(): number {
    const runMs = this.used === 0 ? 0 : (this.seconds * 1_000) / this.used;
    const inTime = runMs === 0 ? this.maxRuns : Math.floor(Math.max(0, this.endMs - steadyMs()) / runMs);
    return Math.max(0, Math.min(this.maxRuns - this.used, inTime) - this.reserve);
  }

  get seconds(): number {
    return (steadyMs() - this.startMs) / 1_000;
  }
}
