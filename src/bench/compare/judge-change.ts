import { bootstrapRatio, type RatioInterval } from "./bootstrap-interval.ts";

/** Whether more is better (a rate) or worse (a latency, a cost). */
export type Sense = "more is better" | "less is better";

export interface ChangeSamples {
  /** One value for each round. */
  readonly older: readonly number[];
  readonly newer: readonly number[];
  readonly sense: Sense;
  /** The rounds were run in turn, so that those of the same number belong together. */
  readonly isPaired: boolean;
}

export interface ChangeOptions {
  /** The smallest change that counts, for example 0.05: with it, 1.05 and 1 / 1.05 are the bounds. */
  readonly smallest: number;
  /** How many changes are judged together: the more, the surer each must be. */
  readonly together: number;
  readonly seed: number;
}

export type ChangeVerdict = "better" | "worse" | "same" | "too few rounds";

export interface Change extends RatioInterval {
  readonly verdict: ChangeVerdict;
  /**
   * How often a newer round is worse than an older one, ties as half: 0.5 when they are alike, 1 when each is. Source:
   * A. Vargha, H. D. Delaney, "A Critique and Improvement of the CL Common Language Effect Size Statistics", 2000.
   */
  readonly worseShare: number;
  /** So many rounds at least are needed for any verdict. */
  readonly leastRounds: number;
}

/**
 * The verdict goes by size and not by luck: worse (better) when the whole interval is beyond 1 and the ratio at or beyond the
 * smallest change that counts; same when the whole interval is within it; otherwise the rounds were too few to tell.
 */
export function judgeChange(samples: ChangeSamples, options: ChangeOptions): Change {
  const { older, newer, sense, isPaired } = samples;
  const leastRounds = leastRoundsFor(options.together);
  const worseShare = shareOfWorse(older, newer, sense);
  if (Math.min(older.length, newer.length) < leastRounds) {
    const none = Number.NaN;
    return { ratio: ratioOf(older, newer), low: none, high: none, verdict: "too few rounds", worseShare, leastRounds };
  }
  const alpha = ERROR_RATE / options.together;
  const interval = bootstrapRatio(older, newer, isPaired, { alpha, seed: options.seed });
  const verdict = verdictOf(interval, 1 + options.smallest, sense);
  return { ...interval, verdict, worseShare, leastRounds };
}

/**
 * If nothing changed, n pairs differ in the same direction with a chance of 2⁻ⁿ, and no interval that is made of them knows better:
 * so many rounds are needed that this is rarer than one error in all that is judged together.
 */
export function leastRoundsFor(together: number): number {
  return Math.ceil(Math.log2((2 * together) / ERROR_RATE));
}

function verdictOf({ ratio, low, high }: RatioInterval, bound: number, sense: Sense): ChangeVerdict {
  if (low > 1 && ratio >= bound) return sense === "less is better" ? "worse" : "better";
  if (high < 1 && ratio <= 1 / bound) return sense === "less is better" ? "better" : "worse";
  return low >= 1 / bound && high <= bound ? "same" : "too few rounds";
}

function shareOfWorse(older: readonly number[], newer: readonly number[], sense: Sense): number {
  let worse = 0;
  for (const before of older) {
    for (const after of newer) {
      if (before === after) worse += 0.5;
      else if (after > before === (sense === "less is better")) worse += 1;
    }
  }
  return worse / (older.length * newer.length);
}

function ratioOf(older: readonly number[], newer: readonly number[]): number {
  const logMean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + Math.log(value), 0) / values.length;
  return Math.exp(logMean(newer) - logMean(older));
}

/** Of all verdicts of one comparison together, on both sides. */
const ERROR_RATE = 0.05;
