import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_SIFTED_MESSAGES, STREAM_SESSION_IDLE_MS } from "../../../src/common/limits.ts";
import type { prism } from "../../generated/prism.js";
import { StreamClient, settled, text } from "./stream-client.ts";

const lease = ({ deliveries }: prism.v1.IFetchResponse, i = 0): string => deliveries?.[i]?.lease ?? "";

test("publishes what came together in one batch, in order, with a result for each message", async (t) => {
  const client = new StreamClient(t);
  let batches = 0;
  const { appendMany } = client.store;
  client.store.appendMany = (messages) => {
    batches++;
    return appendMany.call(client.store, messages);
  };
  const one = client.try("publish", { message: { value: Buffer.from("a") } }, {}, false);
  const two = client.try(
    "batchPublish",
    { messages: [{ value: Buffer.from("b") }, { value: Buffer.from("c") }] },
    {},
    false,
  );
  const three = client.try("fetch", {}, {}, false);
  client.executor.dispatch();
  assert.equal(batches, 1);
  assert.equal(((await one) as prism.v1.PublishResponse).position, "1");
  assert.deepEqual(
    ((await two) as prism.v1.BatchPublishResponse).results.map(({ position }) => position),
    ["2", "3"],
  );
  assert.deepEqual(((await three) as prism.v1.FetchResponse).deliveries, [], "the latest is what comes afterwards");
  assert.deepEqual(await client.fetchTexts(), ["a", "b", "c"]);
});

test("knows messages by their own idempotency key, or by the call's and their place", async (t) => {
  const client = new StreamClient(t);
  const messages = [{ value: Buffer.from("a") }, { value: Buffer.from("b"), idempotencyKey: "own" }];
  const more = { idempotencyKey: "order-7" };
  await client.call("batchPublish", { messages }, more);
  const { results } = await client.call("batchPublish", { messages }, more);
  assert.deepEqual(
    results.map(({ position, replayed }) => [position, replayed]),
    [
      ["1", true],
      ["2", true],
    ],
  );
  const alone = await client.call("publish", { message: messages[1] ?? null });
  assert.deepEqual([alone.position, alone.replayed], ["2", true]);
  const changed = await client.refusal("publish", { message: { value: Buffer.from("x"), idempotencyKey: "own" } });
  assert.equal(changed.reason, "IDEMPOTENCY_KEY_REUSED");
  const swapped = await client.call("batchPublish", { messages: [...messages].reverse() }, more);
  assert.equal(swapped.results[1]?.error, null);
  assert.equal(swapped.results[0]?.replayed, true, "its own key counts, wherever it stands");
});

test("carries the attributes of CloudEvents byte for byte", async (t) => {
  const client = new StreamClient(t);
  const headers = [
    { name: "ce-id", value: Buffer.from([0, 255, 10]) },
    { name: "ce-type", value: Buffer.from("order.placed") },
  ];
  await client.call("publish", { message: { key: "kä", headers, value: Buffer.from("{}") } });
  const { deliveries } = await client.call("fetch", { start: { earliest: true } });
  assert.equal(deliveries[0]?.key, "kä");
  assert.deepEqual(
    deliveries[0]?.headers?.map(({ name, value }) => ({ name, value: Buffer.from(value ?? []) })),
    headers,
  );
});

test("holds a fetch until there is something, and answers it with nothing when its wait is over", async (t) => {
  const client = new StreamClient(t);
  const waiting = client.try("fetch", { group: "g", waitMs: 60_000 });
  const reading = client.try("fetch", { waitMs: 60_000 });
  await settled();
  assert.equal(client.executor.fetches, 2);
  await client.publish("a");
  assert.deepEqual(((await waiting) as prism.v1.FetchResponse).deliveries.map(text), ["a"]);
  assert.deepEqual(((await reading) as prism.v1.FetchResponse).deliveries.map(text), ["a"]);
  const [none, nothing] = await Promise.all([
    client.call("fetch", { group: "g", waitMs: 10 }),
    client.call("fetch", { waitMs: 10 }),
  ]);
  assert.deepEqual([none.deliveries, nothing.deliveries], [[], []]);
  assert.deepEqual([client.executor.fetches, client.executor.pending], [0, 0]);
});

test("ends a wait before its caller gives up", async (t) => {
  const client = new StreamClient(t);
  const deadlineUs = (client.clock.nowMs + 50) * 1000;
  const answer = await client.call("fetch", { group: "g", waitMs: 60_000 }, { deadlineUs });
  assert.deepEqual(answer.deliveries, []);
});

