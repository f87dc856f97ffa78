import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { ClientOptions } from "../../src/client/client-options.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { Code } from "../../src/common/codes.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { FakeGateway, type SeenRequest } from "./fake-gateway.ts";
import { ManualTime } from "./manual-time.ts";
import { letIoHappen, waitUntil } from "./wait-until.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(onRequest: (request: SeenRequest) => void, options: ClientOptions = {}) {
  const gateway = await FakeGateway.start(onRequest);
  const time = new ManualTime();
  const client = await PrismClient.connect(gateway.address, { clock: time, timer: time, ...options });
  closers.push(async () => {
    const closed = client.close({ timeoutMs: 1 });
    time.advance(60_000);
    await closed;
    await gateway.stop();
  });
  return { gateway, client, kv: client.keyValue("default"), time };
}

function failure(code: number, outcome: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof PrismError);
    assert.equal(error.failure.code, code);
    assert.equal(error.failure.metadata.outcome, outcome);
    return true;
  };
}

const silent = (): void => {};

test("the timeout goes with the request and is enforced here when the gateway never answers", async () => {
  const { kv, gateway, time } = await start(silent);
  const rejected = assert.rejects(kv.get("a", { timeoutMs: 250 }), failure(Code.DEADLINE_EXCEEDED, "unknown"));
  await waitUntil(() => gateway.requests.length === 1);
  assert.equal(gateway.requests[0]?.timeoutMs, 250);
  time.advance(249);
  let isSettled = false;
  void rejected.then(() => (isSettled = true));
  await letIoHappen();
  assert.equal(isSettled, false);
  time.advance(1);
  await rejected;
});

test("calls with different timeouts each end at their own", async () => {
  const { kv, gateway, time } = await start(silent);
  const ended: string[] = [];
  const watch = (name: string, timeoutMs: number) => kv.get(name, { timeoutMs }).catch(() => ended.push(name));
  const all = [watch("long", 300), watch("short", 100), watch("middle", 200), watch("short too", 100)];
  await waitUntil(() => gateway.requests.length === 4);
  for (const [untilMs, expected] of [
    [99, []],
    [100, ["short", "short too"]],
    [200, ["short", "short too", "middle"]],
    [300, ["short", "short too", "middle", "long"]],
  ] as const) {
    time.advance(untilMs - (time.wallMs() - 1_000));
    await letIoHappen();
    assert.deepEqual(ended, expected);
  }
  await Promise.all(all);
});

test("a call that never found room ends as not done", async () => {
  const { kv, gateway, time } = await start(silent, { maxInFlight: 1 });
  const first = kv.get("first", { timeoutMs: 2_000 }).catch(() => null);
  const rejected = assert.rejects(
    kv.put("second", "", { timeoutMs: 100 }),
    failure(Code.DEADLINE_EXCEEDED, "not_done"),
  );
  await waitUntil(() => gateway.requests.length === 1);
  time.advance(100);
  await rejected;
  time.advance(2_000);
  await first;
  assert.deepEqual(
    gateway.requests.map((request) => request.key),
    ["first"],
  );
});

test("an answer that comes after the deadline is dropped, and its id is not given to another call before", async () => {
  const { kv, gateway, time } = await start(silent);
  const late = kv.get("late", { timeoutMs: 50 }).catch(() => "timed out");
  await waitUntil(() => gateway.requests.length === 1);
  time.advance(50);
  assert.equal(await late, "timed out");
  const next = kv.get("next");
  await waitUntil(() => gateway.requests.length === 2);
  const [first, second] = gateway.requests;
  assert.notEqual(first?.id, second?.id);
  first?.connection.answerGet(first.id, "the late one");
  second?.connection.answerGet(second.id, "the next one");
  assert.equal((await next)?.text(), "the next one");
});

