import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { ComparisonReport } from "../../src/bench/compare/compare-results.ts";
import { readResults } from "../../src/bench/suite/read-results.ts";
import type { SuiteResult } from "../../src/bench/suite/suite-result.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const SCENARIO = `
name: direct
summary: many at a time on a store that answers in the call
rounds: 1
flows:
  - name: writers
    namespace: default
    connections: 8
    depth: 16
    mix: [ { operation: put, weight: 9 }, { operation: get, weight: 1 } ]
    keys: { count: 200 }
    values: { bytes: 64 }
phases:
  # The store is opened when it is first asked, which takes a while on a busy disk.
  - { name: warm-up, kind: warm-up, duration: 1500ms }
  - { name: steady, duration: 2s }
`;

/** How many were asked for at one time, on average. Source: J. D. C. Little, "A Proof for the Queuing Formula: L = λW", 1961. */
function askedAtOnce({ rounds }: SuiteResult): number {
  const operations = rounds.flatMap(({ flows }) => flows.flatMap((flow) => flow.operations));
  return operations.reduce((sum, { perSecond, uncorrected }) => sum + (perSecond * uncorrected.mean) / 1e6, 0);
}

test("a store is asked without a gateway, many at a time, for as long as the scenario says", {
  timeout: 120_000,
}, async (t) => {
  const cwd = tempFolder(t);
  writeFileSync(join(cwd, "direct.yaml"), SCENARIO);
  const backends = { disk: { type: "sqlite", path: join(cwd, "data") } };
  const namespaces = [{ name: "default", pattern: "keyvalue", backend: "disk" }];
  writeFileSync(join(cwd, "prism.yaml"), JSON.stringify({ backends, namespaces }));
  const run = ["bench", "run", "direct.yaml", "--direct", "--config", "prism.yaml"];
  const first = await runCommand([...run, "--output", "old.json", "--html", "old.html"], { cwd });
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout.toString(), /writers +direct +put +[1-9][0-9,]* /);
  const [result] = readResults(readFileSync(join(cwd, "old.json"), "utf8"), "old.json");
  // SQLite answers in the call: of sixteen of one connection the last waits for all, 8.5 on average, and more where connections
  // overlap. Asked one at a time it is less than two.
  const atOnce = askedAtOnce(result as SuiteResult);
  assert.ok(atOnce > 5, `${atOnce} at one time`);
  assert.match(readFileSync(join(cwd, "old.html"), "utf8"), /^<!doctype html>[\s\S]*many at a time on a store/);

  const second = await runCommand([...run, "-o", "json", "--compare", "old.json"], { cwd });
  assert.equal(second.code, 0, second.stderr);
  const [, compared] = second.stdout.toString().trim().split("\n");
  const { comparisons } = JSON.parse(compared as string) as ComparisonReport;
  assert.ok(comparisons.length > 0);
  assert.ok(comparisons.every(({ verdict }) => verdict === "too few rounds"));
});

test("nothing runs where the results to compare with cannot be read, or the report cannot be written", async (t) => {
  const cwd = tempFolder(t);
  writeFileSync(join(cwd, "direct.yaml"), SCENARIO);
  const missing = await runCommand(["bench", "run", "direct.yaml", "--compare", "none.json"], { cwd });
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /none\.json cannot be read/);
  const unwritable = await runCommand(["bench", "run", "direct.yaml", "--html", "no/such/page.html"], { cwd });
  assert.equal(unwritable.code, 1);
  assert.match(unwritable.stderr, /OUTPUT_FAILED: the report cannot be written/);
  assert.doesNotMatch(unwritable.stderr, /round 1/);
});
