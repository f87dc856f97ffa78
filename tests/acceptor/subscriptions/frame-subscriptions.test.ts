import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CallNumber } from "../../../src/codec/calls.ts";
import {
  MAX_CREDITS,
  MAX_SUBSCRIPTIONS,
  MAX_SUBSCRIPTIONS_PER_CONNECTION,
  MAX_UNSENT_MESSAGES_BYTES,
} from "../../../src/common/limits.ts";
import { prism } from "../../generated/prism.js";
import { getFrame } from "../acceptor-bench.ts";
import { SubscriptionsBench } from "./subscriptions-bench.ts";

const WORKER_LOST = { code: 14, reason: "WORKER_LOST", retryAfterMs: 100 };

describe("a subscription over frames", () => {
  it("is told that it is live, then sent what comes, one fetch at a time, each after the last message", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7, { start: { earliest: true }, maxMessages: 10 });
    const first = bench.fetch();
    assert.deepEqual(first.fetch.start, prism.v1.StreamStart.fromObject({ earliest: true }));
    assert.deepEqual([first.fetch.waitMs, first.fetch.maxMessages], [0, 10]);
    assert.match(first.fetch.subscription ?? "", /^[\w-]{16}$/);
    bench.deliver(first, 0);
    assert.equal(client.answers(7).length, 1, "though there is no message");
    assert.equal(client.answers(7)[0]?.more, true);
    bench.deliver(bench.fetch(), 2);
    const third = bench.fetch();
    assert.equal(third.fetch.start?.after, "2");
    assert.ok((third.fetch.waitMs ?? 0) > 0);
    assert.equal(third.fetch.subscription, first.fetch.subscription);
    bench.deliver(third, 1);
    assert.deepEqual(client.positions(7), ["1", "2", "3"]);
    assert.ok(client.answers(7).every(({ more }) => more));
  });

  it("is not told of fetches that brought nothing, and goes on", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7);
    bench.deliver(bench.fetch(), 0);
    bench.deliver(bench.fetch(), 0);
    assert.deepEqual(bench.fetches(), [], "not at once: the worker may be about to go");
    bench.pass(50);
    bench.deliver(bench.fetch(), 1);
    assert.equal(client.answers(7).length, 2);
  });

  it("fetches no more than it has credits for, and waits for more of them", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7, { credits: 3 });
    bench.deliver(bench.fetch(), 2);
    const second = bench.fetch();
    assert.equal(second.fetch.maxMessages, 1);
    bench.deliver(second, 1);
    assert.deepEqual(bench.asked(), []);
    client.send({ id: 8, streamCredit: { namespace: "n", subscribeId: 7, credits: 5 } });
    assert.equal(client.answers(8)[0]?.streamCredit?.credits, 5);
    assert.equal(bench.fetch().fetch.maxMessages, 5);
    client.send({ id: 9, streamCredit: { namespace: "n", subscribeId: 7, credits: 1 } });
    assert.equal(client.answers(9)[0]?.streamCredit?.credits, 6);
    assert.deepEqual(bench.asked(), [], "one fetch at a time");
  });

  it("is told at once that a namespace has another pattern, with and without credits", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    for (const [id, credits] of [
      [7, 0],
      [8, 5],
    ] as const)
      client.send({ id, streamSubscribe: { namespace: "values", credits } });
    bench.work();
    for (const id of [7, 8]) {
      const told = client.answers(id);
      assert.deepEqual([told.length, told[0]?.more, told[0]?.error?.reason], [1, false, "WRONG_PATTERN"]);
    }
  });

  it("reads nothing while it has no credit from the beginning", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7, { credits: 0 });
    assert.deepEqual(bench.asked(), []);
    client.send({ id: 8, streamCredit: { namespace: "n", subscribeId: 7, credits: 1 } });
    assert.equal(bench.fetch().fetch.maxMessages, 1);
  });

  it("keeps a group's consumer and filter in every fetch, and gives no place", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    const filter = { keyPrefix: "eu/", headers: [{ name: "ce-type", value: Buffer.from("a") }] };
    client.subscribe(7, { group: "g", consumer: "c", filter, ackTimeoutMs: 5000, maxBytes: 999 });
    for (let i = 0; i < 3; i++) {
      const asked = bench.fetch();
      const { group, consumer, ackTimeoutMs, maxBytes, start } = asked.fetch;
      assert.deepEqual([group, consumer, ackTimeoutMs, maxBytes, start], ["g", "c", 5000, 999, null]);
      assert.deepEqual(prism.v1.StreamFilter.toObject(asked.fetch.filter as prism.v1.StreamFilter), filter);
      bench.deliver(asked, 1);
    }
  });

  it("tells the worker that its client has left, gone, or said all, so that leases end", () => {
    const ends: ((client: ReturnType<SubscriptionsBench["connect"]>, bench: SubscriptionsBench) => void)[] = [
      (client) => client.send({ id: 8, streamLeave: { namespace: "n", subscribeId: 7 } }),
      (client, { bench }) => bench.acceptor.close(client.connection),
      (client, { bench }) => bench.acceptor.receiveEnd(client.connection),
    ];
    for (const [i, end] of ends.entries()) {
      const bench = new SubscriptionsBench();
      const client = bench.connect();
      client.subscribe(7, { group: "g", consumer: "c" });
      const asked = bench.fetch();
      end(client, bench);
      const [leave, ...others] = bench.asked();
      assert.deepEqual([leave?.call, others], [CallNumber.STREAM_LEAVE, []]);
      assert.deepEqual(prism.v1.LeaveRequest.toObject(prism.v1.LeaveRequest.decode(leave?.message as Buffer)), {
        namespace: "n",
        group: "g",
        consumer: "c",
        subscription: asked.fetch.subscription,
      });
      bench.deliver(asked, 1);
      assert.deepEqual(client.answers(7), [], "a late answer is for nobody");
      assert.equal(bench.bench.acceptor.counters.subscriptions.tcp.active, 0);
      if (i === 0) assert.ok(client.answers(8)[0]?.streamLeave != null);
    }
  });

  it("ends with the worker's refusal", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7);
    bench.fail(bench.fetch(), { code: 3, reason: "WRONG_PATTERN" });
    assert.equal(client.reason(7), "WRONG_PATTERN");
    assert.equal(client.answers(7).at(-1)?.more, false);
    client.subscribe(7);
    assert.equal(bench.asked().filter(({ call }) => call === CallNumber.STREAM_FETCH).length, 1, "its id is free");
  });

  it("is refused where the namespace is not there, with the id of its request", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7, { namespace: "m" });
    bench.work();
    assert.equal(client.reason(7), "NAMESPACE_NOT_FOUND");
  });

  it("goes on after a worker has died, where it was", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7);
    bench.deliver(bench.fetch(), 2);
    bench.fetch();
    bench.replaceWorker();
    assert.deepEqual(bench.asked(), [], "not before the hint");
    bench.pass(100);
    const again = bench.fetch();
    assert.equal(again.fetch.start?.after, "2");
    bench.deliver(again, 1);
    assert.deepEqual(client.positions(7), ["1", "2", "3"]);
  });

  it("goes on with what was published since it began when it had no message before a worker died", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    bench.pass(5_000);
    client.subscribe(7);
    bench.deliver(bench.fetch(), 0);
    assert.equal(bench.fetch().fetch.start, null, "the worker knows where it stands");
    bench.replaceWorker();
    bench.pass(200);
    assert.equal(Number(bench.fetch().fetch.start?.timeMs), 5_000);
  });

  it("gives up after a minute or so of failures, each waited for longer than the one before", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7);
    bench.deliver(bench.fetch(), 0);
    bench.fail(bench.fetch(), WORKER_LOST);
    let passedMs = 0;
    for (; client.reason(7) === "" && passedMs < 600_000; passedMs += 50) {
      bench.pass(50);
      for (const asked of bench.fetches()) bench.fail(asked, WORKER_LOST);
    }
    assert.equal(client.reason(7), "WORKER_LOST");
    assert.ok(passedMs > 30_000 && passedMs < 120_000, String(passedMs));
  });

  it("is told at a shutdown, at once, and keeps nothing from ending", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7);
    bench.deliver(bench.fetch(), 0);
    bench.fetch();
    assert.equal(bench.bench.acceptor.inFlight, 0, "a fetch that waits is not in the way");
    bench.bench.acceptor.drain();
    bench.work();
    assert.equal(client.reason(7), "SHUTTING_DOWN");
    assert.deepEqual(
      bench.asked().map(({ call }) => call),
      [CallNumber.STREAM_LEAVE],
    );
  });

  it("keeps its connection from being idle", () => {
    const bench = new SubscriptionsBench({ idleTimeoutMs: 1_000 });
    const [idle, subscribed] = [bench.connect(), bench.connect()];
    subscribed.subscribe(7, { credits: 0 });
    bench.pass(1_500);
    assert.deepEqual([idle.transport.isDestroyed, subscribed.transport.isDestroyed], [true, false]);
  });

  it("takes nothing from the window of its connection's other requests", () => {
    const bench = new SubscriptionsBench({ maxInFlightPerConnection: 4 });
    const client = bench.connect();
    for (let id = 1; id <= 20; id++) client.subscribe(id);
    assert.equal(bench.fetches().length, 20);
    bench.bench.acceptor.receive(client.connection, getFrame(99));
    assert.deepEqual(
      bench.asked().map(({ call }) => call),
      [CallNumber.KV_GET],
    );
  });
});

