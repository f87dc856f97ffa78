import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeGate, renderGate } from "../../perf/gate.ts";
import type { GateBound } from "../../perf/gate-bounds.ts";
import { gateBounds } from "../../perf/gate-bounds.ts";

const bounds: GateBound[] = [
  { name: "memory get", usual: 3, most: 4 },
  { name: "memory put", usual: 3, most: 4 },
];
/** Of a machine that drifts: what it does to the gateway it does to the echo. */
const echo = Array.from({ length: 10 }, (_, at) => 1 + at / 10);
const times = (factor: number): number[] => echo.map((cpu, at) => cpu * factor * (at % 2 === 0 ? 1.02 : 0.98));

test("the gate fails when a ratio is over its bound in all its interval, and only that one fails", () => {
  const findings = judgeGate(echo, (name) => times(name === "memory get" ? 5 : 3), bounds);
  assert.deepEqual(
    findings.map(({ isPassed }) => isPassed),
    [false, true],
  );
  assert.match(renderGate(findings), /^FAILED memory get: .*\npassed memory put: .*\ngate: 1 passed, 1 failed$/);
});

test("rounds that were unlucky do not fail it", () => {
  const unlucky = times(3).map((cpu, at) => (at < 2 ? cpu * 20 : cpu));
  const [finding] = judgeGate(echo, () => unlucky, bounds);
  assert.ok(finding !== undefined && finding.ratio > 4 && finding.isPassed, `${finding?.low} to ${finding?.high}`);
});

test("each bound leaves room above what is usual", () => {
  for (const { name, usual, most } of gateBounds) assert.ok(usual > 1 && most > usual * 1.2, name);
});
