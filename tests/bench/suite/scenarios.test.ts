import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { Children } from "../../../perf/children.ts";
import { withGateway } from "../../../perf/servers/gateway.ts";
import { type ReadScenario, readScenarioFile } from "../../../src/bench/scenario/read-scenario.ts";
import { decodeLatencies } from "../../../src/bench/suite/latency-record.ts";
import { runSuite } from "../../../src/bench/suite/run-suite.ts";
import type { SuiteResult } from "../../../src/bench/suite/suite-result.ts";

const folder = new URL("../../../../perf/scenarios/", import.meta.url).pathname;
/** Long enough for some round trips of each flow; where the machine is busy with something else, more. */
const ROUND_MS = 400;
const LONGER = [1, 5, 20];
const FEW_KEYS = 500;

/** The same scenario with so little to do that all of them take a few seconds. */
function shortened(read: ReadScenario): { read: ReadScenario; scale: number } {
  const { phases, knee } = read.scenario;
  const flows = read.scenario.flows.map((flow) => ({
    ...flow,
    keys: { ...flow.keys, count: Math.min(flow.keys.count, FEW_KEYS) },
  }));
  const lasts = knee.steps > 0 ? knee.durationMs * 2 : phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const short = { ...knee, steps: Math.min(knee.steps, 2), refinements: Math.min(knee.refinements, 1) };
  return { read: { ...read, scenario: { ...read.scenario, flows, knee: short } }, scale: ROUND_MS / lasts };
}

/** Whether each flow got some. */
function hasAnswers(result: SuiteResult): boolean {
  const flows = result.rounds.flatMap((round) => round.flows);
  return flows.length > 0 && flows.every(({ operations }) => operations.some(({ answers }) => answers > 0));
}

function checkResult(result: SuiteResult, read: ReadScenario): void {
  assert.deepEqual(result.faults, [], `${result.scenario.name} is void`);
  const [round] = result.rounds;
  assert.ok(round !== undefined);
  assert.equal(round.knee === null, read.scenario.knee.steps === 0);
  for (const flow of round.flows) {
    const answers = flow.operations.reduce((sum, operation) => sum + operation.answers, 0);
    assert.ok(answers > 0, `${result.scenario.name}: ${flow.flow} got no answer`);
    for (const { operation, errors, corrected, uncorrected } of flow.operations) {
      assert.deepEqual(errors, [], `${result.scenario.name}: ${flow.flow} ${operation}`);
      for (const record of [corrected, uncorrected]) {
        assert.equal(decodeLatencies(record.hdr).getValueAtPercentile(99), record.p99);
      }
    }
    assert.ok(flow.series.some((second) => second.answers > 0));
  }
  assert.equal(result.targets.length > 0, true);
  assert.equal(JSON.stringify(JSON.parse(JSON.stringify(result))), JSON.stringify(result));
}

test("every scenario runs against a gateway, each flow gets right answers, and the result is complete", async (t) => {
  const setup = { workers: 1, memory: ["memory"], sqlite: ["default"], sqliteStreams: ["events"] } as const;
  await withGateway(new Children(), setup, async (gateway) => {
    const ports = { tcp: gateway.port, grpc: gateway.grpcPort, http: gateway.httpPort, websocket: gateway.httpPort };
    const target = { kind: "gateway", host: "127.0.0.1", ports, authorization: "" } as const;
    for (const name of readdirSync(folder).sort()) {
      await t.test(name, async () => {
        const { read, scale } = shortened(readScenarioFile(name, folder));
        let result: SuiteResult | null = null;
        for (const longer of LONGER) {
          const options = { rounds: 1, seed: 5, serverPid: gateway.pid, say: () => undefined };
          result = await runSuite(read, { target, scale: scale * longer, ...options });
          if (hasAnswers(result)) break;
        }
        assert.ok(result !== null);
        checkResult(result, read);
      });
    }
  });
});
