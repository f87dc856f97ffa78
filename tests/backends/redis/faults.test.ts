import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { test } from "node:test";
import { PrismError } from "../../../src/common/prism-error.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { putting, TIMEOUT_MS, write } from "./items.ts";
import { clientOf } from "./redis-fixture.ts";

import { failure, get, openAt, put, reasonOf } from "./store-calls.ts";

const options = { skip: serverMissing("redis") };

test("says that a server is not there, at once, and is well again when it is", options, async (t) => {
  const server = await startServer(t, "redis");
  const store = openAt(t, server);
  await put(store, "a");
  await server.stop();
  const refused = await failure(get(store, "a"));
  assert.ok(["STORE_UNAVAILABLE", "STORE_CONNECTION_LOST"].includes(refused.failure.reason));
  const again = await failure(put(store, "b"));
  assert.deepEqual([again.failure.reason, again.retry], ["STORE_UNAVAILABLE", "safe"]);
  assert.equal((await failure(store.probe(TIMEOUT_MS))).failure.reason, "STORE_UNAVAILABLE");
  await server.startAgain();
  await eventually("the store is well", () =>
    store.probe(TIMEOUT_MS).then(
      () => true,
      () => false,
    ),
  );
  assert.equal(await get(store, "a"), "v");
});

test("loses no acknowledged write with a server that is killed while it writes", options, async (t) => {
  const server = await startServer(t, "redis", { appendfsync: "always" });
  const store = openAt(t, server);
  const acknowledged: string[] = [];
  let killing: Promise<void> | null = null;
  for (let i = 0; ; i++) {
    try {
      await put(store, `k${i}`, `v${i}`);
      acknowledged.push(`k${i}`);
      if (i === 200) killing = server.kill();
    } catch (error) {
      assert.ok(error instanceof PrismError);
      assert.ok(["STORE_UNAVAILABLE", "STORE_CONNECTION_LOST"].includes(error.failure.reason), error.message);
      if (error.failure.reason === "STORE_CONNECTION_LOST") assert.equal(error.retry, "fresh-connection");
      break;
    }
  }
  await killing;
  await server.startAgain();
  await eventually("the store is well", () =>
    store.probe(TIMEOUT_MS).then(
      () => true,
      () => false,
    ),
  );
  assert.ok(acknowledged.length > 200);
  for (const key of acknowledged) assert.equal(await get(store, key), `v${key.slice(1)}`);
});

test(
  "does a write once that is tried again under its idempotency key after the connection was lost",
  options,
  async (t) => {
    const server = await startServer(t, "redis");
    const store = openAt(t, server);
    const once = () =>
      write([putting(store.namespaceOf("orders"), "a", "v")], {
        idempotencyKey: "once",
        fingerprint: Buffer.alloc(16, 1),
        rememberUntilMs: Date.now() + 60_000,
      });
    const first = once();
    await store.writeMany([first], Date.now(), TIMEOUT_MS);
    const client = await clientOf(t, server.port);
    // The server takes the second one, does not get to it, and loses the connection.
    await client.call("CLIENT", "PAUSE", "60000", "WRITE");
    const lost = reasonOf(store.writeMany([once()], Date.now(), TIMEOUT_MS));
    await eventually("the write has come", async () => /cmd=evalsha/.test(String(await client.call("CLIENT", "LIST"))));
    await client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    assert.equal(await lost, "STORE_CONNECTION_LOST");
    await client.call("CLIENT", "UNPAUSE");
    const second = once();
    await eventually("the store is well", () =>
      store.writeMany([second], Date.now(), TIMEOUT_MS).then(
        () => true,
        () => false,
      ),
    );
    assert.equal(second.isReplay, true);
    assert.equal(second.items[0]?.version, first.items[0]?.version);
  },
);

test("gives up on a server that has stopped, and finds it again when it goes on", options, async (t) => {
  const server = await startServer(t, "redis");
  const store = openAt(t, server);
  await put(store, "a");
  await server.pause();
  const startedMs = performance.now();
  const gaveUp = await failure(get(store, "a", 200));
  assert.equal(gaveUp.failure.reason, "STORE_TIMEOUT");
  assert.ok(performance.now() - startedMs < 20_000);
  assert.match(await reasonOf(get(store, "a", 100)), /STORE_UNAVAILABLE|STORE_TIMEOUT/);
  server.resume();
  await eventually("the store is well", () =>
    store.probe(500).then(
      () => true,
      () => false,
    ),
  );
  assert.equal(await get(store, "a"), "v");
});

