import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { privateConfig } from "../../../src/bench/tune/private-config.ts";
import { tunableSettings } from "../../../src/bench/tune/tunable-settings.ts";
import type { GatewayConfig } from "../../../src/config/gateway-config.ts";
import { loadConfig } from "../../../src/config/load-config.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { scenarioOf } from "./fake-tuning.ts";

const YAML = `
workers: 1
limits: { ringBytes: 2MiB, idleTimeout: 90s }
listeners: { tcp: { host: 0.0.0.0, port: 7999 } }
auth: { allowOpenDoors: true }
audit: { mode: "on" }
tracing: { mode: "on" }
backends:
  ram: { type: memory }
  disk: { type: sqlite, path: data }
  cache: { type: redis, url: "redis://127.0.0.1:7379", connections: 3 }
namespaces:
  - { name: memory, pattern: keyvalue, backend: ram, needs: { durability: none } }
  - { name: default, pattern: keyvalue, backend: disk }
  - { name: sessions, pattern: keyvalue, backend: cache }
`;

function configOf(folder: string, text: string): GatewayConfig {
  writeFileSync(join(folder, "prism.yaml"), text);
  return loadConfig({ env: {}, cores: 4, cwd: folder });
}

const node20 = { nodeVersion: "20.19.0", platform: "linux" };
const node24 = { nodeVersion: "24.21.0", platform: "linux" };

function sweptFor(t: TestContext, flow: object, runtime = node20): Record<string, readonly unknown[]> {
  const { swept } = tunableSettings(configOf(tempFolder(t), YAML), scenarioOf(flow).scenario, 4, runtime);
  return Object.fromEntries(swept.map(({ path, current, others }) => [path, [current, ...others]]));
}

test("only settings that act under the scenario are tried, those of its stores among them", (t) => {
  const rings = { "limits.ringBytes": [2 ** 21, 2 ** 19, 2 ** 23, 2 ** 25] };
  assert.deepEqual(sweptFor(t, { namespace: "memory" }), rings);
  assert.deepEqual(sweptFor(t, { namespace: "sessions" }), {
    workers: [1, 2, 3, 4],
    "backends.cache.connections": [3, 1, 2, 4, 8, 16],
    ...rings,
  });
  assert.deepEqual(sweptFor(t, { namespace: "memory", door: "grpc" }), {
    "listeners.grpc.thread": ["own", "shared"],
    ...rings,
  });
  assert.deepEqual(sweptFor(t, { namespace: "memory", depth: 64 }), {
    ...rings,
    "limits.maxInFlightPerConnection": [4096, 16, 32],
  });
});

test("acceptors are tried where they can share a port, and have connections to share out", (t) => {
  const acceptors = (flow: object) => sweptFor(t, { namespace: "memory", ...flow }, node24).acceptors;
  assert.deepEqual(acceptors({ connections: 8 }), [1, 2, 4]);
  assert.deepEqual(acceptors({ connections: 3 }), [1, 2]);
  assert.equal(acceptors({ connections: 1 }), undefined);
  assert.equal(acceptors({ connections: 8, door: "grpc" }), undefined);
});

test("each setting that is left out says why", (t) => {
  const { scenario } = scenarioOf({ namespace: "memory" });
  const { leftOut } = tunableSettings(configOf(tempFolder(t), YAML), scenario, 4, node20);
  assert.deepEqual(
    leftOut.map(({ path }) => path),
    ["workers", "acceptors", "listeners.grpc.thread", "limits.maxInFlightPerConnection"],
  );
  for (const { why } of leftOut) assert.ok(why.length > 20);
});

test("the gateway that is tried is the one that is tuned, but on its own ports and in its own folders", (t) => {
  const [folder, own] = [tempFolder(t), tempFolder(t)];
  const config = configOf(folder, YAML);
  const candidate = { workers: 3, "backends.cache.connections": 8, "limits.ringBytes": 2 ** 22 };
  const scenario = scenarioOf({ namespace: "sessions" }).scenario;
  const flows = [...scenario.flows, ...scenarioOf({ namespace: "default" }).scenario.flows];
  const tried = configOf(own, privateConfig(config, { ...scenario, flows }, { folder: own, candidate }));
  assert.equal(tried.workers, 3);
  assert.deepEqual(tried.limits, { ...config.limits, ringBytes: 2 ** 22 });
  for (const { host, port } of Object.values(tried.listeners)) assert.deepEqual([host, port], ["127.0.0.1", 0]);
  assert.deepEqual([tried.audit.mode, tried.audit.folder, tried.tracing.mode], ["on", join(own, "audit"), "off"]);
  assert.equal(tried.control.path, join(own, "control"));
  assert.deepEqual(
    tried.namespaces,
    config.namespaces.filter(({ name }) => name !== "memory"),
  );
  const [disk, cache] = tried.backends;
  assert.deepEqual([disk?.name, disk?.settings], ["disk", { path: join(own, "disk") }]);
  const before = config.backends.find(({ name }) => name === "cache");
  assert.deepEqual(cache, { ...before, settings: { ...before?.settings, connections: 8 } });
});
