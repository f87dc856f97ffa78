import assert from "node:assert/strict";
import { Outcome } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { CheckGroup } from "../check.ts";
import { checkOf, deleteOf, incrementOf, putOf, readOf, textOf, writeOf } from "./items.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

const { DONE, ABSENT, MISMATCH, ABORTED, FAILED } = Outcome;
const atomic = { isAtomic: true };

export const transactionChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>(
  "transactions",
  ({ transactions }) => (transactions ? null : "it declares no transactions"),
)
  .check("do all that they hold", async (on) => {
    const ns = on.namespace();
    const { version } = await on.client.put(ns, "checked", { value: "v" });
    await on.client.put(ns, "old", { value: "v" });
    const write = await on.client.write(
      [
        checkOf(ns, "checked", version),
        checkOf(ns, "none", 0),
        putOf(ns, "new", { value: "w", ifVersion: 0 }),
        deleteOf(ns, "old"),
        deleteOf(ns, "never"),
        ...(on.guarantees.counters ? [incrementOf(ns, "n", 7n)] : []),
      ],
      atomic,
    );
    assert.deepEqual(
      write.items.slice(0, 5).map(({ outcome }) => outcome),
      [DONE, DONE, DONE, DONE, ABSENT],
    );
    const texts = await Promise.all(["checked", "new", "old", "none"].map((key) => on.client.textAt(ns, key)));
    assert.deepEqual(texts, ["v", "w", null, null]);
    assert.equal((await on.client.get(ns, "checked")).version, version, "a check writes nothing");
    if (on.guarantees.counters) assert.deepEqual([write.items[5]?.outcome, write.items[5]?.delta], [DONE, 7n]);
  })
  .check("do nothing when a condition does not hold, and say which", async (on) => {
    const ns = on.namespace();
    const { version } = await on.client.put(ns, "a", { value: "before" });
    for (const failing of [checkOf(ns, "b", 9), putOf(ns, "b", { ifVersion: 9 }), deleteOf(ns, "b", 9)]) {
      const write = await on.client.write(
        [putOf(ns, "a", { value: "after" }), failing, deleteOf(ns, "c"), putOf(ns, "d", { value: "new" })],
        atomic,
      );
      const [a, b, c, d] = write.items.map(({ outcome }) => outcome);
      assert.deepEqual([a, b, d], [ABORTED, MISMATCH, ABORTED]);
      assert.ok(c === ABSENT || c === ABORTED);
      assert.equal(failing.version, 0);
      const read = await on.client.get(ns, "a");
      assert.deepEqual([textOf(read.value), read.version], ["before", version]);
      assert.equal(await on.client.textAt(ns, "d"), null);
    }
  })
  .checkIf(
    ({ counters }) => (counters ? null : "it declares no counters"),
    "do nothing when one item is refused",
    async (on) => {
      const ns = on.namespace();
      await on.client.put(ns, "text", { value: "no number" });
      const items = [putOf(ns, "a", { value: "v" }), incrementOf(ns, "text", 1n), incrementOf(ns, "n", 1n)];
      await on.client.write(items, atomic);
      assert.deepEqual(
        items.map(({ outcome }) => outcome),
        [ABORTED, FAILED, ABORTED],
      );
      assert.deepEqual([await on.client.textAt(ns, "a"), await on.client.textAt(ns, "n")], [null, null]);
    },
  )
  .check("fail one by one in a batch, beside other writes", async (on) => {
    const ns = on.namespace();
    const writes = await on.client.writeMany([
      writeOf([putOf(ns, "a", { value: "v" }), checkOf(ns, "b", 1)], atomic),
      writeOf([putOf(ns, "c", { value: "v" }), checkOf(ns, "d", 0)], atomic),
      writeOf([putOf(ns, "e", { value: "v" }), putOf(ns, "f", { value: "v", ifVersion: 1 })]),
    ]);
    assert.deepEqual(
      writes.map(({ items }) => items.map(({ outcome }) => outcome)),
      [
        [ABORTED, MISMATCH],
        [DONE, DONE],
        [DONE, MISMATCH],
      ],
    );
    const found = (await on.client.getMany(["a", "c", "e", "f"].map((key) => readOf(ns, key)))).map((i) => i.outcome);
    assert.deepEqual(found, [ABSENT, DONE, DONE, ABSENT]);
  })
  .check("keep what they move between items, though several workers move it at one time", async (on) => {
    const name = on.name();
    const accounts = ["a", "b", "c", "d"];
    const first = on.client.namespace(name);
    await on.client.write(accounts.map((key) => putOf(first, key, { value: "100" })));
    const clients = [on.client, on.another(), on.another()];
    let moved = 0;
    await Promise.all(
      clients.map(async (client, worker) => {
        const ns = client.namespace(name);
        for (let i = 0; i < 40; i++) {
          const [from, to] = [accounts[(i + worker) % 4] as string, accounts[(i * 3 + worker + 1) % 4] as string];
          if (from === to) continue;
          const [a, b] = await client.getMany([readOf(ns, from), readOf(ns, to)]);
          const { items } = await client.write(
            [
              putOf(ns, from, { value: String(Number(textOf(a?.value ?? "")) - 1), ifVersion: a?.version ?? 0 }),
              putOf(ns, to, { value: String(Number(textOf(b?.value ?? "")) + 1), ifVersion: b?.version ?? 0 }),
            ],
            atomic,
          );
          const outcomes = new Set(items.map(({ outcome }) => outcome));
          if (outcomes.has(DONE)) {
            assert.equal(outcomes.size, 1, "one of two was done");
            moved++;
          }
        }
      }),
    );
    assert.ok(moved > 0, "somebody always wins");
    const left = await Promise.all(accounts.map(async (key) => Number(await on.client.textAt(first, key))));
    assert.equal(
      left.reduce((sum, one) => sum + one, 0),
      400,
      `${left}`,
    );
  });