test("gives each message of a group to one of those that wait, the first one first", async (t) => {
  const client = new StreamClient(t);
  const fetches = ["one", "two", "three"].map((consumer) =>
    client.try("fetch", { group: "g", consumer, maxMessages: 1, waitMs: 60_000 }),
  );
  await settled();
  await client.publish("a", "b");
  const [one, two] = await Promise.all([fetches[0], fetches[1]]);
  assert.deepEqual(
    [one, two].map((answer) => (answer as prism.v1.FetchResponse).deliveries.map(text)),
    [["a"], ["b"]],
  );
  assert.equal(client.executor.fetches, 1);
  await client.call("leave", { group: "g", consumer: "three" });
  assert.deepEqual(((await fetches[2]) as prism.v1.FetchResponse).deliveries, []);
});

test("takes nothing from the store that no fetch has asked for", async (t) => {
  const client = new StreamClient(t);
  await client.publish(...Array.from({ length: 50 }, (_, i) => String(i)));
  let taken = 0;
  const { openGroup } = client.store;
  client.store.openGroup = async (...of) => {
    const group = await openGroup.apply(client.store, of);
    const { take } = group;
    group.take = async (consumer, bounds, leaseMs) => {
      const deliveries = await take.call(group, consumer, bounds, leaseMs);
      taken += deliveries.length;
      return deliveries;
    };
    return group;
  };
  assert.equal((await client.fetchTexts({ maxMessages: 7 })).length, 7);
  await settled();
  assert.equal(taken, 7);
});

test("settles lease by lease, and says which had ended", async (t) => {
  const client = new StreamClient(t, { maxAttempts: 0 });
  await client.publish("a", "b", "c");
  const fetched = await client.call("fetch", { group: "g", consumer: "c" });
  const leases = [lease(fetched), "1~nothing", lease(fetched)];
  const { results } = await client.call("ack", { group: "g", leases });
  assert.deepEqual(
    results.map(({ error }) => error?.reason ?? ""),
    ["", "LEASE_ENDED", "LEASE_ENDED"],
  );
  await client.call("extend", { group: "g", leases: [lease(fetched, 1)], ackTimeoutMs: 5_000 });
  await client.call("nack", { group: "g", leases: [lease(fetched, 2)] });
  assert.deepEqual(await client.fetchTexts(), ["c"]);
  client.clock.nowMs += 1_000;
  assert.deepEqual(await client.fetchTexts(), ["c"]);
  client.clock.nowMs += 4_000;
  assert.deepEqual((await client.fetchTexts()).sort(), ["b", "c"]);
  const unknown = await client.call("ack", { group: "nobody", leases: ["1~x"] });
  assert.equal(unknown.results[0]?.error?.reason, "LEASE_ENDED");
  assert.deepEqual(
    (await client.call("listGroups", {})).groups.map(({ name, consumers }) => [name, consumers]),
    [["g", 1]],
  );
});

test("buries a message that its consumer gave back as often as it may, with the reason", async (t) => {
  const client = new StreamClient(t, { maxAttempts: 3 });
  await client.publish("poison");
  for (let attempt = 1; attempt <= 3; attempt++) {
    const fetched = await client.call("fetch", { group: "g", consumer: "c" });
    assert.equal(fetched.deliveries[0]?.attempt, attempt);
    await client.call("nack", { group: "g", leases: [lease(fetched)], reason: attempt === 3 ? "no such order" : "" });
  }
  assert.deepEqual(await client.fetchTexts(), []);
  assert.equal(client.buried, 1);
  const { deadLetters } = await client.call("listDead", {});
  assert.deepEqual(
    deadLetters.map(({ group, reason, attempts, message }) => [group, reason, attempts, text(message ?? {})]),
    [["g", "no such order", 3, "poison"]],
  );
});

test("buries a message that consumers ended with as often as it may be delivered", async (t) => {
  const client = new StreamClient(t, { maxAttempts: 2 });
  await client.publish("deadly", "good");
  for (let attempt = 1; attempt <= 2; attempt++) {
    await client.call("fetch", { group: "g", consumer: `c${attempt}`, maxMessages: 1 });
    client.clock.nowMs += 1_000;
  }
  assert.deepEqual(await client.fetchTexts(), ["good"]);
  const { deadLetters } = await client.call("listDead", { group: "g" });
  assert.deepEqual(
    deadLetters.map(({ attempts }) => attempts),
    [3],
  );
  assert.match(deadLetters[0]?.reason ?? "", /delivered 2 times/);
  assert.equal(client.buried, 1);
});

