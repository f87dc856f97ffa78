import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Outcome } from "../../../src/backends/contract.ts";
import type { NetworkedKeyValueStore } from "../../../src/backends/networked-contract.ts";
import type { RedisSettings } from "../../../src/backends/redis/connection-options.ts";
import { createRedisKeyValueStore } from "../../../src/backends/redis/keyvalue-store.ts";
import { createRedisStreamStore } from "../../../src/backends/redis/stream-store.ts";
import { NewMessage, SettleAction, Settlement } from "../../../src/backends/stream-contract.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import { freeLoopbackPorts } from "../../../src/stack/loopback.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { TestCa } from "../../support/test-ca.ts";
import { each, putting, reading, TIMEOUT_MS, write } from "./items.ts";
import { clientOf, redisSettings, surroundings } from "./redis-fixture.ts";

const options = { skip: serverMissing("redis") };

interface Place {
  readonly port: number;
  /** User and password, with an `@`. */
  readonly who?: string;
}

function openAt(
  t: TestContext,
  { port, who = "" }: Place,
  others: Partial<RedisSettings> = {},
): NetworkedKeyValueStore {
  const settings = redisSettings(`redis://${who}127.0.0.1:${port}`, { connections: 1, ...others });
  const store = createRedisKeyValueStore(settings, surroundings());
  afterwards(t, () => store.close());
  return store;
}

async function put(store: NetworkedKeyValueStore, key: string, value = "v", timeoutMs = TIMEOUT_MS): Promise<void> {
  const item = putting(store.namespaceOf("orders"), key, value);
  await store.writeMany(each(item), Date.now(), timeoutMs);
  assert.equal(item.outcome, Outcome.DONE);
}

async function get(store: NetworkedKeyValueStore, key: string, timeoutMs = TIMEOUT_MS): Promise<string | null> {
  const item = reading(store.namespaceOf("orders"), key);
  await store.getMany([item], Date.now(), timeoutMs);
  return item.outcome === Outcome.DONE ? (item.value as string) : null;
}

/** What a call is refused with. */
async function failure(work: Promise<unknown>): Promise<PrismError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof PrismError, String(error));
    assert.equal(error.source, "backend");
    assert.notEqual(error.failure.message, "");
    return error;
  }
  return assert.fail("it was done");
}

const reasonOf = async (work: Promise<unknown>): Promise<string> => (await failure(work)).failure.reason;

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
  server.pause();
  const startedMs = performance.now();
  const gaveUp = await failure(get(store, "a", 200));
  assert.equal(gaveUp.failure.reason, "STORE_TIMEOUT");
  assert.ok(performance.now() - startedMs < 3_000);
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

test("says that a password is wrong or missing, without saying it", options, async (t) => {
  const server = await startServer(t, "redis", { requirepass: "correct-horse" });
  for (const who of [":wrong-battery@", "somebody:wrong-battery@", ""]) {
    const refused = await failure(put(openAt(t, { port: server.port, who }), "a"));
    assert.equal(refused.failure.reason, "STORE_AUTHENTICATION_FAILED", who);
    assert.match(refused.failure.message, /`url`/);
    assert.doesNotMatch(`${refused.message} ${String(refused.cause)}`, /battery/);
  }
  await put(openAt(t, { port: server.port, who: ":correct-horse@" }), "a");
});

test("says that a user may not, and assumes the least where it may not ask", options, async (t) => {
  const server = await startServer(t, "redis", { appendfsync: "always" });
  const client = await clientOf(t, server.port);
  await client.acl("SETUSER", "reader", "on", ">pw", "~prism:*", "+mget", "+get", "+info", "+select", "+client");
  await client.acl("SETUSER", "app", "on", ">pw", "~prism:*", "+@all", "-@dangerous", "-@admin");
  const reader = openAt(t, { port: server.port, who: "reader:pw@" });
  assert.equal(await reasonOf(put(reader, "a")), "STORE_PERMISSION_DENIED");
  const app = openAt(t, { port: server.port, who: "app:pw@" });
  await put(app, "a");
  assert.equal(await get(app, "a"), "v");
  await app.probe(TIMEOUT_MS);
  assert.equal(app.guarantees.durability, "none");
  assert.equal(app.findings.find(({ setting }) => setting === "appendfsync")?.value, "unknown");
});

