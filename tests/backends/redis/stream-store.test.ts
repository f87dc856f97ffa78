import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { createRedisStreamStore } from "../../../src/backends/redis/stream-store.ts";
import {
  type Delivery,
  type NetworkedStreamStore,
  NewMessage,
  SettleAction,
  Settlement,
  type StreamSpec,
} from "../../../src/backends/stream-contract.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { clientOf, redisSettings, surroundings } from "./redis-fixture.ts";

const options = { skip: serverMissing("redis") };
const ALL = { maxItems: 1000, maxBytes: 1e9 };
const LEASE_MS = 60_000;
/** To be waited for, and long enough for a busy machine to see that it has not ended. */
const SHORT_LEASE_MS = 1_000;

function openAt(t: TestContext, port: number): NetworkedStreamStore {
  const store = createRedisStreamStore(redisSettings(`redis://127.0.0.1:${port}`), surroundings());
  afterwards(t, () => store.close());
  return store;
}

function stream(store: NetworkedStreamStore, spec: Partial<StreamSpec> = {}): number {
  const whole = { name: "events", retentionMs: 0, maxBytes: 0, partitions: 1, replicas: 1, keep: "stored" } as const;
  return store.openStream({ ...whole, ...spec });
}

function message(namespaceId: number, value: string, idempotencyKey = ""): NewMessage {
  const made = new NewMessage();
  made.namespaceId = namespaceId;
  made.value = Buffer.from(value);
  made.idempotencyKey = idempotencyKey;
  if (idempotencyKey !== "") made.fingerprint = Buffer.alloc(16, 1);
  made.rememberUntilMs = Date.now() + 60_000;
  return made;
}

const valuesOf = (deliveries: readonly Delivery[]): string[] => deliveries.map(({ value }) => String(value));

function settlement(delivery: Delivery, action: SettleAction, delayMs = 0): Settlement {
  const made = new Settlement();
  made.lease = delivery.lease;
  made.action = action;
  made.delayMs = delayMs;
  return made;
}

const isWell = (store: NetworkedStreamStore) =>
  store.probe(2_000).then(
    () => true,
    () => false,
  );

test("shares a group between two gateways, each of which hears what the other gives back", options, async (t) => {
  const server = await startServer(t, "redis");
  const [one, two] = [openAt(t, server.port), openAt(t, server.port)];
  const [here, there] = [stream(one), stream(two)];
  await one.appendMany(["a", "b", "c"].map((value) => message(here, value)));
  const group = await one.openGroup(here, "workers", { at: "earliest" }, () => undefined);
  let called = 0;
  const other = await two.openGroup(there, "workers", { at: "earliest" }, () => void called++);
  // The same name twice: consumers of two gateways are two all the same.
  const mine = await group.take("consumer", ALL, LEASE_MS);
  assert.deepEqual(valuesOf(mine), ["a", "b", "c"]);
  assert.deepEqual(await other.take("consumer", ALL, LEASE_MS), []);
  await other.release("consumer");
  assert.deepEqual((await group.lag()).pending, 3);
  await group.settle([settlement(mine[1] as Delivery, SettleAction.NACK)]);
  await eventually("the other one is called", () => called === 1);
  const [again] = await other.take("consumer", ALL, LEASE_MS);
  assert.deepEqual([String(again?.value), again?.attempt], ["b", 2]);
  const late = settlement(mine[1] as Delivery, SettleAction.ACK);
  await group.settle([late, settlement(mine[0] as Delivery, SettleAction.ACK)]);
  assert.equal(late.outcome, Outcome.ABSENT);
  assert.equal((await group.lag()).pending, 2);
});

test(
  "gives a dead gateway's messages to others when their leases end, and is a consumer group to other programs",
  options,
  async (t) => {
    const server = await startServer(t, "redis");
    const [dead, alive] = [openAt(t, server.port), openAt(t, server.port)];
    const [here, there] = [stream(dead), stream(alive)];
    await dead.appendMany([message(here, "a")]);
    const lost = await dead.openGroup(here, "workers", { at: "earliest" }, () => undefined);
    const [taken] = await lost.take("consumer", ALL, SHORT_LEASE_MS);
    assert.equal(taken?.attempt, 1);
    let called = 0;
    const group = await alive.openGroup(there, "workers", { at: "earliest" }, () => void called++);
    assert.deepEqual(await group.take("other", ALL, LEASE_MS), []);
    // Nobody says anything any more: what wakes it is the time.
    await eventually("the lease has ended", () => called > 0);
    const [again] = await group.take("other", ALL, LEASE_MS);
    assert.deepEqual([String(again?.value), again?.attempt], ["a", 2]);
    const client = await clientOf(t, server.port);
    const [key] = await client.keys("prism:{[0-9]*}stream");
    const pending = (await client.xpending(key as string, "workers")) as [number];
    assert.equal(pending[0], 1);
    // What another program takes is its own, and what it acknowledges does not come again.
    await alive.appendMany([message(there, "b"), message(there, "c")]);
    await client.xreadgroup("GROUP", "workers", "foreign", "COUNT", 1, "STREAMS", key as string, ">");
    assert.deepEqual(valuesOf(await group.take("third", { maxItems: 1, maxBytes: 1 }, LEASE_MS)), ["c"]);
    await client.xack(key as string, "workers", again?.position as string);
    await group.release("other");
    assert.deepEqual(await group.take("other", ALL, LEASE_MS), []);
  },
);

