import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { Children } from "../../perf/children.ts";
import { Lab } from "../../perf/lab.ts";
import { playScenarios, throughGateway } from "../../perf/measures/scenarios.ts";
import { Contestant } from "../../perf/scenario-suite/contestant.ts";
import { findingsOf, nameOf } from "../../perf/scenario-suite/play-findings.ts";
import { MOST_KEYS, scenarioFolder, scenarioOf } from "../../perf/scenario-suite/scenario-of.ts";
import type { ScenarioPlay } from "../../perf/scenario-suite/scenario-play.ts";
import { ONE_GROUP_STREAM, SOAK, scenarioPlays } from "../../perf/scenario-suite/scenario-plays.ts";
import { withStores } from "../../perf/scenario-suite/with-stores.ts";
import type { ReadScenario } from "../../src/bench/scenario/read-scenario.ts";
import type { ScenarioFlow } from "../../src/bench/scenario/scenario-schema.ts";
import { runSuite } from "../../src/bench/suite/run-suite.ts";
import type { PhaseResult, RoundResult } from "../../src/bench/suite/suite-result.ts";
import { sampleResult } from "../bench/suite/sample-result.ts";

const lab = new Lab({ rounds: 1, warmUpMs: 50, durationMs: 200 }, new Children(), () => undefined);

function playOf(scenario: string, store: ScenarioPlay["store"] = null): ScenarioPlay {
  const found = scenarioPlays.find((play) => play.scenario === scenario && play.store === store);
  assert.ok(found !== undefined, scenario);
  return found;
}

/** All that a play has run: its own, and what it is compared with. */
function readsOf(play: ScenarioPlay): ReadScenario[] {
  const { baseline, variant } = play;
  const own = scenarioOf(play, variant);
  return baseline === null || baseline === "straight" ? [own] : [own, scenarioOf(play, baseline)];
}

test("every scenario but the soak is in the table of the measure: add a row for a new one", () => {
  const files = readdirSync(scenarioFolder).map((name) => name.slice(0, -".yaml".length));
  const played = [...scenarioPlays.map(({ scenario }) => scenario), SOAK];
  assert.deepEqual([...new Set(played)].sort(), files.sort());
});

test("each row has a name of its own, and asks what its scenario and its baseline have", () => {
  const names = scenarioPlays.flatMap((play) => play.asks.map((ask) => nameOf(play, ask)));
  assert.deepEqual([...new Set(names)], names);
  for (const play of scenarioPlays) {
    const [own, other = own] = readsOf(play) as [ReadScenario, ReadScenario?];
    for (const ask of play.asks) {
      const name = nameOf(play, ask);
      if (ask.measure === "phase") {
        const phases = own.scenario.phases.map((phase) => phase.name);
        assert.ok(phases.includes(ask.phase) && phases.includes(ask.to), name);
        continue;
      }
      assert.ok(ask.alone !== undefined || play.baseline !== null, `${name}: say why it has no baseline`);
      assert.equal(ask.measure === "knee", own.scenario.knee.steps > 0, name);
      assert.ok(ask.measure !== "p99" || ask.flow !== undefined, `${name}: p99 of which flow?`);
      if (ask.flow === undefined) continue;
      assert.ok(
        own.scenario.flows.some((flow) => flow.name === ask.flow),
        name,
      );
      if (ask.alone === undefined) assert.ok(other.scenario.flows.some((flow) => flow.name === ask.flow));
    }
  }
});

test("what is played straight is what a store alone can play", () => {
  const plays = scenarioPlays.filter(({ baseline }) => baseline === "straight");
  assert.ok(plays.length > 10);
  for (const play of plays) {
    assert.notEqual(play.store, null, play.scenario);
    for (const { mix, requestsPerConnection } of scenarioOf(play, play.variant).scenario.flows) {
      const beyond = ["publish", "consume", ...(play.store === "redis" ? ["scan"] : [])];
      assert.deepEqual(
        mix.map(({ operation }) => operation as string).filter((name) => beyond.includes(name)),
        [],
      );
      assert.equal(requestsPerConnection, 0);
    }
  }
});

