import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { Channel } from "../../src/client/channel.ts";
import type { ClientOptions } from "../../src/client/client-options.ts";
import type { KeyValue } from "../../src/client/key-value.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { FakeGateway, type SeenRequest } from "./fake-gateway.ts";
import { ManualTime } from "./manual-time.ts";
import { waitUntil } from "./wait-until.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Fixture {
  readonly gateway: FakeGateway;
  readonly client: PrismClient;
  readonly kv: KeyValue;
  readonly time: ManualTime;
}

async function start(onRequest: (request: SeenRequest) => void, options: ClientOptions = {}): Promise<Fixture> {
  const gateway = await FakeGateway.start(onRequest);
  const time = new ManualTime();
  const client = await PrismClient.connect(gateway.address, { clock: time, timer: time, ...options });
  closers.push(async () => {
    await Promise.all([client.close({ timeoutMs: 1 }), (async () => time.advance(60_000))()]);
    await gateway.stop();
  });
  return { gateway, client, kv: client.keyValue("default"), time };
}

/** The PrismError that a promise rejects with. */
async function errorOf(promise: Promise<unknown>): Promise<PrismError> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof PrismError);
    return error;
  }
  throw new Error("it succeeded");
}

/** Moves the time on whenever nothing but a timer is left, until the promise settles. */
async function throughTime<T>(time: ManualTime, promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  let result: PromiseSettledResult<T> | null = null;
  void Promise.allSettled([promise]).then(([settled]) => (result = settled));
  await waitUntil(() => {
    if (result === null && (time.nextMs ?? Number.POSITIVE_INFINITY) < 9_000) time.advance(1);
    return result !== null;
  });
  return result as unknown as PromiseSettledResult<T>;
}

/** Resets the first connection on its first request and answers everything after. */
function resetOnce(): (request: SeenRequest) => void {
  let hasReset = false;
  return (request) => {
    if (!hasReset) {
      hasReset = true;
      request.connection.reset();
    } else if (request.call === CallNumber.KV_PUT) request.connection.answerPut(request.id, 7);
    else request.connection.answerGet(request.id, "again");
  };
}

test("a read is repeated on a new connection when its connection breaks", async () => {
  const { kv, time, gateway } = await start(resetOnce());
  const result = await throughTime(time, kv.get("a"));
  assert.equal(result.status === "fulfilled" && result.value?.text(), "again");
  assert.deepEqual(
    gateway.requests.map((request) => request.key),
    ["a", "a"],
  );
  assert.equal(gateway.connections.length, 2);
});

test("a write with an idempotency key is repeated under the same key", async () => {
  const { kv, time, gateway } = await start(resetOnce());
  const result = await throughTime(time, kv.put("a", "1", { idempotencyKey: "once" }));
  assert.deepEqual(result.status === "fulfilled" && result.value, { version: 7, replayed: false });
  assert.deepEqual(
    gateway.requests.map((request) => request.idempotencyKey),
    ["once", "once"],
  );
});

test("a write without an idempotency key is never sent twice, and its outcome is reported as unknown", async () => {
  const { kv, time, gateway } = await start(resetOnce());
  const error = await errorOf(kv.put("a", "1"));
  assert.equal(error.failure.code, Code.UNAVAILABLE);
  assert.equal(error.failure.reason, "CONNECTION_LOST");
  assert.equal(error.retry, "never");
  assert.equal(error.failure.metadata.outcome, "unknown");
  assert.match(error.message, /may or may not have been done/);
  // A later call on the new connection would have been overtaken by a repeated write.
  time.advance(9_000);
  assert.equal((await kv.get("fence"))?.text(), "again");
  time.advance(9_000);
  assert.deepEqual(
    gateway.requests.map((request) => request.key),
    ["a", "fence"],
  );
});

test("a delete without an idempotency key is not repeated when the gateway answers UNAVAILABLE", async () => {
  const { kv, time, gateway } = await start((request) => {
    if (request.call === CallNumber.KV_GET) request.connection.answerGet(request.id, "fence");
    else request.connection.fail(request.id, new Failure(Code.UNAVAILABLE, "WORKER_LOST", "gone", { retryAfterMs: 5 }));
  });
  const error = await errorOf(kv.delete("a"));
  assert.equal(error.failure.reason, "WORKER_LOST");
  assert.equal(error.retry, "never");
  time.advance(9_000);
  await kv.get("fence");
  assert.deepEqual(
    gateway.requests.map((request) => request.key),
    ["a", "fence"],
  );
});

