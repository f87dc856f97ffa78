import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { createKafkaStreamStore } from "../../../src/backends/kafka/kafka-stream-store.ts";
import type { Header, NetworkedStreamStore, StreamReader, StreamStart } from "../../../src/backends/stream-contract.ts";
import { fileServer, serverMissing } from "../../support/servers/private-servers.ts";
import {
  bounds,
  kafkaSettings,
  message,
  openStore,
  ownPrefix,
  spec,
  surroundings,
  Taker,
  textOf,
} from "./kafka-fixture.ts";

const HOUR_MS = 3_600_000;

async function reading(
  t: TestContext,
  store: NetworkedStreamStore,
  ns: number,
  start: StreamStart,
): Promise<Taker & { reader: StreamReader }> {
  const taker = new Taker(() => reader.take(bounds));
  const reader = await store.openReader(ns, start, taker.onReady);
  t.after(() => reader.close());
  return Object.assign(taker, { reader });
}

describe("streams in Kafka", { skip: serverMissing("kafka") }, () => {
  it("give back what was appended, byte for byte, in the order of each key", async (t) => {
    const store = await openStore(t);
    const ns = store.openStream(spec({ partitions: 3 }));
    const headers: Header[] = [
      ["h", "\xff\x00"],
      ["2", "numbers keep their place"],
      ["h", ""],
      ["__proto__", "a name like any other"],
    ];
    const sent = Array.from({ length: 60 }, (_, index) => message(ns, `key ${index % 7}\xfe`, `${index}`, { headers }));
    await store.appendMany(sent);
    assert.ok(sent.every(({ outcome, isReplay }) => outcome === Outcome.DONE && !isReplay));

    const found = await (await reading(t, store, ns, { at: "earliest" })).until(60);
    for (const key of new Set(sent.map((each) => each.key))) {
      assert.deepEqual(
        found.filter((each) => each.key === key).map(textOf),
        sent.filter((each) => each.key === key).map(({ value }) => Buffer.from(value).toString()),
      );
    }
    for (const each of found) {
      assert.deepEqual(each.headers, headers);
      assert.deepEqual([each.attempt, each.lease], [0, ""]);
      assert.ok(Math.abs(Date.now() - each.publishedMs) < 60_000);
    }
    assert.deepEqual(
      found.map(({ position }) => position.split("/")[0]).sort(),
      sent.map((each) => each.position).sort(),
    );
  });

  it("go on after the last position in every partition", async (t) => {
    const store = await openStore(t);
    const ns = store.openStream(spec({ partitions: 3 }));
    const sent = Array.from({ length: 30 }, (_, index) => message(ns, `key ${index}`, `${index}`));
    await store.appendMany(sent);
    const first = await reading(t, store, ns, { at: "earliest" });
    const before: string[] = [];
    while (before.length < 12) {
      const some = await first.reader.take({ maxItems: 4, maxBytes: bounds.maxBytes });
      before.push(...some.map(textOf));
    }
    const position = first.reader.after?.() ?? "";
    const rest = await (await reading(t, store, ns, { at: "after", position })).until(30 - before.length);
    const all = [...before, ...rest.map(textOf)].map(Number).sort((a, b) => a - b);
    assert.deepEqual(all, [...sent.keys()]);
  });

  it("begin at the latest, at a position, and at a time", async (t) => {
    const store = await openStore(t);
    const ns = store.openStream(spec());
    const old = message(ns, "", "old");
    await store.appendMany([old]);
    const latest = await reading(t, store, ns, { at: "latest" });
    assert.deepEqual(await latest.reader.take(bounds), []);
    const place = latest.reader.after?.() ?? "";
    const earliest = await reading(t, store, ns, { at: "earliest" });
    const [{ publishedMs } = { publishedMs: 0 }] = await earliest.until(1);
    while (Date.now() <= publishedMs + 1) await new Promise((resolve) => setTimeout(resolve, 1));
    const young = message(ns, "", "young");
    await store.appendMany([young]);

    assert.deepEqual((await latest.until(1)).map(textOf), ["young"]);
    assert.ok(latest.readyCount > 0);
    const starts: [StreamStart, string[]][] = [
      [{ at: "position", position: young.position }, ["young"]],
      [{ at: "position", position: old.position }, ["old", "young"]],
      [{ at: "after", position: old.position }, ["young"]],
      [{ at: "after", position: place }, ["young"]],
      [{ at: "time", timeMs: publishedMs + 1 }, ["young"]],
      [{ at: "time", timeMs: 0 }, ["old", "young"]],
    ];
    for (const [start, expected] of starts) {
      const found = await (await reading(t, store, ns, start)).until(expected.length);
      assert.deepEqual(found.map(textOf), expected, JSON.stringify(start));
    }
    const future = await reading(t, store, ns, { at: "time", timeMs: Date.now() + HOUR_MS });
    assert.deepEqual(await future.reader.take(bounds), []);
    for (const position of ["", "0", "9:1", "0:1/9:1", "a:b"]) {
      await assert.rejects(
        store.openReader(ns, { at: "position", position }, () => {}),
        /POSITION_INVALID/,
      );
    }
  });

  it("stay at the broker when nobody takes them", async (t) => {
    const store = await openStore(t, { readAheadBytes: 64 * 1024 });
    const ns = store.openStream(spec());
    const value = "x".repeat(10_000);
    for (let round = 0; round < 4; round++)
      await store.appendMany(Array.from({ length: 100 }, () => message(ns, "k", value)));
    const taker = await reading(t, store, ns, { at: "earliest" });
    const { reader } = taker;
    const [first] = await reader.take({ maxItems: 1, maxBytes: 1 });
    assert.equal(first?.position, "0:0");
    // One fetch may bring more than there was room for, but no second one does.
    const { bytesInHand } = reader as StreamReader & { bytesInHand: number };
    assert.ok(bytesInHand < 1024 * 1024 + 64 * 1024, `${bytesInHand}`);
    assert.ok(bytesInHand < 400 * value.length);
    assert.equal((await taker.until(399)).length, 399);
  });

  it("know an idempotency key again, after a restart too", async (t) => {
    const topicPrefix = ownPrefix();
    const keyed = (ns: number, value: string, fill: number) =>
      message(ns, "k", value, {
        idempotencyKey: "once",
        fingerprint: new Uint8Array(16).fill(fill),
        rememberUntilMs: Date.now() + HOUR_MS,
      });
    const store = await openStore(t, { topicPrefix });
    const ns = store.openStream(spec({ partitions: 2 }));
    const first = keyed(ns, "a", 1);
    const twin = keyed(ns, "a", 1);
    await store.appendMany([first, twin, message(ns, "k", "a"), message(ns, "k", "a")]);
    assert.deepEqual([first.isReplay, twin.isReplay, twin.position], [false, true, first.position]);
    const again = await openStore(t, { topicPrefix });
    for (const each of [store, again]) {
      const id = each.openStream(spec({ partitions: 2 }));
      const [same, other] = [keyed(id, "a", 1), keyed(id, "b", 2)];
      await each.appendMany([same, other]);
      assert.deepEqual([same.outcome, same.isReplay, same.position], [Outcome.DONE, true, first.position]);
      assert.deepEqual([other.outcome, other.failure?.reason], [Outcome.FAILED, "IDEMPOTENCY_KEY_REUSED"]);
    }
    // Without a key, what looks the same is kept twice; Prism's own headers are not seen.
    const found = await (await reading(t, store, ns, { at: "earliest" })).until(3);
    assert.deepEqual(found.map(textOf), ["a", "a", "a"]);
    assert.ok(found.every(({ headers }) => headers.length === 0));
  });

  it("forget an idempotency key when its time is over", async (t) => {
    let nowMs = Date.now();
    const { port } = await fileServer("kafka");
    const settings = kafkaSettings(port, { topicPrefix: ownPrefix() });
    const store = createKafkaStreamStore(settings, { ...surroundings(), nowMs: () => nowMs });
    t.after(() => store.close());
    const ns = store.openStream(spec());
    const options = { idempotencyKey: "x", fingerprint: new Uint8Array(16), rememberUntilMs: nowMs + 1_000 };
    await store.appendMany([message(ns, "", "a", options)]);
    nowMs += 1_001;
    const late = message(ns, "", "a", options);
    await store.appendMany([late]);
    assert.equal(late.isReplay, false);
  });

  it("take messages up to what the topic takes, and refuse only those that are larger", async (t) => {
    const store = await openStore(t);
    const ns = store.openStream(spec());
    const large = Array.from({ length: 5 }, (_, index) => message(ns, "k", `${index}`.repeat(1024 * 1024)));
    const tooLarge = message(ns, "k", "x".repeat(3 * 1024 * 1024));
    await store.appendMany([...large, tooLarge, message(ns, "k", "after")]);
    assert.deepEqual([tooLarge.outcome, tooLarge.failure?.reason], [Outcome.FAILED, "STORE_ITEM_TOO_BIG"]);
    const found = await (await reading(t, store, ns, { at: "earliest" })).until(6);
    assert.deepEqual(
      found.map((each) => textOf(each).slice(0, 5)),
      ["00000", "11111", "22222", "33333", "44444", "after"],
    );
  });

  it("are packed where that is asked for", async (t) => {
    const store = await openStore(t, { compression: "gzip" });
    const ns = store.openStream(spec());
    await store.appendMany(Array.from({ length: 10 }, (_, index) => message(ns, "k", `${index}`)));
    const found = await (await reading(t, store, ns, { at: "position", position: "0:4" })).until(6);
    assert.deepEqual(found.map(textOf), ["4", "5", "6", "7", "8", "9"]);
  });

  it("are apart from each other, empty at first, and new after they were dropped", async (t) => {
    const store = await openStore(t);
    const [one, two] = [store.openStream(spec({ name: "one" })), store.openStream(spec({ name: "two" }))];
    await store.appendMany([message(one, "", "a")]);
    assert.deepEqual([await store.isEmpty(one), await store.isEmpty(two)], [false, true]);
    const number = await store.storeIdOf(one);
    assert.ok(Number.isSafeInteger(number));
    assert.notEqual(await store.storeIdOf(two), number);
    await store.openGroup(one, "workers", { at: "latest" }, () => {}).then((group) => group.close());
    await store.dropStream(number);
    await store.dropStream(number);
    const renewed = store.openStream(spec({ name: "one" }));
    assert.notEqual(await store.storeIdOf(renewed), number);
    assert.equal(await store.isEmpty(renewed), true);
    assert.deepEqual(await store.listGroups(renewed), []);
    // What was dropped stays so, even when it is dropped once more.
    await store.dropStream(number);
    const fresh = message(renewed, "", "b");
    await store.appendMany([fresh]);
    assert.equal(fresh.position, "0:0");
  });
});