test("a scenario's flows are put on the play's store, with fewer keys; as written, they stay where they are", () => {
  const { scenario } = scenarioOf(playOf("ycsb-a", "postgres"));
  assert.deepEqual(
    scenario.flows.map(({ namespace, keys, mix }) => [namespace, keys.count, keys.distribution, mix.length]),
    [["postgres", MOST_KEYS, "zipfian", 2]],
  );
  assert.deepEqual(scenario.targets, []);
  const neighbours = scenarioOf(playOf("noisy-neighbour")).scenario.flows;
  assert.deepEqual(
    neighbours.map(({ name, namespace, keys }) => [name, namespace, keys.count]),
    [
      ["quiet", "memory", 10_000],
      ["noisy", "default", 2_000],
    ],
  );
});

test("a variant has its own keys and streams, and of the flows those that it keeps", () => {
  const flowsOf = (scenario: string) =>
    readsOf(playOf(scenario)).map(({ scenario: { name, flows } }) => [name, ...flows.map((flow) => flow.name)]);
  assert.deepEqual(flowsOf("connection-storm"), [
    ["connection-storm", "storm", "steady"],
    ["connection-storm, steady alone", "steady"],
  ]);
  const [eight, one] = readsOf(playOf("stream-fan-out")).map(({ scenario }) => scenario.flows);
  assert.deepEqual(
    [eight, one].map((flows) => flows?.map(({ namespace, connections, groups }) => [namespace, connections, groups])),
    [
      [
        ["events", 4, 1],
        ["events", 8, 8],
      ],
      [
        [ONE_GROUP_STREAM, 4, 1],
        [ONE_GROUP_STREAM, 1, 1],
      ],
    ],
  );
  const doors = scenarioPlays
    .filter(({ scenario }) => scenario === "ramp-to-saturation")
    .flatMap((play) => scenarioOf(play, play.variant).scenario.flows.map(({ door }) => door));
  assert.deepEqual(doors, ["tcp", "websocket", "grpc"]);
});

const rounds = (perSecond: readonly number[]): readonly RoundResult[] =>
  sampleResult(perSecond.map((rate) => ({ perSecond: rate, p50: 100, cpuUs: 5, minute: 0 }))).rounds;

test("rows compare within each round, and show medians of the rounds", () => {
  const play: ScenarioPlay = {
    scenario: "read-heavy",
    store: "redis",
    baseline: "straight",
    asks: [
      { measure: "rate", target: { kind: "at least", bound: 2, unit: "× straight" } },
      { measure: "rate", flow: "readers", alone: "nobody else has it", target: null },
    ],
  };
  const [compared, alone] = findingsOf(play, { own: rounds([200, 900, 300]), baseline: rounds([100, 300, 300]) });
  assert.ok(compared !== undefined && alone !== undefined);
  const { name, figure, baseline, measured, spread } = compared;
  assert.deepEqual(
    [name, figure, baseline, measured, spread],
    ["read-heavy on redis: rate, to straight", "300/s", "300/s", 2, [1, 3]],
  );
  assert.match(compared.note, /^gateway 5\.00 µs CPU a request/);
  assert.deepEqual(
    [alone.name, alone.baseline, alone.measured, alone.spread, alone.note],
    ["read-heavy on redis: readers rate", "–", 300, [200, 900], "nobody else has it; gateway 5.00 µs CPU a request"],
  );
  assert.throws(
    () =>
      findingsOf({ ...play, asks: [{ measure: "knee", alone: "", target: null }] }, { own: rounds([1]), baseline: [] }),
    /a round has no knee/,
  );
});

