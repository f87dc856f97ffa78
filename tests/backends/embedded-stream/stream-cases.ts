import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import {
  type Delivery,
  type Header,
  NewMessage,
  SettleAction,
  Settlement,
  type StreamGroup,
  type StreamSpec,
  type StreamStore,
} from "../../../src/backends/stream-contract.ts";
import { MAX_PENDING_PER_GROUP } from "../../../src/common/limits.ts";
import { PrismError } from "../../../src/common/prism-error.ts";

/** What a store is tried with: it is closed by its maker. */
export interface StreamFixture {
  readonly store: StreamStore;
  readonly clock: { nowMs: number };
}

const ALL = { maxItems: 1_000, maxBytes: 1_000_000 };
const LEASE_MS = 1_000;
const nothing = (): void => undefined;

export function spec(name: string, more: Partial<StreamSpec> = {}): StreamSpec {
  return { name, retentionMs: 0, maxBytes: 0, partitions: 1, replicas: 1, keep: "stored", ...more };
}

export function message(namespaceId: number, value: string, more: Partial<NewMessage> = {}): NewMessage {
  const made = new NewMessage();
  Object.assign(made, { namespaceId, value: Buffer.from(value, "latin1"), ...more });
  return made;
}

export async function publish(store: StreamStore, namespaceId: number, ...values: string[]): Promise<NewMessage[]> {
  const messages = values.map((value) => message(namespaceId, value));
  await store.appendMany(messages);
  for (const { outcome } of messages) assert.equal(outcome, Outcome.DONE);
  return messages;
}

export function textOf({ value }: Delivery): string {
  return typeof value === "string" ? value : Buffer.from(value).toString("latin1");
}

export async function settle(
  group: StreamGroup,
  lease: string,
  action: SettleAction,
  more: Partial<Settlement> = {},
): Promise<Outcome> {
  const settlement = Object.assign(new Settlement(), { lease, action, ...more });
  await group.settle([settlement]);
  return settlement.outcome;
}

export interface StreamCase {
  readonly name: string;
  readonly run: (fixture: StreamFixture, test: TestContext) => Promise<void>;
}

/** What every embedded stream store does, whatever keeps its messages. */
export const streamCases: readonly StreamCase[] = [];

function check(name: string, run: (fixture: StreamFixture, ns: number, test: TestContext) => Promise<void>): void {
  const made = {
    name,
    run: (fixture: StreamFixture, test: TestContext) => run(fixture, fixture.store.openStream(spec("events")), test),
  };
  (streamCases as StreamCase[]).push(made);
}

check("gives back what was appended, byte for byte and in order", async ({ store, clock }, ns) => {
  const headers: Header[] = [
    ["ce-type", "a\u00ff"],
    ["ce-type", "again"],
    ["", ""],
  ];
  await store.appendMany([message(ns, "one\u0000\u00fe", { key: "k\u00c3\u00a9", headers }), message(ns, "")]);
  const reader = await store.openReader(ns, { at: "earliest" }, nothing);
  const [first, second] = await reader.take(ALL);
  assert.deepEqual([first?.key, first && textOf(first), first?.headers], ["k\u00c3\u00a9", "one\u0000\u00fe", headers]);
  assert.deepEqual([first?.publishedMs, first?.attempt, first?.lease], [clock.nowMs, 0, ""]);
  assert.deepEqual([second?.key, second && textOf(second), second?.headers], ["", "", []]);
  assert.deepEqual(await reader.take(ALL), []);
});

check("begins to read where it is told", async ({ store, clock }, ns) => {
  await publish(store, ns, "a");
  clock.nowMs += 10;
  const [b] = await publish(store, ns, "b");
  clock.nowMs += 10;
  const latest = await store.openReader(ns, { at: "latest" }, nothing);
  await publish(store, ns, "c");
  const valuesFrom = async (start: Parameters<StreamStore["openReader"]>[1]): Promise<string> =>
    (await (await store.openReader(ns, start, nothing)).take(ALL)).map(textOf).join("");
  const position = b?.position ?? "";
  assert.equal(await valuesFrom({ at: "earliest" }), "abc");
  assert.equal(await valuesFrom({ at: "position", position }), "bc");
  assert.equal(await valuesFrom({ at: "after", position }), "c");
  assert.equal(await valuesFrom({ at: "time", timeMs: clock.nowMs - 10 }), "bc");
  assert.equal(await valuesFrom({ at: "time", timeMs: clock.nowMs - 9 }), "c");
  assert.equal(await valuesFrom({ at: "time", timeMs: clock.nowMs + 1 }), "");
  assert.equal(await valuesFrom({ at: "after", position: latest.after?.() ?? "" }), "c");
  assert.equal((await latest.take(ALL)).map(textOf).join(""), "c");
  assert.equal(await valuesFrom({ at: "after", position: latest.after?.() ?? "" }), "");
  for (const wrong of ["", "-1", "01", "x", "1e3", "99999999999999999999"]) {
    await assert.rejects(valuesFrom({ at: "position", position: wrong }), /POSITION_INVALID/);
  }
});

