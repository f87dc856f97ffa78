import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Call } from "../../../src/conformance/history/history.ts";
import { History } from "../../../src/conformance/history/history.ts";
import { type ItemAsked, type ItemTold, itemModel } from "../../../src/conformance/history/item-model.ts";
import { isLinearizable } from "../../../src/conformance/history/linearizability.ts";
import { brokenKeys, describeCalls, type KeyedAsked } from "../../../src/conformance/history/per-key.ts";

type ItemCall = Call<ItemAsked, ItemTold>;

const NEVER = Number.POSITIVE_INFINITY;

/** A call from one moment to another. */
function call(beganAt: number, endedAt: number, asked: ItemAsked, told: ItemTold | null): ItemCall {
  return { client: 0, beganAt, endedAt, asked, told };
}

const put = (value: string, ifVersion?: number): ItemAsked => ({
  do: "put",
  value,
  ...(ifVersion === undefined ? {} : { ifVersion }),
});
const get: ItemAsked = { do: "get" };
const remove: ItemAsked = { do: "delete" };
const written = (version: number): ItemTold => ({ is: "written", version });
const item = (value: string, version: number): ItemTold => ({ is: "item", value, version });
const absent: ItemTold = { is: "absent" };
const deleted: ItemTold = { is: "deleted" };
const mismatch = (version: number): ItemTold => ({ is: "mismatch", version });

const sound: Record<string, ItemCall[]> = {
  "nothing at all": [],
  "one call after another": [
    call(0, 1, get, absent),
    call(2, 3, put("a"), written(1)),
    call(4, 5, get, item("a", 1)),
    call(6, 7, put("b", 1), written(2)),
    call(8, 9, put("c", 1), mismatch(2)),
    call(10, 11, remove, deleted),
    call(12, 13, remove, absent),
    call(14, 15, put("d", 2), mismatch(0)),
  ],
  "a read that overlaps a write sees the new item": [call(0, 3, put("a"), written(1)), call(1, 2, get, item("a", 1))],
  "a read that overlaps a write sees the old one": [call(0, 3, put("a"), written(1)), call(1, 2, get, absent)],
  "writes that overlap, in the order of their versions": [
    call(0, 10, put("a"), written(2)),
    call(1, 9, put("b"), written(1)),
    call(11, 12, get, item("a", 2)),
  ],
  "of two that create, one wins": [call(0, 4, put("a", 0), written(1)), call(1, 3, put("b", 0), mismatch(1))],
  "a write without an answer that was done later": [
    call(0, NEVER, put("a"), null),
    call(1, 2, get, absent),
    call(3, 4, get, item("a", 7)),
    call(5, 6, get, item("a", 7)),
    call(7, 8, put("b", 7), written(8)),
  ],
  "a write without an answer that was never done": [call(0, NEVER, put("a"), null), call(1, 2, get, absent)],
  "a delete without an answer that was done": [
    call(0, 1, put("a"), written(1)),
    call(2, NEVER, remove, null),
    call(3, 4, get, absent),
  ],
};

const broken: Record<string, ItemCall[]> = {
  "a read that misses a write that was acknowledged": [call(0, 1, put("a"), written(1)), call(2, 3, get, absent)],
  "a read of what nobody wrote": [call(0, 1, get, item("a", 1))],
  "a read that goes back to an older item": [
    call(0, 1, put("a"), written(1)),
    call(2, 10, put("b"), written(2)),
    call(3, 4, get, item("b", 2)),
    call(5, 6, get, item("a", 1)),
  ],
  "two that both create": [call(0, 4, put("a", 0), written(1)), call(1, 3, put("b", 0), written(2))],
  "two that both replace the same version": [
    call(0, 1, put("a"), written(1)),
    call(2, 6, put("b", 1), written(2)),
    call(3, 5, put("c", 1), written(3)),
  ],
  "a lost update: the version went on, the value did not": [
    call(0, 1, put("a"), written(1)),
    call(2, 3, put("b", 1), written(2)),
    call(4, 5, get, item("a", 2)),
  ],
  "a version that comes again": [call(0, 1, put("a"), written(5)), call(2, 3, put("b"), written(5))],
  "a mismatch although the version is the one that was asked for": [
    call(0, 1, put("a"), written(1)),
    call(2, 3, put("b", 1), mismatch(1)),
  ],
  "a mismatch with a version that never was": [call(0, 1, put("a"), written(1)), call(2, 3, put("b", 0), mismatch(9))],
  "a delete of nothing that says there was something": [call(0, 1, remove, deleted)],
  "a delete that was done once and told twice": [
    call(0, 1, put("a"), written(1)),
    call(2, 5, remove, deleted),
    call(3, 4, remove, deleted),
  ],
  "a write without an answer that is read, and then was not there": [
    call(0, NEVER, put("a"), null),
    call(1, 2, get, item("a", 7)),
    call(3, 4, get, absent),
  ],
  "a write without an answer that is read under two versions": [
    call(0, NEVER, put("a"), null),
    call(1, 2, get, item("a", 7)),
    call(3, 4, get, item("a", 8)),
  ],
};