test("a phase is compared with another of the same round", () => {
  const phaseOf = (phase: string, p99: number): PhaseResult => {
    const latency = { count: 1, mean: 1, p50: 1, p90: 1, p99, p999: p99, max: p99, hdr: "" };
    const rest = { kind: "steady", startSeconds: 0, seconds: 1, offeredPerSecond: 9, errors: 0 } as const;
    return { phase, ...rest, achievedPerSecond: 1_234, latency };
  };
  const own = rounds([1, 1]).map((round, i) => ({
    ...round,
    phases: [phaseOf("before", 100), phaseOf("burst", 900), phaseOf("after", 200 + 200 * i)],
  }));
  const [after] = findingsOf(playOf("burst"), { own, baseline: [] });
  assert.ok(after !== undefined);
  assert.deepEqual(
    [after.name, after.figure, after.baseline, after.measured, after.spread],
    ["burst: p99 after to before", "300 µs", "100 µs", 3, [2, 4]],
  );
  assert.match(after.note, /^1,234\/s in after; /);
});

test("a knee that not every round has found says so", () => {
  const found = { perSecond: 9_000, p99: 8_000, isBracketed: true, steps: [] };
  const knees = [found, { ...found, perSecond: 0, p99: 0 }, { ...found, p99: 6_000 }];
  const own = rounds([1, 1, 1]).map((round, i) => ({ ...round, knee: knees[i] ?? null }));
  const [finding] = findingsOf(playOf("ramp-to-saturation"), { own, baseline: [] });
  assert.deepEqual([finding?.figure, finding?.measured, finding?.spread], ["9,000/s", 9_000, [0, 9_000]]);
  assert.match(finding?.note ?? "", /p99 7000 µs there; in 1 of 3 rounds not even the first step was served$/);
});

test("rows of servers that are not there say so, and nothing is run for them", async () => {
  const plays = scenarioPlays.filter(({ store }) => store === "redis" || store === "postgres");
  const findings = await playScenarios(lab, plays, (server) => `${server} is not here`);
  assert.deepEqual(
    findings.map(({ name, measured, target, note }) => [name, measured, target, note]),
    [...plays]
      .sort((a, b) => (a.store === b.store ? 0 : a.store === "redis" ? -1 : 1))
      .flatMap((play) => play.asks.map((ask) => [nameOf(play, ask), null, ask.target, `${play.store} is not here`])),
  );
});

/** Of ten seconds; where the machine is busy with something else, more of them. */
const SCALES = [0.05, 0.3, 1];

test("rounds take turns through the gateway and straight at the store, and keys are put before the first alone", async () => {
  const { scenario, source } = scenarioOf({ scenario: "ycsb-c", store: "sqlite", baseline: "straight", asks: [] });
  const flows = scenario.flows.map((flow) => ({ ...flow, keys: { ...flow.keys, count: 200 } }));
  const read = { source, scenario: { ...scenario, flows } };
  await withStores(lab.children, "none", async (grounds) => {
    const { target, serverPid } = throughGateway(grounds);
    for (const scale of SCALES) {
      const gateway = new Contestant(read, { target, serverPid, scale });
      const { stores } = grounds;
      const straight = new Contestant(read, { target: { kind: "direct", stores }, serverPid: null, scale });
      const turns = [gateway, straight, gateway, straight];
      const figures: number[] = [];
      for (const contestant of turns) figures.push((await contestant.round()).opsPerSecond);
      if (scale < 1 && figures.includes(0)) continue;
      assert.ok(!figures.includes(0), String(figures));
      for (const { rounds: own } of [gateway, straight]) assert.deepEqual(own.map(numberOf), [1, 2]);
      const never = { ...read, scenario: { ...scenario, name: "never-put" } };
      const late = { target, serverPid, scale, rounds: 1, firstRound: 2, seed: null, say: () => undefined };
      assert.deepEqual((await runSuite(never, late)).faults, ["a key that was put is not found"]);
      const nowhere = { target: { kind: "direct", stores: ABSENT }, serverPid: null, scale } as const;
      const unput = { source, scenario: { ...scenario, flows: flows.map(withoutPreload) } };
      await assert.rejects(new Contestant(unput, nowhere).round(), /ycsb-c: the run is void: \{"code":"STORE"/);
      return;
    }
  });
});

function numberOf({ round }: RoundResult): number {
  return round;
}

const ABSENT = { default: { type: "redis", url: "redis://127.0.0.1:1" } } as const;

function withoutPreload(flow: ScenarioFlow): ScenarioFlow {
  return { ...flow, keys: { ...flow.keys, preload: false } };
}