check("keeps a take within its bounds, but for a first message", async ({ store }, ns) => {
  await publish(store, ns, "x".repeat(500), "y", "z");
  const reader = await store.openReader(ns, { at: "earliest" }, nothing);
  assert.equal((await reader.take({ maxItems: 2, maxBytes: 1 })).length, 1);
  assert.equal((await reader.take({ maxItems: 1, maxBytes: 1_000 })).length, 1);
  assert.equal((await reader.take(ALL)).length, 1);
  const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  assert.equal((await group.take("c", { maxItems: 2, maxBytes: 1 }, LEASE_MS)).length, 1);
});

check("tells a reader and a group that found nothing when there is something", async ({ store }, ns) => {
  let told = 0;
  const reader = await store.openReader(ns, { at: "earliest" }, () => told++);
  const group = await store.openGroup(ns, "g", { at: "earliest" }, () => told++);
  await publish(store, ns, "not asked for");
  assert.equal(told, 0);
  await reader.take(ALL);
  await group.take("c", ALL, LEASE_MS);
  await reader.take(ALL);
  await group.take("c", ALL, LEASE_MS);
  await publish(store, ns, "a");
  assert.equal(told, 2);
  await publish(store, ns, "b");
  assert.equal(told, 2, "told once for each time that it found nothing");
});

check("remembers idempotency keys with what they stood for", async ({ store, clock }, ns) => {
  const once = (value: string, print: string): NewMessage =>
    message(ns, value, {
      idempotencyKey: "order-1",
      fingerprint: Buffer.from(print),
      rememberUntilMs: clock.nowMs + 100,
    });
  const [first, same, other] = [once("a", "A"), once("a", "A"), once("b", "B")];
  await store.appendMany([first, same, other]);
  assert.deepEqual([first.isReplay, same.isReplay, same.position], [false, true, first.position]);
  assert.deepEqual([other.outcome, other.failure?.reason], [Outcome.FAILED, "IDEMPOTENCY_KEY_REUSED"]);
  clock.nowMs += 100;
  const later = once("b", "B");
  await store.appendMany([later]);
  assert.deepEqual([later.outcome, later.isReplay], [Outcome.DONE, false]);
});

check("gives each message of a group to one consumer until it is acknowledged", async ({ store, clock }, ns) => {
  await publish(store, ns, "a", "b", "c");
  const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  const [a] = await group.take("one", { ...ALL, maxItems: 1 }, LEASE_MS);
  const [b, c] = await group.take("two", ALL, LEASE_MS);
  assert.deepEqual(
    [a, b, c].map((delivery) => delivery && textOf(delivery)),
    ["a", "b", "c"],
  );
  assert.deepEqual([a?.attempt, b?.attempt], [1, 1]);
  assert.equal(await settle(group, a?.lease ?? "", SettleAction.ACK), Outcome.DONE);
  assert.equal(await settle(group, a?.lease ?? "", SettleAction.ACK), Outcome.ABSENT);
  assert.equal(await settle(group, b?.lease ?? "", SettleAction.NACK, { delayMs: 500 }), Outcome.DONE);
  assert.equal(await settle(group, c?.lease ?? "", SettleAction.EXTEND, { delayMs: 2_000 }), Outcome.DONE);
  assert.deepEqual(await group.take("one", ALL, LEASE_MS), []);
  clock.nowMs += LEASE_MS;
  const [again, ...rest] = await group.take("one", ALL, LEASE_MS);
  assert.deepEqual([again && textOf(again), again?.attempt, rest.length], ["b", 2, 0]);
  assert.equal(await settle(group, b?.lease ?? "", SettleAction.ACK), Outcome.ABSENT, "a former delivery's lease");
  clock.nowMs += LEASE_MS;
  assert.equal(await settle(group, again?.lease ?? "", SettleAction.ACK), Outcome.ABSENT, "a lease that has ended");
  assert.deepEqual((await group.take("one", ALL, LEASE_MS)).map(textOf), ["b", "c"]);
  assert.equal((await group.lag()).pending, 2);
});

