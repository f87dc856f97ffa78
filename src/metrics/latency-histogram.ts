import { Float64Histogram } from "hdr-histogram-js";

/**
 * How often each latency was seen: an HDR histogram of whole microseconds with two significant digits, and the exact sum.
 * It starts at 2 KiB and grows with the largest value recorded.
 *
 * Counts are 64-bit floats: a 32-bit count would wrap without a word after 36 minutes of 2 M requests a second.
 */
export class LatencyHistogram {
  private readonly bins: Float64Histogram;
  /** The sum of all recorded values, in microseconds: exact, not of the bins. */
  sumUs = 0;

  constructor() {
    this.bins = new Float64Histogram(1, SMALLEST_RANGE_US, SIGNIFICANT_DIGITS);
    this.bins.autoResize = true;
  }

  /** Records `valueUs` `count` times. A value out of range counts as the nearest one in range. Never throws. */
  record(valueUs: number, count: number): void {
    const value = clamp(valueUs);
    const { bins } = this;
    const bin = binOf(value);
    if (bin >= bins.countsArrayLength) bins.resize(value);
    bins.addToCountAtIndex(bin, count);
    bins.addToTotalCount(count);
    this.sumUs += value * count;
  }

  /** Adds what {@link takePairs} of another histogram returned. Bins are the same everywhere, so nothing is lost. */
  addPairs(pairs: ArrayLike<number>, sumUs: number): void {
    const sum = this.sumUs + sumUs;
    for (let i = 0; i < pairs.length; i += 2) this.record(pairs[i] as number, pairs[i + 1] as number);
    this.sumUs = sum;
  }

  /** Takes back what {@link addPairs} has added. The sum goes by the bins then, and is exact no more. */
  subtractPairs(pairs: ArrayLike<number>): void {
    for (let i = 0; i < pairs.length; i += 2) this.record(pairs[i] as number, -(pairs[i + 1] as number));
  }

  /** How many values lie over `boundUs`; those of a bin that it divides do: what is said to be within a bound, is. */
  countAbove(boundUs: number): number {
    const { bins } = this;
    let within = 0;
    for (let bin = 0; bin < bins.countsArrayLength && highestOf(bin) <= boundUs; bin++)
      within += bins.getCountAtIndex(bin);
    return bins.totalCount - within;
  }

  /** Everything recorded, as value, count, value, count … in ascending order; then forgets it. A value is its bin's highest. */
  takePairs(): Float64Array {
    const { bins } = this;
    let used = 0;
    for (let bin = 0; bin < bins.countsArrayLength; bin++) if (bins.getCountAtIndex(bin) > 0) used++;
    const pairs = new Float64Array(used * 2);
    let at = 0;
    for (let bin = 0; at < pairs.length; bin++) {
      const count = bins.getCountAtIndex(bin);
      if (count === 0) continue;
      pairs[at++] = highestOf(bin);
      pairs[at++] = count;
    }
    bins.reset();
    this.sumUs = 0;
    return pairs;
  }

  get count(): number {
    return this.bins.totalCount;
  }

  /** The value that a share `quantile` (0 to 1) of all recorded ones does not exceed, up to 1 % too high; 0 when empty. */
  quantileUs(quantile: number): number {
    return this.bins.getValueAtPercentile(quantile * 100);
  }

  /**
   * Adds to `counts[i]` how many values lie over `boundsUs[i - 1]` and not over `boundsUs[i]`; the last place, one beyond the
   * bounds, takes the rest. A bin that a bound divides counts above it: what is said to be within a bound, is.
   */
  addCountsWithin(boundsUs: readonly number[], counts: Float64Array): void {
    const { bins } = this;
    let place = 0;
    for (let bin = 0; bin < bins.countsArrayLength; bin++) {
      const count = bins.getCountAtIndex(bin);
      if (count === 0) continue;
      const highest = highestOf(bin);
      while (place < boundsUs.length && highest > (boundsUs[place] as number)) place++;
      counts[place] = (counts[place] as number) + count;
    }
  }
}

/** One part in a hundred is finer than any two runs agree, and a tenth of the memory of three digits. */
export const SIGNIFICANT_DIGITS = 2;
/** The least that the library takes; the first bins reach to 255 µs whatever it is. */
const SMALLEST_RANGE_US = 2;
/** 35 minutes: the longest span that the wrapped monotonic clock can tell. */
export const MAX_LATENCY_US = 0x7fff_ffff;

/** Two digits take 256 bins of 1 µs; each further doubling of the value takes 128 bins of double the width. */
const LINEAR_BINS = 256;
const HALF_BITS = 7;
const HALF_BINS = 1 << HALF_BITS;

/**
 * The bin of a value: what the library's `countsArrayIndex` returns, which computes it with logarithms and powers of
 * floats in seven times the time.
 */
function binOf(value: number): number {
  if (value < LINEAR_BINS) return value;
  const doublings = 31 - Math.clz32(value) - HALF_BITS;
  return (doublings << HALF_BITS) + (value >>> doublings);
}

/** The highest value that falls into a bin. */
function highestOf(bin: number): number {
  if (bin < LINEAR_BINS) return bin;
  const doublings = (bin >> HALF_BITS) - 1;
  return (bin - doublings * HALF_BINS + 1) * 2 ** doublings - 1;
}

/** NaN becomes 0, like what is negative. */
function clamp(value: number): number {
  if (value <= MAX_LATENCY_US) return value > 0 ? Math.floor(value) : 0;
  return value > 0 ? MAX_LATENCY_US : 0;
}
