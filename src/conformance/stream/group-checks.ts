import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Outcome } from "../../backends/contract.ts";
import {
  type Delivery,
  SettleAction,
  type StreamGuarantees,
  type StreamStart,
} from "../../backends/stream-contract.ts";
import { toByteString } from "../../codec/byte-string.ts";
import { CheckGroup } from "../check.ts";
import { ofOneKey, textOf, textsOf } from "./messages.ts";
import { withOrder } from "./reader-checks.ts";
import type { StreamContext } from "./stream-context.ts";

const { NACK, EXTEND } = SettleAction;
const [ONE, TWO] = ["one.>* ∆", "zwölf"].map(toByteString) as [string, string];

export const withGroups = ({ groups }: StreamGuarantees): string | null => (groups ? null : "it declares no groups");
const withAttempts = ({ attempts }: StreamGuarantees): string | null =>
  attempts === "none" ? "it declares no attempts" : null;

type Values = ReturnType<typeof ofOneKey>;
const valuesOf = (messages: Values): string[] => messages.map(({ value }) => value);
/** Those of the messages that were not taken. */
const without = (messages: Values, taken: readonly Delivery[]): Values =>
  messages.filter(({ value }) => !textsOf(taken).includes(value));

const attemptsOf = (deliveries: readonly Delivery[]): string[] =>
  deliveries.map((delivery) => `${textOf(delivery)} ${delivery.attempt}`);

