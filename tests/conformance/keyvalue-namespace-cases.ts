import assert from "node:assert/strict";
import { it } from "node:test";
import { Outcome } from "../../src/backends/contract.ts";
import { type KeyValueFixture, NOW_MS } from "./keyvalue-fixture.ts";
import { get, put, remove, textOf, writeOf } from "./keyvalue-items.ts";

const write = { fingerprint: Buffer.from("f"), answer: Buffer.from("a") };
const manyKeys = Array.from({ length: 30 }, (_, i) => `k${i}`);

/** Namespaces that come and go. */
export function namespaceCases(on: KeyValueFixture): void {
  const fill = (namespaceId: number): void => {
    for (const [i, key] of manyKeys.entries()) {
      const value = Buffer.alloc(i % 3 === 0 ? 3_000 : 10, "v");
      put(on.store, writeOf(namespaceId, key, { value, expiresAtMs: i % 5 === 0 ? NOW_MS + 1e6 : 0 }), NOW_MS);
      on.store.remember(namespaceId, key, write, NOW_MS + 1e6);
    }
  };
  const found = (namespaceId: number): string[] =>
    manyKeys.filter((key) => get(on.store, namespaceId, key, NOW_MS).outcome === Outcome.DONE);
  const sweepAll = (maxItems = 1_000): number[] => {
    const steps: number[] = [];
    do steps.push(on.store.sweep(NOW_MS, maxItems));
    while (steps.at(-1) !== 0);
    return steps;
  };

  it("knows a namespace as empty that has nothing, or nothing that has not expired", () => {
    assert.equal(on.store.isEmpty(on.ns, NOW_MS), true);
    put(on.store, writeOf(on.ns, "k", { expiresAtMs: NOW_MS + 10 }), NOW_MS);
    assert.equal(on.store.isEmpty(on.ns, NOW_MS + 9), false);
    assert.equal(on.store.isEmpty(on.ns, NOW_MS + 10), true);
    put(on.store, writeOf(on.ns, "z"), NOW_MS);
    assert.equal(on.store.isEmpty(on.ns, NOW_MS + 10), false);
    remove(on.store, writeOf(on.ns, "z"), NOW_MS);
    assert.equal(on.store.isEmpty(on.ns, NOW_MS + 10), true);
    put(on.store, writeOf(on.store.openNamespace("other"), "k"), NOW_MS);
    assert.equal(on.store.isEmpty(on.ns, NOW_MS + 10), true);
  });

  it("gives the name of a dropped namespace another number, with no items and no remembered writes", async () => {
    fill(on.ns);
    on.store.dropNamespace(on.ns);
    const next = on.store.openNamespace("orders");
    assert.notEqual(next, on.ns);
    assert.equal(on.store.isEmpty(next, NOW_MS), true);
    assert.deepEqual(found(next), []);
    assert.equal(on.store.recall(next, "k1", NOW_MS), null);
    put(on.store, writeOf(next, "k1", { value: "new", ifVersion: 0 }), NOW_MS);
    on.store.remember(next, "k1", write, NOW_MS + 1e6);
    sweepAll();
    await on.reopen();
    assert.equal(on.store.openNamespace("orders"), next);
    sweepAll();
    assert.equal(textOf(get(on.store, next, "k1", NOW_MS).value), "new");
    assert.deepEqual(found(next), ["k1"]);
    assert.notEqual(on.store.recall(next, "k1", NOW_MS), null);
  });

  it("removes what a dropped namespace had in bounded steps, and nothing else", () => {
    const other = on.store.openNamespace("other");
    const before = on.store.stats().items;
    fill(other);
    fill(on.ns);
    on.store.dropNamespace(on.ns);
    const steps = sweepAll(7);
    assert.ok(Math.max(...steps) <= 7, `steps of ${steps}`);
    assert.ok(steps.length >= 2);
    assert.deepEqual(found(other), manyKeys);
    for (const key of manyKeys) assert.notEqual(on.store.recall(other, key, NOW_MS), null);
    if (before >= 0) assert.equal(on.store.stats().items, manyKeys.length);
    assert.deepEqual(sweepAll(7), [0]);
  });

  it("goes on removing after it was opened again, and brings nothing back", async () => {
    if (!on.canReopen) return;
    const other = on.store.openNamespace("other");
    fill(on.ns);
    fill(other);
    on.store.dropNamespace(on.ns);
    on.store.sweep(NOW_MS, 5);
    await on.reopen();
    on.store.sweep(NOW_MS, 5);
    await on.reopen();
    const steps = sweepAll(5);
    assert.ok(steps.length > 2, `steps of ${steps}`);
    await on.reopen();
    sweepAll(5);
    // The old number stands for nothing any more, so whatever is found under it came back.
    assert.deepEqual(found(on.ns), []);
    assert.deepEqual(found(other), manyKeys);
  });

  it("gives no number twice, however many namespaces come and go", async () => {
    const seen = new Set([on.ns]);
    for (let i = 0; i < 5; i++) {
      const id = on.store.openNamespace("fleeting");
      assert.ok(!seen.has(id), `${id} was given before`);
      seen.add(id);
      fill(id);
      on.store.dropNamespace(id);
      sweepAll();
      await on.reopen();
      on.ns = on.store.openNamespace("orders");
    }
  });

  it("takes it calmly when a number that stands for nothing is dropped", () => {
    fill(on.ns);
    on.store.dropNamespace(on.ns);
    const next = on.store.openNamespace("orders");
    put(on.store, writeOf(next, "k1"), NOW_MS);
    on.store.dropNamespace(on.ns);
    on.store.dropNamespace(12_345);
    sweepAll();
    on.store.dropNamespace(on.ns);
    assert.equal(on.store.openNamespace("orders"), next);
    assert.deepEqual(found(next), ["k1"]);
  });
}
