import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Children } from "../../perf/children.ts";
import { kernelRound } from "../../perf/gate/kernel-rounds.ts";
import { slowed } from "../../perf/gate/slowed-build.ts";
import { isGateOver, judgeGate, renderGate } from "../../perf/gate.ts";
import { doorBounds, type GateBound, workerBounds } from "../../perf/gate-bounds.ts";
import { fullPace, Lab } from "../../perf/lab.ts";

const bounds: GateBound[] = [
  { name: "get", baseline: "echo", usual: 3, most: 4 },
  { name: "put", baseline: "echo", usual: 3, most: 4 },
];
/** Of a machine that drifts: what it does to the gateway it does to the echo. */
const echo = Array.from({ length: 10 }, (_, at) => 1 + at / 10);
const times = (factor: number): number[] => echo.map((cpu, at) => cpu * factor * (at % 2 === 0 ? 1.02 : 0.98));

test("the gate fails when a ratio is over its bound in all its interval, and only that one fails", () => {
  const findings = judgeGate({ echo, get: times(5), put: times(3) }, bounds);
  assert.deepEqual(
    findings.map(({ isPassed }) => isPassed),
    [false, true],
  );
  assert.match(renderGate(findings), /^FAILED get: .*\npassed put: .*\ngate: 1 passed, 1 failed, 0 not judged$/);
});

test("rounds that were unlucky do not fail it", () => {
  const unlucky = times(3).map((cpu, at) => (at < 2 ? cpu * 20 : cpu));
  const [finding] = judgeGate({ echo, get: unlucky, put: unlucky }, bounds);
  assert.ok(finding !== undefined && finding.ratio > 4 && finding.isPassed, `${finding?.low} to ${finding?.high}`);
});

test("rounds in which a server was not seen are left out, and too few of the others are not judged", () => {
  const seen = [5, null, 5, 5, 0, 5, 5];
  const [finding] = judgeGate({ echo: seen.map(() => 1), get: seen, put: seen }, bounds);
  assert.deepEqual([finding?.ratio.toFixed(3), finding?.isPassed], ["5.000", false]);
  const few = judgeGate({ echo: [1, 1, 1, 1, 0], get: [9, 9, 9, 9, 9], put: [9, 9, null, 9, 9] }, bounds);
  assert.deepEqual([few[0]?.isJudged, few[0]?.isPassed], [false, true]);
  assert.match(
    renderGate(few),
    /^not judged get: .* in 4 rounds, and 5 .*\nnot judged put: .* 3 rounds.*\ngate: 0 passed, 0 failed, 2 not judged$/,
  );
});

test("the gate goes on until each was seen often enough, or there is no time", () => {
  const isOver = (get: readonly (number | null)[], put: readonly (number | null)[], elapsedMs = 0): boolean =>
    isGateOver(judgeGate({ echo: get.map(() => 1), get, put }, bounds), get.length, elapsedMs);
  const rounds = (count: number, cpu: number | null): (number | null)[] => Array<number | null>(count).fill(cpu);
  // Passed with certainty.
  assert.ok(isOver(rounds(5, 3), rounds(5, 3)));
  assert.ok(!isOver(rounds(4, 3), rounds(4, 3)));
  // Over its bound, or about to be.
  assert.ok(!isOver(rounds(9, 5), rounds(9, 3)));
  assert.ok(isOver(rounds(10, 5), rounds(10, 3)));
  // Seen now and then: rounds go on, as long as there is time.
  const seldom = [...rounds(16, null), 3, 3, 3, 3];
  assert.ok(!isOver(rounds(20, 3), seldom));
  assert.ok(!isOver(rounds(20, 3), seldom, 179_000));
  assert.ok(isOver(rounds(20, 3), seldom, 181_000));
  // Without its baseline: it will never be seen.
  assert.ok(!isOver(rounds(9, 3), rounds(9, null)));
  assert.ok(isOver(rounds(10, 3), rounds(10, null)));
});

test("each bound leaves room above what is usual", () => {
  for (const { name, usual, most } of [...workerBounds, ...doorBounds]) assert.ok(most > usual * 1.2, name);
});

test("each bound of a worker is about what a process measures, and is passed by it", async () => {
  const lab = new Lab(fullPace, new Children(), () => undefined);
  const figures = Object.entries(await kernelRound(lab));
  assert.deepEqual(
    figures.map(([name]) => name).slice(1),
    workerBounds.map(({ name }) => name),
  );
  const rounds = Object.fromEntries(figures.map(([name, us]) => [name, Array(6).fill(us) as number[]]));
  for (const { bound, ratio, isPassed } of judgeGate(rounds, workerBounds))
    assert.ok(isPassed, `${bound.name}: ${ratio}`);
});

test("the place is there at which a slowed build burns, and what comes out is a module", () => {
  const loop = readFileSync(new URL("../../src/workers/worker-loop.js", import.meta.url), "utf8");
  assert.match(
    slowed(loop, 0.5),
    /this\.count\+\+; for \(const until = burntMs\(\) \+ 0\.0005; burntMs\(\) < until; \);/,
  );
  assert.throws(() => slowed(loop.replaceAll("this.count++;", ""), 0.5), /say in slowed-build\.ts where/);
});
