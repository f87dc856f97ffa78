import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
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
import { TIMEOUT_MS } from "./items.ts";
import { clientOf, redisSettings, surroundings } from "./redis-fixture.ts";

import { failure, get, openAt, put, reasonOf } from "./store-calls.ts";

const options = { skip: serverMissing("redis") };

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

test("says that the server has as many clients as it takes", options, async (t) => {
  const server = await startServer(t, "redis", { maxclients: "1" });
  await clientOf(t, server.port);
  const store = openAt(t, server);
  // The server resets the connection right after it has said so; that may come first.
  await eventually("it says so", async () => (await reasonOf(put(store, "a"))) === "STORE_TOO_MANY_CONNECTIONS");
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
  assert.match(refused("redis://h", { sentinels: ["h"] }), /`sentinels`.*host:port/);
  assert.match(refused("rediss://h", { sentinels: ["h:1"] }), /`sentinels`.*rediss/);
  assert.match(refused("redis://h", { sentinelPassword: "env:PRISM_NO_SUCH_VARIABLE" }), /`sentinelPassword`/);
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
