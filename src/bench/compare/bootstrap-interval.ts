import { createPrng } from "../../common/prng.ts";

/** How much greater the newer values are, as a factor, and between what it lies. */
export interface RatioInterval {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  /** How often the interval may miss the truth, on either side together: 0.05 for 95 %. */
  readonly alpha: number;
  readonly seed: number;
}

/**
 * The ratio of the geometric means of `newer` and `older`, with its expanded percentile bootstrap interval: rounds are drawn
 * again with replacement, and the percentiles are taken further out as so few rounds want it. All values are above 0.
 * `isPaired`: values of the same place were measured beside each other; then pairs are drawn, and what slows the machine
 * for a while slows both. The same seed gives the same interval.
 *
 * Sources: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13 (percentile interval);
 * T. C. Hesterberg, "What Teachers Should Know About the Bootstrap", The American Statistician 69(4), 2015, section 5.4
 * (expanded); T. Kalibera, R. Jones, "Rigorous Benchmarking in Reasonable Time", ISMM 2013 (intervals of ratios).
 */
export function bootstrapRatio(
  older: readonly number[],
  newer: readonly number[],
  isPaired: boolean,
  options: BootstrapOptions,
): RatioInterval {
  const prng = createPrng(options.seed);
  const [before, after] = [older.map(Math.log), newer.map(Math.log)];
  const changes = isPaired ? after.map((value, at) => value - (before[at] as number)) : [];
  const draw = (values: readonly number[]): number => {
    let sum = 0;
    for (let at = 0; at < values.length; at++) sum += values[prng.below(values.length)] as number;
    return sum / values.length;
  };
  const means = new Float64Array(RESAMPLES);
  for (let at = 0; at < RESAMPLES; at++) means[at] = isPaired ? draw(changes) : draw(after) - draw(before);
  means.sort();
  const rounds = Math.min(older.length, newer.length);
  const tail = Math.floor(expandedTail(options.alpha, rounds) * RESAMPLES);
  return {
    ratio: Math.exp(mean(after) - mean(before)),
    low: Math.exp(means[tail] as number),
    high: Math.exp(means[RESAMPLES - 1 - tail] as number),
  };
}

/** The share that is cut off at either end: less than alpha / 2, for a few rounds spread less than what they are drawn from. */
function expandedTail(alpha: number, rounds: number): number {
  return normalBelow(-Math.sqrt(rounds / (rounds - 1)) * studentQuantile(alpha / 2, rounds - 1));
}

/** The quantile of Student's t that `tail` is above. Source: Abramowitz and Stegun, 26.7.5; good from four degrees on. */
function studentQuantile(tail: number, degrees: number): number {
  const z = normalQuantile(tail);
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, power) => sum + term / degrees ** (power + 1), z);
}

/** The normal quantile that `tail` is above, tail ≤ 0.5. Source: Abramowitz and Stegun, 26.2.23; to within 0.0005. */
function normalQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3);
}

/** How much of the normal distribution is below z ≤ 0. Source: Abramowitz and Stegun, 26.2.17; to within 1e-7. */
function normalBelow(z: number): number {
  const t = 1 / (1 - 0.2316419 * z);
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const sum = series.reduce((total, factor, at) => total + factor * t ** (at + 1), 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const RESAMPLES = 10_000;
