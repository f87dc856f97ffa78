import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { type KeyValueItem, Outcome } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { CheckGroup } from "../check.ts";
import { deleteOf, incrementOf, putOf, writeOf } from "./items.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

const { DONE, ABSENT, MISMATCH } = Outcome;
const HOUR_MS = 3_600_000;

const toldOf = (items: readonly KeyValueItem[]): unknown[] =>
  items.map(({ outcome, version }) => [outcome, outcome === ABSENT ? 0 : version]);

export const idempotencyChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>(
  "idempotency keys",
  ({ idempotency }) => (idempotency === "atomic" ? null : "it declares no idempotency"),
)
  .check("give a repeated write the first one's answer, and do nothing again", async (on) => {
    const ns = on.namespace();
    await on.client.put(ns, "old", { value: "v" });
    const send = () =>
      on.client.write([putOf(ns, "k", { value: "first" }), deleteOf(ns, "old"), deleteOf(ns, "never")], {
        idempotencyKey: "key 1",
        asked: "this",
      });
    const first = await send();
    assert.deepEqual([first.isReplay, first.isKeyReused], [false, false]);
    await on.client.put(ns, "k", { value: "later" });
    await on.client.put(ns, "old", { value: "again" });
    const second = await send();
    assert.deepEqual([second.isReplay, second.isKeyReused], [true, false]);
    assert.deepEqual(toldOf(second.items), toldOf(first.items));
    assert.deepEqual([await on.client.textAt(ns, "k"), await on.client.textAt(ns, "old")], ["later", "again"]);
  })
  .check("are known to every worker, and after a restart", async (on) => {
    const name = on.name();
    const options = { idempotencyKey: "key", asked: "this" };
    const first = await on.client.write([putOf(on.client.namespace(name), "k", { value: "v" })], options);
    const other = on.another();
    const second = await other.write([putOf(other.namespace(name), "k", { value: "v" })], options);
    assert.equal(second.isReplay, true);
    assert.deepEqual(toldOf(second.items), toldOf(first.items));
    if (on.guarantees.durability === "none") return;
    await on.restart();
    const third = await on.client.write([putOf(on.client.namespace(name), "k", { value: "v" })], options);
    assert.equal(third.isReplay, true);
    assert.deepEqual(toldOf(third.items), toldOf(first.items));
  })
  .check("refuse another request under a key that is taken", async (on) => {
    const ns = on.namespace();
    await on.client.write([putOf(ns, "k", { value: "first" })], { idempotencyKey: "key", asked: "this" });
    const other = await on.client.write([putOf(ns, "k", { value: "second" }), putOf(ns, "l", { value: "second" })], {
      idempotencyKey: "key",
      asked: "that",
    });
    assert.deepEqual([other.isReplay, other.isKeyReused], [false, true]);
    assert.deepEqual([await on.client.textAt(ns, "k"), await on.client.textAt(ns, "l")], ["first", null]);
  })
  .check("are of their namespace alone, and are no items", async (on) => {
    const spaces = [on.namespace(), on.namespace()];
    for (const ns of spaces) {
      const write = await on.client.write([putOf(ns, "k", { value: "v" })], { idempotencyKey: "key", asked: "this" });
      assert.equal(write.isReplay, false);
      assert.equal((await on.client.scanAll(ns)).length, 1);
      assert.equal((await on.client.get(ns, "key")).outcome, ABSENT);
    }
  })
  .check("stand for one write of a batch each, among replays and others", async (on) => {
    const ns = on.namespace();
    const write = (i: number) =>
      writeOf([putOf(ns, `k${i}`, { value: `v${i}` })], {
        idempotencyKey: i % 3 === 0 ? "" : `key ${i}`,
        asked: `${i}`,
        rememberUntilMs: on.client.nowMs + HOUR_MS,
      });
    const firsts = await on.client.writeMany([1, 2, 4, 6, 7].map(write));
    assert.ok(firsts.every(({ isReplay }) => !isReplay));
    const seconds = await on.client.writeMany([7, 8, 1, 9, 2, 3].map(write));
    assert.deepEqual(
      seconds.map(({ isReplay }) => isReplay),
      [true, false, true, false, true, false],
    );
    assert.equal(seconds[2]?.items[0]?.version, firsts[0]?.items[0]?.version);
    assert.ok(seconds.every(({ items }) => items[0]?.outcome === DONE));
  })
  .check("let one of several workers write that send the same at one time, and the others hear of it", async (on) => {
    const name = on.name();
    const clients = [on.client, on.another(), on.another(), on.another()];
    for (let round = 0; round < 15; round++) {
      const sent = await Promise.all(
        clients.map((client) =>
          client.write([putOf(client.namespace(name), `k${round}`, { value: "v" })], {
            idempotencyKey: `key ${round}`,
            asked: "this",
          }),
        ),
      );
      assert.equal(sent.filter(({ isReplay }) => !isReplay).length, 1, "exactly one has written");
      const versions = new Set(sent.map(({ items }) => items[0]?.version));
      assert.equal(versions.size, 1, "all are told the same version");
    }
  })
  .check("forget when their time is over", async (on) => {
    const ns = on.namespace();
    const untilMs = on.client.nowMs + 300;
    const send = () =>
      on.client.write([putOf(ns, "k", { value: "v" })], {
        idempotencyKey: "key",
        asked: "this",
        rememberUntilMs: untilMs,
      });
    await send();
    await delay(Math.max(0, untilMs - on.client.nowMs) + 30);
    const again = await on.client.write([putOf(ns, "k", { value: "w" })], { idempotencyKey: "key", asked: "that" });
    assert.deepEqual([again.isReplay, again.isKeyReused], [false, false]);
    assert.equal(await on.client.textAt(ns, "k"), "w");
  })
  .checkIf(
    ({ compareAndSet }) => (compareAndSet ? null : "it declares no compareAndSet"),
    "are not taken by a write of which nothing was done",
    async (on) => {
      const ns = on.namespace();
      const options = { idempotencyKey: "key", asked: "this" };
      const send = () => on.client.write([putOf(ns, "k", { value: "v", ifVersion: 0 })], options);
      const { version } = await on.client.put(ns, "k", { value: "in the way" });
      assert.equal((await send()).items[0]?.outcome, MISMATCH);
      await on.client.delete(ns, "k", version);
      const second = await send();
      assert.deepEqual([second.isReplay, second.items[0]?.outcome], [false, DONE]);
      assert.equal((await send()).isReplay, true);
    },
  )
  .checkIf(
    ({ counters }) => (counters ? null : "it declares no counters"),
    "give a repeated increment the first one's sum, and add once",
    async (on) => {
      const ns = on.namespace();
      const send = () => on.client.write([incrementOf(ns, "n", 5n)], { idempotencyKey: "key", asked: "this" });
      const first = await send();
      await on.client.increment(ns, "n", 100n);
      const second = await send();
      assert.deepEqual(
        [second.isReplay, second.items[0]?.delta, second.items[0]?.version],
        [true, 5n, first.items[0]?.version],
      );
      assert.equal(await on.client.textAt(ns, "n"), "105");
    },
  )
  .checkIf(
    ({ transactions }) => (transactions ? null : "it declares no transactions"),
    "cover a transaction as a whole",
    async (on) => {
      const ns = on.namespace();
      const send = () =>
        on.client.write([putOf(ns, "a", { value: "1" }), putOf(ns, "b", { value: "2" })], {
          isAtomic: true,
          idempotencyKey: "key",
          asked: "this",
        });
      const first = await send();
      await on.client.put(ns, "a", { value: "later" });
      const second = await send();
      assert.equal(second.isReplay, true);
      assert.deepEqual(toldOf(second.items), toldOf(first.items));
      assert.equal(await on.client.textAt(ns, "a"), "later");
    },
  );