test("replays a dead letter for its group alone", async (t) => {
  const client = new StreamClient(t);
  await client.publish("poison");
  const fetched = await client.call("fetch", { group: "g", consumer: "c" });
  await client.call("nack", { group: "g", leases: [lease(fetched)], bury: true, reason: "bad" });
  await client.fetchTexts({ group: "other" });
  const { deadLetters, nextPageToken } = await client.call("listDead", { pageSize: 1 });
  assert.deepEqual((await client.call("listDead", { pageToken: nextPageToken })).deadLetters, []);
  assert.equal(
    (await client.refusal("listDead", { group: "g", pageToken: nextPageToken })).reason,
    "PAGE_TOKEN_MISMATCH",
  );
  assert.equal((await client.call("replayDead", { ids: [deadLetters[0]?.id ?? ""] })).count, 1);
  assert.deepEqual(await client.fetchTexts({ group: "other" }), []);
  assert.deepEqual(await client.fetchTexts({ group: "", consumer: "", start: { position: "2" } }), []);
  assert.equal((await client.call("lag", { group: "other" })).pending, 1, "only its own first message");
  assert.deepEqual(await client.fetchTexts(), ["poison"]);
});

test("passes over what a subscriber does not want, which counts as done for its group", async (t) => {
  const client = new StreamClient(t);
  const message = (key: string, kind: string): prism.v1.IMessage => ({
    key,
    value: Buffer.from(key),
    headers: [{ name: "kind", value: Buffer.from(kind) }],
  });
  const messages = [message("eu/1", "a"), message("us/1", "a"), message("eu/2", "b")];
  await client.call("batchPublish", { messages });
  const filter = { keyPrefix: "eu/", headers: [{ name: "kind", value: Buffer.from("a") }] };
  assert.deepEqual(await client.fetchTexts({ filter }), ["eu/1"]);
  assert.equal((await client.call("lag", { group: "g" })).pending, 1);
  const read = await client.call("fetch", { start: { earliest: true }, filter: { keyPrefix: "us/" } });
  assert.deepEqual([read.deliveries.map(text), read.nextPosition], [["us/1"], "3"]);
});

test("lets others have their turn while a filter passes over a long stream", async (t) => {
  const client = new StreamClient(t);
  for (let i = 0; i < 2 * MAX_SIFTED_MESSAGES; i += 512)
    await client.publish(...Array.from({ length: 512 }, () => "x"));
  const filter = { keyPrefix: "none" };
  let isDone = false;
  const fetch = client.try("fetch", { start: { earliest: true }, filter, maxMessages: 1_000 });
  void fetch.then(() => {
    isDone = true;
  });
  await new Promise((resolve) => process.nextTick(resolve));
  for (let i = 0; i < 100; i++) await Promise.resolve();
  assert.equal(isDone, false);
  await fetch;
});

test("goes on where a subscription is, and begins anew where it is told", async (t) => {
  const client = new StreamClient(t);
  await client.publish("a", "b", "c");
  const read = async (more: prism.v1.IFetchRequest): Promise<[string, string]> => {
    const { deliveries, nextPosition } = await client.call("fetch", { subscription: "s", maxMessages: 1, ...more });
    return [deliveries.map(text).join(""), nextPosition];
  };
  assert.deepEqual(await read({ start: { earliest: true } }), ["a", "1"]);
  assert.deepEqual(await read({}), ["b", "2"]);
  assert.deepEqual(await read({ start: { after: "2" } }), ["c", "3"]);
  assert.deepEqual(await read({ start: { after: "1" } }), ["b", "2"]);
  assert.deepEqual(await read({ start: { earliest: true } }), ["a", "1"]);
  await client.call("leave", { subscription: "s" });
  const [none, place] = await read({});
  assert.deepEqual([none, place], ["", "3"], "the latest, with the place to go on after");
  await client.publish("d");
  assert.deepEqual(await read({ subscription: "", start: { after: place } }), ["d", "4"]);
});

test("answers the fetches of one subscription one after the other", async (t) => {
  const client = new StreamClient(t);
  const fetches = [1, 2].map(() => client.try("fetch", { subscription: "s", maxMessages: 1, waitMs: 60_000 }));
  await settled();
  await client.publish("a", "b");
  const answers = (await Promise.all(fetches)) as prism.v1.FetchResponse[];
  assert.deepEqual(
    answers.map(({ deliveries }) => deliveries.map(text)),
    [["a"], ["b"]],
  );
});

test("keeps a subscription its caller's own, and forgets one that is no longer used", async (t) => {
  const client = new StreamClient(t);
  await client.publish("a");
  await client.call("fetch", { subscription: "s", start: { earliest: true } }, { caller: "service:one" });
  assert.equal((await client.call("fetch", { subscription: "s" }, { caller: "service:two" })).deliveries.length, 0);
  await client.fetchTexts();
  assert.equal(client.executor.sessions, 3);
  client.clock.nowMs += STREAM_SESSION_IDLE_MS;
  client.executor.sweep();
  assert.equal(client.executor.sessions, 0);
});

