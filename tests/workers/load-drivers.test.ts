import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BackendSpec } from "../../src/namespaces/snapshot.ts";
import { driverOf, loadDrivers } from "../../src/workers/load-drivers.ts";

const backends = (...types: readonly string[]): BackendSpec[] =>
  types.map((type, index) => ({ type, index }) as BackendSpec);

describe("the drivers of a worker", () => {
  it("are those of the types that its backends are of", async () => {
    assert.deepEqual(await loadDrivers(backends("memory", "sqlite", "plugin")), {});
    const drivers = await loadDrivers(backends("memory", "kafka", "redis", "redis"));
    assert.deepEqual(Object.keys(drivers).sort(), ["kafka", "redis"]);
    assert.equal(typeof driverOf(drivers, "redis").keyValue, "function");
    assert.equal(typeof driverOf(drivers, "kafka").stream, "function");
  });

  it("must have been loaded before they are asked for", async () => {
    const drivers = await loadDrivers(backends("nats"));
    assert.throws(() => driverOf(drivers, "postgres"), /drivers are loaded before stores are opened/);
  });
});
