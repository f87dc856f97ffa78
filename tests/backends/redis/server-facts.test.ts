import assert from "node:assert/strict";
import { test } from "node:test";
import type { Durability } from "../../../src/backends/contract.ts";
import { createRedisKeyValueStore } from "../../../src/backends/redis/keyvalue-store.ts";
import { afterwards } from "../../support/afterwards.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { TIMEOUT_MS } from "./items.ts";
import { clientOf, redisSettings, surroundings } from "./redis-fixture.ts";

const options = { skip: serverMissing("redis") };

test("says what a write survives as the server is set now", options, async (t) => {
  const server = await startServer(t, "redis");
  const client = await clientOf(t, server.port);
  const store = createRedisKeyValueStore(redisSettings(`redis://127.0.0.1:${server.port}`), surroundings());
  afterwards(t, () => store.close());
  assert.equal(store.guarantees.durability, "none", "before the first probe");
  const cases: readonly (readonly [Record<string, string>, Durability])[] = [
    [{ appendfsync: "always" }, "power-loss"],
    [{ "no-appendfsync-on-rewrite": "yes" }, "process-crash"],
    [{ appendfsync: "no", "no-appendfsync-on-rewrite": "no" }, "process-crash"],
    [{ appendfsync: "everysec" }, "none"],
    [{ appendfsync: "always", maxmemory: "100mb", "maxmemory-policy": "allkeys-lru" }, "none"],
    [{ "maxmemory-policy": "volatile-ttl" }, "none"],
    [{ "maxmemory-policy": "noeviction" }, "power-loss"],
    [{ maxmemory: "0", "maxmemory-policy": "allkeys-lru" }, "power-loss"],
    [{ appendonly: "no" }, "none"],
  ];
  for (const [settings, durability] of cases) {
    for (const [name, value] of Object.entries(settings)) await client.config("SET", name, value);
    await store.probe(TIMEOUT_MS);
    assert.equal(store.guarantees.durability, durability, JSON.stringify(settings));
    for (const [name, value] of Object.entries(settings)) {
      if (name === "maxmemory" || name.startsWith("no-")) continue;
      assert.equal(store.findings.find(({ setting }) => setting === name)?.value, value);
    }
  }
});