test("delivers at once what a consumer had that leaves", async (t) => {
  const client = new StreamClient(t);
  await client.publish("a");
  await client.fetchTexts({ consumer: "", subscription: "s" });
  assert.deepEqual(await client.fetchTexts({ consumer: "other" }), []);
  await client.call("leave", { group: "g", subscription: "s" });
  assert.deepEqual(await client.fetchTexts({ consumer: "other" }), ["a"]);
});

test("goes elsewhere with a group, makes one by it, and drops one with its dead letters", async (t) => {
  const client = new StreamClient(t);
  await client.publish("a", "b");
  await client.call("seek", { group: "g", to: { position: "2" } });
  const { waiting, pending, partitions } = await client.call("lag", { group: "g" });
  assert.deepEqual([waiting, pending, partitions[0]?.end], [1, 0, "2"]);
  const fetched = await client.call("fetch", { group: "g", consumer: "c" });
  assert.deepEqual(fetched.deliveries.map(text), ["b"]);
  await client.call("nack", { group: "g", leases: [lease(fetched)], bury: true });
  assert.equal((await client.call("dropGroup", { group: "g" })).dropped, true);
  assert.equal((await client.call("dropGroup", { group: "g" })).dropped, false);
  assert.deepEqual((await client.call("listDead", {})).deadLetters, []);
  assert.equal((await client.refusal("lag", { group: "g" })).reason, "GROUP_NOT_FOUND");
});

test("answers everything that waits when the gateway drains, and fails it when the namespace is deleted", async (t) => {
  const client = new StreamClient(t);
  const waits = [
    client.try("fetch", { group: "g", waitMs: 60_000 }),
    client.try("fetch", { waitMs: 60_000 }),
    client.try("fetch", { subscription: "s", waitMs: 60_000 }),
  ];
  await settled();
  await client.executor.forget(client.namespaceId);
  for (const answer of await Promise.all(waits))
    assert.equal((answer as { reason?: string }).reason, "NAMESPACE_DELETING");
  const others = [client.try("fetch", { group: "g", waitMs: 60_000 }), client.try("fetch", { waitMs: 60_000 })];
  await settled();
  client.executor.drain();
  for (const answer of await Promise.all(others)) assert.deepEqual((answer as prism.v1.FetchResponse).deliveries, []);
  assert.deepEqual((await client.call("fetch", { waitMs: 60_000 })).deliveries, [], "none waits any more");
});

test("hands back a publish whose caller has given up, and does not send what it has not sent", async (t) => {
  const client = new StreamClient(t);
  const { appendMany } = client.store;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  client.store.appendMany = async (messages) => {
    await held;
    return appendMany.call(client.store, messages);
  };
  const deadlineUs = (client.clock.nowMs + 10) * 1000;
  const sent = client.try("publish", { message: { value: Buffer.from("sent") } }, { deadlineUs });
  const waiting = client.try("publish", { message: { value: Buffer.from("waiting") } }, { deadlineUs });
  client.clock.nowMs += 10;
  client.executor.tick();
  for (const answer of await Promise.all([sent, waiting])) {
    assert.equal((answer as { reason?: string }).reason, "DEADLINE_EXCEEDED");
  }
  release();
  await settled();
  assert.deepEqual(await client.fetchTexts(), ["sent"]);
});

test("tells what the store says, and the log what Prism does not know", async (t) => {
  const client = new StreamClient(t);
  client.store.appendMany = () => Promise.reject(new Error("broken"));
  assert.equal((await client.refusal("publish", { message: {} })).reason, "STORE_FAILED");
  assert.match(String(client.problems[0]), /broken/);
  const wrong = await client.refusal("fetch", { start: { after: "x" } });
  assert.equal(wrong.reason, "POSITION_INVALID");
  assert.equal((await client.refusal("replayDead", { ids: ["x"] })).reason, "DEAD_LETTER_ID_INVALID");
});

test("takes no more from the store at one time than it may have, and gives all of it to everybody", async (t) => {
  const client = new StreamClient(t);
  await client.publish("x".repeat(1_000_000));
  let underWay = 0;
  let most = 0;
  const { openReader } = client.store;
  client.store.openReader = async (...of) => {
    const reader = await openReader.apply(client.store, of);
    const { take } = reader;
    reader.take = async (bounds) => {
      most = Math.max(most, ++underWay);
      await settled();
      underWay--;
      return take.call(reader, bounds);
    };
    return reader;
  };
  const fetches = Array.from({ length: 100 }, () => client.call("fetch", { start: { earliest: true } }));
  for (const { deliveries } of await Promise.all(fetches)) assert.equal(deliveries.length, 1);
  assert.ok(most <= 32, `${most} of 1 MiB each were under way`);
  assert.equal(client.executor.fetches, 0);
});
