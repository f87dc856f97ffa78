import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMemoryStreamStore } from "../../../src/backends/memory/memory-stream-store.ts";
import { translate } from "../../../src/backends/plugin/errors.ts";
import {
  createPluginKeyValueStore,
  createPluginStreamStore,
  type LoadedPlugin,
} from "../../../src/backends/plugin/plugin-stores.ts";
import { StoreError } from "../../../src/backends/plugin/store-error.ts";
import { translating } from "../../../src/backends/plugin/translating.ts";
import { Code } from "../../../src/common/codes.ts";
import { PrismError } from "../../../src/common/prism-error.ts";

const surroundings = { worker: 0, nowMs: () => 1, random: () => 0, onProblem: () => {} };
const loaded = (parts: object): LoadedPlugin => ({
  file: "/m.js",
  backend: { contract: 1, name: "test", offers: {}, ...parts },
  settings: {},
});

describe("the stores of a plugin", () => {
  it("are refused when they lack something, or are promised only", () => {
    const make = (store: unknown) => () =>
      createPluginKeyValueStore(loaded({ createKeyValueStore: () => store }), surroundings);
    assert.throws(make(null), /PLUGIN_INVALID.*gave no store/);
    assert.throws(make(Promise.resolve({})), /PLUGIN_INVALID.*a promise/);
    assert.throws(make({ probe() {}, lanes: 1 }), /PLUGIN_INVALID.*without stats, close, .*getMany/);
  });

  it("are refused where the plugin has no such namespaces", () => {
    assert.throws(() => createPluginKeyValueStore(loaded({}), surroundings), /PLUGIN_PATTERN_MISSING.*keyvalue/);
    assert.throws(() => createPluginStreamStore(loaded({}), surroundings), /PLUGIN_PATTERN_MISSING.*stream/);
  });

  it("need no server: a stream store without one is always well", async () => {
    const createStreamStore = () => createMemoryStreamStore({ maxBytes: 1e6 });
    const store = createPluginStreamStore(loaded({ createStreamStore }), surroundings);
    assert.deepEqual(store.findings, []);
    await store.probe(10);
    assert.deepEqual(store.findings, [{ setting: "plugin", value: "test", meaning: "" }]);
    assert.deepEqual(store.stats(), { connections: 0, maxConnections: 0, bytes: 0 });
    assert.equal(store.guarantees.ordering, "stream");
    assert.equal(store.appendLanes, 1);
  });
});

describe("what a plugin throws", () => {
  it("is our own error, that of another copy of Prism, or a fault nobody has foreseen", () => {
    const own = new StoreError(Code.UNAVAILABLE, "STORE_UNAVAILABLE", "away", { retry: "safe", retryAfterMs: 5 });
    assert.equal(translate(own), own);
    assert.deepEqual([own.source, own.retry, own.failure.retryAfterMs], ["backend", "safe", 5]);
    const copied = translate({ ...own, failure: { ...own.failure }, retry: "safe", message: "m" });
    assert.ok(copied instanceof PrismError);
    assert.deepEqual([copied.failure.reason, copied.retry, copied.source], ["STORE_UNAVAILABLE", "safe", "backend"]);
    for (const odd of [
      new TypeError("bug"),
      "text",
      null,
      undefined,
      { failure: { code: 99, reason: "R", message: "m" } },
    ]) {
      const told = translate(odd);
      assert.deepEqual([told.failure.reason, told.retry, told.cause], ["STORE_FAILED", "never", odd]);
    }
  });

  it("is translated whether it is thrown or rejected with, and keeps private fields usable", async () => {
    class Store {
      #hidden = 7;
      get count(): number {
        return this.#hidden;
      }
      async rejects(): Promise<void> {
        throw new TypeError("bug");
      }
      throws(): void {
        throw new TypeError("bug");
      }
      async adds(more: number): Promise<number> {
        this.#hidden += more;
        return this.#hidden;
      }
    }
    const store = translating(new Store(), ["rejects", "throws", "adds"], ["count"]);
    await assert.rejects(store.rejects(), /STORE_FAILED/);
    assert.throws(() => store.throws(), /STORE_FAILED/);
    assert.equal(await store.adds(3), 10);
    assert.equal(store.count, 10);
  });
});
