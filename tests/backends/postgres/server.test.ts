import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Outcome } from "../../../src/backends/contract.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import type { ServerProcess } from "../../../src/stack/server-process.ts";
import { afterwards } from "../../support/afterwards.ts";
import { fileServer, serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { putOf, read, write, writeOf } from "./items.ts";
import { NOW_MS, openStoreAt, openTestStore, settingsFor, TIMEOUT_MS } from "./test-store.ts";

const skip = serverMissing("postgres");

function failsWith(reason: string, retry: string): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof PrismError, String(error));
    assert.deepEqual([error.failure.reason, error.retry, error.source], [reason, retry, "backend"], error.stack);
    assert.doesNotMatch(error.message, /hunter2/);
    return true;
  };
}

/** A server for one test. It is killed after it: told to end, it may wait seconds for one of its processes. */
async function startAlone(t: TestContext, settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const server = await startServer(t, "postgres", settings);
  afterwards(t, () => server.kill());
  return server;
}

describe("the server behind the PostgreSQL store", { skip }, () => {
  it("gets its tables once, however many stores begin at one time", async (t) => {
    const { port } = await fileServer("postgres");
    const settings = settingsFor(port);
    const stores = Array.from({ length: 12 }, () => openStoreAt(t, settings));
    const items = await Promise.all(
      stores.map((store, i) => write(store, putOf(store.namespaceOf("orders"), `k${i}`))),
    );
    assert.equal(new Set(items.map(({ version }) => version)).size, 12);
    const [store] = stores;
    assert.ok(store);
    const ids = await Promise.all(stores.map((each) => each.storeIdOf(each.namespaceOf("orders"), TIMEOUT_MS)));
    assert.equal(new Set(ids).size, 1);
  });

  it("tells by its settings what an acknowledged write survives", async (t) => {
    const store = await openTestStore(t);
    assert.equal(store.guarantees.durability, "none");
    await store.probe(TIMEOUT_MS);
    assert.equal(store.guarantees.durability, "power-loss");
    assert.deepEqual(
      store.findings.find(({ setting }) => setting === "fsync"),
      { setting: "fsync", value: "on", meaning: "A commit is on disk before it is acknowledged." },
    );
    const server = await startAlone(t, { fsync: "off" });
    const careless = openStoreAt(t, settingsFor(server.port));
    await careless.probe(TIMEOUT_MS);
    assert.equal(careless.guarantees.durability, "process-crash");
    await server.stop();
    await server.startAgain({ synchronous_commit: "off" });
    await careless.probe(TIMEOUT_MS);
    assert.equal(careless.guarantees.durability, "none");
  });

  it("may be away, and is found again when it is back, with everything that it acknowledged", async (t) => {
    const server = await startAlone(t);
    const store = openStoreAt(t, settingsFor(server.port));
    const ns = store.namespaceOf("orders");
    await write(store, putOf(ns, "k"));
    await server.kill();
    await assert.rejects(read(store, ns, "k"), failsWith("STORE_UNAVAILABLE", "safe"));
    await assert.rejects(write(store, putOf(ns, "k")), failsWith("STORE_UNAVAILABLE", "safe"));
    await assert.rejects(store.probe(TIMEOUT_MS), failsWith("STORE_UNAVAILABLE", "safe"));
    await server.startAgain();
    await store.probe(TIMEOUT_MS);
    assert.equal((await read(store, ns, "k")).outcome, Outcome.DONE);
  });

  it("may fall silent: then a call ends in time, and says what it knows", async (t) => {
    const server = await startAlone(t);
    const store = openStoreAt(t, settingsFor(server.port));
    const ns = store.namespaceOf("orders");
    await write(store, putOf(ns, "k"));
    await server.pause();
    const call = writeOf([putOf(ns, "k")]);
    await assert.rejects(store.writeMany([call], NOW_MS, 100), failsWith("STORE_TIMEOUT", "never"));
    server.resume();
    assert.equal((await read(store, ns, "k")).outcome, Outcome.DONE);
  });

  it("tells a write whose connection broke from one that was never sent", async (t) => {
    const server = await startAlone(t);
    const store = openStoreAt(t, settingsFor(server.port, { connections: 1 }));
    const ns = store.namespaceOf("orders");
    await write(store, putOf(ns, "k"));
    await server.pause();
    const plain = store.writeMany([writeOf([putOf(ns, "k")])], NOW_MS, TIMEOUT_MS);
    const keyed = store.writeMany([writeOf([putOf(ns, "k")], { idempotencyKey: "i" })], NOW_MS, TIMEOUT_MS);
    const lost = [
      assert.rejects(plain, failsWith("STORE_CONNECTION_LOST", "never")),
      assert.rejects(keyed, failsWith("STORE_UNAVAILABLE", "safe")),
    ];
    // By then both have been sent.
    await setImmediate();
    await store.close();
    await Promise.all(lost);
  });

  it("may refuse the user, the database, more connections, or writes", async (t) => {
    const server = await startAlone(t, {
      max_connections: "5",
      superuser_reserved_connections: "0",
      max_wal_senders: "0",
      pg_hba: "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256",
    });
    const at = (url: string, settings = {}) =>
      openStoreAt(t, settingsFor(server.port, { url: url.replace("PORT", String(server.port)), ...settings }));
    const probe = (url: string) => at(url).probe(TIMEOUT_MS);
    const refused = failsWith("STORE_AUTHENTICATION_FAILED", "never");
    await assert.rejects(probe("postgres://nobody:hunter2@127.0.0.1:PORT/prism"), refused);
    await assert.rejects(probe("postgres://prism@127.0.0.1:PORT/prism"), refused);
    await assert.rejects(probe("postgres://postgres@127.0.0.1:PORT/nowhere"), refused);
    await assert.rejects(at("postgres://postgres@127.0.0.1:PORT/prism", { tls: "require" }).probe(TIMEOUT_MS), refused);
    const stores = Array.from({ length: 6 }, () => at("postgres://postgres@127.0.0.1:PORT/prism"));
    const results = await Promise.allSettled(stores.map((store) => store.probe(TIMEOUT_MS)));
    const rejected = results.find((result) => result.status === "rejected");
    assert.ok(rejected);
    failsWith("STORE_TOO_MANY_CONNECTIONS", "safe")(rejected.reason);
    await Promise.all(stores.map((store) => store.close()));
    await server.stop();
    await server.startAgain({ default_transaction_read_only: "on" });
    const readOnly = at("postgres://postgres@127.0.0.1:PORT/prism");
    await readOnly.probe(TIMEOUT_MS).catch(() => undefined);
    await assert.rejects(write(readOnly, putOf(readOnly.namespaceOf("n"), "k")), failsWith("STORE_READ_ONLY", "never"));
  });

  it("names the setting of the backend that cannot be used", async (t) => {
    const misconfigured = failsWith("STORE_MISCONFIGURED", "never");
    for (const url of [
      "env:PRISM_NO_SUCH_VARIABLE",
      "postgres://127.0.0.1/prism",
      "postgres://u@h/d?sslmode=require",
    ]) {
      const store = openStoreAt(t, settingsFor(1, { url }));
      await assert.rejects(store.probe(TIMEOUT_MS), misconfigured);
    }
    const store = openStoreAt(t, settingsFor(1, { tls: "verify-ca", ca: "/none.pem" }));
    await assert.rejects(store.probe(TIMEOUT_MS), misconfigured);
    await assert.rejects(openStoreAt(t, settingsFor(1)).probe(TIMEOUT_MS), failsWith("STORE_UNAVAILABLE", "safe"));
  });

  it("makes its tables anew when somebody has removed them", async (t) => {
    const { port } = await fileServer("postgres");
    const settings = settingsFor(port);
    const store = openStoreAt(t, settings);
    const ns = store.namespaceOf("orders");
    await write(store, putOf(ns, "k"));
    const { default: pg } = await import("pg");
    const client = new pg.Client(settings.url);
    await client.connect();
    await client.query(`DROP SCHEMA "${settings.schema.replaceAll('"', '""')}" CASCADE`);
    await client.end();
    await assert.rejects(read(store, ns, "k"), failsWith("STORE_MISSING", "never"));
    assert.equal((await read(store, ns, "k")).outcome, Outcome.ABSENT);
    assert.equal((await write(store, putOf(ns, "k"))).outcome, Outcome.DONE);
  });
});
