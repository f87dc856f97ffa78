import assert from "node:assert/strict";
import { it } from "node:test";
import { Outcome } from "../../src/backends/contract.ts";
import { type KeyValueFixture, NOW_MS } from "./keyvalue-fixture.ts";
import { get, put, remove, textOf, writeOf } from "./keyvalue-items.ts";

/** Compare-and-set. */
export function conditionCases(on: KeyValueFixture): void {
  it("writes only where the condition holds, and tells the version that is there", () => {
    const create = (): number => put(on.store, writeOf(on.ns, "k", { value: "v", ifVersion: 0 }), NOW_MS).outcome;
    assert.equal(put(on.store, writeOf(on.ns, "k", { ifVersion: 5 }), NOW_MS).outcome, Outcome.MISMATCH);
    assert.equal(create(), Outcome.DONE);
    assert.equal(create(), Outcome.MISMATCH);
    const { version } = get(on.store, on.ns, "k", NOW_MS);
    const stale = put(on.store, writeOf(on.ns, "k", { value: "w", ifVersion: version + 1 }), NOW_MS);
    assert.deepEqual([stale.outcome, stale.version], [Outcome.MISMATCH, version]);
    assert.equal(textOf(get(on.store, on.ns, "k", NOW_MS).value), "v");
    const next = put(on.store, writeOf(on.ns, "k", { value: "w", ifVersion: version }), NOW_MS);
    assert.equal(next.outcome, Outcome.DONE);
    assert.ok(next.version > version);
    const kept = remove(on.store, writeOf(on.ns, "k", { ifVersion: version }), NOW_MS);
    assert.deepEqual([kept.outcome, kept.version], [Outcome.MISMATCH, next.version]);
    assert.equal(remove(on.store, writeOf(on.ns, "k", { ifVersion: next.version }), NOW_MS).outcome, Outcome.DONE);
    const gone = remove(on.store, writeOf(on.ns, "k", { ifVersion: next.version }), NOW_MS);
    assert.deepEqual([gone.outcome, gone.version], [Outcome.MISMATCH, 0]);
    assert.equal(remove(on.store, writeOf(on.ns, "k", { ifVersion: 0 }), NOW_MS).outcome, Outcome.ABSENT);
  });

  it("checks each condition of a batch against what the batch has done before it", () => {
    const items = [0, 0, -1, 0].map((ifVersion, i) => writeOf(on.ns, "k", { value: `v${i}`, ifVersion }));
    on.store.putMany(items, NOW_MS);
    const { DONE, MISMATCH } = Outcome;
    assert.deepEqual(
      items.map((item) => item.outcome),
      [DONE, MISMATCH, DONE, MISMATCH],
    );
    assert.equal(items[1]?.version, items[0]?.version);
    assert.equal(items[3]?.version, items[2]?.version);
  });
}
