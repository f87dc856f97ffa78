import { build, type Histogram } from "hdr-histogram-js";
import type { LatencySummary } from "./load-result.ts";

/** What the connections of a run count together. */
export class Tally {
  /** Since the measuring began. */
  answers = 0;
  totalAnswers = 0;
  errors = 0;
  compared = 0;
  readonly faults: string[] = [];
  private readonly histogram: Histogram = build({
    // Counts as doubles: a day at a million a second does not overflow them.
    bitBucketSize: 64,
    lowestDiscernibleValue: 1,
    highestTrackableValue: MAX_LATENCY_US,
    numberOfSignificantValueDigits: 3,
  });

  /** `count` answers that were sent together and came together. */
  record(latencyUs: number, count: number): void {
    this.answers += count;
    this.totalAnswers += count;
    this.histogram.recordValueWithCount(Math.min(latencyUs, MAX_LATENCY_US), count);
  }

  fault(what: string): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push(what);
  }

  /** From here on it counts. */
  beginMeasuring(): void {
    this.answers = 0;
    this.histogram.reset();
  }

  latencyUs(): LatencySummary {
    const at = (percentile: number): number => this.histogram.getValueAtPercentile(percentile);
    return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: this.histogram.maxValue };
  }
}

/** A minute: far over what any deadline allows. */
const MAX_LATENCY_US = 60_000_000;
const MAX_FAULTS = 5;
