import assert from "node:assert/strict";
import { it } from "node:test";
import { Outcome } from "../../src/backends/contract.ts";
import { type KeyValueFixture, keysOf, NOW_MS } from "./keyvalue-fixture.ts";
import { get, put, remove, writeOf } from "./keyvalue-items.ts";

/** Time to live, by the millisecond. */
export function expiryCases(on: KeyValueFixture): void {
  it("treats an expired item as one that does not exist", () => {
    put(on.store, writeOf(on.ns, "k", { value: "old", expiresAtMs: NOW_MS + 10 }), NOW_MS);
    assert.equal(get(on.store, on.ns, "k", NOW_MS + 9).outcome, Outcome.DONE);
    assert.equal(get(on.store, on.ns, "k", NOW_MS + 9).expiresAtMs, NOW_MS + 10);
    assert.equal(get(on.store, on.ns, "k", NOW_MS + 10).outcome, Outcome.ABSENT);
    const query = { namespaceId: on.ns, from: "", to: null, keysOnly: false, maxItems: 10, maxBytes: 100 };
    assert.equal(on.store.scan(query, NOW_MS + 9).items.length, 1);
    assert.equal(on.store.scan(query, NOW_MS + 10).items.length, 0);
    assert.equal(remove(on.store, writeOf(on.ns, "k"), NOW_MS + 10).outcome, Outcome.ABSENT);
    const created = put(on.store, writeOf(on.ns, "k", { value: "new", ifVersion: 0 }), NOW_MS + 10);
    assert.equal(created.outcome, Outcome.DONE);
    assert.equal(get(on.store, on.ns, "k", NOW_MS + 1000).expiresAtMs, 0);
  });

  it("takes the expiry of the last write, longer, shorter or none", () => {
    const expiries = [50, 10, 100, 0, 30];
    for (const [i, ms] of expiries.entries()) {
      put(on.store, writeOf(on.ns, "k", { value: `v${i}`, expiresAtMs: ms === 0 ? 0 : NOW_MS + ms }), NOW_MS);
      if (ms > 0) assert.equal(get(on.store, on.ns, "k", NOW_MS + ms).outcome, Outcome.ABSENT);
      assert.equal(get(on.store, on.ns, "k", NOW_MS + (ms > 0 ? ms - 1 : 1e6)).outcome, Outcome.DONE);
    }
    assert.equal(on.store.sweep(NOW_MS + 29, 100), 0);
    assert.equal(on.store.sweep(NOW_MS + 30, 100), 1);
  });

  it("sweeps what has expired in bounded steps, and nothing else", () => {
    for (let i = 0; i < 20; i++) put(on.store, writeOf(on.ns, `t${i}`, { expiresAtMs: NOW_MS + i }), NOW_MS - 1);
    put(on.store, writeOf(on.ns, "stays"), NOW_MS);
    const write = { fingerprint: Buffer.from("f"), answer: Buffer.from("a") };
    for (let i = 0; i < 20; i++) on.store.remember(on.ns, `t${i}`, write, NOW_MS + i);
    const steps = [1, 2, 3, 4, 5].map(() => on.store.sweep(NOW_MS + 14, 7));
    assert.deepEqual(steps, [7, 7, 7, 7, 2]);
    assert.equal(on.store.sweep(NOW_MS + 14, 7), 0);
    assert.deepEqual(keysOf(on.scan("", null)).sort(), ["stays", "t15", "t16", "t17", "t18", "t19"]);
    const recalled = Array.from({ length: 20 }, (_, i) => on.store.recall(on.ns, `t${i}`, NOW_MS - 1) !== null);
    assert.equal(recalled.filter(Boolean).length, 5);
  });
}