describe("the check of histories", () => {
  for (const [what, calls] of Object.entries(sound)) {
    it(`finds an order for ${what}`, () => assert.equal(isLinearizable(calls, itemModel), true));
  }
  for (const [what, calls] of Object.entries(broken)) {
    it(`finds none for ${what}`, () => assert.equal(isLinearizable(calls, itemModel), false));
  }

  it("ends soon, also with many calls at one time", () => {
    const calls = Array.from({ length: 60 }, (_, i) => call(i, i + 12, put(`${i}`), written(i + 1)));
    calls.push(call(100, 101, get, item("59", 60)));
    assert.equal(isLinearizable(calls, itemModel), true);
    calls.push(call(102, 103, get, item("58", 59)));
    assert.equal(isLinearizable(calls, itemModel), false);
  });

  it("accepts whatever a register does that does one call after another, and notices one answer that is changed", () => {
    const plan = fc.array(fc.record({ what: fc.nat(4), length: fc.integer({ min: 0, max: 12 }), late: fc.nat(3) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(plan, fc.nat(), (steps, which) => {
        const calls = simulate(steps);
        assert.equal(isLinearizable(calls, itemModel), true, describeCalls(calls));
        const reads = calls.filter(({ told }) => told?.is === "item");
        const read = reads[which % Math.max(1, reads.length)];
        if (read === undefined) return;
        const changed = calls.map((c) => (c === read ? { ...c, told: item("never written", 1) } : c));
        assert.equal(isLinearizable(changed, itemModel), false);
      }),
      { numRuns: 300 },
    );
  });

  it("looks at each key by itself, and names those that are broken", () => {
    const keyed = (key: string, calls: ItemCall[]): Call<KeyedAsked, ItemTold>[] =>
      calls.map((c) => ({ ...c, asked: { ...c.asked, key } }));
    const good = sound["one call after another"] as ItemCall[];
    const bad = broken["two that both create"] as ItemCall[];
    assert.deepEqual(brokenKeys([...keyed("a", good), ...keyed("b", bad), ...keyed("c", good)]), ["b"]);
  });
});

describe("a history", () => {
  it("has a moment for each beginning and end, and no end for what fails", async () => {
    const history = new History<string, string>();
    const first = history.record(1, "a", async () => "told");
    await Promise.allSettled([first, history.record(2, "b", () => Promise.reject(new Error("lost")))]);
    assert.deepEqual(history.calls, [
      { client: 1, asked: "a", told: "told", beganAt: 0, endedAt: 2 },
      { client: 2, asked: "b", told: null, beganAt: 1, endedAt: NEVER },
    ]);
  });
});

/** Calls that take effect one after another, at moments 10, 20 …, and begin and end somewhat before and after. */
function simulate(steps: readonly { what: number; length: number; late: number }[]): ItemCall[] {
  let state = { value: "", version: 0 };
  let versions = 0;
  return steps.map(({ what, length, late }, i) => {
    const at = 10 * (i + 1);
    const around = (asked: ItemAsked, told: ItemTold): ItemCall =>
      call(at - length + i / 1_000, at + length + i / 1_000, asked, late === 3 && what !== 0 ? null : told);
    if (what === 0) return around(get, state.version === 0 ? absent : item(state.value, state.version));
    if (what === 4) {
      const told = state.version === 0 ? absent : deleted;
      state = { value: "", version: 0 };
      return around(remove, told);
    }
    const ifVersion = what === 3 ? state.version + 1 : state.version;
    if (what === 3) return around(put(`${i}`, ifVersion), mismatch(state.version));
    state = { value: `${i}`, version: ++versions };
    return around(what === 1 ? put(`${i}`) : put(`${i}`, ifVersion), written(versions));
  });
}
