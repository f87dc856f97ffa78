import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { ANY_VERSION, Outcome } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { CheckGroup } from "../check.ts";
import { putOf, readOf, textOf } from "./items.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

const { DONE, ABSENT, MISMATCH } = Outcome;
const HOUR_MS = 3_600_000;
/** Long enough for the write to be seen before its end, on a machine that is busy. */
const SOON_MS = 400;

export const expiryChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>("time to live", ({ ttl }) =>
  ttl ? null : "it declares no ttl",
)
  .check("treats an expired item as one that does not exist", async (on) => {
    const ns = on.namespace();
    const endMs = on.client.nowMs + SOON_MS;
    const written = await on.client.put(ns, "k", { value: "old", expiresAtMs: endMs });
    const before = await on.client.get(ns, "k");
    if (on.client.nowMs < endMs) assert.deepEqual([before.outcome, before.expiresAtMs], [DONE, endMs]);
    await past(on, endMs);
    assert.equal((await on.client.get(ns, "k")).outcome, ABSENT);
    assert.equal((await on.client.get(ns, "k", false)).outcome, ABSENT);
    assert.deepEqual(await on.client.scanAll(ns), []);
    assert.equal(await on.client.isEmpty(ns), true);
    assert.equal((await on.client.delete(ns, "k")).outcome, ABSENT);
    const created = await on.client.put(ns, "k", {
      value: "new",
      ifVersion: on.guarantees.compareAndSet ? 0 : ANY_VERSION,
    });
    assert.equal(created.outcome, DONE);
    assert.ok(created.version > written.version, "versions rise over an expiry too");
    assert.equal((await on.client.get(ns, "k")).expiresAtMs, 0);
  })
  .check("takes the expiry of the last write: sooner, later or none", async (on) => {
    const ns = on.namespace();
    const soonMs = on.client.nowMs + SOON_MS;
    const put = (key: string, expiresAtMs: number) => on.client.put(ns, key, { value: key, expiresAtMs });
    await put("none", soonMs);
    await put("none", 0);
    await put("later", soonMs);
    await put("later", soonMs + HOUR_MS);
    await put("sooner", soonMs + HOUR_MS);
    await put("sooner", soonMs);
    await put("given", 0);
    await put("given", soonMs + HOUR_MS);
    await past(on, soonMs);
    const items = await on.client.getMany(["none", "later", "sooner", "given"].map((key) => readOf(ns, key)));
    assert.deepEqual(
      items.map(({ outcome }) => outcome),
      [DONE, DONE, ABSENT, DONE],
    );
    assert.deepEqual([items[0]?.expiresAtMs, items[1]?.expiresAtMs], [0, soonMs + HOUR_MS]);
    assert.equal(items[3]?.expiresAtMs, soonMs + HOUR_MS);
  })
  .check("writes nothing that lasts when the end is past already", async (on) => {
    const ns = on.namespace();
    await on.client.put(ns, "k", { value: "there" });
    assert.equal((await on.client.put(ns, "k", { value: "gone", expiresAtMs: on.client.nowMs - 1_000 })).outcome, DONE);
    assert.equal((await on.client.get(ns, "k")).outcome, ABSENT);
    assert.deepEqual(await on.client.scanAll(ns), []);
  })
  .check("writes value and expiry in one step: nobody sees one without the other", async (on) => {
    const name = on.name();
    const reader = on.another();
    const ns = on.client.namespace(name);
    const endOf = (i: number): number => (i % 2 === 0 ? 2_000_000_000_000 + i : 0);
    let isDone = false;
    const writing = (async () => {
      for (let i = 0; i < 100; i++) await on.client.put(ns, "k", { value: String(i), expiresAtMs: endOf(i) });
      isDone = true;
    })();
    while (!isDone) {
      const read = await reader.get(reader.namespace(name), "k");
      if (read.outcome === DONE) assert.equal(read.expiresAtMs, endOf(Number(textOf(read.value))));
    }
    await writing;
  })
  .checkIf(
    ({ compareAndSet }) => (compareAndSet ? null : "it declares no compareAndSet"),
    "leaves the expiry alone when a condition does not hold",
    async (on) => {
      const ns = on.namespace();
      const endMs = on.client.nowMs + HOUR_MS;
      await on.client.put(ns, "k", { value: "v", expiresAtMs: endMs });
      const refused = await on.client.put(ns, "k", { value: "w", expiresAtMs: 0, ifVersion: 0 });
      assert.equal(refused.outcome, MISMATCH);
      assert.equal((await on.client.get(ns, "k")).expiresAtMs, endMs);
    },
  )
  .check("sweeps what has expired in bounded steps, and nothing else", async (on) => {
    const ns = on.namespace();
    const endMs = on.client.nowMs + SOON_MS;
    await on.client.write(Array.from({ length: 20 }, (_, i) => putOf(ns, `t${i}`, { value: "v", expiresAtMs: endMs })));
    await on.client.write(Array.from({ length: 5 }, (_, i) => putOf(ns, `keep${i}`, { value: "v" })));
    await past(on, endMs);
    const steps = await on.client.sweep(7);
    assert.ok(Math.max(...steps) <= 7, `steps of ${steps}`);
    assert.deepEqual(
      (await on.client.scanAll(ns)).map(({ key }) => key),
      ["keep0", "keep1", "keep2", "keep3", "keep4"],
    );
  });

/** Waits until a time has passed, by some milliseconds: the store may have a clock of its own. */
async function past({ client }: KeyValueContext, timeMs: number): Promise<void> {
  await delay(Math.max(0, timeMs - client.nowMs) + 30);
}