check("delivers at once what a consumer that is gone had", async ({ store }, ns) => {
  await publish(store, ns, "a", "b");
  let told = 0;
  const group = await store.openGroup(ns, "g", { at: "earliest" }, () => told++);
  await group.take("one", { ...ALL, maxItems: 1 }, LEASE_MS);
  await group.take("two", ALL, LEASE_MS);
  assert.deepEqual(await group.take("three", ALL, LEASE_MS), []);
  await group.release("one");
  assert.equal(told, 1);
  const [a, ...rest] = await group.take("three", ALL, LEASE_MS);
  assert.deepEqual([a && textOf(a), a?.attempt, rest.length], ["a", 2, 0]);
  await group.close();
  const next = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  assert.deepEqual((await next.take("one", ALL, LEASE_MS)).map(textOf), ["a", "b"]);
});

check("tells a group that leases have ended, when that is", async ({ store, clock }, ns, t) => {
  await publish(store, ns, "a");
  // The store's timer keeps no thread alive; this one does.
  const awake = setInterval(nothing, 1_000);
  t.after(() => clearInterval(awake));
  let told: () => void = nothing;
  const ready = new Promise<void>((resolve) => {
    told = resolve;
  });
  const group = await store.openGroup(ns, "g", { at: "earliest" }, () => told());
  await group.take("one", ALL, 20);
  assert.deepEqual(await group.take("two", ALL, 20), []);
  clock.nowMs += 20;
  await ready;
  assert.equal((await group.take("two", ALL, 20))[0]?.attempt, 2);
});

check("counts what a group has before it and in its hands", async ({ store }, ns) => {
  const group = await store.openGroup(ns, "g", { at: "latest" }, nothing);
  const none = { partition: 0, position: "", end: "", waiting: 0 };
  assert.deepEqual(await group.lag(), { waiting: 0, pending: 0, partitions: [none] });
  const [a, b, c] = await publish(store, ns, "a", "b", "c");
  const [first, second] = await group.take("one", { ...ALL, maxItems: 2 }, LEASE_MS);
  await settle(group, second?.lease ?? "", SettleAction.ACK);
  const partition = { partition: 0, position: a?.position, end: c?.position, waiting: 1 };
  assert.deepEqual(await group.lag(), { waiting: 1, pending: 1, partitions: [partition] });
  await settle(group, first?.lease ?? "", SettleAction.ACK);
  assert.equal((await group.lag()).partitions[0]?.position, c?.position);
  assert.ok(b);
});

check("goes elsewhere in a stream, and leases from before stand for nothing", async ({ store }, ns) => {
  await publish(store, ns, "a", "b");
  const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  const [a] = await group.take("one", ALL, LEASE_MS);
  await group.seek({ at: "earliest" });
  const [again] = await group.take("one", ALL, LEASE_MS);
  assert.deepEqual([again && textOf(again), again?.attempt], ["a", 1]);
  assert.equal(await settle(group, a?.lease ?? "", SettleAction.ACK), Outcome.ABSENT);
  await group.seek({ at: "latest" });
  assert.deepEqual(await group.take("one", ALL, LEASE_MS), []);
});

check("buries what cannot be done, and replays it for its group", async ({ store, clock }, ns) => {
  await publish(store, ns, "poison", "good");
  const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  const [poison, good] = await group.take("one", ALL, LEASE_MS);
  await settle(group, poison?.lease ?? "", SettleAction.BURY, { reason: "no such order" });
  await settle(group, good?.lease ?? "", SettleAction.ACK);
  const letters = await store.listDead(ns, "", "", ALL);
  assert.deepEqual(
    letters.map(({ group: of, reason, attempts, diedMs, message: { position } }) => [
      of,
      reason,
      attempts,
      diedMs,
      position,
    ]),
    [["g", "no such order", 1, clock.nowMs, poison?.position]],
  );
  assert.deepEqual(await store.listDead(ns, "other", "", ALL), []);
  const id = letters[0]?.id ?? "";
  assert.deepEqual(await store.listDead(ns, "g", id, ALL), []);
  assert.equal(await store.replayDead(ns, [id, id]), 1);
  assert.equal(await store.replayDead(ns, [id]), 0);
  const [back] = await group.take("one", ALL, LEASE_MS);
  assert.deepEqual([back && textOf(back), back?.attempt, back?.headers], ["poison", 1, [["prism-replay-group", "g"]]]);
  await settle(group, back?.lease ?? "", SettleAction.BURY, { reason: "still none" });
  assert.equal(await store.removeDead(ns, [(await store.listDead(ns, "", "", ALL))[0]?.id ?? ""]), 1);
  assert.deepEqual(await store.listDead(ns, "", "", ALL), []);
  await assert.rejects(store.removeDead(ns, ["7"]), /DEAD_LETTER_ID_INVALID/);
});

