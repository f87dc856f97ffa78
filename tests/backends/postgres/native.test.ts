import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { Outcome } from "../../../src/backends/contract.ts";
import { textOfParameter } from "../../../src/backends/postgres/native/text-parameter.ts";
import { byteas, int8s } from "../../../src/backends/postgres/sql.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import { afterwards } from "../../support/afterwards.ts";
import { fileServer, serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { itemOf, putOf, read, write } from "./items.ts";
import { driverMissing, NOW_MS, openStoreAt, settingsFor, TIMEOUT_MS } from "./test-store.ts";

const skip = serverMissing("postgres") || driverMissing("pg-native");

const reasonOf = (reason: string) => (error: unknown) => {
  assert.ok(error instanceof PrismError, String(error));
  assert.equal(error.failure.reason, reason, error.stack);
  return true;
};

describe("PostgreSQL by pg-native", { skip }, () => {
  it("works in several threads at one time, each with connections of its own", async () => {
    const { port } = await fileServer("postgres");
    const settings = settingsFor(port, { driver: "pg-native" });
    const file = new URL("./native-worker.js", import.meta.url);
    const names = ["one", "two", "three"];
    const found = await Promise.all(
      names.map(async (name) => {
        const worker = new Worker(file, { workerData: { settings, name } });
        const [texts] = (await once(worker, "message")) as [string[]];
        await worker.terminate();
        return texts;
      }),
    );
    for (const [i, name] of names.entries())
      assert.deepEqual(
        found[i],
        Array.from({ length: 50 }, (_, n) => `${name} ${n}`),
      );
  });

  it("outlives a thread that is ended in the midst of it, connections and all", async () => {
    const { port } = await fileServer("postgres");
    const settings = settingsFor(port, { driver: "pg-native" });
    // Without the patch of libpq the first of them takes the whole process with it.
    for (let i = 0; i < 5; i++) {
      const worker = new Worker(new URL("./native-worker.js", import.meta.url), {
        workerData: { settings, name: "endless" },
      });
      await once(worker, "message");
      await worker.terminate();
    }
  });

  it("keeps any bytes of keys and values", async (t) => {
    const { port } = await fileServer("postgres");
    const store = openStoreAt(t, settingsFor(port, { driver: "pg-native" }));
    const ns = store.namespaceOf("orders");
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.uint8Array(), async (key, value) => {
        const item = putOf(ns, "", { value: Buffer.from(value) });
        item.key = Buffer.from(key).toString("latin1");
        await write(store, item);
        const found = itemOf(ns, "", 0);
        found.key = item.key;
        const other = itemOf(ns, "none", 0);
        await store.getMany([found, other], NOW_MS, TIMEOUT_MS);
        assert.deepEqual([found.outcome, other.outcome], [Outcome.DONE, Outcome.ABSENT]);
        assert.deepEqual(Buffer.from(found.value as Uint8Array), Buffer.from(value));
      }),
      { numRuns: 40 },
    );
  });

  it("tells what went wrong in the words of the driver pg", async (t) => {
    const server = await startServer(t, "postgres", {
      pg_hba: "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256",
    });
    afterwards(t, () => server.kill());
    const at = (user: string, more = {}) =>
      openStoreAt(
        t,
        settingsFor(server.port, {
          driver: "pg-native",
          url: `postgres://${user}@127.0.0.1:${server.port}/prism`,
          ...more,
        }),
      );
    await assert.rejects(at("prism").probe(TIMEOUT_MS), reasonOf("STORE_AUTHENTICATION_FAILED"));
    await assert.rejects(at("nobody:x").probe(TIMEOUT_MS), reasonOf("STORE_AUTHENTICATION_FAILED"));
    await assert.rejects(at("postgres", { tls: "verify-full" }).probe(TIMEOUT_MS), reasonOf("STORE_MISCONFIGURED"));
    const store = at("postgres");
    const ns = store.namespaceOf("orders");
    await write(store, putOf(ns, "k"));
    await server.pause();
    await assert.rejects(write(store, putOf(ns, "k"), {}, 200), reasonOf("STORE_TIMEOUT"));
    server.resume();
    assert.equal((await read(store, ns, "k")).outcome, Outcome.DONE);
    await server.kill();
    await assert.rejects(read(store, ns, "k"), reasonOf("STORE_UNAVAILABLE"));
    await server.startAgain();
    await store.probe(TIMEOUT_MS);
    assert.equal((await read(store, ns, "k")).outcome, Outcome.DONE);
  });
});

describe("a parameter of libpq", () => {
  it("is text: bytes in hexadecimal, arrays in braces", () => {
    assert.equal(textOfParameter(byteas([])), "{}");
    assert.equal(
      textOfParameter(byteas(["a", Buffer.from([0, 255]), { source: Buffer.from("xyz"), start: 1, end: 2 }, ""])),
      '{"\\\\x61","\\\\x00ff","\\\\x79","\\\\x"}',
    );
    assert.equal(textOfParameter(int8s([-1, 2n ** 62n])), `{-1,${2n ** 62n}}`);
  });
});