describe("a subscriber that does not read", () => {
  it("is read for no further, is never cut off, misses nothing, and goes on when it reads again", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.transport.isStalled = true;
    client.subscribe(7, { credits: 1_000 });
    const value = Buffer.alloc(100 * 1024);
    let delivered = 0;
    for (let asked = bench.fetches(); asked.length > 0; asked = bench.fetches()) {
      delivered++;
      bench.deliver(asked[0] as never, 1, value);
      assert.ok(delivered < 20, "it is still read for");
    }
    assert.ok(client.transport.unsentBytes <= MAX_UNSENT_MESSAGES_BYTES + value.length + 100);
    assert.equal(client.transport.isDestroyed, false);
    const { tcp, websocket, grpc } = bench.bench.acceptor.counters.subscriptions;
    assert.deepEqual({ ...tcp }, { active: 1, credits: 1_000 - delivered, pauses: 1 });
    assert.deepEqual({ ...websocket }, { ...grpc });
    client.transport.isStalled = false;
    client.transport.unsentBytes = 0;
    bench.bench.acceptor.onWritable(client.connection);
    bench.deliver(bench.fetch(), 1, value);
    assert.deepEqual(
      client.positions(7),
      Array.from({ length: delivered + 1 }, (_, i) => String(i + 1)),
    );
  });

  it("has one answer kept for each of its subscriptions, whatever they asked for at once", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    for (let id = 1; id <= 50; id++) client.subscribe(id);
    client.transport.isStalled = true;
    for (const asked of bench.fetches()) bench.deliver(asked, 1, Buffer.alloc(50 * 1024));
    assert.ok(client.transport.unsentBytes <= MAX_UNSENT_MESSAGES_BYTES + 51 * 1024, `${client.transport.unsentBytes}`);
    assert.ok(bench.asked().length < 10);
    client.transport.isStalled = false;
    for (let i = 0; i < 50; i++) {
      client.transport.unsentBytes = 0;
      bench.bench.acceptor.onWritable(client.connection);
      bench.work();
    }
    for (let id = 1; id <= 50; id++) assert.equal(client.positions(id).length, 1, String(id));
  });
});

