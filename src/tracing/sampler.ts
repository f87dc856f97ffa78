import type { Prng } from "../common/prng.ts";
import { RANDOM_BOUND } from "./trace-ids.ts";

/**
 * Which requests are traced, of those that nobody upstream has decided about: a ratio of them. A trace id decides for
 * itself, by its random part, as the specification of consistent sampling has it; where there is none yet, the number of
 * requests to pass over is drawn beforehand, so that whole steps of requests are passed over with one subtraction.
 * Source: https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/
 */
export class Sampler {
  private readonly ratio: number;
  private readonly prng: Prng;
  /** A random part under it is not sampled; 56 bits. */
  readonly threshold: bigint;
  /** The 52 highest bits of it. */
  private readonly highThreshold: number;
  /** What a span says of how it was chosen, in its tracestate; empty when every request is. */
  readonly traceState: string;
  private untilNext = 0;

  constructor(ratio: number, prng: Prng) {
    this.ratio = ratio;
    this.prng = prng;
    this.highThreshold = Math.round((1 - ratio) * 2 ** HIGH_BITS);
    this.threshold = BigInt(this.highThreshold) * (RANDOM_BOUND / BigInt(2 ** HIGH_BITS));
    const digits = this.highThreshold
      .toString(16)
      .padStart(HIGH_BITS / 4, "0")
      .replace(/0+$/, "");
    this.traceState = ratio <= 0 || this.highThreshold === 0 ? "ot=th:0" : `ot=th:${digits}`;
    this.untilNext = this.draw();
  }

  /** Of the next request that brings no trace. */
  takesNext(): boolean {
    if (--this.untilNext > 0) return false;
    this.untilNext = this.draw();
    return this.ratio > 0;
  }

  /** How many of the next `count` requests are passed over before one is taken; `count` when none is. */
  passOver(count: number): number {
    if (this.untilNext > count) {
      this.untilNext -= count;
      return count;
    }
    const passed = this.untilNext - 1;
    this.untilNext = this.draw();
    return this.ratio > 0 ? passed : count;
  }

  /** Of a trace, by the 52 highest random bits of its id. */
  takes(randomBits: number): boolean {
    return this.ratio > 0 && randomBits >= this.highThreshold;
  }

  /** How many requests until one is taken: geometrically distributed. */
  private draw(): number {
    if (this.ratio >= 1) return 1;
    if (this.ratio <= 0) return MAX_PASSED;
    const uniform = (this.prng.below(STEPS) + 1) / STEPS;
    return Math.min(1 + Math.floor(Math.log(uniform) / Math.log1p(-this.ratio)), MAX_PASSED);
  }
}

const HIGH_BITS = 52;
const STEPS = 2 ** 30;
/** A small integer in V8, so that counting down does not allocate. */
const MAX_PASSED = 2 ** 30 - 1;