test("a signal ends the wait at once; the late answer is dropped", async () => {
  const { kv, gateway } = await start(silent);
  const controller = new AbortController();
  const rejected = assert.rejects(kv.put("a", "1", { signal: controller.signal }), (error: PrismError) => {
    failure(Code.CANCELLED, "unknown")(error);
    assert.equal(error.cause, "enough");
    return true;
  });
  await waitUntil(() => gateway.requests.length === 1);
  controller.abort("enough");
  await rejected;
  const [put] = gateway.requests;
  put?.connection.answerPut(put.id, 1);
  gateway.onRequest = (request) => request.connection.answerGet(request.id, "still well");
  assert.equal((await kv.get("b"))?.text(), "still well");
  assert.equal(gateway.connections.length, 1);
});

test("a signal that was set before keeps the call from being sent", async () => {
  const { kv, gateway } = await start((request) => request.connection.answerGet(request.id, ""));
  await assert.rejects(kv.get("never", { signal: AbortSignal.abort() }), failure(Code.CANCELLED, "not_done"));
  await kv.get("fence");
  assert.deepEqual(
    gateway.requests.map((request) => request.key),
    ["fence"],
  );
});

test("a waiting call that is cancelled is never sent", async () => {
  const { kv, gateway } = await start(silent, { maxInFlight: 1 });
  const first = kv.get("first");
  const controller = new AbortController();
  const rejected = assert.rejects(kv.get("second", { signal: controller.signal }), failure(Code.CANCELLED, "not_done"));
  const third = kv.get("third");
  controller.abort();
  await rejected;
  await waitUntil(() => gateway.requests.length === 1);
  gateway.onRequest = (request) => request.connection.answerGet(request.id, request.key);
  gateway.requests[0]?.connection.answerGet(gateway.requests[0].id, "first");
  assert.equal((await first)?.text(), "first");
  assert.equal((await third)?.text(), "third");
  assert.deepEqual(
    gateway.requests.map((request) => request.key),
    ["first", "third"],
  );
});

test("a settled call leaves no listener on a signal that lives on", async () => {
  const { kv } = await start((request) => request.connection.answerGet(request.id, ""));
  const controller = new AbortController();
  let listeners = 0;
  const { signal } = controller;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners--;
    remove(...args);
  };
  await kv.get("a", { signal });
  assert.equal(listeners, 0);
});

test("a connection that owes answers and has long been silent is replaced", async () => {
  const { kv, gateway, time } = await start(silent, { silenceTimeoutMs: 1_000 });
  const first = kv.get("first", { timeoutMs: 600 }).catch(() => "late");
  await waitUntil(() => gateway.requests.length === 1);
  time.advance(600);
  assert.equal(await first, "late");
  assert.equal(gateway.connections[0]?.socket.destroyed, false);
  const second = kv.get("second", { timeoutMs: 600 }).catch(() => "late");
  await waitUntil(() => gateway.requests.length === 2);
  time.advance(600);
  assert.equal(await second, "late");
  await waitUntil(() => gateway.connections[0]?.socket.destroyed === true);
  gateway.onRequest = (request) => request.connection.answerGet(request.id, "well again");
  const third = kv.get("third");
  await waitUntil(() => time.nextMs !== null && time.nextMs <= 50);
  time.advance(50);
  assert.equal((await third)?.text(), "well again");
  assert.equal(gateway.connections.length, 2);
});

test("closing waits for what is in flight", async () => {
  const { client, kv, gateway } = await start(silent);
  const answer = kv.get("a");
  await waitUntil(() => gateway.requests.length === 1);
  const closed = client.close();
  await assert.rejects(kv.get("too late"), /CLIENT_CLOSED/);
  gateway.requests[0]?.connection.answerGet(gateway.requests[0].id, "in time");
  assert.equal((await answer)?.text(), "in time");
  await closed;
  await waitUntil(() => gateway.connections[0]?.socket.destroyed === true);
});

test("closing waits no longer than it is told, and fails the rest", async () => {
  const { client, kv, gateway, time } = await start(silent);
  const rejected = assert.rejects(kv.put("a", ""), failure(Code.CANCELLED, "unknown"));
  await waitUntil(() => gateway.requests.length === 1);
  const closed = client.close({ timeoutMs: 300 });
  time.advance(300);
  await rejected;
  await closed;
});
