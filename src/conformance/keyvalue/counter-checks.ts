import assert from "node:assert/strict";
import { Outcome } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { CheckGroup } from "../check.ts";
import { incrementOf, writeOf } from "./items.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

const { DONE, FAILED, MISMATCH } = Outcome;
const MAX = 2n ** 63n - 1n;
const MIN = -(2n ** 63n);

export const counterChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>("counters", ({ counters }) =>
  counters ? null : "it declares no counters",
)
  .check("begin at 0, go up and down, and are read as decimal text", async (on) => {
    const ns = on.namespace();
    let last = 0;
    for (const [delta, sum] of [
      [5n, 5n],
      [-8n, -3n],
      [0n, -3n],
      [2n ** 62n, 2n ** 62n - 3n],
    ] as const) {
      const item = await on.client.increment(ns, "n", delta);
      assert.deepEqual([item.outcome, item.delta], [DONE, sum]);
      assert.ok(item.version > last);
      last = item.version;
      const read = await on.client.get(ns, "n");
      assert.deepEqual([await on.client.textAt(ns, "n"), read.version], [String(sum), last]);
    }
  })
  .check("go on from a number that was put, and refuse what is none", async (on) => {
    const ns = on.namespace();
    await on.client.put(ns, "n", { value: "41" });
    assert.equal((await on.client.increment(ns, "n", 1n)).delta, 42n);
    for (const value of ["", "x", "1.5", "01", "-0", "9223372036854775808", "0x10", " 1", "1\n"]) {
      await on.client.put(ns, "n", { value });
      const item = await on.client.increment(ns, "n", 1n);
      assert.equal(item.outcome, FAILED, `a counter of ${JSON.stringify(value)}`);
      assert.equal(item.failure?.reason, "NOT_A_COUNTER");
      assert.equal(await on.client.textAt(ns, "n"), value);
    }
  })
  .check("stay within 64 bits", async (on) => {
    const ns = on.namespace();
    for (const [from, delta] of [
      [MAX, 1n],
      [MIN, -1n],
      [MAX - 5n, MAX],
    ] as const) {
      await on.client.put(ns, "n", { value: String(from) });
      const item = await on.client.increment(ns, "n", delta);
      assert.deepEqual([item.outcome, item.failure?.reason], [FAILED, "COUNTER_OVERFLOW"]);
      assert.equal(await on.client.textAt(ns, "n"), String(from));
    }
    await on.client.put(ns, "n", { value: String(MAX - 1n) });
    assert.equal((await on.client.increment(ns, "n", 1n)).delta, MAX);
    assert.equal((await on.client.increment(ns, "m", MIN)).delta, MIN);
  })
  .check("lose nothing when several workers add at one time, and give every sum once", async (on) => {
    const name = on.name();
    const clients = [on.client, on.another(), on.another(), on.another()];
    const each = 50;
    const sums = await Promise.all(
      clients.map(async (client) => {
        const ns = client.namespace(name);
        const own: bigint[] = [];
        for (let i = 0; i < each; i++) {
          const added = await client.increment(ns, "n", 1n);
          assert.equal(added.outcome, DONE, added.failure?.message);
          own.push(added.delta);
        }
        return own;
      }),
    );
    const all = sums.flat().toSorted((a, b) => Number(a - b));
    assert.deepEqual(
      all,
      Array.from({ length: clients.length * each }, (_, i) => BigInt(i + 1)),
    );
    for (const own of sums)
      assert.deepEqual(
        own,
        own.toSorted((a, b) => Number(a - b)),
      );
    assert.equal(await on.client.textAt(on.client.namespace(name), "n"), String(all.length));
  })
  .check("are added to in one batch, each by itself", async (on) => {
    const ns = on.namespace();
    await on.client.put(ns, "k1", { value: "none" });
    const writes = await on.client.writeMany(
      Array.from({ length: 30 }, (_, i) => writeOf([incrementOf(ns, `k${i}`, BigInt(i))])),
    );
    for (const [i, { items }] of writes.entries()) {
      assert.equal(items[0]?.outcome, i === 1 ? FAILED : DONE);
      if (i !== 1) assert.equal(items[0]?.delta, BigInt(i));
    }
  })
  .checkIf(
    ({ compareAndSet }) => (compareAndSet ? null : "it declares no compareAndSet"),
    "add only where the condition holds",
    async (on) => {
      const ns = on.namespace();
      assert.equal((await on.client.increment(ns, "n", 1n, { ifVersion: 3 })).outcome, MISMATCH);
      const created = await on.client.increment(ns, "n", 1n, { ifVersion: 0 });
      assert.equal(created.outcome, DONE);
      const again = await on.client.increment(ns, "n", 1n, { ifVersion: 0 });
      assert.deepEqual([again.outcome, again.version], [MISMATCH, created.version]);
      assert.equal((await on.client.increment(ns, "n", 1n, { ifVersion: created.version })).delta, 2n);
    },
  )
  .checkIf(
    ({ ttl }) => (ttl ? null : "it declares no ttl"),
    "keep their end unless they are given another, and count an expired one as 0",
    async (on) => {
      const ns = on.namespace();
      const endMs = on.client.nowMs + 3_600_000;
      await on.client.increment(ns, "n", 1n, { expiresAtMs: endMs });
      assert.equal((await on.client.get(ns, "n")).expiresAtMs, endMs);
      await on.client.increment(ns, "n", 1n);
      assert.equal((await on.client.get(ns, "n")).expiresAtMs, endMs);
      await on.client.increment(ns, "n", 1n, { expiresAtMs: endMs + 1_000 });
      assert.equal((await on.client.get(ns, "n")).expiresAtMs, endMs + 1_000);
      await on.client.put(ns, "n", { value: "70", expiresAtMs: on.client.nowMs - 1_000 });
      const anew = await on.client.increment(ns, "n", 1n);
      assert.equal(anew.delta, 1n);
      assert.equal((await on.client.get(ns, "n")).expiresAtMs, 0);
    },
  );
