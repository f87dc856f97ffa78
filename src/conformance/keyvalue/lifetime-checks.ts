import assert from "node:assert/strict";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { CheckGroup } from "../check.ts";
import { putOf, writeOf } from "./items.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

export const lifetimeChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>("the store itself")
  .check("answers a probe, and then says what it gives", async (on) => {
    const { store, timeoutMs } = on.client;
    await store.probe(timeoutMs);
    const { durability, consistency, idempotency } = store.guarantees;
    assert.ok(["none", "process-crash", "power-loss"].includes(durability), `a durability of ${durability}`);
    assert.ok(["strong", "eventual"].includes(consistency), `a consistency of ${consistency}`);
    assert.ok(["atomic", "none"].includes(idempotency), `an idempotency of ${idempotency}`);
    assert.ok(store.lanes >= 1 && store.maxBatchItems >= 1);
    for (const { setting, value, meaning } of store.findings) {
      assert.ok(setting !== "" && typeof value === "string" && typeof meaning === "string");
    }
    const { connections, maxConnections } = store.stats();
    assert.ok(connections <= maxConnections, `${connections} of ${maxConnections} connections`);
  })
  .check("gives the name of a namespace one number for its life, without asking the server", (on) => {
    const [one, two] = [on.name(), on.name()];
    const numbers = [one, two, one].map((name) => on.client.namespace(name));
    assert.equal(numbers[0], numbers[2]);
    assert.notEqual(numbers[0], numbers[1]);
    return Promise.resolve();
  })
  .check("may be closed twice, and unused", async (on) => {
    const unused = on.another();
    await unused.store.close();
    await unused.store.close();
    const used = on.another();
    const ns = used.namespace(on.name());
    await used.put(ns, "k", { value: "v" });
    await used.store.close();
    await used.store.close();
  })
  .checkIf(
    ({ durability }) => (durability === "none" ? "it declares no durability" : null),
    "keeps every acknowledged write over a restart",
    async (on) => {
      const name = on.name();
      const ns = on.client.namespace(name);
      const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
      const writes = await on.client.writeMany(keys.map((key) => writeOf([putOf(ns, key, { value: key })])));
      // Deleted, it has nothing any more: not what it had before it was written again either.
      await on.client.put(ns, "k7", { value: "newer" });
      await on.client.delete(ns, "k7");
      await on.restart();
      const again = on.client.namespace(name);
      for (const [i, key] of keys.entries()) {
        const item = await on.client.get(again, key);
        assert.equal(item.version, i === 7 ? 0 : writes[i]?.items[0]?.version, key);
      }
      const next = await on.client.put(again, "k0", { value: "later" });
      assert.ok(next.version > (writes[99]?.items[0]?.version ?? 0), "versions go on rising");
    },
  );
