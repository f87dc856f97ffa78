import type { Prng } from "../../common/prng.ts";
import { fraction } from "./zipf.ts";

/** A stretch of time over which the rate goes evenly from one value to another. */
export interface RateSegment {
  readonly durationUs: number;
  /** Arrivals a second. */
  readonly fromRate: number;
  readonly toRate: number;
}

/**
 * The moments at which an open loop means to send, in microseconds from its beginning.
 *
 * Λ(t), the integral of the rate, is how many arrivals are expected by t. `constant` arrivals stand where Λ passes ½, 1½,
 * 2½ …; those of a Poisson process of that rate where it passes the sums of exponentially distributed steps of mean 1.
 * Source of the latter: D. J. Daley, D. Vere-Jones, "An Introduction to the Theory of Point Processes", vol. 1, 2003,
 * theorem 7.4.I (random time change).
 */
export class ArrivalSchedule {
  private readonly segments: readonly RateSegment[];
  /** Null for constant arrivals. */
  private readonly prng: Prng | null;
  /** Λ at the next arrival. */
  private wanted: number;
  private segment = 0;
  /** When the segment begins, and Λ then. */
  private beganUs = 0;
  private before = 0;

  constructor(segments: readonly RateSegment[], prng: Prng | null) {
    this.segments = segments;
    this.prng = prng;
    this.wanted = prng === null ? 0.5 : exponential(prng);
  }

  /** The next arrival; infinity when there are no more. */
  next(): number {
    for (;;) {
      const segment = this.segments[this.segment];
      if (segment === undefined) return Number.POSITIVE_INFINITY;
      const expected = arrivalsIn(segment);
      const within = this.wanted - this.before;
      if (within <= expected) {
        this.wanted += this.prng === null ? 1 : exponential(this.prng);
        return this.beganUs + momentOf(segment, within);
      }
      this.before += expected;
      this.beganUs += segment.durationUs;
      this.segment++;
    }
  }
}

/** How many arrivals a segment is expected to have. */
export function arrivalsIn({ durationUs, fromRate, toRate }: RateSegment): number {
  return ((fromRate + toRate) / 2 / 1e6) * durationUs;
}

/** When, from the segment's beginning, Λ has grown by `count`: the root of from·t + (to − from)/(2·d)·t² = count. */
function momentOf({ durationUs, fromRate, toRate }: RateSegment, count: number): number {
  const rate = fromRate / 1e6;
  const growth = (toRate - fromRate) / 1e6 / durationUs;
  // In the form that loses no digits where the growth is small or none.
  const root = Math.sqrt(Math.max(0, rate * rate + 2 * growth * count));
  return count === 0 ? 0 : (2 * count) / (rate + root);
}

function exponential(prng: Prng): number {
  return -Math.log(1 - fraction(prng));
}
