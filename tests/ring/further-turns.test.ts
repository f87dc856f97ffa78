import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FurtherTurns } from "../../src/ring/further-turns.ts";

/** Turns without an answer until it parks. */
function turnsOf(further: FurtherTurns, owed = 1): number {
  let turns = 0;
  while (further.goesOn(0, owed)) turns++;
  return turns;
}

/** The same for a request that comes when none is owed. */
function turnsOfFresh(further: FurtherTurns): number {
  further.goesOn(1, 0);
  return turnsOf(further);
}

describe("further turns", () => {
  it("goes round so often while an answer is owed, then parks", () => {
    const further = new FurtherTurns(20);
    assert.equal(turnsOfFresh(further), 20);
    assert.equal(turnsOfFresh(further), 20);
  });

  it("parks at once when nothing is owed", () => {
    const further = new FurtherTurns(20);
    assert.equal(further.goesOn(3, 0), false);
    assert.equal(further.goesOn(0, 0), false);
  });

  it("counts from the last answer on", () => {
    const further = new FurtherTurns(3);
    assert.equal(further.goesOn(0, 2), true);
    assert.equal(further.goesOn(0, 2), true);
    assert.equal(further.goesOn(1, 1), true);
    assert.equal(turnsOf(further), 2);
  });

  it("forgets turns of requests that were answered when others come", () => {
    const further = new FurtherTurns(3);
    assert.equal(further.goesOn(0, 1), true);
    assert.equal(further.goesOn(1, 0), false);
    assert.equal(turnsOf(further), 3);
  });

  it("goes round no more for those that a store does not answer, however often others are", () => {
    const further = new FurtherTurns(3);
    const held = 5;
    assert.equal(turnsOf(further, held), 3);
    for (let i = 0; i < 100; i++) {
      assert.equal(further.goesOn(0, held), false);
      assert.equal(further.goesOn(0, held + 1), true);
      assert.equal(further.goesOn(1, held), false);
    }
    // As they are answered, others are worth it again.
    assert.equal(further.goesOn(3, 2), false);
    assert.equal(further.goesOn(0, 3), true);
  });

  it("leaves 480 out after 32 in a row that brought no answer, then tries 32 times again", () => {
    const further = new FurtherTurns(1);
    const tried = Array.from({ length: 2 * (32 + 480) }, () => turnsOfFresh(further) > 0);
    assert.equal(tried.indexOf(false), 32);
    assert.equal(tried.indexOf(true, 32), 32 + 480);
    assert.equal(tried.filter(Boolean).length, 64);
  });

  it("leaves none out while one in 32 brings an answer", () => {
    const further = new FurtherTurns(1);
    for (let i = 0; i < 20; i++) {
      for (let miss = 0; miss < 31; miss++) assert.equal(turnsOfFresh(further), 1);
      assert.equal(further.goesOn(1, 0), false);
      assert.equal(further.goesOn(0, 1), true);
      assert.equal(further.goesOn(1, 0), false);
    }
  });
});
