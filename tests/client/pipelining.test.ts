import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { afterEach, test } from "node:test";
import { AccessToken } from "../../src/client/access-token.ts";
import { parseAddress } from "../../src/client/address.ts";
import { readGet } from "../../src/client/answers.ts";
import { Call } from "../../src/client/call.ts";
import { type ClientOptions, resolveOptions } from "../../src/client/client-options.ts";
import { FrameChannel } from "../../src/client/frame-channel.ts";
import { InFlight, MAX_ID } from "../../src/client/in-flight.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { systemTimer } from "../../src/client/timer.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { ClientRequest } from "../../src/codec/client-request.ts";
import type { PrismError } from "../../src/common/prism-error.ts";
import { FakeGateway, type SeenRequest } from "./fake-gateway.ts";
import { waitUntil } from "./wait-until.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(onRequest: (request: SeenRequest) => void, options: ClientOptions = {}) {
  const gateway = await FakeGateway.start(onRequest);
  const client = await PrismClient.connect(gateway.address, options);
  closers.push(async () => {
    await client.close({ timeoutMs: 1 });
    await gateway.stop();
  });
  return { gateway, client, kv: client.keyValue("default") };
}

function echoKey(request: SeenRequest): void {
  request.connection.answerGet(request.id, request.key);
}

test("answers in any order find their calls", async () => {
  const { kv, gateway } = await start(() => {});
  const keys = Array.from({ length: 100 }, (_, i) => `key-${i}`);
  const answers = keys.map((key) => kv.get(key));
  await waitUntil(() => gateway.requests.length === 100);
  for (const request of [...gateway.requests].sort((a, b) => ((a.id * 37) % 101) - ((b.id * 37) % 101)))
    echoKey(request);
  assert.deepEqual(await Promise.all(answers.map(async (answer) => (await answer)?.text())), keys);
});

test("65 536 pipelined reads are all answered, each with its own value", async () => {
  const { kv, gateway } = await start(echoKey);
  const answers = Array.from({ length: 65_536 }, (_, i) => kv.get(`k${i}`, { timeoutMs: 60_000 }));
  const texts = (await Promise.all(answers)).map((item) => item?.text());
  for (let i = 0; i < texts.length; i++) assert.equal(texts[i], `k${i}`);
  assert.equal(gateway.connections.length, 1);
});

test("calls issued in one turn leave in one write", async () => {
  const { kv, gateway } = await start(() => {});
  const chunks: number[] = [];
  gateway.connections[0]?.socket.prependListener("data", (chunk: Buffer) => chunks.push(chunk.length));
  for (let i = 0; i < 200; i++) kv.get(`key-${i}`).catch(() => {});
  await waitUntil(() => gateway.requests.length === 200);
  assert.equal(chunks.length, 1);
});

test("no more than maxInFlight requests are on a connection; the others wait for room", async () => {
  let open = 0;
  let most = 0;
  const { kv, gateway } = await start(
    (request) => {
      most = Math.max(most, ++open);
      setImmediate(() => {
        open--;
        echoKey(request);
      });
    },
    { maxInFlight: 8 },
  );
  const texts = await Promise.all(Array.from({ length: 300 }, async (_, i) => (await kv.get(`${i}`))?.text()));
  assert.deepEqual(
    texts,
    Array.from({ length: 300 }, (_, i) => `${i}`),
  );
  assert.equal(most, 8);
  assert.equal(gateway.requests.length, 300);
});

test("unsent bytes are bounded while the gateway does not read, and all is sent once it does", async () => {
  const { kv, gateway } = await start((request) => request.connection.answerPut(request.id, 1), {
    maxUnsentBytes: 512 * 1024,
  });
  const socket = gateway.connections[0]?.socket as Socket;
  socket.pause();
  const values = Array.from({ length: 800 }, (_, i) => Buffer.alloc(64 * 1024, `${i},`));
  const before = process.memoryUsage().arrayBuffers;
  const puts = values.map((value, i) => kv.put(`k${i}`, value));
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  // 50 MiB were asked for; the kernel holds some, the client at most maxUnsentBytes and one buffer's doubling.
  assert.ok(process.memoryUsage().arrayBuffers - before < 16 * 1024 ** 2, "the client gathered more than its bound");
  socket.resume();
  await Promise.all(puts);
  assert.ok(
    gateway.requests.every((request, i) => request.key === `k${i}` && values[i]?.equals(request.value) === true),
  );
});

test("frames that the socket still holds are not touched by those that are gathered after them", async () => {
  const { kv, gateway } = await start((request) => request.connection.answerPut(request.id, 1));
  const socket = gateway.connections[0]?.socket as Socket;
  socket.pause();
  const values = Array.from({ length: 200 }, (_, i) => Buffer.alloc(64 * 1024, `${i},`));
  const puts: Promise<unknown>[] = [];
  for (const [i, value] of values.entries()) {
    puts.push(kv.put(`k${i}`, value));
    // Each goes out in a write of its own, while the kernel takes it and, from some point on, when it no longer does.
    await new Promise((resolve) => setImmediate(resolve));
  }
  socket.resume();
  await Promise.all(puts);
  assert.ok(
    gateway.requests.every((request, i) => request.key === `k${i}` && values[i]?.equals(request.value) === true),
  );
});