test("a refusal with a retry hint is repeated, not before the hint has passed", async () => {
  let refusals = 0;
  const { kv, time, gateway } = await start((request) => {
    if (refusals++ > 0) request.connection.answerGet(request.id, "room");
    else
      request.connection.fail(
        request.id,
        new Failure(Code.RESOURCE_EXHAUSTED, "OVERLOADED", "full", { retryAfterMs: 700 }),
      );
  });
  const promise = kv.get("a");
  await waitUntil(() => time.nextMs === 700);
  time.advance(699);
  assert.equal(gateway.requests.length, 1);
  time.advance(1);
  assert.equal((await promise)?.text(), "room");
  assert.equal(gateway.requests.length, 2);
});

test("a refusal without a retry hint is final, and so is every other code", async () => {
  for (const code of [Code.RESOURCE_EXHAUSTED, Code.ABORTED, Code.INTERNAL, Code.NOT_FOUND, Code.FAILED_PRECONDITION]) {
    const { kv, gateway } = await start((request) =>
      request.connection.fail(request.id, new Failure(code, "NO", "no")),
    );
    const error = await errorOf(kv.get("a"));
    assert.equal(error.failure.code, code);
    assert.equal(error.retry, "never");
    assert.equal(gateway.requests.length, 1);
  }
});

test("attempts are bounded, and the last failure is the one that is told", async () => {
  const { kv, time, gateway } = await start(
    (request) => request.connection.fail(request.id, new Failure(Code.UNAVAILABLE, `NO_${request.id}`, "no")),
    { maxAttempts: 3 },
  );
  const result = await throughTime(time, kv.get("a"));
  assert.equal(result.status, "rejected");
  assert.equal(((result as PromiseRejectedResult).reason as PrismError).failure.reason, "NO_3");
  assert.equal(gateway.requests.length, 3);
});

test("a call is not repeated when the pause would outlast its deadline", async () => {
  const { kv, gateway } = await start((request) =>
    request.connection.fail(request.id, new Failure(Code.UNAVAILABLE, "LATER", "later", { retryAfterMs: 500 })),
  );
  const error = await errorOf(kv.get("a", { timeoutMs: 500 }));
  assert.equal(error.failure.reason, "LATER");
  assert.equal(error.retry, "safe");
  assert.equal(gateway.requests.length, 1);
});

test("the time that remains, not the whole timeout, goes with a repeated request", async () => {
  const { kv, time, gateway } = await start((request) => {
    if (gateway.requests.length > 1) request.connection.answerGet(request.id, "");
    else request.connection.fail(request.id, new Failure(Code.UNAVAILABLE, "LATER", "later", { retryAfterMs: 400 }));
  });
  const promise = kv.get("a", { timeoutMs: 1_000 });
  await waitUntil(() => time.nextMs === 400);
  time.advance(400);
  await promise;
  assert.deepEqual(
    gateway.requests.map((request) => request.timeoutMs),
    [1_000, 600],
  );
});

test("a spent retry budget stops retries until successes have earned it back", async () => {
  let isWell = false;
  const { kv, time, gateway } = await start(
    (request) => {
      if (isWell) request.connection.answerGet(request.id, "");
      else request.connection.fail(request.id, new Failure(Code.UNAVAILABLE, "NO", "no"));
    },
    { maxInFlight: 2, maxAttempts: 2 },
  );
  // Two tokens: the first two calls are tried twice, the third once.
  for (const expected of [2, 4, 5]) {
    await throughTime(time, kv.get("a"));
    assert.equal(gateway.requests.length, expected);
  }
  isWell = true;
  for (let i = 0; i < 10; i++) await kv.get("b");
  isWell = false;
  const before = gateway.requests.length;
  await throughTime(time, kv.get("c"));
  assert.equal(gateway.requests.length - before, 2);
});

test("what was gathered but not yet given to the socket is sent after a loss, writes without a key too", async () => {
  const { client, kv, time, gateway } = await start((request) => request.connection.answerPut(request.id, 3));
  await kv.put("first", "");
  const second = kv.put("second", "2");
  // The frame leaves at the end of this turn; the connection is gone before.
  const { pool } = (client as unknown as { dispatcher: { pool: { connections: Channel[] } } }).dispatcher;
  pool.connections[0]?.destroy(new Error("cut"));
  const result = await throughTime(time, second);
  assert.equal(result.status === "fulfilled" && result.value.version, 3);
  assert.deepEqual(
    gateway.requests.map((request) => request.key),
    ["first", "second"],
  );
});
