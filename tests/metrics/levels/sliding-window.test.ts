import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type LevelSample, SlidingWindow } from "../../../src/metrics/levels/sliding-window.ts";

const MINUTE_MS = 60_000;
const SLOT_MS = 10_000;

function sample(latenciesUs: readonly number[], failed = 0): LevelSample {
  return {
    asked: latenciesUs.length + failed,
    served: latenciesUs.length,
    failed,
    latencyUs: latenciesUs.flatMap((value) => [value, 1]),
  };
}

describe("a sliding window", () => {
  it("forgets a slot when its time is over, and not before", () => {
    const window = new SlidingWindow(MINUTE_MS, 6, 0);
    window.add(sample([100], 2), 0);
    window.add(sample([9_000]), SLOT_MS);
    window.advance(MINUTE_MS + SLOT_MS - 1);
    assert.deepEqual([window.asked, window.served, window.failed, window.latency.count], [4, 2, 2, 2]);
    window.advance(MINUTE_MS + SLOT_MS);
    assert.deepEqual([window.asked, window.served, window.failed, window.latency.count], [1, 1, 0, 1]);
    assert.ok(window.latency.quantileUs(0.5) >= 9_000, "the one that is left is the later one");
    window.advance(MINUTE_MS + 2 * SLOT_MS);
    assert.deepEqual([window.asked, window.latency.count], [0, 0]);
  });

  it("is empty after a pause longer than its span, however long", () => {
    for (const pauseMs of [2 * MINUTE_MS, 1e9]) {
      const window = new SlidingWindow(MINUTE_MS, 6, 5);
      window.add(sample([100, 200]), 5);
      window.add(sample([300]), 15_000);
      window.add(sample([400]), pauseMs);
      assert.deepEqual([window.asked, window.latency.count], [1, 1]);
    }
  });

  it("covers what has passed while it is young, and then its span and the current slot", () => {
    const window = new SlidingWindow(MINUTE_MS, 6, 1_000);
    window.advance(31_000);
    assert.equal(window.coveredMs(31_000), 30_000);
    window.advance(605_000);
    assert.equal(window.coveredMs(605_000), MINUTE_MS + 5_000);
  });

  it("always has what the slots of its span have", () => {
    const step = fc.record({ afterMs: fc.integer({ min: 0, max: 40_000 }), us: fc.integer({ min: 0, max: 1e7 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const window = new SlidingWindow(MINUTE_MS, 6, 0);
        const seen: { slot: number; us: number }[] = [];
        let nowMs = 0;
        for (const { afterMs, us } of steps) {
          nowMs += afterMs;
          window.add(sample([us]), nowMs);
          seen.push({ slot: Math.floor(nowMs / SLOT_MS), us });
          const first = Math.floor(nowMs / SLOT_MS) - 6;
          const inside = seen.filter(({ slot }) => slot >= first);
          assert.equal(window.served, inside.length);
          assert.equal(window.latency.count, inside.length);
          const over = window.latency.countAbove(5_000);
          assert.ok(over >= inside.filter(({ us: each }) => each > 5_000).length, "what is over is never left out");
          assert.ok(over <= inside.filter(({ us: each }) => each > 4_940).length, "a bin's width is all that is added");
        }
      }),
    );
  });
});
