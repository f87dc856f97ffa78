import assert from "node:assert/strict";
import { Outcome } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { CheckGroup } from "../check.ts";
import { putOf, writeOf } from "./items.ts";
import type { KeyValueClient } from "./keyvalue-client.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

const { DONE, ABSENT } = Outcome;
const withDurability = ({ durability }: NetworkedKeyValueGuarantees): string | null =>
  durability === "none" ? "it declares no durability" : null;
const keys = Array.from({ length: 30 }, (_, i) => `k${String(i).padStart(2, "0")}`);

const fill = (client: KeyValueClient, ns: number) =>
  client.writeMany(keys.map((key, i) => writeOf([putOf(ns, key, { value: Buffer.alloc(i % 3 === 0 ? 3_000 : 10) })])));

export const namespaceChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>("namespaces")
  .check("are kept apart", async (on) => {
    // Names that a store which glues name and key together would take for each other.
    const base = on.name();
    const [one, two] = [on.client.namespace(base), on.client.namespace(`${base}-x`)];
    await on.client.put(one, "k", { value: "mine" });
    await on.client.put(two, "k", { value: "theirs" });
    await on.client.put(two, "only", { value: "theirs" });
    await on.client.put(one, "-x:k", { value: "mine" });
    assert.deepEqual([await on.client.textAt(one, "k"), await on.client.textAt(two, "k")], ["mine", "theirs"]);
    assert.equal((await on.client.get(one, "only")).outcome, ABSENT);
    const found = await on.client.scanAll(one);
    assert.deepEqual(found.map(({ key }) => key).toSorted(), ["-x:k", "k"]);
    assert.equal((await on.client.delete(one, "only")).outcome, ABSENT);
    assert.equal(await on.client.textAt(two, "only"), "theirs");
  })
  .check("are empty before the first write and after the last delete", async (on) => {
    const ns = on.namespace();
    assert.equal(await on.client.isEmpty(ns), true);
    await on.client.put(ns, "k", { value: "" });
    assert.equal(await on.client.isEmpty(ns), false);
    await on.client.delete(ns, "k");
    assert.equal(await on.client.isEmpty(ns), true);
    await on.client.put(on.namespace(), "k", { value: "" });
    assert.equal(await on.client.isEmpty(ns), true);
  })
  .check("have the same number in the server for every worker", async (on) => {
    const name = on.name();
    const other = on.another();
    const { client } = on;
    await client.put(client.namespace(name), "k", { value: "v" });
    const mine = await client.store.storeIdOf(client.namespace(name), client.timeoutMs);
    assert.equal(await other.store.storeIdOf(other.namespace(name), other.timeoutMs), mine);
    assert.equal(await client.store.storeIdOf(client.namespace(name), client.timeoutMs), mine);
    assert.notEqual(await client.store.storeIdOf(client.namespace(on.name()), client.timeoutMs), mine);
  })
  .check("start with nothing when they were dropped, under another number", async (on) => {
    const ns = on.namespace();
    await fill(on.client, ns);
    if (on.guarantees.idempotency !== "none") {
      await on.client.write([putOf(ns, "k00")], { idempotencyKey: "key", asked: "this" });
    }
    const before = await on.client.store.storeIdOf(ns, on.client.timeoutMs);
    await on.client.drop(ns);
    assert.equal(await on.client.isEmpty(ns), true);
    assert.deepEqual(await on.client.scanAll(ns), []);
    assert.equal((await on.client.get(ns, "k01")).outcome, ABSENT);
    assert.notEqual(await on.client.store.storeIdOf(ns, on.client.timeoutMs), before);
    const anew = await on.client.write([putOf(ns, "k01", { value: "new" })], {
      idempotencyKey: on.guarantees.idempotency === "none" ? "" : "key",
      asked: "that",
    });
    assert.deepEqual([anew.isReplay, anew.isKeyReused, anew.items[0]?.outcome], [false, false, DONE]);
    await on.client.sweep();
    assert.deepEqual(
      (await on.client.scanAll(ns)).map(({ key }) => key),
      ["k01"],
    );
  })
  .check("that were dropped are dropped for every worker, also one that has used them", async (on) => {
    const name = on.name();
    const other = on.another();
    const its = other.namespace(name);
    await fill(other, its);
    await on.client.drop(on.client.namespace(name));
    assert.equal((await other.get(its, "k01")).outcome, ABSENT);
    assert.equal((await other.put(its, "k01", { value: "new" })).outcome, DONE);
    await on.client.sweep();
    assert.equal(await on.client.textAt(on.client.namespace(name), "k01"), "new");
    assert.equal(await other.textAt(its, "k01"), "new");
  })
  .check("are removed in bounded steps, and nothing else is", async (on) => {
    const [gone, kept] = [on.namespace(), on.namespace()];
    await on.client.sweep();
    await fill(on.client, gone);
    await fill(on.client, kept);
    await on.client.drop(gone);
    const steps = await on.client.sweep(7);
    assert.ok(Math.max(...steps) <= 7, `steps of ${steps}`);
    assert.deepEqual((await on.client.scanAll(kept)).map(({ key }) => key).toSorted(), keys);
    assert.equal(await on.client.isEmpty(gone), true);
  })
  .checkIf(
    withDurability,
    "keep their number over a restart, and give none twice, however many come and go",
    async (on) => {
      const [lasting, fleeting] = [on.name(), on.name()];
      const idOf = (name: string) => on.client.store.storeIdOf(on.client.namespace(name), on.client.timeoutMs);
      await on.client.put(on.client.namespace(lasting), "k", { value: "v" });
      const kept = await idOf(lasting);
      const seen = new Set([kept]);
      for (let i = 0; i < 5; i++) {
        await on.client.put(on.client.namespace(fleeting), "k", { value: "v" });
        const id = await idOf(fleeting);
        assert.ok(!seen.has(id), `${id} was given before`);
        seen.add(id);
        await on.client.drop(on.client.namespace(fleeting));
        await on.client.sweep();
        if (i % 2 === 0) await on.restart();
      }
      assert.equal(await idOf(lasting), kept);
      assert.equal(await on.client.textAt(on.client.namespace(lasting), "k"), "v");
    },
  )
  .checkIf(withDurability, "that were dropped stay so over a restart, wherever their removal was", async (on) => {
    const [gone, kept] = [on.name(), on.name()];
    for (const name of [gone, kept]) await fill(on.client, on.client.namespace(name));
    await on.client.drop(on.client.namespace(gone));
    for (let i = 0; i < 2; i++) {
      await on.client.store.sweep(on.client.nowMs, 5, on.client.timeoutMs);
      await on.restart();
    }
    assert.equal(await on.client.isEmpty(on.client.namespace(gone)), true);
    await on.client.sweep(5);
    assert.deepEqual(await on.client.scanAll(on.client.namespace(gone)), []);
    assert.deepEqual((await on.client.scanAll(on.client.namespace(kept))).map(({ key }) => key).toSorted(), keys);
  })
  .check("may be dropped that are not there, and again", async (on) => {
    const ns = on.namespace();
    await fill(on.client, ns);
    const id = await on.client.store.storeIdOf(ns, on.client.timeoutMs);
    await on.client.store.dropNamespace(id, on.client.timeoutMs);
    await on.client.put(ns, "k01", { value: "new" });
    await on.client.store.dropNamespace(id, on.client.timeoutMs);
    await on.client.store.dropNamespace(2_000_000_000, on.client.timeoutMs);
    await on.client.sweep();
    assert.equal(await on.client.textAt(ns, "k01"), "new");
  });
