import assert from "node:assert/strict";
import type { StreamGuarantees } from "../../backends/stream-contract.ts";
import { askOnlyIf, CheckGroup } from "../check.ts";
import { ALL, textsOf } from "./messages.ts";
import { eventually } from "./patience.ts";
import type { StreamContext } from "./stream-context.ts";

const withReplay = ({ replay }: StreamGuarantees): string | null => (replay ? null : "it declares no replay");

export const streamLifetimeChecks = new CheckGroup<StreamContext, StreamGuarantees>("streams")
  .check("say what they give in the words of the contract", async (on) => {
    const { durability, ordering, idempotency, attempts, retention } = on.store.guarantees;
    assert.ok(["none", "process-crash", "power-loss"].includes(durability), durability);
    assert.ok(["stream", "key", "none"].includes(ordering), ordering);
    assert.ok(["atomic", "window", "none"].includes(idempotency), idempotency);
    assert.ok(["durable", "gateway", "none"].includes(attempts), attempts);
    assert.ok(["time-and-bytes", "time", "none"].includes(retention), retention);
    assert.ok(on.store.appendLanes >= 1);
    assert.equal(typeof on.store.stats().bytes, "number");
  })
  .checkIf(withReplay, "are kept apart", async (on) => {
    // Names that a store which glues names together would take for each other.
    const base = on.name();
    const [one, two] = [on.stream({ name: base }), on.stream({ name: `${base}-x` })];
    await on.append(one, "mine");
    await on.append(two, "theirs");
    assert.deepEqual(textsOf(await (await on.reader(one)).count(1)), ["mine"]);
    const reader = await on.reader(two);
    assert.deepEqual(textsOf(await reader.count(1)), ["theirs"]);
    await reader.expectNothing();
  })
  .check("have one number in the process, and one in the store", async (on) => {
    const [one, two] = [on.name(), on.name()];
    const first = on.stream({ name: one });
    assert.equal(on.stream({ name: one, retentionMs: 3_600_000 }), first);
    assert.notEqual(on.stream({ name: two }), first);
    const id = await on.store.storeIdOf(first);
    assert.equal(await on.store.storeIdOf(first), id);
    if (on.guarantees.durability === "none") return;
    await on.reopen();
    assert.equal(await on.store.storeIdOf(on.again(first)), id);
  })
  .check("are empty before the first message", async (on) => {
    const ns = on.stream();
    assert.equal(await on.store.isEmpty(ns), true);
    if (!on.guarantees.replay) return;
    await on.append(ns, "a");
    assert.equal(await on.store.isEmpty(ns), false);
  })
  .checkIf(withReplay, "start with nothing when they were dropped, under another number", async (on) => {
    const ns = on.stream();
    const HOUR_MS = 3_600_000;
    const once = { value: "a", idempotencyKey: "key", asked: "this", rememberUntilMs: on.nowMs + HOUR_MS };
    const hasKeys = on.guarantees.idempotency === "atomic";
    await on.append(ns, hasKeys ? once : "a", "b");
    if (on.guarantees.groups) {
      const group = await on.group(ns);
      await group.ack(await group.count(1));
      await on.closeOne(group);
    }
    const id = await on.store.storeIdOf(ns);
    await on.store.dropStream(id);
    assert.notEqual(await on.store.storeIdOf(ns), id);
    assert.equal(await on.store.isEmpty(ns), true);
    assert.deepEqual(await on.store.listGroups(ns), []);
    assert.deepEqual(await on.store.listDead(ns, "", "", ALL), []);
    const [anew] = await on.append(ns, hasKeys ? once : "a");
    assert.equal(anew?.isReplay, false);
    const reader = await on.reader(ns);
    assert.deepEqual(textsOf(await reader.count(1)), ["a"]);
    await reader.expectNothing();
    await on.store.dropStream(id);
    await on.store.dropStream(2_000_000_000);
    assert.equal(await on.store.isEmpty(ns), false);
  })
  .checkIf(
    ({ retention }) => (retention === "time-and-bytes" ? null : "it declares no retention by bytes"),
    "at their bound of bytes lose the oldest messages, and keep the newest",
    async (on) => {
      askOnlyIf(on.subject.isRetentionPrompt !== false, "its retention takes minutes");
      const ns = on.stream({ maxBytes: 200_000 });
      const value = Buffer.alloc(10_000, "x");
      for (let i = 0; i < 60; i++) await on.append(ns, { key: `k${i}`, value });
      await eventually(on.patienceMs, async () => {
        await on.store.sweep(on.nowMs, 1_000);
        const found = (await keysFrom(on, ns)).map((key) => Number(key.slice(1)));
        const keys = on.guarantees.ordering === "stream" ? found : found.toSorted((a, b) => a - b);
        assert.ok(keys.length >= 8 && keys.length <= 32, `${keys.length} messages of 10,000 bytes in 200,000`);
        assert.deepEqual(
          keys,
          Array.from({ length: keys.length }, (_, i) => 60 - keys.length + i),
        );
      });
    },
  )
  .checkIf(
    ({ retention }) => (retention === "none" ? "it declares no retention" : null),
    "lose messages that are older than they are kept",
    async (on) => {
      askOnlyIf(on.subject.isRetentionPrompt !== false, "its retention takes minutes");
      const ns = on.stream({ retentionMs: 1_000 });
      await on.append(ns, { key: "old", value: "v" });
      await eventually(on.patienceMs, async () => {
        await on.store.sweep(on.nowMs, 1_000);
        assert.equal(await on.store.isEmpty(ns), true);
      });
      await on.append(ns, { key: "new", value: "v" });
      assert.deepEqual(await keysFrom(on, ns), ["new"]);
    },
  )
  .check("may be closed twice", async (on) => {
    await on.store.close();
    await on.store.close();
  });

/** Keys of what can be read now, up to a last message that is appended for this. */
async function keysFrom(on: StreamContext, ns: number): Promise<string[]> {
  const reader = await on.reader(ns);
  const last = on.name();
  await on.append(ns, { key: last, value: "end" });
  const keys: string[] = [];
  while (keys.at(-1) !== last) keys.push(...(await reader.count(1)).map(({ key }) => key));
  await on.closeOne(reader);
  return keys.filter((key) => !key.startsWith("conform-"));
}