check("lists dead letters page by page", async ({ store }, ns) => {
  await publish(store, ns, ...Array.from({ length: 40 }, (_, i) => String(i)));
  const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  for (const { lease } of await group.take("one", ALL, LEASE_MS)) await settle(group, lease, SettleAction.BURY);
  const seen: string[] = [];
  for (let after = ""; ; ) {
    const page = await store.listDead(ns, "g", after, { maxItems: 7, maxBytes: 700 });
    if (page.length === 0) break;
    assert.ok(page.length <= 5, "no more bytes than asked for");
    seen.push(...page.map((letter) => textOf(letter.message)));
    after = page.at(-1)?.id ?? "";
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 40 }, (_, i) => String(i)),
  );
});

check("lets go of what is too old or too much", async ({ store, clock }, ns) => {
  store.openStream(spec("events", { retentionMs: 1_000, maxBytes: 10_000 }));
  const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  await publish(store, ns, "old");
  const [old] = await group.take("one", ALL, 60_000);
  clock.nowMs += 1_001;
  for (let i = 0; i < 100; i++) await publish(store, ns, `${i}`.padEnd(372));
  while ((await store.sweep(clock.nowMs, 10)) > 0);
  assert.equal(await settle(group, old?.lease ?? "", SettleAction.ACK), Outcome.DONE);
  const reader = await store.openReader(ns, { at: "earliest" }, nothing);
  const left = await reader.take(ALL);
  assert.deepEqual(
    left.map((delivery) => textOf(delivery).trim()),
    Array.from({ length: 20 }, (_, i) => `${80 + i}`),
  );
  assert.deepEqual((await group.take("one", ALL, LEASE_MS)).length, 20);
  clock.nowMs += 1_001;
  while ((await store.sweep(clock.nowMs, 10)) > 0);
  assert.deepEqual(await group.take("one", ALL, LEASE_MS), []);
  assert.deepEqual(await group.lag(), {
    waiting: 0,
    pending: 0,
    partitions: [{ partition: 0, position: "", end: "", waiting: 0 }],
  });
  assert.equal(await store.isEmpty(ns), true);
  assert.equal((await publish(store, ns, "next"))[0]?.position, "102");
});

check("holds dead letters to the bounds of the stream", async ({ store, clock }, ns) => {
  store.openStream(spec("events", { retentionMs: 1_000 }));
  await publish(store, ns, "a");
  const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  const [a] = await group.take("one", ALL, LEASE_MS);
  await settle(group, a?.lease ?? "", SettleAction.BURY);
  clock.nowMs += 1_001;
  while ((await store.sweep(clock.nowMs, 10)) > 0);
  assert.deepEqual(await store.listDead(ns, "", "", ALL), []);
});

check("gives a group no more than it may have in its hands", async ({ store }, ns) => {
  const values = Array.from({ length: 1_024 }, () => "");
  for (let i = 0; i * values.length <= MAX_PENDING_PER_GROUP; i++) await publish(store, ns, ...values);
  const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  const all = { maxItems: 2 * MAX_PENDING_PER_GROUP, maxBytes: Number.MAX_SAFE_INTEGER };
  const taken = await group.take("one", all, LEASE_MS);
  assert.equal(taken.length, MAX_PENDING_PER_GROUP);
  assert.deepEqual(await group.take("one", all, LEASE_MS), []);
  await settle(group, taken[0]?.lease ?? "", SettleAction.ACK);
  assert.equal((await group.take("one", all, LEASE_MS)).length, 1);
});

check("keeps streams and groups apart, and forgets what is dropped", async ({ store, clock }, ns) => {
  const other = store.openStream(spec("other"));
  await publish(store, ns, "a");
  await publish(store, other, "o");
  const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
  await store.openGroup(ns, "h", { at: "earliest" }, nothing);
  assert.deepEqual(await store.listGroups(ns), ["g", "h"]);
  assert.deepEqual(await store.listGroups(other), []);
  await store.dropGroup(ns, "g");
  await assert.rejects(group.take("one", ALL, LEASE_MS), /STORE_MISSING/);
  assert.deepEqual(await store.listGroups(ns), ["h"]);
  const reader = await store.openReader(ns, { at: "earliest" }, nothing);
  const storeId = await store.storeIdOf(ns);
  assert.notEqual(storeId, await store.storeIdOf(other));
  await store.dropStream(storeId);
  await store.dropStream(storeId);
  await assert.rejects(reader.take(ALL), (error) => error instanceof PrismError && /STORE_MISSING/.test(error.message));
  assert.equal(await store.isEmpty(ns), true);
  assert.deepEqual(await store.listGroups(ns), []);
  assert.notEqual(await store.storeIdOf(ns), storeId);
  while ((await store.sweep(clock.nowMs, 10)) > 0);
  const kept = await store.openReader(other, { at: "earliest" }, nothing);
  assert.deepEqual((await kept.take(ALL)).map(textOf), ["o"]);
});
