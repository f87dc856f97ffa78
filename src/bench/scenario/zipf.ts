import type { Prng } from "../../common/prng.ts";

/**
 * Draws ranks 0 … n − 1, rank r with a probability proportional to 1 / (r + 1)^θ, exactly and without a table.
 *
 * Source: W. Hörmann, G. Derflinger, "Rejection-inversion to generate variates from monotone discrete distributions",
 * ACM Transactions on Modeling and Computer Simulation 6(3), 1996. Rank k stands under a hat h(x) = x^−θ; a point of the
 * hat's integral H is drawn, turned into x, rounded to k, and taken if it lies under the step of k.
 */
export class ZipfRanks {
  private readonly count: number;
  private readonly theta: number;
  /** H at the left end of the first step, whose mass is put there, and at the right end of the last one. */
  private readonly from: number;
  private readonly to: number;
  /** What is this near to its step is taken without a look at the hat. */
  private readonly squeeze: number;

  /** `theta` over 0 and not 1. */
  constructor(count: number, theta: number) {
    if (!(count >= 1) || !(theta > 0) || theta === 1)
      throw new RangeError("zipf needs a count from 1 and a θ over 0, not 1");
    this.count = count;
    this.theta = theta;
    this.from = this.integral(1.5) - 1;
    this.to = this.integral(count + 0.5);
    this.squeeze = 2 - this.inverse(this.integral(2.5) - 2 ** -theta);
  }

  draw(prng: Prng): number {
    for (;;) {
      const u = this.to + fraction(prng) * (this.from - this.to);
      const x = this.inverse(u);
      const k = Math.min(Math.max(Math.round(x), 1), this.count);
      if (k - x <= this.squeeze || u >= this.integral(k + 0.5) - k ** -this.theta) return k - 1;
    }
  }

  /** H(x) = (x^(1−θ) − 1) / (1 − θ). */
  private integral(x: number): number {
    return (x ** (1 - this.theta) - 1) / (1 - this.theta);
  }

  private inverse(h: number): number {
    return (1 + h * (1 - this.theta)) ** (1 / (1 - this.theta));
  }
}

/** A number in [0, 1). */
export function fraction(prng: Prng): number {
  return prng.below(0x1_0000_0000) / 0x1_0000_0000;
}
