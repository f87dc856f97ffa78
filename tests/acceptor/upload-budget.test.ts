import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { UploadBudget } from "../../src/acceptor/upload-budget.ts";

/** Uploaders by name, and in which order they were given room. */
function createUploaders() {
  const given: string[] = [];
  const named = (name: string) => ({ onRoom: () => void given.push(name) });
  return { given, named };
}

describe("upload budget", () => {
  it("gives room while there is some, and then in the order of asking", () => {
    const { given, named } = createUploaders();
    const budget = new UploadBudget(10);
    assert.equal(budget.reserve(named("a"), 6), true);
    assert.equal(budget.reserve(named("b"), 4), true);
    assert.equal(budget.reserve(named("c"), 5), false);
    // It would fit sooner, and waits all the same: else the large ones would never be let in.
    assert.equal(budget.reserve(named("d"), 1), false);
    budget.release(4);
    assert.deepEqual(given, []);
    budget.release(6);
    assert.deepEqual(given, ["c", "d"]);
  });

  it("lets one in that is larger than all the room, alone", () => {
    const { given, named } = createUploaders();
    const budget = new UploadBudget(10);
    assert.equal(budget.reserve(named("large"), 100), true);
    assert.equal(budget.reserve(named("small"), 1), false);
    budget.release(100);
    assert.deepEqual(given, ["small"]);
  });

  it("goes on when the one that waits first goes away", () => {
    const { given, named } = createUploaders();
    const budget = new UploadBudget(10);
    budget.reserve(named("a"), 8);
    const [large, small] = [named("large"), named("small")];
    budget.reserve(large, 9);
    budget.reserve(small, 2);
    budget.cancel(large);
    assert.deepEqual(given, ["small"]);
    budget.cancel(named("stranger"));
  });
});
