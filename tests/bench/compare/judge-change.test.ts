import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bootstrapRatio } from "../../../src/bench/compare/bootstrap-interval.ts";
import { type ChangeVerdict, judgeChange, leastRoundsFor } from "../../../src/bench/compare/judge-change.ts";
import { createPrng, type Prng } from "../../../src/common/prng.ts";

const SERIES = 300;
/** As many as the gate runs. */
const ROUNDS = 10;
/** How much rounds of one build differ, standard deviation over mean: as processor time a request does on a noisy machine. */
const NOISE = 0.04;

/** Normal, by the sum of twelve. */
function noise(prng: Prng): number {
  let sum = -6;
  for (let at = 0; at < 12; at++) sum += prng.below(1_000_000) / 1_000_000;
  return sum;
}

interface Trial {
  readonly slowdown: number;
  readonly isPaired: boolean;
  readonly together: number;
}

/** How often each verdict is given, over {@link SERIES} comparisons of a machine that drifts. */
function verdictsOf(seed: number, { slowdown, isPaired, together }: Trial): Record<ChangeVerdict, number> {
  const prng = createPrng(seed);
  const counts = { better: 0, worse: 0, same: 0, "too few rounds": 0 };
  for (let at = 0; at < SERIES; at++) {
    const older: number[] = [];
    const newer: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const machine = isPaired ? 1 + round * 0.05 : 1;
      older.push(10 * machine * Math.exp(NOISE * noise(prng)));
      newer.push(10 * machine * slowdown * Math.exp(NOISE * noise(prng)));
    }
    const samples = { older, newer, isPaired, sense: "less is better" } as const;
    counts[judgeChange(samples, { smallest: 0.05, together, seed: at + 1 }).verdict]++;
  }
  return counts;
}

for (const isPaired of [true, false]) {
  const kind = isPaired ? "rounds in turn on a machine that drifts" : "rounds that belong to nothing";
  test(`${kind}: what did not change is almost never worse or better`, () => {
    const { worse, better } = verdictsOf(7, { slowdown: 1, isPaired, together: 1 });
    assert.ok(worse + better <= 0.02 * SERIES, `${worse} worse, ${better} better of ${SERIES}`);
  });

  test(`${kind}: a tenth slower is found, and never called better or the same`, () => {
    const { worse, better, same } = verdictsOf(11, { slowdown: 1.1, isPaired, together: 4 });
    assert.ok(worse >= 0.95 * SERIES, `${worse} of ${SERIES}`);
    assert.equal(better + same, 0);
  });
}

test("a single outlier makes nothing worse", () => {
  const older = Array.from({ length: ROUNDS }, (_, at) => 10 + at / 100);
  const newer = older.map((value, at) => (at === 3 ? 40 : value));
  const { verdict } = judgeChange(
    { older, newer, isPaired: true, sense: "less is better" },
    { smallest: 0.05, together: 1, seed: 1 },
  );
  assert.equal(verdict, "too few rounds");
});

test("no verdict without rounds enough, and the more is judged, the more rounds it takes", () => {
  assert.deepEqual([1, 4, 20, 100].map(leastRoundsFor), [6, 8, 10, 12]);
  const of = (rounds: number) => {
    const older = Array.from({ length: rounds }, (_, at) => 10 + at / 100);
    const samples = { older, newer: older.map((own) => own * 2), isPaired: true, sense: "less is better" } as const;
    return judgeChange(samples, { smallest: 0.05, together: 1, seed: 1 });
  };
  assert.equal(of(5).verdict, "too few rounds");
  assert.equal(of(6).verdict, "worse");
  assert.ok(Math.abs(of(1).ratio - 2) < 1e-9);
});

test("less is worse for a rate, and a change below the smallest counts as none", () => {
  const older = Array.from({ length: ROUNDS }, (_, at) => 1_000 + at);
  const judge = (factor: number, sense: "more is better" | "less is better") => {
    const samples = { older, newer: older.map((own) => own * factor), isPaired: true, sense };
    return judgeChange(samples, { smallest: 0.05, together: 1, seed: 1 });
  };
  assert.equal(judge(0.9, "more is better").verdict, "worse");
  assert.equal(judge(0.9, "less is better").verdict, "better");
  assert.equal(judge(1.03, "less is better").verdict, "same");
  assert.equal(judge(0.9, "more is better").worseShare, 1);
  assert.equal(judge(1, "more is better").worseShare, 0.5);
});

test("an interval has the ratio in it, is the same with the same seed, and turns around when old and new do", () => {
  const values = fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 6, maxLength: 12 });
  fc.assert(
    fc.property(values, fc.double({ min: 0.2, max: 5, noNaN: true }), (older, factor) => {
      const newer = older.map((value, at) => value * factor * (1 + (at % 3) / 50));
      const options = { alpha: 0.05, seed: 3 };
      const { ratio, low, high } = bootstrapRatio(older, newer, true, options);
      assert.ok(low <= ratio * (1 + 1e-9) && ratio <= high * (1 + 1e-9));
      assert.deepEqual(bootstrapRatio(older, newer, true, options), { ratio, low, high });
      assert.ok(Math.abs(bootstrapRatio(newer, older, true, options).ratio * ratio - 1) < 1e-9);
    }),
    { numRuns: 20, seed: 5 },
  );
});
