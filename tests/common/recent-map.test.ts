import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { RecentMap } from "../../src/common/recent-map.ts";

describe("a map of what is recent", () => {
  it("keeps what is asked for again and again, and forgets the rest", () => {
    const map = new RecentMap<number, string>(4);
    map.set(0, "kept");
    map.set(1, "forgotten");
    for (let i = 2; i < 100; i++) {
      map.set(i, "passing");
      assert.equal(map.get(0), "kept", `after ${i}`);
    }
    assert.equal(map.get(1), undefined);
  });

  it("never answers with what was not set last, and has the last ones that fit", () => {
    const step = fc.tuple(fc.nat(9), fc.nat(99));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, size) => {
        const map = new RecentMap<number, number>(size);
        const truth = new Map<number, number>();
        for (const [key, value] of steps) {
          map.set(key, value);
          truth.delete(key);
          truth.set(key, value);
          assert.equal(map.get(key), value);
        }
        for (const [key, value] of truth) assert.ok([undefined, value].includes(map.get(key)));
      }),
    );
  });
});
