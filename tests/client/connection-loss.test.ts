import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { PrismClient } from "../../src/client/prism-client.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { createPrng } from "../../src/common/prng.ts";
import { freeLoopbackPorts } from "../../src/stack/loopback.ts";
import { FakeGateway, getFrame } from "./fake-gateway.ts";
import { ManualTime } from "./manual-time.ts";
import { letIoHappen, waitUntil } from "./wait-until.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** On a port that no outgoing connection is given while the gateway is away. */
async function startGateway(samePort?: number): Promise<FakeGateway> {
  const port = samePort ?? (await freeLoopbackPorts(1))[0];
  const gateway = await FakeGateway.start((request) => request.connection.answerGet(request.id, request.key), port);
  closers.push(() => gateway.stop());
  return gateway;
}

function reasonIs(reason: string): (error: unknown) => boolean {
  return (error) => error instanceof PrismError && error.failure.reason === reason;
}

test("a client finds its gateway again after a restart", async () => {
  const gateway = await startGateway();
  const time = new ManualTime();
  const client = await PrismClient.connect(gateway.address, { clock: time, timer: time });
  closers.push(() => client.close());
  const kv = client.keyValue("default");
  assert.equal((await kv.get("before"))?.text(), "before");
  const { port } = gateway;
  await gateway.stop();
  const answer = kv.get("after");
  // The attempt fails, for nobody listens; the client pauses.
  await waitUntil(() => time.nextMs !== null && time.nextMs <= 50);
  await startGateway(port);
  time.advance(100);
  await waitUntil(() => time.nextMs === null || time.nextMs > 200);
  assert.equal((await answer)?.text(), "after");
});

test("pauses between attempts to connect double, with chance in half of each", async () => {
  const gateway = await startGateway();
  const { address } = gateway;
  await gateway.stop();
  const time = new ManualTime();
  const client = new PrismClient(address, { clock: time, timer: time, prng: createPrng(7), maxAttempts: 6 });
  const pauses: number[] = [];
  let isDone = false;
  const failed = assert
    .rejects(client.keyValue("default").get("a"), reasonIs("CONNECT_FAILED"))
    .then(() => (isDone = true));
  const seen = new Set<number>();
  while (!isDone) {
    await letIoHappen();
    // The call's own deadline and the attempt's timeout are farther off than any pause here.
    const next = time.nextMs;
    if (next === null || next > 1_600 || isDone) continue;
    assert.ok(!seen.has(next));
    pauses.push(next);
    time.advance(next);
  }
  await failed;
  assert.equal(pauses.length, 5);
  pauses.forEach((pause, i) => {
    const full = 50 * 2 ** i;
    assert.ok(pause >= full / 2 && pause <= full + 1, `pause ${i + 1} is ${pause}`);
  });
  const closed = client.close();
  await closed;
});

test("connecting to nobody fails at once and says whom it tried", async () => {
  const gateway = await startGateway();
  const { address, port } = gateway;
  await gateway.stop();
  await assert.rejects(PrismClient.connect(address), (error: PrismError) => {
    assert.equal(error.failure.code, Code.UNAVAILABLE);
    assert.equal(error.failure.reason, "CONNECT_FAILED");
    assert.match(error.message, new RegExp(`127\\.0\\.0\\.1:${port}.*ECONNREFUSED`));
    return true;
  });
});

test("half an answer and then the end is a lost connection, not an answer", async () => {
  const gateway = await startGateway();
  gateway.onRequest = (request) => {
    const frame = getFrame(request.id, "a whole value", 1);
    request.connection.socket.end(frame.subarray(0, frame.length - 3));
  };
  const client = await PrismClient.connect(gateway.address, { maxAttempts: 1 });
  closers.push(() => client.close());
  await assert.rejects(client.keyValue("default").get("a"), reasonIs("CONNECTION_LOST"));
});

test("an answer that comes byte by byte is whole in the end", async () => {
  const gateway = await startGateway();
  gateway.onRequest = (request) => {
    const frame = getFrame(request.id, "slowly", 5);
    void (async () => {
      for (const byte of frame)
        await new Promise((resolve) => request.connection.socket.write(Buffer.of(byte), resolve));
    })();
  };
  const client = await PrismClient.connect(gateway.address);
  closers.push(() => client.close());
  const item = await client.keyValue("default").get("a");
  assert.equal(item?.text(), "slowly");
  assert.equal(item?.version, 5);
});

test("what is no frame ends the connection, and the call is told why", async () => {
  for (const garbage of ["HTTP/1.1 400 Bad Request\r\n\r\n", "\0\0\0\0", "\0\0\0\x01\xff"]) {
    const gateway = await startGateway();
    gateway.onRequest = (request) => request.connection.socket.write(garbage, "latin1");
    const client = await PrismClient.connect(gateway.address, { maxAttempts: 1 });
    closers.push(() => client.close());
    await assert.rejects(client.keyValue("default").get("a"), (error: PrismError) => {
      assert.equal(error.failure.reason, "CONNECTION_LOST");
      assert.match(error.message, /not Prism's frames/);
      return true;
    });
  }
});

test("an answer to an id that nobody asked under ends the connection", async () => {
  const gateway = await startGateway();
  gateway.onRequest = (request) => request.connection.answerGet(request.id + 1, "whose?");
  const client = await PrismClient.connect(gateway.address, { maxAttempts: 1 });
  closers.push(() => client.close());
  await assert.rejects(client.keyValue("default").get("a"), reasonIs("CONNECTION_LOST"));
});

test("what the gateway says under id 0 before it hangs up is what the calls are told", async () => {
  const gateway = await startGateway();
  gateway.onRequest = (request) => {
    request.connection.fail(0, new Failure(Code.RESOURCE_EXHAUSTED, "TOO_MANY_CONNECTIONS", "share connections"));
    request.connection.socket.end();
  };
  const client = await PrismClient.connect(gateway.address, { maxAttempts: 1 });
  closers.push(() => client.close());
  await assert.rejects(client.keyValue("default").get("a"), /TOO_MANY_CONNECTIONS: share connections/);
});

test("a gateway that shuts down gets no new calls on that connection, and what is in flight is still answered", async () => {
  const gateway = await startGateway();
  const held: (() => void)[] = [];
  gateway.onRequest = (request) => {
    const { connection, id, key } = request;
    if (connection !== gateway.connections[0]) connection.answerGet(id, `new ${key}`);
    else if (key === "slow") held.push(() => connection.answerGet(id, "old slow"));
    else connection.fail(id, new Failure(Code.UNAVAILABLE, "SHUTTING_DOWN", "bye", { retryAfterMs: 1 }));
  };
  const client = await PrismClient.connect(gateway.address);
  closers.push(() => client.close());
  const kv = client.keyValue("default");
  const slow = kv.get("slow");
  assert.equal((await kv.get("quick"))?.text(), "new quick");
  held[0]?.();
  assert.equal((await slow)?.text(), "old slow");
  await waitUntil(() => gateway.connections[0]?.socket.destroyed === true);
});
