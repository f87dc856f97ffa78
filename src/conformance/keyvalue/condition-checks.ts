import assert from "node:assert/strict";
import { Outcome } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { CheckGroup } from "../check.ts";
import { deleteOf, putOf, writeOf } from "./items.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

const { DONE, MISMATCH, ABSENT } = Outcome;

export const conditionChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>(
  "compare and set",
  ({ compareAndSet }) => (compareAndSet ? null : "it declares no compareAndSet"),
)
  .check("writes only where the condition holds, and tells the version that is there", async (on) => {
    const ns = on.namespace();
    const on0 = await on.client.put(ns, "k", { ifVersion: 5 });
    assert.deepEqual([on0.outcome, on0.version], [MISMATCH, 0]);
    const created = await on.client.put(ns, "k", { value: "v", ifVersion: 0 });
    assert.equal(created.outcome, DONE);
    const again = await on.client.put(ns, "k", { value: "w", ifVersion: 0 });
    assert.deepEqual([again.outcome, again.version], [MISMATCH, created.version]);
    const stale = await on.client.put(ns, "k", { value: "w", ifVersion: created.version + 1 });
    assert.deepEqual([stale.outcome, stale.version], [MISMATCH, created.version]);
    assert.equal(await on.client.textAt(ns, "k"), "v");
    const next = await on.client.put(ns, "k", { value: "w", ifVersion: created.version });
    assert.equal(next.outcome, DONE);
    assert.ok(next.version > created.version);
    assert.equal(await on.client.textAt(ns, "k"), "w");
  })
  .check("deletes only where the condition holds", async (on) => {
    const ns = on.namespace();
    const { version } = await on.client.put(ns, "k", { value: "v" });
    const kept = await on.client.delete(ns, "k", version + 1);
    assert.deepEqual([kept.outcome, kept.version], [MISMATCH, version]);
    assert.equal((await on.client.delete(ns, "k", version)).outcome, DONE);
    const gone = await on.client.delete(ns, "k", version);
    assert.deepEqual([gone.outcome, gone.version], [MISMATCH, 0]);
    assert.equal((await on.client.delete(ns, "k", 0)).outcome, ABSENT);
  })
  .check("does not take an item that was deleted and made anew for the one before", async (on) => {
    const ns = on.namespace();
    const { version } = await on.client.put(ns, "k", { value: "first" });
    await on.client.delete(ns, "k");
    const second = await on.client.put(ns, "k", { value: "second" });
    const late = await on.client.put(ns, "k", { value: "late", ifVersion: version });
    assert.deepEqual([late.outcome, late.version], [MISMATCH, second.version]);
    assert.equal(await on.client.textAt(ns, "k"), "second");
  })
  .check("lets one item of a batch fail without the others", async (on) => {
    const ns = on.namespace();
    await on.client.put(ns, "b", { value: "there" });
    const writes = await on.client.writeMany([
      writeOf([putOf(ns, "a", { value: "new", ifVersion: 0 })]),
      writeOf([putOf(ns, "b", { value: "new", ifVersion: 0 }), putOf(ns, "c", { value: "new" })]),
      writeOf([deleteOf(ns, "d", 7)]),
      writeOf([putOf(ns, "e", { value: "new" })]),
    ]);
    assert.deepEqual(
      writes.map(({ items }) => items.map((item) => item.outcome)),
      [[DONE], [MISMATCH, DONE], [MISMATCH], [DONE]],
    );
    const texts = await Promise.all(["a", "b", "c", "d", "e"].map((key) => on.client.textAt(ns, key)));
    assert.deepEqual(texts, ["new", "there", "new", null, "new"]);
  })
  .check("checks each condition of a write against what it has done before", async (on) => {
    const ns = on.namespace();
    const items = [0, 0, -1, 0].map((ifVersion, i) => putOf(ns, "k", { value: `v${i}`, ifVersion }));
    await on.client.write(items);
    assert.deepEqual(
      items.map((item) => item.outcome),
      [DONE, MISMATCH, DONE, MISMATCH],
    );
    assert.equal(items[1]?.version, items[0]?.version);
    assert.equal(items[3]?.version, items[2]?.version);
  })
  .check("lets exactly one of several workers create an item", async (on) => {
    const name = on.name();
    const clients = [on.client, on.another(), on.another(), on.another()];
    for (let round = 0; round < 20; round++) {
      const tries = await Promise.all(
        clients.map((client, i) => client.put(client.namespace(name), `k${round}`, { value: `of ${i}`, ifVersion: 0 })),
      );
      const winners = tries.filter(({ outcome }) => outcome === DONE);
      assert.equal(winners.length, 1, `${winners.length} workers have created k${round}`);
      const owner = tries.findIndex(({ outcome }) => outcome === DONE);
      assert.equal(await on.client.textAt(on.client.namespace(name), `k${round}`), `of ${owner}`);
      for (const { outcome, version } of tries) if (outcome === MISMATCH) assert.equal(version, winners[0]?.version);
    }
  });
