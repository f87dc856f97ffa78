import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import {
  type Delivery,
  type NetworkedStreamStore,
  SettleAction,
  type StreamGroup,
  type StreamStart,
} from "../../../src/backends/stream-contract.ts";
import { serverMissing } from "../../support/servers/private-servers.ts";
import { bounds, message, openStore, ownPrefix, settlement, spec, Taker, textOf } from "./kafka-fixture.ts";

const LEASE_MS = 30_000;
/** To be waited for, and long enough for a busy machine to make it longer before its end. */
const SHORT_LEASE_MS = 1_000;

class Consumer extends Taker {
  group!: StreamGroup;

  static async open(
    t: TestContext,
    store: NetworkedStreamStore,
    ns: number,
    options: { group?: string; start?: StreamStart; leaseMs?: number; maxItems?: number; name?: string } = {},
  ): Promise<Consumer> {
    const { group = "workers", start = { at: "earliest" }, leaseMs = LEASE_MS, name = "c" } = options;
    const itemBounds = { ...bounds, maxItems: options.maxItems ?? bounds.maxItems };
    const consumer = new Consumer(() => consumer.group.take(name, itemBounds, leaseMs));
    consumer.group = await store.openGroup(ns, group, start, consumer.onReady);
    t.after(() => consumer.group.close());
    return consumer;
  }

  async settle(deliveries: readonly Delivery[], action: SettleAction = SettleAction.ACK, delayMs = 0, reason = "") {
    const settlements = deliveries.map((delivery) => settlement(delivery, action, { delayMs, reason }));
    await this.group.settle(settlements);
    return settlements.map(({ outcome }) => outcome);
  }
}

const publish = (store: NetworkedStreamStore, ns: number, values: readonly string[], key = "k") =>
  store.appendMany(values.map((value) => message(ns, key, value)));