test("takes no more word of a delivery that was given back with a delay", options, async (t) => {
  const server = await startServer(t, "redis");
  const store = openAt(t, server.port);
  const ns = stream(store);
  await store.appendMany([message(ns, "a")]);
  const group = await store.openGroup(ns, "workers", { at: "earliest" }, () => undefined);
  const [taken] = (await group.take("consumer", ALL, LEASE_MS)) as [Delivery];
  const { NACK, ACK, EXTEND, BURY } = SettleAction;
  const words = [NACK, ACK, EXTEND, NACK, BURY].map((action) => settlement(taken, action, 50_000));
  for (const word of words) await group.settle([word]);
  const { DONE, ABSENT } = Outcome;
  assert.deepEqual(
    words.map(({ outcome }) => outcome),
    [DONE, ABSENT, ABSENT, ABSENT, ABSENT],
  );
  assert.equal((await group.lag()).pending, 1);
});

test("wakes its readers when the server is back, and loses nothing that was acknowledged", options, async (t) => {
  const server = await startServer(t, "redis", { appendfsync: "always" });
  const store = openAt(t, server.port);
  const ns = stream(store);
  let called = 0;
  const reader = await store.openReader(ns, { at: "earliest" }, () => void called++);
  const acknowledged: string[] = [];
  let failed: unknown = null;
  for (let i = 0; failed === null; i++) {
    if (i === 50) void server.kill();
    const sent = [message(ns, `v${i}`, `key ${i}`), message(ns, `w${i}`)];
    await store.appendMany(sent).then(
      () => void acknowledged.push(`v${i}`, `w${i}`),
      (error) => (failed = error),
    );
  }
  assert.ok(failed instanceof PrismError && /STORE_(CONNECTION_LOST|UNAVAILABLE)/.test(failed.failure.reason));
  await eventually("the server is gone", () => !server.isRunning);
  await server.startAgain();
  await eventually("the store is well", () => isWell(store));
  const readAll = async (): Promise<string[]> => valuesOf(await reader.take(ALL));
  const found = await readAll();
  assert.deepEqual(found.slice(0, acknowledged.length), acknowledged);
  assert.deepEqual(await readAll(), []);
  called = 0;
  await server.stop();
  await server.startAgain();
  // Nothing was appended; but something might have been while nobody heard.
  await eventually("the reader is woken", () => called === 1);
  await eventually("the store is well", () => isWell(store));
  await readAll();
  await store.appendMany([message(ns, "later")]);
  await eventually("the reader is called", () => called === 2);
  assert.deepEqual(await readAll(), ["later"]);
});

test("publishes a message once that is published again after the connection was lost", options, async (t) => {
  const server = await startServer(t, "redis");
  const store = openAt(t, server.port);
  const ns = stream(store);
  const first = message(ns, "a", "once");
  await store.appendMany([first]);
  const client = await clientOf(t, server.port);
  await client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
  const second = message(ns, "a", "once");
  await eventually("it is published", () =>
    store.appendMany([second]).then(
      () => true,
      () => false,
    ),
  );
  assert.deepEqual([second.isReplay, second.position], [true, first.position]);
  const reader = await store.openReader(ns, { at: "earliest" }, () => undefined);
  assert.equal((await reader.take(ALL)).length, 1);
});

test("says that a stream was dropped to those who read it, and removes what it had", options, async (t) => {
  const server = await startServer(t, "redis");
  const store = openAt(t, server.port);
  const ns = stream(store);
  await store.appendMany([message(ns, "a"), message(ns, "b")]);
  const reader = await store.openReader(ns, { at: "earliest" }, () => undefined);
  const group = await store.openGroup(ns, "workers", { at: "earliest" }, () => undefined);
  const [taken] = await group.take("consumer", ALL, LEASE_MS);
  const bury = settlement(taken as Delivery, SettleAction.BURY);
  await group.settle([bury]);
  assert.equal(bury.outcome, Outcome.DONE);
  await store.dropStream(await store.storeIdOf(ns));
  const tries = [() => reader.take(ALL), () => group.take("consumer", ALL, LEASE_MS), () => group.lag()];
  for (const use of tries) await assert.rejects(use, (error: PrismError) => error.failure.reason === "STORE_MISSING");
  await group.close();
  while ((await store.sweep(Date.now(), 100)) > 0);
  const client = await clientOf(t, server.port);
  assert.deepEqual(
    (await client.keys("prism:*")).filter((key) => !key.includes("{registry}")),
    [],
  );
  await store.appendMany([message(ns, "anew")]);
  assert.equal(await store.isEmpty(ns), false);
});

test("keeps no more than the bounds of the stream, dead letters as well", options, async (t) => {
  const server = await startServer(t, "redis");
  const store = openAt(t, server.port);
  const ns = stream(store, { maxBytes: 20_000 });
  const group = await store.openGroup(ns, "workers", { at: "earliest" }, () => undefined);
  for (let i = 0; i < 30; i++) {
    await store.appendMany([message(ns, "v".repeat(2_000))]);
    const [taken] = await group.take("consumer", ALL, LEASE_MS);
    await group.settle([settlement(taken as Delivery, i % 2 === 0 ? SettleAction.BURY : SettleAction.NACK)]);
  }
  while ((await store.sweep(Date.now(), 10)) > 0);
  const letters = await store.listDead(ns, "", "", ALL);
  assert.ok(letters.length >= 8 && letters.length <= 10, `${letters.length} dead letters`);
  const reader = await store.openReader(ns, { at: "earliest" }, () => undefined);
  const kept = await reader.take(ALL);
  assert.ok(kept.length >= 8 && kept.length <= 10, `${kept.length} messages`);
  const { pending } = await group.lag();
  assert.ok(pending <= kept.length, `${pending} pending`);
});
