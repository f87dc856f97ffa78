import assert from "node:assert/strict";
import { it } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { toByteString } from "../../../src/codec/byte-string.ts";
import { type KeyValueFixture, NOW_MS } from "./fixture.ts";
import { get, put, remove, textOf, writeOf } from "./items.ts";

/** What belongs together, what is undone, and what lasts. */
export function transactionCases(on: KeyValueFixture): void {
  it("gives versions that rise across keys, deletes, rollbacks and reopening", async () => {
    let last = 0;
    const next = (key: string): void => {
      const { version } = put(on.store, writeOf(on.ns, key), NOW_MS);
      assert.ok(version > last && Number.isSafeInteger(version));
      last = version;
    };
    const putAndRollBack = (): void => {
      on.store.begin();
      put(on.store, writeOf(on.ns, "c"), NOW_MS);
      on.store.rollback();
    };
    putAndRollBack();
    next("a");
    await on.reopen();
    next("b");
    remove(on.store, writeOf(on.ns, "b"), NOW_MS);
    next("b");
    putAndRollBack();
    next("c");
    await on.reopen();
    next("a");
    await on.reopen();
    next("a");
  });

  it("undoes puts, deletes and remembered keys on rollback, and goes on working", () => {
    put(on.store, writeOf(on.ns, "kept", { value: "old", expiresAtMs: NOW_MS + 50 }), NOW_MS);
    put(on.store, writeOf(on.ns, "deleted", { value: "there" }), NOW_MS);
    const { version } = get(on.store, on.ns, "kept", NOW_MS);
    on.store.begin();
    on.store.putMany([writeOf(on.ns, "kept", { value: "new" }), writeOf(on.ns, "fresh", { value: "x" })], NOW_MS);
    on.store.deleteMany([writeOf(on.ns, "deleted"), writeOf(on.ns, "fresh")], NOW_MS);
    put(on.store, writeOf(on.ns, "deleted", { value: "again" }), NOW_MS);
    on.store.remember(on.ns, "key", { fingerprint: Buffer.from("f"), answer: Buffer.from("a") }, NOW_MS + 5);
    assert.equal(textOf(get(on.store, on.ns, "kept", NOW_MS).value), "new");
    on.store.rollback();
    const kept = get(on.store, on.ns, "kept", NOW_MS);
    assert.deepEqual([textOf(kept.value), kept.version, kept.expiresAtMs], ["old", version, NOW_MS + 50]);
    assert.equal(textOf(get(on.store, on.ns, "deleted", NOW_MS).value), "there");
    assert.equal(get(on.store, on.ns, "fresh", NOW_MS).outcome, Outcome.ABSENT);
    assert.equal(on.store.recall(on.ns, "key", NOW_MS), null);
    assert.equal(on.store.sweep(NOW_MS + 50, 10), 1);
    on.store.rollback();
    on.store.begin();
    put(on.store, writeOf(on.ns, "fresh", { value: "y" }), NOW_MS);
    on.store.commit();
    assert.equal(textOf(get(on.store, on.ns, "fresh", NOW_MS).value), "y");
  });

  it("keeps nothing of a transaction that a restart cut off, and all of a committed one", async () => {
    on.store.begin();
    put(on.store, writeOf(on.ns, "committed", { value: "v" }), NOW_MS);
    on.store.remember(on.ns, "key", { fingerprint: Buffer.from("f"), answer: Buffer.from("a") }, NOW_MS + 5);
    on.store.commit();
    on.store.begin();
    put(on.store, writeOf(on.ns, "open", { value: "v" }), NOW_MS);
    if (!on.canReopen) on.store.rollback();
    await on.reopen();
    assert.equal(get(on.store, on.ns, "committed", NOW_MS).outcome, Outcome.DONE);
    assert.notEqual(on.store.recall(on.ns, "key", NOW_MS), null);
    assert.equal(get(on.store, on.ns, "open", NOW_MS).outcome, Outcome.ABSENT);
  });

  it("recalls a write by its idempotency key until it expires, in its namespace only", () => {
    const write = { fingerprint: Buffer.from([0, 128, 255]), answer: Buffer.from([1, 2, 0, 200]) };
    on.store.remember(on.ns, toByteString("schlüssel"), write, NOW_MS + 10);
    write.answer.fill(9);
    const found = on.store.recall(on.ns, toByteString("schlüssel"), NOW_MS + 9);
    assert.deepEqual([...(found?.fingerprint ?? [])], [0, 128, 255]);
    assert.deepEqual([...(found?.answer ?? [])], [1, 2, 0, 200]);
    assert.equal(on.store.recall(on.ns, toByteString("schlüssel"), NOW_MS + 10), null);
    assert.equal(on.store.recall(on.store.openNamespace("invoices"), toByteString("schlüssel"), NOW_MS), null);
    assert.equal(get(on.store, on.ns, "schlüssel", NOW_MS).outcome, Outcome.ABSENT);
  });
}
