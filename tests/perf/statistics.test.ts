import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Finding, leftOut, verdictOf } from "../../perf/finding.ts";
import { parseOptions } from "../../perf/options.ts";
import { cpuSecondsOf, residentBytesOf } from "../../perf/proc.ts";
import { type Report, renderMarkdown, renderTable } from "../../perf/report.ts";
import { judgeMemory, judgeP99 } from "../../perf/soak.ts";
import { median, ratiosByRound, sparkline } from "../../perf/statistics.ts";
import { readScenarioFile } from "../../src/bench/scenario/read-scenario.ts";
import type { PhaseResult } from "../../src/bench/suite/suite-result.ts";

test("the median is the middle one, or the mean of the two in the middle, and leaves its input alone", () => {
  const values = [9, 1, 10, 2];
  assert.equal(median(values), 5.5);
  assert.equal(median([3, 100, 1]), 3);
  assert.deepEqual(values, [9, 1, 10, 2]);
});

test("ratios are taken within a round, so that a slow spell does not change them", () => {
  assert.deepEqual(ratiosByRound([50, 5, 50], [100, 10, 100]), [0.5, 0.5, 0.5]);
});

test("a sparkline shows lows and highs in the width it is given", () => {
  assert.equal(sparkline([0, 7], 10), "▁█");
  assert.equal(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8), "▁▂▃▄▅▆▇█");
  assert.equal(
    sparkline(
      Array.from({ length: 1_000 }, (_, i) => i),
      20,
    ).length,
    20,
  );
  assert.equal(sparkline([5, 5, 5], 10), "▁▁▁");
});

const finding: Finding = {
  name: "gets",
  figure: "10/s",
  baseline: "20/s",
  measured: 0.5,
  spread: [0.4, 0.6],
  target: { kind: "at least", bound: 0.5, unit: "× echo" },
  note: "noted",
};

test("a target is met at its bound and missed beyond it, in either direction", () => {
  assert.equal(verdictOf(finding), "met");
  assert.equal(verdictOf({ ...finding, measured: 0.499 }), "MISSED");
  const atMost = { kind: "at most", bound: 40, unit: "µs" } as const;
  assert.equal(verdictOf({ ...finding, measured: 40, target: atMost }), "met");
  assert.equal(verdictOf({ ...finding, measured: 40.1, target: atMost }), "MISSED");
  assert.equal(verdictOf({ ...finding, measured: Number.NaN }), "MISSED");
  assert.equal(verdictOf(leftOut("x", atMost, "why")), "left out");
});

test("the table and the page show every finding with its verdict", () => {
  const table = renderTable([finding, { ...finding, name: "puts", measured: 0.1, note: "" }]);
  assert.match(table, /gets +10\/s +20\/s +0\.500 +0\.400 to 0\.600 +at least 0\.5 × echo +met\n +noted/);
  assert.match(table, /puts .* MISSED$/);
  const machine = {
    processor: "p",
    cores: 2,
    memoryGib: 4,
    kernel: "k",
    node: "20",
    sqlite: "s",
    redis: "7",
    commit: "abc",
  };
  const report: Report = {
    date: "2026-01-02T03:04:05.000Z",
    quick: false,
    only: null,
    machine,
    findings: [{ ...finding, measure: "memory" }],
    failures: ["x: broke"],
  };
  const page = renderMarkdown(report);
  assert.match(page, /^# Bench of 2026-01-02 03:04 UTC\n/);
  assert.match(
    page,
    /\| gets \| 10\/s \| 20\/s \| 0\.500 \| 0\.400 to 0\.600 \| at least 0\.5 × echo \| met \| noted \|/,
  );
  assert.match(page, /Not finished: x: broke/);
});

test("a soak's memory is judged by the peaks of its second tenth and its last", () => {
  const samples = (bytesAt: (i: number) => number): { seconds: number; residentBytes: number }[] =>
    Array.from({ length: 100 }, (_, i) => ({ seconds: i * 5, residentBytes: bytesAt(i) }));
  const warmsUp = judgeMemory(
    samples((i) => (i < 10 ? 50e6 + i * 9e6 : 140e6 + (i % 2) * 1e6)),
    "",
  );
  assert.equal(verdictOf(warmsUp), "met");
  assert.equal(warmsUp.measured, 0);
  const leaks = judgeMemory(
    samples((i) => 100e6 + i * 0.1e6),
    "",
  );
  assert.equal(verdictOf(leaks), "MISSED");
  assert.ok(Math.abs((leaks.measured as number) - 100 * (8 / 101.9)) < 0.1);
  assert.throws(() => judgeMemory(samples(() => 1).slice(0, 19), ""), /too short/);
});

test("a soak's p99 may not creep up by more than a fifth", () => {
  const creep = (...p99s: number[]): ReturnType<typeof judgeP99> =>
    judgeP99(p99s.map((p99) => ({ latency: { p99 } }) as PhaseResult));
  assert.deepEqual([creep(1_000, 9_000, 1_200).measured, verdictOf(creep(1_000, 9_000, 1_200))], [20, "met"]);
  assert.equal(verdictOf(creep(1_000, 1_000, 1_201)), "MISSED");
  assert.match(creep(1_000, 9_000, 900).note, /1000, 9000, 900/);
});

test("the scenario of the soak has ten tenths that are judged, of half an hour together", () => {
  const { phases } = readScenarioFile(
    fileURLToPath(new URL("../../../perf/scenarios/soak.yaml", import.meta.url)),
    "/",
  ).scenario;
  const steady = phases.filter(({ kind }) => kind === "steady");
  assert.deepEqual([steady.length, steady.reduce((sum, { durationMs }) => sum + durationMs, 0)], [10, 1_800_000]);
});

test("options are read, and a wrong one is refused with a sentence", () => {
  const options = parseOptions(["--quick", "--only", "sqlite", "--json", "f", "--strict"]);
  assert.deepEqual(options, {
    quick: true,
    only: "sqlite",
    json: "f",
    strict: true,
    soakMinutes: null,
    full: false,
    noRecord: false,
    gate: false,
    slowedUs: null,
  });
  const slowed = parseOptions(["--gate", "--slowed", "0.5"]);
  assert.equal(slowed === "help" ? null : slowed.slowedUs, 0.5);
  assert.throws(() => parseOptions(["--slowed", "0.5"]), /add --gate/);
  assert.throws(() => parseOptions(["--gate", "--slowed", "0"]), /--slowed takes 0.1 to 100 microseconds, not "0"/);
  assert.equal(parseOptions(["-h"]), "help");
  assert.throws(() => parseOptions(["--soak", "0"]), /--soak takes 0.5 to 720 minutes/);
  assert.throws(() => parseOptions(["--soak", "x"]), /not "x"/);
  assert.throws(() => parseOptions(["--soak", "5", "--only", "memory"]), /leave out --only/);
  assert.throws(() => parseOptions(["--full"]), /add --soak MINUTES/);
  assert.throws(() => parseOptions(["--quik"]), /--quik/);
});

test("processor time and memory of a process are those that it sees itself", {
  skip: process.platform !== "linux" && "/proc is Linux's",
}, () => {
  const own = process.cpuUsage();
  const seen = cpuSecondsOf(process.pid);
  assert.ok(Math.abs(seen - (own.user + own.system) / 1e6) < 0.1, `${seen} s`);
  const ratio = residentBytesOf(process.pid) / process.memoryUsage.rss();
  assert.ok(ratio > 0.9 && ratio < 1.1, `${ratio}`);
  assert.throws(() => residentBytesOf(0x7fff_ffff), /ENOENT/);
});
