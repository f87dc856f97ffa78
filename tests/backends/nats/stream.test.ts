import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { createNatsStreamStore } from "../../../src/backends/nats/stream/stream-store.ts";
import {
  type Delivery,
  type Header,
  type NetworkedStreamStore,
  SettleAction,
  type StreamGroup,
  type StreamReader,
} from "../../../src/backends/stream-contract.ts";
import type { NatsSettings } from "../../../src/config/backends/nats.ts";
import { eventually } from "../../support/eventually.ts";
import { fileServer, serverMissing } from "../../support/servers/private-servers.ts";
import { message, publish, settle, spec, textOf } from "../embedded-stream/stream-cases.ts";
import { natsSettings, natsSurroundings } from "./nats-settings.ts";

const ALL = { maxItems: 1_000, maxBytes: 1_000_000 };
const LEASE_MS = 10_000;
/** To be waited for, and long enough for a busy machine to make it longer, or acknowledge, before its end. */
const SHORT_LEASE_MS = 1_000;
const nothing = (): void => undefined;
let prefixes = 0;

interface Opened {
  readonly store: NetworkedStreamStore;
  readonly ns: number;
  readonly settings: NatsSettings;
}

async function open(t: TestContext, changes: Partial<NatsSettings> = {}): Promise<Opened> {
  const { port } = await fileServer("nats");
  return openWith(t, natsSettings(port, { prefix: `s${process.pid}_${++prefixes}`, ...changes }));
}

function openWith(t: TestContext, settings: NatsSettings, more: Parameters<typeof spec>[1] = {}): Opened {
  const problems: unknown[] = [];
  const store = createNatsStreamStore(settings, natsSurroundings(problems));
  t.after(async () => {
    await store.close();
    assert.deepEqual(problems, []);
  });
  return { store, ns: store.openStream(spec("events", more)), settings };
}

/** Takes until there are so many. */
async function takeSome(
  from: StreamReader | { take: () => Promise<readonly Delivery[]> },
  count: number,
): Promise<Delivery[]> {
  const taken: Delivery[] = [];
  await eventually(`${count} messages come`, async () => {
    taken.push(...(await from.take(ALL)));
    return taken.length >= count;
  });
  return taken;
}

const of = (group: StreamGroup, consumer = "one", leaseMs = LEASE_MS) => ({
  take: () => group.take(consumer, ALL, leaseMs),
});