test("needs no more rights than the reference says", options, async (t) => {
  const page = readFileSync(fileURLToPath(new URL("../../../../docs-cms/reference/redis.md", import.meta.url)), "utf8");
  const rule = /^ACL SETUSER (.+)$/m.exec(page)?.[1]?.split(" ") ?? [];
  const server = await startServer(t, "redis", { appendfsync: "always" });
  const client = await clientOf(t, server.port);
  await client.call("ACL", "SETUSER", ...rule);
  const place = { port: server.port, who: "prism:PASSWORD@" };
  const store = openAt(t, place);
  await store.probe(TIMEOUT_MS);
  assert.equal(store.guarantees.durability, "power-loss");
  await put(store, "a");
  assert.equal(await get(store, "a"), "v");
  await store.sweep(Date.now(), 10, TIMEOUT_MS);
  const streams = createRedisStreamStore(redisSettings(`redis://${place.who}127.0.0.1:${place.port}`), surroundings());
  afterwards(t, () => streams.close());
  const ns = streams.openStream({ name: "s", retentionMs: 0, maxBytes: 1, partitions: 1, replicas: 1, keep: "stored" });
  const group = await streams.openGroup(ns, "g", { at: "earliest" }, () => undefined);
  const message = Object.assign(new NewMessage(), { namespaceId: ns, value: Buffer.from("v") });
  await streams.appendMany([message]);
  const [taken] = await group.take("c", { maxItems: 1, maxBytes: 1 }, 1_000);
  const bury = Object.assign(new Settlement(), { lease: taken?.lease, action: SettleAction.BURY });
  await group.settle([bury]);
  assert.equal(bury.outcome, Outcome.DONE);
  assert.equal((await group.lag()).pending, 0);
  await group.seek({ at: "latest" });
  await group.close();
  await streams.dropStream(await streams.storeIdOf(ns));
  while ((await streams.sweep(Date.now(), 10)) > 0);
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

test("says that the server has as many clients as it takes", options, async (t) => {
  const server = await startServer(t, "redis", { maxclients: "1" });
  await clientOf(t, server.port);
  const store = openAt(t, server);
  // The server resets the connection right after it has said so; that may come first.
  await eventually("it says so", async () => (await reasonOf(put(store, "a"))) === "STORE_TOO_MANY_CONNECTIONS");
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

test("speaks TLS, and only to a server that the authority of `ca` has signed", options, async (t) => {
  const folder = tempFolder(t);
  const ca = new TestCa();
  const { cert, key } = ca.issueServer();
  const files = { "cert.pem": cert, "key.pem": key, "ca.pem": ca.cert, "other.pem": new TestCa("another").cert };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const [port] = await freeLoopbackPorts(1);
  const server = await startServer(t, "redis", {
    "tls-port": String(port),
    "tls-cert-file": join(folder, "cert.pem"),
    "tls-key-file": join(folder, "key.pem"),
    "tls-auth-clients": "no",
  });
  assert.ok(server.isRunning);
  const open = (ca: string | null, host = "127.0.0.1"): NetworkedKeyValueStore => {
    const store = createRedisKeyValueStore(redisSettings(`rediss://${host}:${port}`, { ca }), surroundings());
    afterwards(t, () => store.close());
    return store;
  };
  const store = open(join(folder, "ca.pem"), "localhost");
  await put(store, "a", "v".repeat(300_000));
  assert.equal((await get(open(join(folder, "ca.pem")), "a"))?.length, 300_000);
  assert.equal(await reasonOf(get(open(join(folder, "other.pem")), "a")), "STORE_TLS_FAILED");
  assert.equal(await reasonOf(get(open(null), "a")), "STORE_TLS_FAILED");
});

test("says which setting cannot be used", () => {
  const refused = (url: string, others: Partial<RedisSettings> = {}): string => {
    try {
      createRedisKeyValueStore(redisSettings(url, others), surroundings());
    } catch (error) {
      assert.ok(error instanceof PrismError);
      return error.failure.message;
    }
    return assert.fail("it can");
  };
  assert.match(refused("redis://h/x"), /`url`.*database/);
  assert.match(refused("env:PRISM_NO_SUCH_VARIABLE"), /`url`.*not set/);
  assert.match(refused("redis://h", { ca: "/ca.pem" }), /`ca`.*rediss/);
  assert.match(refused("rediss://h", { ca: "/no/such.pem" }), /`ca`/);
  assert.match(refused("redis://h", { keyPrefix: "a{b}" }), /`keyPrefix`/);
});

test("names the database that is not there", options, async (t) => {
  const server = await startServer(t, "redis", { databases: "2" });
  const settings = redisSettings(`redis://127.0.0.1:${server.port}/1`);
  const store = createRedisKeyValueStore(settings, surroundings());
  afterwards(t, () => store.close());
  await put(store, "a");
  assert.equal(await (await clientOf(t, server.port, 1)).exists("prism:{1}ka"), 1);
  const missing = createRedisKeyValueStore({ ...settings, url: `redis://127.0.0.1:${server.port}/7` }, surroundings());
  afterwards(t, () => missing.close());
  assert.equal(await reasonOf(put(missing, "a")), "STORE_MISSING");
});

test("rejects what is under way when it is closed", options, async (t) => {
  const server = await startServer(t, "redis");
  const store = openAt(t, server);
  await put(store, "a");
  server.pause();
  const pending = reasonOf(get(store, "a"));
  await store.close();
  server.resume();
  assert.equal(await pending, "STORE_CONNECTION_LOST");
  assert.equal(await reasonOf(get(store, "a")), "STORE_UNAVAILABLE");
});