export const groupChecks = new CheckGroup<StreamContext, StreamGuarantees>("consumer groups", withGroups)
  .check("give each message to one consumer, and all of them to somebody", async (on) => {
    const ns = on.stream();
    const values = Array.from({ length: 100 }, (_, i) => `v${String(i).padStart(3, "0")}`);
    await on.append(ns, ...values);
    const group = await on.group(ns);
    const taken: Delivery[] = [];
    for (let i = 0; taken.length < 100; i++) {
      const some = await group.count(10, { consumer: i % 2 === 0 ? "one" : "two" });
      await group.ack(some);
      taken.push(...some);
    }
    assert.deepEqual(textsOf(taken).toSorted(), values);
    await group.expectNothing();
  })
  .check("are independent of each other", async (on) => {
    const ns = on.stream();
    const values = ofOneKey("a", "b", "c");
    await on.append(ns, ...values);
    const [one, two] = [await on.group(ns, "group-1"), await on.group(ns, "group-2")];
    await one.ack(await one.count(3));
    on.assertTexts(await two.count(3), values);
    await one.expectNothing();
  })
  .check("keep their place when nobody takes part", async (on) => {
    const ns = on.stream();
    const values = ofOneKey("a", "b", "c", "d");
    await on.append(ns, ...values.slice(0, 3));
    const first = await on.group(ns);
    const taken = await first.count(2);
    await first.ack(taken);
    await on.closeOne(first);
    await on.append(ns, ...values.slice(3));
    // Where to begin counts only for a group that is not there yet.
    const second = await on.group(ns, "group", { at: "earliest" });
    const rest = await second.count(2);
    on.assertTexts(rest, without(values, taken));
    if (on.guarantees.attempts !== "none") assert.deepEqual(new Set(rest.map(({ attempt }) => attempt)), new Set([1]));
    await second.expectNothing();
  })
  .checkIf(withOrder, "begin where they are told", async (on) => {
    const ns = on.stream();
    const [, b] = await on.append(ns, ...ofOneKey("a", "b", "c"));
    const position = b?.position ?? "";
    const cases: [StreamStart, string[]][] = [
      [{ at: "latest" }, []],
      [{ at: "position", position }, ["b", "c"]],
      [{ at: "after", position }, ["c"]],
      [{ at: "time", timeMs: 1 }, ["a", "b", "c"]],
    ];
    const groups = await Promise.all(cases.map(([start], i) => on.group(ns, `group-${i}`, start)));
    await on.append(ns, ...ofOneKey("d"));
    for (const [i, [start, wanted]] of cases.entries()) {
      const taken = await groups[i]?.count(wanted.length + 1);
      assert.deepEqual(textsOf(taken ?? []), [...wanted, "d"], JSON.stringify(start));
    }
  })
  .checkIf(withAttempts, "show a consumer that fails twice the same message three times", async (on) => {
    const ns = on.stream();
    await on.append(ns, { key: "k", value: "hard", headers: [["h", "v"]] });
    const group = await on.group(ns);
    const seen: Delivery[] = [];
    for (let i = 0; i < 3; i++) {
      const [delivery] = await group.count(1);
      assert.ok(delivery !== undefined);
      seen.push(delivery);
      if (i < 2) await group.done([delivery], NACK);
      else await group.ack([delivery]);
    }
    assert.deepEqual(attemptsOf(seen), ["hard 1", "hard 2", "hard 3"]);
    assert.equal(new Set(seen.map(({ position }) => position)).size, 1);
    assert.equal(new Set(seen.map(({ lease }) => lease)).size, 3, "each delivery has a lease of its own");
    for (const { key, headers } of seen) assert.deepEqual([key, headers], ["k", [["h", "v"]]]);
    await group.expectNothing();
  })
  .check("deliver again after the delay of a nack, and not before", async (on) => {
    const ns = on.stream();
    await on.append(ns, "later", "sooner");
    const group = await on.group(ns);
    const [later, sooner] = await group.count(2);
    const startedMs = on.nowMs;
    await group.done([later as Delivery], NACK, { delayMs: 1_000 });
    await group.done([sooner as Delivery], NACK);
    assert.deepEqual(textsOf(await group.count(1)), textsOf([sooner as Delivery]));
    assert.deepEqual(textsOf(await group.count(1)), textsOf([later as Delivery]));
    const tookMs = on.nowMs - startedMs;
    // Timers may be some milliseconds early.
    assert.ok(tookMs >= 980, `came again after ${tookMs} ms`);
  })
  .check("deliver again when a lease ends without a word", async (on) => {
    const ns = on.stream();
    await on.append(ns, "lost");
    const group = await on.group(ns);
    const [first] = await group.count(1, { leaseMs: on.shortLeaseMs });
    const [second] = await group.count(1);
    assert.deepEqual([textOf(second as Delivery), second?.position], ["lost", first?.position]);
    if (on.guarantees.attempts !== "none") assert.equal(second?.attempt, 2);
    // The consumer that was too slow comes after all: what it says counts no more.
    assert.deepEqual(await group.settle([first as Delivery], SettleAction.ACK), [Outcome.ABSENT]);
    await group.ack([second as Delivery]);
    await group.expectNothing(on.shortLeaseMs + 150);
  })
  .check("leave a message with its consumer as long as that extends the lease", async (on) => {
    const ns = on.stream();
    await on.append(ns, "slow");
    const group = await on.group(ns);
    // Extended so early that a busy machine may be late with it.
    const leaseMs = 3 * on.shortLeaseMs;
    const [slow] = await group.count(1, { leaseMs });
    for (let i = 0; i < 4; i++) {
      await delay(on.shortLeaseMs);
      await group.done([slow as Delivery], EXTEND, { delayMs: leaseMs });
    }
    await group.ack([slow as Delivery]);
    await group.expectNothing(leaseMs + 150);
  })
  .check("deliver again at once what a consumer had that is gone, and keep what the others have", async (on) => {
    const ns = on.stream();
    await on.append(ns, "a", "b");
    const group = await on.group(ns);
    const gone = await group.count(1, { consumer: "gone" });
    const stays = await group.count(1, { consumer: "stays" });
    await group.group.release("gone");
    const again = await group.count(1, { consumer: "stays" });
    assert.deepEqual(textsOf(again), textsOf(gone));
    assert.equal(again[0]?.position, gone[0]?.position);
    await group.ack([...stays, ...again]);
    await group.expectNothing();
  })
  .check("deliver again what was not acknowledged when the last one left: a crash between work and ack", async (on) => {
    const ns = on.stream();
    const values = ofOneKey("acknowledged", "done, but not said so", "not begun");
    await on.append(ns, ...values);
    const first = await on.group(ns);
    const taken = await first.count(2);
    await first.ack(taken.slice(0, 1));
    await on.closeOne(first);
    const second = await on.group(ns);
    const again = await second.count(2);
    assert.deepEqual(textsOf(again).toSorted(), valuesOf(without(values, taken.slice(0, 1))).toSorted());
    if (on.guarantees.attempts !== "none") {
      assert.equal(again.find(({ position }) => position === taken[1]?.position)?.attempt, 2);
    }
    await second.ack(again);
    await second.expectNothing();
  })
  .check("take one word for each delivery", async (on) => {
    const ns = on.stream();
    await on.append(ns, "a", "b");
    const group = await on.group(ns);
    const [a, b] = (await group.count(2)) as [Delivery, Delivery];
    await group.ack([a]);
    assert.deepEqual(await group.settle([a, b], SettleAction.ACK), [Outcome.ABSENT, Outcome.DONE]);
    assert.deepEqual(await group.settle([b], NACK), [Outcome.ABSENT]);
    await group.expectNothing();
  })
  .check("call onReady when something comes, and when delays and leases are over", async (on) => {
    const ns = on.stream();
    const group = await on.group(ns);
    const first = group.count(1, { leaseMs: on.shortLeaseMs });
    await on.append(ns, "a");
    assert.equal((await first).length, 1);
    const second = await group.count(1);
    await group.done(second, NACK, { delayMs: 300 });
    await group.ack(await group.count(1));
    await group.expectNothing();
  })
  .checkIf(withOrder, "keep the order of each key for a consumer that keeps up", async (on) => {
    const ns = on.stream({ partitions: 3 });
    const messages = Array.from({ length: 120 }, (_, i) => ({ key: `k${i % 5}`, value: `${i}` }));
    await on.append(ns, ...messages);
    const group = await on.group(ns);
    const taken: Delivery[] = [];
    while (taken.length < messages.length) {
      const some = await group.count(Math.min(17, messages.length - taken.length));
      await group.ack(some);
      taken.push(...some);
    }
    for (const key of ["k0", "k1", "k2", "k3", "k4"]) {
      const numbers = taken.filter((delivery) => delivery.key === key).map((delivery) => Number(textOf(delivery)));
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      );
    }
  })
  .check("are listed, and start anew when they were dropped", async (on) => {
    const ns = on.stream();
    await on.append(ns, "a");
    const [one, two] = [await on.group(ns, ONE), await on.group(ns, TWO)];
    await one.ack(await one.count(1));
    await two.ack(await two.count(1));
    assert.deepEqual([...(await on.store.listGroups(ns))].toSorted(), [ONE, TWO]);
    await on.closeOne(one);
    await on.store.dropGroup(ns, ONE);
    await on.store.dropGroup(ns, "never there");
    assert.deepEqual(await on.store.listGroups(ns), [TWO]);
    const anew = await on.group(ns, ONE);
    assert.deepEqual(attemptsOf(await anew.count(1)), ["a 1"]);
  })
  .checkIf(
    ({ durability }) => (durability === "none" ? "it declares no durability" : null),
    "keep place, and what was given out, over a restart",
    async (on) => {
      const before = on.stream();
      const values = ofOneKey("a", "b", "c", "d");
      await on.append(before, ...values);
      const first = await on.group(before);
      const [a, b, c] = (await first.count(3)) as [Delivery, Delivery, Delivery];
      if (on.guarantees.ordering !== "none") on.assertTexts([a, b, c], values.slice(0, 3));
      await first.ack([a]);
      await first.done([b], NACK);
      await on.reopen({ restart: true });
      const second = await on.group(on.again(before));
      const again = await second.count(3);
      assert.deepEqual(textsOf(again).toSorted(), valuesOf(without(values, [a])).toSorted());
      const had = new Set(textsOf([b, c]));
      if (on.guarantees.attempts === "durable") {
        for (const delivery of again) assert.equal(delivery.attempt, had.has(textOf(delivery)) ? 2 : 1);
      }
      await second.ack(again);
      await second.expectNothing();
    },
  );
