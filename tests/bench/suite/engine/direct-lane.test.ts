import assert from "node:assert/strict";
import { test } from "node:test";
import type { BareStore } from "../../../../src/bench/direct/bare-store.ts";
import { OperationScript } from "../../../../src/bench/scenario/operation-script.ts";
import type { ScenarioFlow } from "../../../../src/bench/scenario/scenario-schema.ts";
import { DirectLane } from "../../../../src/bench/suite/engine/direct-lane.ts";
import { FlowTally } from "../../../../src/bench/suite/engine/flow-tally.ts";
import type { Lane } from "../../../../src/bench/suite/engine/lane.ts";
import { scenarioOf } from "../../tune/fake-tuning.ts";

/** A lane that gets keys of a store, and what it says of room. */
function laneOn(open: () => Promise<BareStore>, depth: number) {
  const flow = scenarioOf({}).scenario.flows[0] as ScenarioFlow;
  const script = new OperationScript(flow, { seed: 1, round: 1, process: 0, processes: 1 });
  const tally = new FlowTally(["get"], false);
  tally.beginStage({ phases: [{ name: "steady", kind: "steady", durationMs: 60_000, fromShare: 1, toShare: 1 }] }, 0);
  let onRoom: (lane: Lane) => void = () => undefined;
  const room = () => new Promise<Lane>((resolve) => (onRoom = resolve));
  const setup = { open, start: 0, depth, prefix: "bench:", keyBytes: 16, mustFind: false };
  const lane = new DirectLane(script, setup, { tally, nowUs: () => 1, onRoom: (own) => onRoom(own) });
  return { lane, room, failures: () => tally.failures() };
}

function fill(lane: Lane): void {
  for (let i = lane.room; i > 0; i--) lane.take(1);
  lane.flush(1);
}

const unused = (): Promise<never> => Promise.reject(new Error("not asked for"));

test("as many calls are under way at a store as the lane is deep, over one connection", async () => {
  const waiting: (() => void)[] = [];
  let opened = 0;
  const get = (): Promise<null> => new Promise((resolve) => waiting.push(() => resolve(null)));
  const store: BareStore = { get, put: unused, delete: unused, scan: unused, close: async () => undefined };
  const { lane, room } = laneOn(async () => {
    opened++;
    return store;
  }, 16);
  fill(lane);
  await new Promise(setImmediate);
  assert.deepEqual([opened, waiting.length, lane.room, lane.inFlight], [1, 16, 0, 16]);
  const told = room();
  waiting[0]?.();
  await told;
  assert.deepEqual([lane.room, lane.inFlight], [1, 15]);
});

test("a store that cannot be opened is opened again, after a rest", async () => {
  let opened = 0;
  const get = (): Promise<null> => Promise.resolve(null);
  const store: BareStore = { get, put: unused, delete: unused, scan: unused, close: async () => undefined };
  const { lane, room, failures } = laneOn(async () => {
    if (++opened === 1) throw Object.assign(new Error("nobody there"), { code: "ECONNREFUSED" });
    return store;
  }, 4);
  const rested = room();
  fill(lane);
  await new Promise(setImmediate);
  assert.deepEqual([opened, lane.room], [1, 0]);
  await rested;
  assert.deepEqual([failures(), lane.room], [["STORE ECONNREFUSED"], 4]);
  const answered = room();
  fill(lane);
  await answered;
  assert.deepEqual([opened, lane.inFlight, failures().length], [2, 0, 1]);
});