test("calls beyond maxWaiting fail at once, and those that wait are still done", async () => {
  const { kv, gateway } = await start(() => {}, { maxInFlight: 1, maxWaiting: 2 });
  const first = kv.get("0");
  const waiting = [kv.get("1"), kv.get("2")];
  await assert.rejects(
    kv.get("3"),
    (error: PrismError) => error.failure.reason === "CLIENT_OVERLOADED" && error.retry === "safe",
  );
  await waitUntil(() => gateway.requests.length === 1);
  gateway.onRequest = echoKey;
  echoKey(gateway.requests[0] as SeenRequest);
  assert.equal((await first)?.text(), "0");
  assert.deepEqual(
    (await Promise.all(waiting)).map((item) => item?.text()),
    ["1", "2"],
  );
});

test("a busy client opens more connections, up to maxConnections, and spreads its calls", async () => {
  const { kv, gateway } = await start(() => {}, { maxConnections: 3, maxInFlight: 100 });
  const answers = Array.from({ length: 300 }, (_, i) => kv.get(`${i}`));
  await waitUntil(() => gateway.requests.length === 300);
  assert.equal(gateway.connections.length, 3);
  for (const connection of gateway.connections) {
    assert.equal(gateway.requests.filter((request) => request.connection === connection).length, 100);
  }
  for (const request of gateway.requests) echoKey(request);
  await Promise.all(answers);
  const more = Array.from({ length: 30 }, (_, i) => kv.get(`${i}`));
  await waitUntil(() => gateway.requests.length === 330);
  for (const connection of gateway.connections) {
    assert.equal(gateway.requests.slice(300).filter((request) => request.connection === connection).length, 10);
  }
  for (const request of gateway.requests.slice(300)) echoKey(request);
  await Promise.all(more);
});

test("values of a mebibyte go and come unharmed among small ones", async () => {
  const stored = new Map<string, Buffer>();
  const { kv } = await start((request) => {
    if (request.call === CallNumber.KV_PUT) {
      stored.set(request.key, request.value);
      request.connection.answerPut(request.id, 1);
    } else request.connection.answerGet(request.id, stored.get(request.key) ?? "");
  });
  const values = [0, 1, 100, 65_535, 65_536, 1024 ** 2, 3].map((length, n) => Buffer.alloc(length, `${n}abc`));
  await Promise.all(values.map((value, n) => kv.put(`k${n}`, value)));
  const items = await Promise.all(values.map((_, n) => kv.get(`k${n}`)));
  items.forEach((item, n) => void assert.ok(values[n]?.equals(item?.value ?? Buffer.of(1)), `value ${n} differs`));
});

test("a value that was read is its own copy, not a view of the connection's buffer", async () => {
  const { kv } = await start(echoKey);
  const item = await kv.get("alone");
  assert.equal(item?.value.buffer.byteLength, 5);
});

test("a request over maxFrameBytes is refused here, and the connection lives on", async () => {
  const { kv, gateway } = await start(echoKey, { maxFrameBytes: 1_000 });
  await assert.rejects(kv.put("big", Buffer.alloc(1_000)), /REQUEST_TOO_LARGE/);
  assert.equal((await kv.get("small"))?.text(), "small");
  assert.equal(gateway.connections.length, 1);
});

test("ids wrap at 2^32, never are 0, and pass over ids that are still owed an answer", () => {
  const call = newCall(() => {});
  const inFlight = new InFlight(MAX_ID - 2);
  assert.deepEqual(
    [1, 2, 3, 4].map(() => inFlight.add(call)),
    [MAX_ID - 1, MAX_ID, 1, 2],
  );
  const wrapped = new InFlight(0);
  wrapped.add(call);
  wrapped.abandon(wrapped.add(call));
  wrapped.take(1);
  (wrapped as unknown as { lastId: number }).lastId = MAX_ID;
  assert.equal(wrapped.add(call), 1);
  assert.equal(wrapped.add(call), 3, "id 2 was abandoned, and its answer may still come");
  assert.equal(wrapped.take(2), null);
  assert.equal(wrapped.take(2), undefined);
});

test("the largest id and the first after it go over the wire and back", async () => {
  const gateway = await FakeGateway.start(echoKey);
  const socket = connect(gateway.port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  const answered: number[] = [];
  const nothing = () => {};
  const owner = {
    onRoom: nothing,
    onClosed: nothing,
    onRefused: nothing,
    onDropped: nothing,
    onAnswer: (call: Call) => void answered.push(call.id),
  };
  const token = new AccessToken(null, systemTimer, 1_000);
  const parts = { address: parseAddress(gateway.address), options: resolveOptions({}), token };
  const connection = new FrameChannel(socket, owner, parts, MAX_ID - 1);
  for (let i = 0; i < 2; i++)
    connection.send(
      newCall(() => {}),
      0,
    );
  await waitUntil(() => answered.length === 2);
  assert.deepEqual(answered, [MAX_ID, 1]);
  connection.close();
  await gateway.stop();
});

function newCall(resolve: () => void): Call {
  const request = new ClientRequest(CallNumber.KV_GET, "default");
  request.key = "k";
  return new Call(request, { read: readGet, resolve, reject: () => {} }, 1_000, 0);
}
