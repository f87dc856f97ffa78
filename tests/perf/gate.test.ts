import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Children } from "../../perf/children.ts";
import { kernelRound } from "../../perf/gate/kernel-rounds.ts";
import { slowed } from "../../perf/gate/slowed-build.ts";
import { judgeGate, renderGate } from "../../perf/gate.ts";
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
  assert.match(renderGate(findings), /^FAILED get: .*\npassed put: .*\ngate: 1 passed, 1 failed$/);
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
  const [unseen] = judgeGate({ echo: [1, 1, 1, 1, 0], get: [9, 9, 9, 9, 9], put: seen }, bounds);
  assert.deepEqual([unseen?.isJudged, unseen?.isPassed], [false, true]);
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