describe("the NATS stream store", { skip: serverMissing("nats") }, () => {
  it("gives back what was appended, byte for byte and in order", async (t) => {
    const { store, ns } = await open(t);
    const odd: Header[] = [
      ["ce-type", "a\u00ff"],
      ["Nats-Msg-Id", "not the server's"],
      ["ce-type", " again\r\n"],
      ["", ""],
    ];
    const plain: Header[] = [
      ["ce-type", "order.placed"],
      ["Content-Type", "a=b; c"],
    ];
    await store.appendMany([
      message(ns, "one\u0000\u00fe", { key: "k\u00c3\u00a9", headers: odd }),
      message(ns, ""),
      message(ns, "p", { headers: plain }),
    ]);
    const reader = await store.openReader(ns, { at: "earliest" }, nothing);
    const [first, second, third] = await takeSome(reader, 3);
    assert.deepEqual([first?.key, first && textOf(first), first?.headers], ["k\u00c3\u00a9", "one\u0000\u00fe", odd]);
    assert.ok(Math.abs((first?.publishedMs ?? 0) - Date.now()) < 10_000);
    assert.deepEqual([first?.position, first?.attempt, first?.lease], ["1", 0, ""]);
    assert.deepEqual([second?.key, second && textOf(second), second?.headers], ["", "", []]);
    assert.deepEqual(third?.headers, plain);
    assert.deepEqual(await reader.take(ALL), []);
    await reader.close();
  });

  it("begins to read where it is told", async (t) => {
    const { store, ns } = await open(t);
    await publish(store, ns, "a");
    const [b] = await publish(store, ns, "b");
    const latest = await store.openReader(ns, { at: "latest" }, nothing);
    await publish(store, ns, "c");
    const valuesFrom = async (start: Parameters<NetworkedStreamStore["openReader"]>[1]): Promise<string> => {
      const reader = await store.openReader(ns, start, nothing);
      const values = (await reader.take(ALL)).map(textOf).join("");
      await reader.close();
      return values;
    };
    const position = b?.position ?? "";
    assert.equal(await valuesFrom({ at: "earliest" }), "abc");
    assert.equal(await valuesFrom({ at: "position", position }), "bc");
    assert.equal(await valuesFrom({ at: "after", position }), "c");
    assert.equal(await valuesFrom({ at: "time", timeMs: Date.now() - 60_000 }), "abc");
    assert.equal(await valuesFrom({ at: "time", timeMs: Date.now() + 60_000 }), "");
    assert.equal(await valuesFrom({ at: "after", position: latest.after?.() ?? "" }), "c");
    assert.equal((await latest.take(ALL)).map(textOf).join(""), "c");
    for (const wrong of ["", "-1", "01", "x", "1e3", "99999999999999999999"])
      await assert.rejects(valuesFrom({ at: "position", position: wrong }), /POSITION_INVALID/);
  });

  it("keeps a take within its bounds, but for a first message", async (t) => {
    const { store, ns } = await open(t);
    await publish(store, ns, "x".repeat(500), "y", "z");
    const reader = await store.openReader(ns, { at: "earliest" }, nothing);
    assert.equal((await reader.take({ maxItems: 2, maxBytes: 1 })).length, 1);
    assert.equal((await reader.take({ maxItems: 1, maxBytes: 1_000 })).length, 1);
    assert.equal((await reader.take(ALL)).length, 1);
    const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    assert.equal((await group.take("c", { maxItems: 2, maxBytes: 1 }, LEASE_MS)).length, 1);
  });

  it("tells a reader and a group that found nothing when there is something", async (t) => {
    const { store, ns } = await open(t);
    const told = { reader: 0, group: 0 };
    const reader = await store.openReader(ns, { at: "earliest" }, () => told.reader++);
    const group = await store.openGroup(ns, "g", { at: "earliest" }, () => told.group++);
    assert.deepEqual([await reader.take(ALL), await group.take("c", ALL, LEASE_MS)], [[], []]);
    await publish(store, ns, "a", "b");
    await eventually("both are told", () => told.reader === 1 && told.group === 1);
    assert.equal((await takeSome(reader, 2)).map(textOf).join(""), "ab");
    assert.equal((await takeSome(of(group), 2)).map(textOf).join(""), "ab");
  });

  it("remembers idempotency keys with what they stood for", async (t) => {
    const { store, ns } = await open(t, { duplicateWindowMs: 60_000 });
    const once = (value: string, print: string) =>
      message(ns, value, { idempotencyKey: "order 1", fingerprint: Buffer.from(print) });
    const [first, same, other] = [once("a", "A"), once("a", "A"), once("b", "B")];
    await store.appendMany([first, same, other]);
    assert.deepEqual([first.isReplay, same.isReplay, same.position], [false, true, first.position]);
    assert.deepEqual([other.outcome, other.failure?.reason], [Outcome.FAILED, "IDEMPOTENCY_KEY_REUSED"]);
  });

  it("gives each message of a group to one consumer until it is acknowledged", async (t) => {
    const { store, ns } = await open(t);
    await publish(store, ns, "a", "b", "c");
    const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    const [a] = await group.take("one", { ...ALL, maxItems: 1 }, LEASE_MS);
    const [b, c] = await group.take("two", ALL, LEASE_MS);
    assert.deepEqual(
      [a, b, c].map((it) => it && [textOf(it), it.attempt]),
      [
        ["a", 1],
        ["b", 1],
        ["c", 1],
      ],
    );
    assert.equal(await settle(group, a?.lease ?? "", SettleAction.ACK), Outcome.DONE);
    assert.equal(await settle(group, a?.lease ?? "", SettleAction.ACK), Outcome.ABSENT);
    assert.equal(await settle(group, "never was", SettleAction.ACK), Outcome.ABSENT);
    const askedMs = performance.now();
    assert.equal(await settle(group, b?.lease ?? "", SettleAction.NACK, { delayMs: 150 }), Outcome.DONE);
    assert.deepEqual(await group.take("one", ALL, LEASE_MS), []);
    const [again] = await takeSome(of(group), 1);
    assert.ok(performance.now() - askedMs >= 145);
    assert.deepEqual([again && textOf(again), again?.attempt], ["b", 2]);
    assert.equal(await settle(group, b?.lease ?? "", SettleAction.ACK), Outcome.ABSENT, "a former delivery's lease");
    assert.equal(await settle(group, again?.lease ?? "", SettleAction.NACK), Outcome.DONE);
    const [third] = await takeSome(of(group), 1);
    assert.equal(third?.attempt, 3);
    assert.equal(await settle(group, third?.lease ?? "", SettleAction.ACK), Outcome.DONE);
    assert.equal(await settle(group, c?.lease ?? "", SettleAction.ACK), Outcome.DONE);
    assert.deepEqual(await group.lag(), {
      waiting: 0,
      pending: 0,
      partitions: [{ partition: 0, position: "", end: "3", waiting: 0 }],
    });
  });

  it("delivers again when a lease has ended, however long it was, and not before", async (t) => {
    const { store, ns } = await open(t);
    await publish(store, ns, "short", "long");
    const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    const takenMs = performance.now();
    const [short] = await group.take("one", { ...ALL, maxItems: 1 }, SHORT_LEASE_MS);
    const [long] = await group.take("two", { ...ALL, maxItems: 1 }, SHORT_LEASE_MS);
    assert.equal(
      await settle(group, long?.lease ?? "", SettleAction.EXTEND, { delayMs: 2 * SHORT_LEASE_MS }),
      Outcome.DONE,
    );
    const [again] = await takeSome(of(group, "three", 200), 1);
    assert.ok(performance.now() - takenMs >= SHORT_LEASE_MS);
    assert.deepEqual([again && textOf(again), again?.attempt], ["short", 2]);
    assert.equal(await settle(group, short?.lease ?? "", SettleAction.ACK), Outcome.ABSENT, "it has ended");
    assert.equal(await settle(group, again?.lease ?? "", SettleAction.ACK), Outcome.DONE);
    const [last] = await takeSome(of(group), 1);
    assert.ok(performance.now() - takenMs >= 2 * SHORT_LEASE_MS);
    assert.deepEqual([last && textOf(last), last?.attempt], ["long", 2]);
  });

  it("ends a lease that was made shorter than the server's time", async (t) => {
    const { store, ns } = await open(t);
    await publish(store, ns, "a");
    const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    const [a] = await group.take("one", ALL, 60_000);
    assert.equal(await settle(group, a?.lease ?? "", SettleAction.EXTEND, { delayMs: 50 }), Outcome.DONE);
    assert.equal((await takeSome(of(group, "two"), 1))[0]?.attempt, 2);
  });

  it("delivers at once what a consumer that is gone had", async (t) => {
    const { store, ns } = await open(t);
    await publish(store, ns, "a", "b");
    const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    await group.take("one", { ...ALL, maxItems: 1 }, LEASE_MS);
    await group.take("two", ALL, LEASE_MS);
    assert.deepEqual(await group.take("three", ALL, LEASE_MS), []);
    await group.release("one");
    const [a, ...rest] = await takeSome(of(group, "three"), 1);
    assert.deepEqual([a && textOf(a), a?.attempt, rest.length], ["a", 2, 0]);
    await group.close();
    const next = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    const both = await takeSome(of(next), 2);
    assert.deepEqual(both.map(textOf).sort(), ["a", "b"]);
  });

  it("keeps a group's place and its attempts when the gateway ends without a word", async (t) => {
    const on = await open(t);
    await publish(on.store, on.ns, "a", "b");
    const group = await on.store.openGroup(on.ns, "g", { at: "earliest" }, nothing);
    const [a] = await group.take("one", ALL, SHORT_LEASE_MS);
    await settle(group, a?.lease ?? "", SettleAction.ACK);
    await on.store.close();
    const later = openWith(t, on.settings);
    const again = await later.store.openGroup(later.ns, "g", { at: "latest" }, nothing);
    const [b] = await takeSome(of(again, "one", 200), 1);
    assert.deepEqual([b && textOf(b), b?.attempt], ["b", 2]);
    assert.deepEqual(await later.store.listGroups(later.ns), ["g"]);
  });

  it("gives back what came for nobody, and counts it as no attempt", async (t) => {
    const on = await open(t);
    const other = openWith(t, on.settings);
    const group = await on.store.openGroup(on.ns, "g", { at: "earliest" }, nothing);
    assert.deepEqual(await group.take("one", ALL, LEASE_MS), []);
    await publish(on.store, on.ns, "a");
    const elsewhere = await other.store.openGroup(other.ns, "g", { at: "earliest" }, nothing);
    const [a] = await takeSome(of(elsewhere), 1);
    assert.equal(a && textOf(a), "a");
    await settle(elsewhere, a?.lease ?? "", SettleAction.NACK);
    const [again] = await takeSome(of(group), 1);
    assert.ok((again?.attempt ?? 0) <= 2);
  });

  it("counts what a group has before it and in its hands", async (t) => {
    const { store, ns } = await open(t);
    const group = await store.openGroup(ns, "g", { at: "latest" }, nothing);
    const none = { partition: 0, position: "", end: "", waiting: 0 };
    assert.deepEqual(await group.lag(), { waiting: 0, pending: 0, partitions: [none] });
    const [a, , c] = await publish(store, ns, "a", "b", "c");
    const [first, second] = await group.take("one", { ...ALL, maxItems: 2 }, LEASE_MS);
    await settle(group, second?.lease ?? "", SettleAction.ACK);
    const partition = { partition: 0, position: a?.position, end: c?.position, waiting: 1 };
    assert.deepEqual(await group.lag(), { waiting: 1, pending: 1, partitions: [partition] });
    await settle(group, first?.lease ?? "", SettleAction.ACK);
    assert.equal((await group.lag()).partitions[0]?.position, c?.position);
  });

  it("goes elsewhere in a stream, and leases from before stand for nothing", async (t) => {
    const { store, ns } = await open(t);
    await publish(store, ns, "a", "b");
    const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    const [a] = await group.take("one", ALL, LEASE_MS);
    await group.seek({ at: "earliest" });
    const [again] = await takeSome(of(group), 2);
    assert.deepEqual([again && textOf(again), again?.attempt], ["a", 1]);
    assert.equal(await settle(group, a?.lease ?? "", SettleAction.ACK), Outcome.ABSENT);
    await group.seek({ at: "latest" });
    assert.deepEqual(await group.take("one", ALL, LEASE_MS), []);
    await group.seek({ at: "position", position: "2" });
    assert.deepEqual((await takeSome(of(group), 1)).map(textOf), ["b"]);
  });

  it("buries what cannot be done, and replays it for its group", async (t) => {
    const { store, ns } = await open(t);
    await store.appendMany([message(ns, "poison", { key: "k", headers: [["h", "v"]] }), message(ns, "good")]);
    const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    const [poison, good] = await takeSome(of(group), 2);
    await settle(group, poison?.lease ?? "", SettleAction.BURY, { reason: "no such order \u00c3\u00a9" });
    await settle(group, good?.lease ?? "", SettleAction.ACK);
    const letters = await store.listDead(ns, "", "", ALL);
    assert.deepEqual(
      letters.map(({ group: whose, reason, attempts, message: { position, key, headers } }) => [
        ...[whose, reason, attempts, position, key],
        headers,
      ]),
      [["g", "no such order \u00c3\u00a9", 1, poison?.position, "k", [["h", "v"]]]],
    );
    assert.equal(letters[0]?.message.publishedMs, poison?.publishedMs);
    assert.deepEqual(await store.listDead(ns, "other", "", ALL), []);
    const id = letters[0]?.id ?? "";
    assert.deepEqual(await store.listDead(ns, "g", id, ALL), []);
    assert.equal(await store.isEmpty(ns), false);
    assert.equal(await store.replayDead(ns, [id, id]), 1);
    assert.equal(await store.replayDead(ns, [id]), 0);
    const [back] = await takeSome(of(group), 1);
    assert.deepEqual(
      [back && textOf(back), back?.attempt, back?.key, back?.headers],
      [
        "poison",
        1,
        "k",
        [
          ["h", "v"],
          ["prism-replay-group", "g"],
        ],
      ],
    );
    await settle(group, back?.lease ?? "", SettleAction.BURY, { reason: "still none" });
    assert.equal(await store.removeDead(ns, [(await store.listDead(ns, "", "", ALL))[0]?.id ?? ""]), 1);
    assert.deepEqual(await store.listDead(ns, "", "", ALL), []);
    await assert.rejects(store.removeDead(ns, ["7"]), /DEAD_LETTER_ID_INVALID/);
  });

  it("lists dead letters page by page", async (t) => {
    const { store, ns } = await open(t);
    await publish(store, ns, ...Array.from({ length: 12 }, (_, i) => String(i)));
    const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    for (const { lease } of await takeSome(of(group), 12)) await settle(group, lease, SettleAction.BURY);
    const seen: string[] = [];
    for (let after = ""; ; ) {
      const page = await store.listDead(ns, "g", after, { maxItems: 5, maxBytes: 10_000 });
      if (page.length === 0) break;
      seen.push(...page.map((letter) => textOf(letter.message)));
      after = page.at(-1)?.id ?? "";
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 12 }, (_, i) => String(i)),
    );
  });

  it("lets go of what is too old or too much", async (t) => {
    const on = await open(t);
    on.store.openStream(spec("events", { retentionMs: 1_000, maxBytes: 10_000 }));
    await publish(on.store, on.ns, "old");
    for (let i = 0; i < 30; i++) await publish(on.store, on.ns, "x".repeat(1_000));
    const reader = await on.store.openReader(on.ns, { at: "earliest" }, nothing);
    const left = await reader.take(ALL);
    assert.ok(left.length > 0 && left.length < 10);
    await eventually("all is too old", () => on.store.isEmpty(on.ns));
  });

  it("keeps streams and groups apart, and forgets what is dropped", async (t) => {
    const { store, ns } = await open(t);
    const other = store.openStream(spec("other"));
    await publish(store, ns, "a");
    await publish(store, other, "o");
    const group = await store.openGroup(ns, "g", { at: "earliest" }, nothing);
    await store.openGroup(ns, "h.i".repeat(40), { at: "earliest" }, nothing);
    assert.deepEqual(await store.listGroups(ns), ["g", "h.i".repeat(40)]);
    assert.deepEqual(await store.listGroups(other), []);
    await store.dropGroup(ns, "g");
    await assert.rejects(group.take("one", ALL, LEASE_MS), /STORE_MISSING/);
    const reader = await store.openReader(ns, { at: "earliest" }, nothing);
    const storeId = await store.storeIdOf(ns);
    assert.notEqual(storeId, await store.storeIdOf(other));
    await store.dropStream(storeId);
    await store.dropStream(storeId);
    await assert.rejects(reader.take(ALL), /STORE_MISSING/);
    assert.equal(await store.isEmpty(ns), true);
    assert.deepEqual(await store.listGroups(ns), []);
    assert.notEqual(await store.storeIdOf(ns), storeId);
    const kept = await store.openReader(other, { at: "earliest" }, nothing);
    assert.deepEqual((await kept.take(ALL)).map(textOf), ["o"]);
  });

  it("reads on after a reader's consumer was lost", async (t) => {
    const { store, ns, settings } = await open(t);
    await publish(store, ns, "a");
    const reader = await store.openReader(ns, { at: "earliest" }, nothing);
    assert.deepEqual((await reader.take(ALL)).map(textOf), ["a"]);
    const { connect } = await import("nats");
    const nc = await connect({ servers: settings.url });
    const jsm = await nc.jetstreamManager();
    const stream = `${settings.prefix}-${await store.storeIdOf(ns)}`;
    for (const { name } of await jsm.consumers.list(stream).next()) await jsm.consumers.delete(stream, name);
    await nc.close();
    await publish(store, ns, "b");
    assert.deepEqual((await takeSome(reader, 1)).map(textOf), ["b"]);
  });
});
