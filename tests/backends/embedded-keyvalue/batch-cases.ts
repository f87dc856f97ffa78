import assert from "node:assert/strict";
import { it } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { type KeyValueFixture, keysOf, NOW_MS } from "./fixture.ts";
import { get, put, textOf, writeOf } from "./items.ts";

/** Batches of one kind, which an embedded store is given, and what it is asked beside them. */
export function batchCases(on: KeyValueFixture): void {
  it("lets the last of several writes to one key in a batch win", () => {
    const items = Array.from({ length: 41 }, (_, i) =>
      writeOf(on.ns, i % 3 === 0 ? "same" : `k${i % 5}`, { value: `v${i}` }),
    );
    on.store.putMany(items, NOW_MS);
    assert.equal(textOf(get(on.store, on.ns, "same", NOW_MS).value), "v39");
    assert.equal(get(on.store, on.ns, "same", NOW_MS).version, items[39]?.version);
    for (const [i, item] of items.entries()) assert.ok(item.version > (items[i - 1]?.version ?? 0));
    const deletes = [writeOf(on.ns, "same"), writeOf(on.ns, "same")];
    on.store.deleteMany(deletes, NOW_MS);
    assert.deepEqual(
      deletes.map((item) => item.outcome),
      [Outcome.DONE, Outcome.ABSENT],
    );
  });

  it("is healthy, counts its items and bytes, and may be closed twice", () => {
    on.store.checkHealth();
    const before = on.store.stats();
    const other = on.store.openNamespace("other");
    for (const id of [on.ns, other]) {
      on.store.putMany(
        Array.from({ length: 300 }, (_, i) => writeOf(id, `k${i}`, { value: Buffer.alloc(1000) })),
        NOW_MS,
      );
    }
    assert.ok(on.store.stats().bytes >= before.bytes + 600_000);
    on.store.dropNamespace(other);
    while (on.store.sweep(NOW_MS, 100) > 0);
    // A store that would have to count says -1.
    if (before.items >= 0) assert.equal(on.store.stats().items, before.items + 300);
    on.store.close();
    on.store.close();
  });

  it("sweeps items and remembered writes to the millisecond, in bounded steps", () => {
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
