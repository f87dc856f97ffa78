import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { createKeyChoice, createScatter } from "../../../src/bench/scenario/key-choice.ts";
import { ZipfRanks } from "../../../src/bench/scenario/zipf.ts";
import { createPrng } from "../../../src/common/prng.ts";

const DRAWS = 200_000;

test("ranks come as often as the formula says: 1 / r^θ over the sum of all", () => {
  for (const [count, theta] of [
    [10, 0.99],
    [1_000, 0.99],
    [1_000, 0.5],
    [50, 0.2],
    [1, 0.99],
  ] as const) {
    const ranks = new ZipfRanks(count, theta);
    const prng = createPrng(7);
    const seen = new Float64Array(count);
    for (let i = 0; i < DRAWS; i++) {
      const rank = ranks.draw(prng);
      seen[rank] = (seen[rank] as number) + 1;
    }
    const weights = Array.from({ length: count }, (_, r) => (r + 1) ** -theta);
    const sum = weights.reduce((a, b) => a + b, 0);
    // Pearson's χ² over ranks that are expected often enough, the rest as one: within 5 standard deviations of its mean.
    let chi = 0;
    let cells = 0;
    let restSeen = 0;
    let restExpected = 0;
    for (const [r, weight] of weights.entries()) {
      const expected = (DRAWS * weight) / sum;
      if (expected < 50) {
        restSeen += seen[r] as number;
        restExpected += expected;
        continue;
      }
      chi += ((seen[r] as number) - expected) ** 2 / expected;
      cells++;
    }
    if (restExpected > 0) chi += (restSeen - restExpected) ** 2 / restExpected;
    const freedom = Math.max(1, cells - 1);
    assert.ok(
      chi < freedom + 5 * Math.sqrt(2 * freedom),
      `χ² of ${count} ranks at ${theta} is ${chi}, ${freedom} expected`,
    );
  }
});

test("the scatter of popular keys is a permutation", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000 }), (count) => {
      const scatter = createScatter(count);
      const all = new Set(Array.from({ length: count }, (_, rank) => scatter(rank)));
      return all.size === count && Math.max(...all) === count - 1 && Math.min(...all) === 0;
    }),
    { numRuns: 100 },
  );
});

test("every distribution stays within its keys and repeats with its seed", () => {
  const distribution = fc.constantFrom("uniform", "zipfian", "hot", "latest");
  fc.assert(
    fc.property(
      distribution,
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 0x7fff_ffff }),
      (name, count, skewPercent, hotKeysPercent, seed) => {
        const plan = { count, distribution: name, skewPercent, hotKeysPercent, hotRequestsPercent: 90 } as const;
        const draw = (): number[] => {
          const choose = createKeyChoice(plan, createPrng(seed));
          return Array.from({ length: 50 }, choose);
        };
        const drawn = draw();
        assert.deepEqual(draw(), drawn);
        return drawn.every((number) => Number.isInteger(number) && number >= 0 && number < count);
      },
    ),
  );
});

test("hot keys get their share of the requests", () => {
  const plan = {
    count: 1_000,
    distribution: "hot",
    skewPercent: 99,
    hotKeysPercent: 10,
    hotRequestsPercent: 80,
  } as const;
  const choose = createKeyChoice(plan, createPrng(3));
  const seen = new Map<number, number>();
  for (let i = 0; i < DRAWS; i++) {
    const number = choose();
    seen.set(number, (seen.get(number) ?? 0) + 1);
  }
  const counts = [...seen.values()].sort((a, b) => b - a);
  const hottest = counts.slice(0, 100).reduce((a, b) => a + b, 0) / DRAWS;
  assert.ok(Math.abs(hottest - 0.8) < 0.01, `the hot tenth got ${hottest}`);
});
