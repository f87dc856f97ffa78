import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { ErrorCode } from "../../../src/backends/kafka/error-code.ts";
import type { KafkaSettings } from "../../../src/backends/kafka/kafka-settings.ts";
import { createKafkaStreamStore } from "../../../src/backends/kafka/kafka-stream-store.ts";
import type { NetworkedStreamStore, NewMessage } from "../../../src/backends/stream-contract.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import type { ServerProcess } from "../../../src/stack/server-process.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { bounds, kafkaSettings, message, settlement, spec, surroundings, Taker, textOf } from "./kafka-fixture.ts";
import { LyingBroker } from "./lying-broker.ts";

const HOUR_MS = 3_600_000;

function openOn(t: TestContext, { port }: ServerProcess, others: Partial<KafkaSettings> = {}): NetworkedStreamStore {
  const store = createKafkaStreamStore(kafkaSettings(port, others), surroundings());
  afterwards(t, () => store.close());
  return store;
}

/** Everything in the stream, as texts. */
async function all(store: NetworkedStreamStore, ns: number): Promise<string[]> {
  const reader = await store.openReader(ns, { at: "earliest" }, () => {});
  const texts: string[] = [];
  for (;;) {
    const some = await reader.take(bounds);
    if (some.length === 0) break;
    texts.push(...some.map(textOf));
  }
  await reader.close();
  return texts;
}

const keyed = (ns: number, value: string): NewMessage =>
  message(ns, "k", value, {
    idempotencyKey: `id ${value}`,
    fingerprint: Buffer.alloc(16, value),
    rememberUntilMs: Date.now() + HOUR_MS,
  });

