import type { Prng } from "../../common/prng.ts";
import type { KeyPlan } from "./scenario-schema.ts";
import { fraction, ZipfRanks } from "./zipf.ts";

/** Draws the number of a key, 0 … count − 1; of `latest` it is how many inserts ago the key came. */
export type KeyChoice = () => number;

type Distribution = Pick<KeyPlan, "count" | "distribution" | "skewPercent" | "hotKeysPercent" | "hotRequestsPercent">;

export function createKeyChoice(plan: Distribution, prng: Prng): KeyChoice {
  const { count } = plan;
  switch (plan.distribution) {
    case "uniform":
      return () => prng.below(count);
    case "hot":
      return hotChoice(plan, prng);
    case "latest": {
      const ranks = new ZipfRanks(count, plan.skewPercent / 100);
      return () => ranks.draw(prng);
    }
    case "zipfian": {
      const ranks = new ZipfRanks(count, plan.skewPercent / 100);
      const scatter = createScatter(count);
      return () => scatter(ranks.draw(prng));
    }
  }
}

/** The hot keys are scattered as the popular ones of zipfian are; a request that is not for them goes to the others. */
function hotChoice(plan: Distribution, prng: Prng): KeyChoice {
  const { count } = plan;
  const scatter = createScatter(count);
  const hot = Math.max(1, Math.round((count * plan.hotKeysPercent) / 100));
  return () => {
    const isHot = hot === count || fraction(prng) * 100 < plan.hotRequestsPercent;
    return scatter(isHot ? prng.below(hot) : hot + prng.below(count - hot));
  };
}

/**
 * A permutation of 0 … count − 1 that puts neighbours far apart: popular keys must not be neighbours in a store's pages.
 * Multiplying by a number that has no divisor in common with the count is one.
 */
export function createScatter(count: number): (rank: number) => number {
  let factor = SCATTER_FACTOR;
  while (divisor(factor, count) !== 1) factor++;
  // Under 2^53 for the counts that a scenario may have.
  return (rank) => (rank * factor) % count;
}

/** A prime near the golden section of 10^7, the most keys there may be. */
const SCATTER_FACTOR = 6_180_341;

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