describe("groups in Kafka", { skip: serverMissing("kafka") }, () => {
  it("deliver again what is not acknowledged, count attempts, and go on from what is", async (t) => {
    const topicPrefix = ownPrefix();
    const store = await openStore(t, { topicPrefix });
    const ns = store.openStream(spec());
    await publish(store, ns, ["a", "b", "c"]);
    const consumer = await Consumer.open(t, store, ns);
    const [a, b, c] = (await consumer.until(3)) as [Delivery, Delivery, Delivery];
    assert.deepEqual([a, b, c].map(textOf), ["a", "b", "c"]);
    assert.deepEqual(await consumer.settle([a, c]), [Outcome.DONE, Outcome.DONE]);
    assert.deepEqual(await consumer.settle([b], SettleAction.NACK), [Outcome.DONE]);
    const [again] = await consumer.until(1);
    assert.deepEqual([again?.position, again?.attempt], [b.position, 2]);
    // The first lease is over, and so it stays.
    assert.deepEqual(await consumer.settle([b]), [Outcome.ABSENT]);
    await consumer.settle([again as Delivery], SettleAction.NACK, 100);
    const before = Date.now();
    const [third] = await consumer.until(1);
    assert.ok(Date.now() - before >= 95);
    assert.equal(third?.attempt, 3);
    assert.deepEqual(await store.listGroups(ns), ["workers"]);
    await consumer.group.close();

    // Kafka knows what is done up to the first that is not; the counter of attempts was this store's.
    const next = await openStore(t, { topicPrefix });
    const id = next.openStream(spec());
    const other = await Consumer.open(t, next, id, { start: { at: "latest" } });
    const found = await other.until(2);
    assert.deepEqual(
      found.map((each) => [textOf(each), each.attempt]),
      [
        ["b", 1],
        ["c", 1],
      ],
    );
    assert.deepEqual(await other.settle(found), [Outcome.DONE, Outcome.DONE]);
    const { waiting, pending, partitions } = await other.group.lag();
    assert.deepEqual([waiting, pending, partitions[0]?.position, partitions[0]?.end], [0, 0, "", "0:2"]);
  });

  it("know what was done past a hole when they are opened again here", async (t) => {
    const store = await openStore(t);
    const ns = store.openStream(spec());
    await publish(store, ns, ["a", "b", "c"]);
    const first = await Consumer.open(t, store, ns);
    const [, b] = (await first.until(3)) as [Delivery, Delivery, Delivery];
    await first.settle([b]);
    await first.group.close();
    const second = await Consumer.open(t, store, ns);
    const found = await second.until(2);
    assert.deepEqual(
      found.map((each) => [textOf(each), each.attempt]),
      [
        ["a", 2],
        ["c", 2],
      ],
    );
    await second.settle(found);
    assert.deepEqual(await second.group.take("c", bounds, LEASE_MS), []);
    const { waiting, pending } = await second.group.lag();
    assert.deepEqual([waiting, pending], [0, 0]);
  });

  it("end leases in time, unless they are made longer, and at once for a consumer that is gone", async (t) => {
    const store = await openStore(t);
    const ns = store.openStream(spec());
    await publish(store, ns, ["a", "b"]);
    const consumer = await Consumer.open(t, store, ns, { leaseMs: SHORT_LEASE_MS });
    const [a, b] = (await consumer.until(2)) as [Delivery, Delivery];
    await consumer.settle([b], SettleAction.EXTEND, LEASE_MS);
    const [again] = await consumer.until(1);
    assert.deepEqual([again?.position, again?.attempt], [a.position, 2]);
    assert.deepEqual(await consumer.settle([a]), [Outcome.ABSENT]);
    await consumer.group.release("c");
    const released = await consumer.until(2);
    assert.deepEqual(
      released.map(({ position, attempt }) => [position, attempt]).sort(),
      [
        [a.position, 3],
        [b.position, 2],
      ].sort(),
    );
  });

  it("let a message that is not acknowledged hold up its partition at a bound only", async (t) => {
    const store = await openStore(t, { maxUnacknowledged: 20 });
    const ns = store.openStream(spec());
    for (let round = 0; round < 6; round++)
      await publish(
        store,
        ns,
        Array.from({ length: 10 }, (_, i) => `${round}${i}`),
      );
    const consumer = await Consumer.open(t, store, ns, { maxItems: 5 });
    const [first, ...rest] = await consumer.until(5);
    await consumer.settle(rest);
    let done = rest.length;
    for (;;) {
      const some = await consumer.group.take("c", { ...bounds, maxItems: 5 }, LEASE_MS);
      if (some.length === 0) break;
      await consumer.settle(some);
      done += some.length;
    }
    assert.equal(done, 19);
    assert.equal((await consumer.group.lag()).partitions[0]?.position, first?.position);
    await consumer.settle([first as Delivery]);
    while (done < 59) {
      const some = await consumer.until(1);
      await consumer.settle(some);
      done += some.length;
    }
    assert.equal((await consumer.group.lag()).waiting, 0);
  });

  it("keep what cannot be done among the dead, give it back, and let it go", async (t) => {
    const topicPrefix = ownPrefix();
    const store = await openStore(t, { topicPrefix });
    const ns = store.openStream(spec({ partitions: 2 }));
    const headers = [["trace", "\xff"]] as const;
    await store.appendMany(["a", "b", "c"].map((value) => message(ns, "schlüssel", value, { headers })));
    const consumer = await Consumer.open(t, store, ns);
    const found = await consumer.until(3);
    assert.equal(await store.isEmpty(ns), false);
    const outcomes = await consumer.settle(found, SettleAction.BURY, 0, "zu groß");
    assert.deepEqual(outcomes, [Outcome.DONE, Outcome.DONE, Outcome.DONE]);
    assert.equal((await consumer.group.lag()).pending, 0);

    for (const each of [store, await openStore(t, { topicPrefix })]) {
      const id = each.openStream(spec({ partitions: 2 }));
      const letters = await each.listDead(id, "workers", "", bounds);
      assert.deepEqual(
        letters.map(({ group, reason, attempts, message: m }) => [
          group,
          reason,
          attempts,
          m.position,
          m.key,
          textOf(m),
        ]),
        found.map((d) => ["workers", "zu groß", 1, d.position, d.key, textOf(d)]),
      );
      assert.deepEqual(letters[0]?.message.headers, headers);
      assert.deepEqual(letters[0]?.message.publishedMs, found[0]?.publishedMs);
      const [one] = await each.listDead(id, "", letters[0]?.id ?? "", { ...bounds, maxItems: 1 });
      assert.equal(one?.id, letters[1]?.id);
      assert.deepEqual(await each.listDead(id, "others", "", bounds), []);
    }
    const [first, second, third] = (await store.listDead(ns, "", "", bounds)).map(({ id }) => id) as [
      string,
      string,
      string,
    ];
    assert.equal(await store.replayDead(ns, [first]), 1);
    const [again] = await consumer.until(1);
    assert.deepEqual([textOf(again as Delivery), again?.attempt], ["a", 1]);
    assert.deepEqual(again?.headers, [...headers, ["prism-replay-group", "workers"]]);
    assert.equal(await store.removeDead(ns, [first, second]), 1);
    assert.deepEqual(
      (await store.listDead(ns, "", "", bounds)).map(({ id }) => id),
      [third],
    );
    await assert.rejects(store.removeDead(ns, ["x"]), /DEAD_LETTER_ID_INVALID/);
  });

  it("go to another place when they are told to", async (t) => {
    const store = await openStore(t);
    const ns = store.openStream(spec({ partitions: 2 }));
    await publish(store, ns, ["a", "b", "c"]);
    const consumer = await Consumer.open(t, store, ns);
    const found = await consumer.until(3);
    await consumer.settle([found[0] as Delivery], SettleAction.NACK, LEASE_MS);
    await consumer.group.seek({ at: "position", position: found[1]?.position ?? "" });
    assert.deepEqual(await consumer.settle([found[2] as Delivery]), [Outcome.ABSENT]);
    const again = await consumer.until(2);
    assert.deepEqual(
      again.map((each) => [textOf(each), each.attempt]),
      [
        ["b", 1],
        ["c", 1],
      ],
    );
    await consumer.group.seek({ at: "latest" });
    assert.deepEqual(await consumer.group.take("c", bounds, LEASE_MS), []);
    assert.equal((await consumer.group.lag()).waiting, 0);
    await consumer.group.seek({ at: "time", timeMs: 0 });
    assert.equal((await consumer.until(3)).length, 3);
  });

  it("share the partitions with another gateway, and take them over when it goes", async (t) => {
    const topicPrefix = ownPrefix();
    const [one, two] = [await openStore(t, { topicPrefix }), await openStore(t, { topicPrefix })];
    const ns = one.openStream(spec({ partitions: 4 }));
    const keys = Array.from({ length: 40 }, (_, index) => `key ${index}`);
    const first = await Consumer.open(t, one, ns);
    await one.appendMany(keys.map((key) => message(ns, key, "1")));
    const leased = await first.until(40);
    const second = await Consumer.open(t, two, two.openStream(spec({ partitions: 4 })));
    // The leases of the partitions that the second one has now have ended.
    const given = await second.until(10);
    const partitionOf = ({ position }: Delivery) => position.split(":")[0];
    const taken = new Set(given.map(partitionOf));
    assert.equal(taken.size <= 2, true);
    const outcomes = await first.settle(leased);
    for (const [index, delivery] of leased.entries()) {
      if (taken.has(partitionOf(delivery))) assert.equal(outcomes[index], Outcome.ABSENT);
    }
    assert.ok(outcomes.includes(Outcome.DONE));
    const doneCount = outcomes.filter((outcome) => outcome === Outcome.DONE).length;
    await second.group.close();
    // What the other one did not acknowledge comes back.
    const back = await first.until(40 - doneCount);
    assert.equal(back.length, 40 - doneCount);
    assert.deepEqual(new Set(await first.settle(back)), new Set([Outcome.DONE]));
    assert.deepEqual(await one.listGroups(ns), ["workers"]);
    await assert.rejects(one.dropGroup(ns, "workers"), /GROUP_IN_USE/);
    await first.group.close();
    await one.dropGroup(ns, "workers");
    assert.deepEqual(await one.listGroups(ns), []);
  });
});
