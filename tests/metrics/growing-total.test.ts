import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { GrowingTotal } from "../../src/metrics/growing-total.ts";

describe("growing total", () => {
  it("adds up the threads that came one after the other", () => {
    const total = new GrowingTotal();
    const seen: number[] = [];
    for (const [incarnation, counted] of [
      [0, 5],
      [0, 9],
      [1, 0],
      [1, 3],
      [4, 2],
    ] as const) {
      total.observe(incarnation, counted);
      seen.push(total.value);
    }
    assert.deepEqual(seen, [5, 9, 9, 12, 14]);
  });

  it("ignores what comes late from a thread that was replaced", () => {
    const total = new GrowingTotal();
    total.observe(0, 5);
    total.observe(1, 2);
    total.observe(0, 50);
    assert.equal(total.value, 7);
  });

  it("never goes backwards", () => {
    const observations = fc.array(fc.tuple(fc.nat(5), fc.nat(1000)));
    fc.assert(
      fc.property(observations, (all) => {
        const total = new GrowingTotal();
        let before = 0;
        for (const [incarnation, counted] of all) {
          total.observe(incarnation, counted);
          assert.ok(total.value >= before);
          before = total.value;
        }
      }),
    );
  });
});
