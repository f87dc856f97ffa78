import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { seedsToRun } from "./seeds.ts";
import { type RunReport, Simulation } from "./simulation.ts";

const folder = mkdtempSync(join(tmpdir(), "prism-sim-"));
after(() => rmSync(folder, { recursive: true, force: true }));

let runs = 0;

function simulate(seed: number): Promise<RunReport> {
  return new Simulation(seed, join(folder, String(runs++))).run();
}

describe("a gateway under a seed", () => {
  const reports: RunReport[] = [];
  const { seeds, rerun } = seedsToRun();

  it("answers every request once, as its store would, whatever its threads and clients do", async (t) => {
    for (const seed of seeds) {
      try {
        reports.push(await simulate(seed));
      } catch (error) {
        t.diagnostic(`seed ${seed} fails; again with: ${rerun(seed)}`);
        throw new Error(`seed ${seed}: ${(error as Error).message}; again with: ${rerun(seed)}`, { cause: error });
      }
    }
  });

  it("meets every corner it is made for", { skip: seeds.length < 200 && "needs 200 seeds" }, (t) => {
    const sum = (of: (report: RunReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
    const refusals = new Map<string, number>();
    for (const report of reports) {
      for (const [reason, count] of report.refusals) refusals.set(reason, (refusals.get(reason) ?? 0) + count);
    }
    t.diagnostic(`${sum((r) => r.answered)} answers, ${sum((r) => r.events)} events, ${JSON.stringify([...refusals])}`);
    assert.ok(sum((r) => r.answered) > 10_000);
    for (const of of [
      "deaths",
      "ringFullPauses",
      "pauses",
      "slowReadersCut",
      "idleClosed",
      "changes",
      "changesRefused",
      "reshaped",
    ] as const) {
      assert.ok(sum((r) => r[of]) > 5, of);
    }
    for (const reason of [
      "OVERLOADED",
      "TOO_MANY_IN_FLIGHT",
      "WORKER_LOST",
      "WORKER_RESTARTING",
      "SHUTTING_DOWN",
      "NAMESPACE_DELETING",
    ]) {
      assert.ok((refusals.get(reason) ?? 0) > 5, reason);
    }
    for (const reason of ["EMPTY_FRAME", "FRAME_TOO_LARGE", "TOO_MANY_CONNECTIONS", "MALFORMED_REQUEST"]) {
      assert.ok((refusals.get(reason) ?? 0) > 5, reason);
    }
  });

  it("does the same again under the same seed, and something else under another", async () => {
    for (const seed of seeds.slice(0, 12)) {
      const first = await simulate(seed);
      assert.deepEqual(await simulate(seed), first);
      assert.notEqual((await simulate(seed + 1)).traceHash, first.traceHash);
    }
  });
});
