import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { StoreStates } from "../../src/control/store-states.ts";
import type { StoreState } from "../../src/workers/worker-seed.ts";

const stateOf = (choices: Partial<StoreState> = {}): StoreState => ({
  backend: "pg",
  pattern: "keyvalue",
  state: "up",
  problem: "",
  probeInMs: 0,
  isProbed: true,
  offer: { durability: "power-loss", consistency: "strong", ordering: "none", abilities: [] },
  findings: [],
  ...choices,
});

describe("the states of stores", () => {
  it("show what the worker says that has least of the store", () => {
    const states = new StoreStates();
    states.set(0, stateOf());
    states.set(1, stateOf({ state: "down", problem: "refused" }));
    states.set(2, stateOf({ state: "on-trial", problem: "was away" }));
    const { state, problem, workers, up } = states.of({ backend: "pg", pattern: "keyvalue" }) ?? assert.fail();
    assert.deepEqual({ state, problem, workers, up }, { state: "down", problem: "refused", workers: 3, up: 1 });
  });

  it("know nothing of a worker that is gone", () => {
    const states = new StoreStates();
    states.set(0, stateOf());
    states.set(0, stateOf({ state: "down" }));
    states.forget(0);
    assert.equal(states.of(stateOf()), null);
    assert.deepEqual(states.all(), []);
  });

  it("list each store once, by backend and pattern", () => {
    const states = new StoreStates();
    for (const worker of [0, 1]) {
      states.set(worker, stateOf());
      states.set(worker, stateOf({ backend: "redis" }));
    }
    assert.deepEqual(
      states.all().map(({ backend, workers }) => [backend, workers]),
      [
        ["pg", 2],
        ["redis", 2],
      ],
    );
  });
});