describe("a client that asks for what it should not", () => {
  it("is told of a second subscription with one id, and the first goes on", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(7);
    client.subscribe(7);
    assert.deepEqual([client.reason(7), client.answers(7).at(-1)?.more], ["SUBSCRIPTION_EXISTS", true]);
    bench.deliver(bench.fetch(), 1);
    assert.deepEqual(client.positions(7), ["1"]);
  });

  it("is told of a subscription that is not there, of its own connection or of another's", () => {
    const bench = new SubscriptionsBench();
    const [client, other] = [bench.connect(), bench.connect()];
    other.subscribe(7);
    client.send({ id: 1, streamLeave: { namespace: "n", subscribeId: 7 } });
    client.send({ id: 2, streamCredit: { namespace: "n", subscribeId: 7, credits: 1 } });
    assert.deepEqual([client.reason(1), client.reason(2)], ["SUBSCRIPTION_NOT_FOUND", "SUBSCRIPTION_NOT_FOUND"]);
    bench.deliver(bench.fetch(), 1);
    assert.deepEqual(other.positions(7), ["1"]);
  });

  it("cannot have more credits than there may be, and none that are nothing", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    client.subscribe(1, { credits: MAX_CREDITS + 1 });
    assert.equal(client.reason(1), "CREDITS_OUT_OF_RANGE");
    client.subscribe(2, { credits: MAX_CREDITS });
    for (const [i, credits] of [1, 0xffff_ffff, 0].entries()) {
      client.send({ id: 10 + i, streamCredit: { namespace: "n", subscribeId: 2, credits } });
      assert.equal(client.reason(10 + i), "CREDITS_OUT_OF_RANGE", String(credits));
    }
    bench.deliver(bench.fetch(), 1);
    assert.equal(client.positions(2).length, 1);
  });

  it("cannot have more subscriptions than a connection may, nor all together", () => {
    const bench = new SubscriptionsBench({ maxInFlight: 200_000, maxConnections: 1_000 });
    const full = Array.from({ length: MAX_SUBSCRIPTIONS / MAX_SUBSCRIPTIONS_PER_CONNECTION }, () => bench.connect());
    for (const client of full) {
      for (let id = 1; id <= MAX_SUBSCRIPTIONS_PER_CONNECTION; id++) client.subscribe(id, { credits: 0 });
      client.subscribe(9_999, { credits: 0 });
      assert.equal(client.reason(9_999), "TOO_MANY_SUBSCRIPTIONS");
    }
    const late = bench.connect();
    late.subscribe(1);
    assert.equal(late.reason(1), "TOO_MANY_SUBSCRIPTIONS");
    assert.equal(bench.bench.acceptor.counters.subscriptions.tcp.active, MAX_SUBSCRIPTIONS);
    bench.bench.acceptor.close(full[0]?.connection as never);
    late.subscribe(2);
    assert.equal(late.reason(2), "");
  });

  it("has no more fetches waiting than half of what may be in flight", () => {
    const bench = new SubscriptionsBench({ maxInFlight: 10 });
    const client = bench.connect();
    for (let id = 1; id <= 7; id++) client.subscribe(id);
    assert.equal(bench.fetches().length, 5);
    assert.deepEqual([client.reason(6), client.reason(7)], ["TOO_MANY_FETCHES", "TOO_MANY_FETCHES"]);
    bench.bench.acceptor.close(client.connection);
    bench.asked();
  });

  it("is told of a message that is none", () => {
    const bench = new SubscriptionsBench();
    const client = bench.connect();
    const broken = Buffer.from([0x0a, 0x01, 0x6e, 0x2a, 0x02, 0x1a, 0x09]);
    const head = Buffer.from([0x08, 0x05, 0xb2, 0x02, broken.length]);
    const frame = Buffer.concat([Buffer.from([0, 0, 0, head.length + broken.length]), head, broken]);
    bench.bench.acceptor.receive(client.connection, frame);
    bench.work();
    assert.equal(client.reason(5), "MALFORMED_CALL");
  });
});
