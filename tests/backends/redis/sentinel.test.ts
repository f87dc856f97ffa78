import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { createRedisKeyValueStore } from "../../../src/backends/redis/keyvalue-store.ts";
import { createRedisStreamStore } from "../../../src/backends/redis/stream-store.ts";
import { freeLoopbackPorts } from "../../../src/stack/loopback.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { TIMEOUT_MS } from "./items.ts";
import { clientOf, redisSettings, surroundings } from "./redis-fixture.ts";
import { get, put, reasonOf } from "./store-calls.ts";

const options = { skip: serverMissing("redis") };

/** A sentinel that watches a server by the name `main`, and fails over when it was silent for half a second. */
async function startSentinel(t: TestContext, primaryPort: number): Promise<number> {
  const folder = tempFolder(t);
  const [port] = (await freeLoopbackPorts(1)) as [number];
  const file = join(folder, "sentinel.conf");
  const lines = [
    `port ${port}`,
    "bind 127.0.0.1",
    `dir ${folder}`,
    `sentinel monitor main 127.0.0.1 ${primaryPort} 1`,
    "sentinel down-after-milliseconds main 500",
    "sentinel failover-timeout main 3000",
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  const sentinel = spawn("redis-server", [file, "--sentinel"], { stdio: "ignore" });
  afterwards(t, async () => {
    sentinel.kill("SIGKILL");
    if (sentinel.exitCode === null && sentinel.signalCode === null) await once(sentinel, "exit");
  });
  await eventually("the sentinel answers", () =>
    clientOf(t, port).then(
      () => true,
      () => false,
    ),
  );
  return port;
}

test("asks sentinels for the primary, and follows them to the next one", options, async (t) => {
  const primary = await startServer(t, "redis");
  const replica = await startServer(t, "redis");
  await (await clientOf(t, replica.port)).replicaof("127.0.0.1", primary.port);
  const sentinelPort = await startSentinel(t, primary.port);
  const sentinel = await clientOf(t, sentinelPort);
  const [silent] = (await freeLoopbackPorts(1)) as [number];
  // One of them is not there.
  const sentinels = [`127.0.0.1:${silent}`, `127.0.0.1:${sentinelPort}`];
  const settings = redisSettings("redis://main", { sentinels });
  const store = createRedisKeyValueStore(settings, surroundings());
  const streams = createRedisStreamStore(settings, surroundings());
  afterwards(t, () => store.close());
  afterwards(t, () => streams.close());
  await put(store, "a", "before");
  const ns = streams.openStream({ name: "s", retentionMs: 0, maxBytes: 0, partitions: 1, replicas: 1, keep: "stored" });
  await streams.openReader(ns, { at: "earliest" }, () => undefined);
  const client = await clientOf(t, replica.port);
  await eventually("the replica has followed", async () => (await client.exists("prism:{1}ka")) === 1);
  await eventually("the sentinel knows the replica", async () => {
    const replicas = (await sentinel.call("SENTINEL", "REPLICAS", "main")) as unknown[];
    return replicas.length === 1 && !String(replicas[0]).includes("disconnected");
  });
  await primary.kill();
  const written = () =>
    put(store, "b", "after").then(
      () => true,
      () => false,
    );
  await eventually("it writes to the next primary", written);
  assert.equal(await client.exists("prism:{1}kb"), 1);
  assert.equal(await get(store, "a"), "before");
  await eventually("the streams are there as well", () =>
    streams.probe(TIMEOUT_MS).then(
      () => true,
      () => false,
    ),
  );
});

test("says at once that no sentinel can be reached", options, async (t) => {
  const [port] = (await freeLoopbackPorts(1)) as [number];
  const settings = redisSettings("redis://main", { sentinels: [`127.0.0.1:${port}`] });
  const store = createRedisKeyValueStore(settings, surroundings());
  afterwards(t, () => store.close());
  const startedMs = performance.now();
  assert.equal(await reasonOf(put(store, "a")), "STORE_UNAVAILABLE");
  assert.ok(performance.now() - startedMs < TIMEOUT_MS);
});