test("leaves a connection on which nothing comes any more", options, async (t) => {
  const server = await startServer(t, "redis");
  // As a network does that has lost one connection, and does not say so.
  const relayed = new Set<Socket>();
  const relay = createServer((socket) => {
    const onward = connect(server.port, "127.0.0.1");
    for (const end of [socket, onward]) end.on("error", () => undefined);
    socket.pipe(onward).pipe(socket);
    relayed.add(onward);
    afterwards(t, () => onward.destroy());
    afterwards(t, () => socket.destroy());
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  afterwards(t, () => relay.close());
  const store = openAt(t, { port: (relay.address() as AddressInfo).port });
  await put(store, "a");
  for (const onward of relayed) onward.pause();
  for (const onward of relayed) onward.unpipe();
  assert.equal(await reasonOf(get(store, "a", 200)), "STORE_TIMEOUT");
  await eventually(
    "another connection is used",
    () =>
      get(store, "a", 200).then(
        (value) => value === "v",
        () => false,
      ),
    3_000,
  );
});

test("refuses writes of a server that is full, and goes on reading", options, async (t) => {
  const server = await startServer(t, "redis", { maxmemory: "8mb", "maxmemory-policy": "noeviction" });
  const store = openAt(t, server);
  await put(store, "first");
  const large = "v".repeat(500_000);
  let refused: PrismError | null = null;
  let count = 0;
  while (refused === null)
    refused = await put(store, `k${count++}`, large).then(
      () => null,
      (error) => error,
    );
  assert.deepEqual([refused.failure.reason, refused.retry], ["STORE_FULL", "safe"]);
  assert.ok(refused.failure.retryAfterMs > 0);
  assert.equal(await get(store, "first"), "v");
  assert.equal(await get(store, `k${count - 1}`), null);
  const query = {
    namespaceId: store.namespaceOf("orders"),
    from: "",
    to: null,
    keysOnly: true,
    maxItems: 100,
    maxBytes: 1e6,
  };
  assert.equal((await store.scan(query, Date.now(), TIMEOUT_MS)).items.length, count);
});

test("says that a replica takes no writes", options, async (t) => {
  const server = await startServer(t, "redis");
  const store = openAt(t, server);
  await put(store, "a");
  const client = await clientOf(t, server.port);
  await client.replicaof("127.0.0.1", 1);
  assert.equal(await reasonOf(put(store, "b")), "STORE_READ_ONLY");
  assert.equal(await get(store, "a"), "v");
  await store.probe(TIMEOUT_MS);
  assert.equal(store.guarantees.consistency, "eventual");
  assert.match(store.findings.find(({ setting }) => setting === "role")?.meaning ?? "", /takes no writes/);
});

test("finds the new primary where the address leads to it after a failover", options, async (t) => {
  const former = await startServer(t, "redis");
  const next = await startServer(t, "redis");
  // As a name or a balancer does that follows the primary.
  let primary = former.port;
  const relay = createServer((socket) => {
    const onward = connect(primary, "127.0.0.1");
    for (const end of [socket, onward]) end.on("error", () => undefined);
    socket.on("close", () => onward.destroy());
    socket.pipe(onward).pipe(socket);
    afterwards(t, () => socket.destroy());
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  afterwards(t, () => relay.close());
  const store = openAt(t, { port: (relay.address() as AddressInfo).port });
  await put(store, "a", "before");
  const [clientOfFormer, clientOfNext] = [await clientOf(t, former.port), await clientOf(t, next.port)];
  await clientOfNext.replicaof("127.0.0.1", former.port);
  await eventually("the replica has followed", async () => (await clientOfNext.exists("prism:{1}ka")) === 1);
  await clientOfNext.replicaof("NO", "ONE");
  await clientOfFormer.replicaof("127.0.0.1", next.port);
  primary = next.port;
  await eventually("it writes to the new primary", () =>
    put(store, "b").then(
      () => true,
      () => false,
    ),
  );
  assert.equal(await get(store, "a"), "before");
  assert.equal(await clientOfNext.exists("prism:{1}kb"), 1);
});

test("says that a script of somebody else keeps the server", options, async (t) => {
  const server = await startServer(t, "redis", { "busy-reply-threshold": "1" });
  const store = openAt(t, server);
  await put(store, "a");
  const client = await clientOf(t, server.port);
  const killer = await clientOf(t, server.port);
  const endless = client.eval("while true do end", 0).catch(() => undefined);
  const refused = await failure(get(store, "a"));
  assert.deepEqual([refused.failure.reason, refused.retry], ["STORE_UNAVAILABLE", "safe"]);
  await killer.script("KILL");
  await endless;
  assert.equal(await get(store, "a"), "v");
});

test("rejects what is under way when it is closed", options, async (t) => {
  const server = await startServer(t, "redis");
  const store = openAt(t, server);
  await put(store, "a");
  await server.pause();
  const pending = reasonOf(get(store, "a"));
  await store.close();
  server.resume();
  assert.equal(await pending, "STORE_CONNECTION_LOST");
  assert.equal(await reasonOf(get(store, "a")), "STORE_UNAVAILABLE");
});
