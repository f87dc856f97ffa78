import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ReceivedMessage } from "../../src/client/received-message.ts";
import type { Stream } from "../../src/client/stream.ts";
import type { Subscription } from "../../src/client/subscription.ts";
import { Code } from "../../src/common/codes.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { SharedGateway } from "./shared-gateway.ts";

function failsWith(reason: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof PrismError, String(error));
    assert.equal(error.failure.reason, reason, error.message);
    return true;
  };
}

async function take(subscription: Subscription, count: number): Promise<ReceivedMessage[]> {
  const taken: ReceivedMessage[] = [];
  while (taken.length < count) {
    const { value } = await subscription.next();
    taken.push(value ?? assert.fail("it has ended"));
  }
  return taken;
}

const texts = (messages: readonly ReceivedMessage[]): string[] => messages.map(({ text }) => text);

for (const protocol of ["frames", "grpc"] as const) {
  describe(`streams of a gateway, over ${protocol}`, () => {
    let stream: Stream;
    let groups = 0;
    const newGroup = (): string => `group-${++groups}`;
    const gateway = SharedGateway.forTestsHere((client) => {
      stream = client.stream("events");
    }, protocol);

    it("a message comes out as it was published", async () => {
      const subscription = stream.subscribe({ start: "earliest" });
      const headers = { "ce-type": "order.paid", raw: Uint8Array.of(0, 255) };
      const { position } = await stream.publish({ key: "straße", value: Uint8Array.of(1, 0, 255), headers });
      const [message] = await take(subscription, 1);
      assert.ok(message !== undefined);
      assert.deepEqual([message.position, message.key], [position, "straße"]);
      assert.deepEqual([...message.value], [1, 0, 255]);
      assert.equal(message.header("ce-type"), "order.paid");
      assert.deepEqual(message.headers[1], ["raw", Uint8Array.of(0, 255)]);
      assert.ok(Math.abs(message.publishedMs - Date.now()) < 60_000);
      assert.deepEqual([message.attempt, message.lease], [0, ""]);
      await assert.rejects(message.ack(), failsWith("LEASE_REQUIRED"));
      await subscription.close();
      assert.deepEqual(await subscription.next(), { done: true, value: undefined });
    });

    it("a subscriber sees what is published from then on, in order, once each", async () => {
      const subscription = stream.subscribe();
      // It is live when a fetch has been answered or waits; what is published before that may be missed.
      const { nextPosition } = await stream.fetch({ start: "latest" });
      const from = stream.subscribe(nextPosition === "" ? { start: "earliest" } : { start: { after: nextPosition } });
      const sent = Array.from({ length: 250 }, (_, i) => `n${i}`);
      const results = await stream.publishMany(sent.map((value) => ({ value })));
      assert.ok(results.every((result) => !(result instanceof PrismError)));
      assert.deepEqual(texts(await take(from, sent.length)), sent);
      await Promise.all([from.close(), subscription.close()]);
    });

    it("an idempotency key publishes once", async () => {
      const message = { value: "once", idempotencyKey: `key-${protocol}` };
      const first = await stream.publish(message);
      assert.deepEqual(await stream.publish(message), { ...first, replayed: true });
    });

    it("the consumers of a group share its messages, and those that are acknowledged do not come again", async () => {
      const group = newGroup();
      await stream.seek(group, "latest");
      const two = [1, 2].map((i) => stream.subscribe({ group, consumer: `c${i}`, prefetch: 5 }));
      const sent = Array.from({ length: 40 }, (_, i) => `m${i}`);
      await stream.publishMany(sent.map((value) => ({ value })));
      const seen: string[] = [];
      await Promise.all(
        two.map(async (subscription) => {
          for await (const message of subscription) {
            assert.equal(message.attempt, 1);
            await message.ack();
            seen.push(message.text);
            if (seen.length === sent.length) for (const each of two) void each.close();
          }
        }),
      );
      assert.deepEqual(seen.toSorted(), sent.toSorted());
      const { waiting, pending } = await stream.lag(group);
      assert.deepEqual([waiting, pending], [0, 0]);
    });

    it("what a consumer leaves undone goes to the next one at once", async () => {
      const group = newGroup();
      await stream.seek(group, "latest");
      await stream.publish("undone");
      const leaving = stream.subscribe({ group, consumer: "a" });
      const [taken] = await take(leaving, 1);
      assert.equal(taken?.text, "undone");
      const startedMs = Date.now();
      await leaving.close();
      const next = stream.subscribe({ group, consumer: "b" });
      const [again] = await take(next, 1);
      assert.deepEqual([again?.text, again?.attempt], ["undone", 2]);
      assert.ok(Date.now() - startedMs < 5_000, "well before its lease ends");
      await assert.rejects(taken?.ack() as Promise<void>, failsWith("LEASE_ENDED"));
      await again?.extend(60_000);
      await again?.ack();
      await next.close();
    });

    it("what is not done comes again, then lies among the dead, from where it is replayed", async () => {
      const group = newGroup();
      await stream.seek(group, "latest");
      await stream.publish({ key: "k", value: "poison" });
      const subscription = stream.subscribe({ group });
      const [first] = await take(subscription, 1);
      await first?.nack();
      const [second] = await take(subscription, 1);
      assert.equal(second?.attempt, 2);
      await second?.nack({ bury: true, reason: "no such order" });
      const { deadLetters } = await stream.deadLetters({ group });
      const [dead] = deadLetters;
      assert.ok(dead !== undefined && deadLetters.length === 1);
      assert.deepEqual([dead.group, dead.reason, dead.attempts], [group, "no such order", 2]);
      assert.deepEqual([dead.message.text, dead.message.position], ["poison", first?.position]);
      assert.equal(await stream.replayDeadLetters([dead.id]), 1);
      const [replayed] = await take(subscription, 1);
      assert.equal(replayed?.text, "poison");
      await replayed?.nack({ bury: true });
      const ids: string[] = [];
      for await (const { id } of stream.allDeadLetters({ group, pageSize: 1 })) ids.push(id);
      assert.equal(await stream.removeDeadLetters(ids), 1);
      await subscription.close();
    });

    it("a group can be moved, is listed, and is forgotten", async () => {
      const group = newGroup();
      const { position } = await stream.publish("moved to");
      await stream.seek(group, { position });
      const { messages } = await stream.fetch({ group, consumer: "c", maxMessages: 1 });
      assert.deepEqual(texts(messages), ["moved to"]);
      const leases = messages.map(({ lease }) => lease);
      assert.deepEqual(await stream.ack(group, leases), [null]);
      assert.ok((await stream.groups()).some(({ name }) => name === group));
      assert.equal(await stream.dropGroup(group), true);
      assert.equal(await stream.dropGroup(group), false);
    });

    it("a filter keeps to what is wanted", async () => {
      const { position } = await stream.publish("before");
      const filter = { keyPrefix: "eu/", headers: { "ce-type": "a" } };
      const subscription = stream.subscribe({ start: { after: position }, filter });
      await stream.publishMany([
        { key: "eu/1", value: "wrong type", headers: { "ce-type": "b" } },
        { key: "us/1", value: "wrong key", headers: { "ce-type": "a" } },
        { key: "eu/2", value: "wanted", headers: { "ce-type": "a" } },
      ]);
      assert.deepEqual(texts(await take(subscription, 1)), ["wanted"]);
      await subscription.close();
    });

    it("a fetch waits as long as it is told to, and no longer than there is nothing", async () => {
      const { nextPosition } = await stream.fetch({ start: "latest" });
      const start = { after: nextPosition };
      const startedMs = Date.now();
      assert.deepEqual((await stream.fetch({ start, waitMs: 150 })).messages, []);
      assert.ok(Date.now() - startedMs >= 140);
      const fetching = stream.fetch({ start, waitMs: 30_000 });
      await stream.publish("at last");
      assert.deepEqual(texts((await fetching).messages), ["at last"]);
    });

    it("many subscribers on one connection keep no other call waiting", async () => {
      const subscriptions = Array.from({ length: 100 }, () => stream.subscribe({ start: "latest" }));
      const startedMs = Date.now();
      await gateway.client.keyValue("memory").put("k", "v");
      assert.ok(Date.now() - startedMs < 5_000);
      await Promise.all(subscriptions.map((each) => each.close()));
    });

    it("a subscription ends with its signal, and with what cannot pass", async () => {
      const abort = new AbortController();
      const subscription = stream.subscribe({ signal: abort.signal });
      const next = subscription.next();
      abort.abort();
      assert.equal((await next).done, true);
      await assert.rejects(gateway.client.stream("default").subscribe().next(), failsWith("WRONG_PATTERN"));
      await assert.rejects(
        gateway.client.keyValue("events").get("k"),
        (error) => failsWith("WRONG_PATTERN")(error) && (error as PrismError).failure.code === Code.INVALID_ARGUMENT,
      );
    });

    it("counters and transactions", async () => {
      const kv = gateway.client.keyValue("default");
      assert.equal((await kv.increment("views")).value, 1n);
      assert.equal((await kv.increment("views", -(2n ** 62n))).value, 1n - 2n ** 62n);
      await assert.rejects(kv.increment("views", -(2n ** 63n)), failsWith("COUNTER_OVERFLOW"));
      const { results } = await kv.transact([
        { check: { key: "closed", ifVersion: 0 } },
        { put: { key: "order", value: "5", ifVersion: 0 } },
        { increment: { key: "orders", delta: 1 } },
        { delete: "none" },
      ]);
      assert.deepEqual(
        results.map(({ deleted, value }) => [deleted, value]),
        [
          [false, 0n],
          [false, 0n],
          [false, 1n],
          [false, 0n],
        ],
      );
      const refused = kv.transact([{ put: { key: "x", value: "" } }, { delete: { key: "order", ifVersion: 0 } }]);
      await assert.rejects(refused, (error) => {
        failsWith("VERSION_MISMATCH")(error);
        assert.equal((error as PrismError).failure.metadata.field, "operations[1].delete.if_version");
        return true;
      });
      assert.equal(await kv.get("x"), null);
    });
  });
}
