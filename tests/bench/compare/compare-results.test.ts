import assert from "node:assert/strict";
import { test } from "node:test";
import { type Comparison, compareResults } from "../../../src/bench/compare/compare-results.ts";
import type { SuiteResult } from "../../../src/bench/suite/suite-result.ts";
import { sampleResult } from "../suite/sample-result.ts";

const OPTIONS = { smallest: 0.05, seed: 1 };
const ROUNDS = 10;

/** `ROUNDS` results of one round each, every second minute from `first` on, as a loop over old and new writes them. */
function runs(first: number, slowdown: number): SuiteResult[] {
  return Array.from({ length: ROUNDS }, (_, at) => {
    const drift = 1 + at / 20;
    return sampleResult([
      {
        perSecond: 1_000 / (drift * slowdown),
        ...{ p50: Math.round(1_000 * drift * slowdown), cpuUs: 12 * drift * slowdown, minute: first + 2 * at },
      },
    ]);
  });
}

function verdicts(comparisons: readonly Comparison[]): string[] {
  return comparisons.map(({ what, metric, verdict }) => `${what === "" ? "server" : what} ${metric}: ${verdict}`);
}

test("throughput, p50, p99 and CPU per request are compared over rounds that were run in turn", () => {
  const slower = compareResults(runs(0, 1), runs(1, 1.1), OPTIONS);
  assert.deepEqual(verdicts(slower.comparisons), [
    "readers get throughput: worse",
    "readers get p50: worse",
    "readers get p99: worse",
    "server CPU per request: worse",
  ]);
  assert.deepEqual(slower.notes, []);
  const alike = compareResults(runs(0, 1), runs(1, 1), OPTIONS);
  assert.ok(
    alike.comparisons.every(({ verdict }) => verdict === "same"),
    verdicts(alike.comparisons).join(),
  );
});

test("what does not compare is said: rounds not in turn, other scenarios and machines, void runs, too few rounds", () => {
  const older = runs(0, 1);
  const notTaken = compareResults(older, runs(100, 1), OPTIONS).notes;
  assert.match(notTaken.join(), /^read-heavy: the rounds were not run in turn/);
  const first = older[0] as SuiteResult;
  const other = { ...first, scale: 0.1, environment: { ...first.environment, node: "24.0.0" } };
  assert.match(
    compareResults(older, [other], OPTIONS).notes.join(),
    /scenarios or their scales differ.*Node\.js differ/,
  );
  const isVoid = { ...first, verdict: "void", faults: ["a wrong answer"] } as const;
  const left = compareResults(older, [isVoid], OPTIONS);
  assert.match(left.notes.join(), /is void and left out: a wrong answer,read-heavy has no newer result/);
  assert.deepEqual(left.comparisons, []);
  const few = compareResults(older.slice(0, 3), runs(1, 3).slice(0, 3), OPTIONS).comparisons;
  assert.ok(few.every(({ verdict }) => verdict === "too few rounds"));
});