describe("Kafka that fails", { skip: serverMissing("kafka") }, () => {
  it("loses and doubles nothing that is repeated with its key, when it is killed and stopped under load", async (t) => {
    const server = await startServer(t, "kafka");
    const store = openOn(t, server, { requestTimeoutMs: 1_000, sessionTimeoutMs: 6_000 });
    const ns = store.openStream(spec({ partitions: 2 }));
    await store.storeIdOf(ns);
    const reader = await store.openReader(ns, { at: "earliest" }, () => readerTaker.onReady());
    const readerTaker: Taker = new Taker(() => reader.take(bounds).catch(unlessAway));
    const group = await store.openGroup(ns, "g", { at: "earliest" }, () => taker.onReady());
    const taker: Taker = new Taker(() => group.take("c", bounds, 60_000).catch(unlessAway));
    t.after(() => reader.close());
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    let isOver = false;
    const reasons = new Set<string>();
    const writers = Array.from({ length: 2 }, async (_, writer) => {
      const done: string[] = [];
      while (!isOver) {
        const values = Array.from({ length: 5 }, (_value, index) => `${writer}/${done.length + index}`);
        // As whoever publishes does, with the same keys until they are taken.
        for (let isTaken = false; !isTaken; ) {
          const messages = values.map((value) => keyed(ns, value));
          try {
            await store.appendMany(messages);
            isTaken = messages.every(({ outcome }) => outcome === Outcome.DONE);
            for (const { failure } of messages) if (failure !== null) reasons.add(failure.reason);
          } catch (error) {
            assert.ok(error instanceof PrismError);
            reasons.add(error.failure.reason);
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        }
        done.push(...values);
        // The group settles nothing, and is given 10,000 messages at the most.
        await pause(20);
      }
      return done;
    });
    await pause(300);
    await server.kill();
    await pause(300);
    await server.startAgain();
    const isBack = (): Promise<boolean> =>
      store.probe(1_000).then(
        () => true,
        () => false,
      );
    await eventually("it takes messages again", isBack);
    await pause(500);
    await server.pause();
    await pause(2_500);
    server.resume();
    await pause(1_500);
    isOver = true;
    const written = (await Promise.all(writers)).flat();
    const texts = await all(store, ns);
    assert.deepEqual([...texts].sort(), [...written].sort());
    for (const writer of ["0/", "1/"]) {
      const order = texts.filter((text) => text.startsWith(writer)).map((text) => Number(text.slice(2)));
      assert.deepEqual(
        order,
        [...order].sort((a, b) => a - b),
        "the order of a key is kept",
      );
    }
    for (const reason of reasons) assert.match(reason, /^STORE_(UNAVAILABLE|CONNECTION_LOST)$/);
    assert.ok(reasons.has("STORE_CONNECTION_LOST"));
    // Those that were reading before went on.
    assert.equal(new Set((await readerTaker.until(written.length)).map(textOf)).size, written.length);
    const deliveries = await taker.until(written.length);
    assert.equal(new Set(deliveries.map(textOf)).size, written.length);
    await group.close();
  });

  it("appends once what is repeated while the first attempt is still under way", async (t) => {
    const server = await startServer(t, "kafka");
    const store = openOn(t, server, { requestTimeoutMs: 600 });
    const ns = store.openStream(spec());
    await store.appendMany([message(ns, "k", "before")]);
    await server.pause();
    const attempts = [store.appendMany([keyed(ns, "a")])];
    await new Promise((resolve) => setTimeout(resolve, 300));
    // Whoever waits for the store has given up by now, and tries again.
    attempts.push(store.appendMany([keyed(ns, "a")]));
    const ends = Promise.allSettled(attempts);
    await new Promise((resolve) => setTimeout(resolve, 700));
    server.resume();
    const [first] = await ends;
    assert.equal(first?.status, "rejected");
    await eventually(
      "it takes the message",
      async () => {
        const again = keyed(ns, "a");
        await store.appendMany([again]).catch(() => {});
        return again.outcome === Outcome.DONE;
      },
      60_000,
    );
    assert.deepEqual(await all(store, ns), ["before", "a"]);
  });

  it("appends once what it refused when it had it already: a broker that shuts down answers so", async (t) => {
    const broker = await LyingBroker.start(t);
    const store = createKafkaStreamStore(kafkaSettings(broker.port), surroundings());
    afterwards(t, () => store.close());
    const ns = store.openStream(spec());
    await store.appendMany([keyed(ns, "before")]);
    for (const [error, reason] of [
      [ErrorCode.NOT_LEADER, "STORE_CONNECTION_LOST"],
      [ErrorCode.STORAGE_ERROR, "STORE_FULL"],
    ] as const) {
      broker.nextError = error;
      const value = `with ${error}`;
      await assert.rejects(store.appendMany([keyed(ns, value)]), (thrown: PrismError) => {
        assert.deepEqual([thrown.failure.reason, thrown.retry], [reason, "fresh-connection"]);
        return true;
      });
      // The first look at what has become of it is refused as well.
      broker.nextError = error;
      await assert.rejects(store.appendMany([keyed(ns, value)]), PrismError);
      const again = keyed(ns, value);
      await store.appendMany([again]);
      assert.deepEqual([again.outcome, again.isReplay], [Outcome.DONE, true]);
    }
    assert.deepEqual(await all(store, ns), ["before", "with 6", "with 56"]);
  });

  it("takes a leader that waits for no other replica at its word when it refuses something", async (t) => {
    const broker = await LyingBroker.start(t);
    const store = createKafkaStreamStore(kafkaSettings(broker.port, { acks: "leader" }), surroundings());
    afterwards(t, () => store.close());
    const ns = store.openStream(spec());
    await store.appendMany([message(ns, "k", "before")]);
    broker.nextError = ErrorCode.NOT_LEADER;
    await assert.rejects(store.appendMany([message(ns, "k", "a")]), /STORE_UNAVAILABLE/);
  });

  it("says that the topic is missing, and makes it again only when it may", async (t) => {
    const server = await startServer(t, "kafka");
    const strict = openOn(t, server, { createTopics: false });
    const strictId = strict.openStream(spec());
    await assert.rejects(strict.appendMany([message(strictId, "", "a")]), /STORE_MISSING/);
    const store = openOn(t, server);
    const ns = store.openStream(spec());
    await store.appendMany([message(ns, "", "a")]);
    await strict.appendMany([message(strictId, "", "b")]);
    await store.dropStream(await store.storeIdOf(ns));
    await assert.rejects(strict.appendMany([message(strictId, "", "c")]), (error: PrismError) => {
      return /STORE_(MISSING|UNAVAILABLE)/.test(error.failure.reason);
    });
    await assert.rejects(strict.appendMany([message(strictId, "", "c")]), /STORE_MISSING/);
    await store.appendMany([message(ns, "", "d")]);
    assert.deepEqual(await all(store, ns), ["d"]);
  });

  it("is not waited for when the store is closed", async (t) => {
    const server = await startServer(t, "kafka");
    const store = openOn(t, server);
    const ns = store.openStream(spec());
    await store.appendMany([message(ns, "", "a")]);
    const group = await store.openGroup(ns, "g", { at: "earliest" }, () => taker.onReady());
    const taker: Taker = new Taker(() => group.take("c", bounds, 60_000));
    const [delivery] = await taker.until(1);
    await server.pause();
    // Its threads stop one after the other.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const append = store.appendMany([message(ns, "", "b")]);
    append.catch(() => {});
    const settled = group.settle([settlement(delivery as never)]);
    settled.catch(() => {});
    const before = Date.now();
    await store.close();
    assert.ok(Date.now() - before < 4_000, `${Date.now() - before} ms`);
    await assert.rejects(append, PrismError);
    await assert.rejects(settled, PrismError);
    await assert.rejects(store.probe(100), PrismError);
    server.resume();
  });
});

function unlessAway(error: unknown): [] {
  assert.ok(
    error instanceof PrismError && /STORE_(UNAVAILABLE|CONNECTION_LOST)/.test(error.failure.reason),
    `${error}`,
  );
  return [];
}
