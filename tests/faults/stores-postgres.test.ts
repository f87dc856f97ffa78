import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import pg from "pg";
import { processTree } from "../../src/stack/process-table.ts";
import { serverMissing, startServer } from "../support/servers/private-servers.ts";
import { gatewayBefore, storeFaults, underLoad } from "./store-fault-cases.ts";
import { Code, StoreCaller } from "./store-refusals.ts";
import { streamFaults } from "./stream-fault-cases.ts";

describe("a PostgreSQL server under a gateway", { skip: serverMissing("postgres") }, () => {
  const backend = (port: number) => `{ type: postgres, url: "postgres://prism@127.0.0.1:${port}/prism" }`;

  const store = { server: "postgres", backend, isIdempotent: true } as const;

  storeFaults(store);
  streamFaults({ ...store, isOrdered: true });

  it("ends the gateway's connections: no acknowledged write is lost, and none is done twice", async (t) => {
    await underLoad(t, store, async ({ port }, load) => {
      for (let round = 1; round <= 3; round++) {
        await administer(port, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'prism'");
        await load.progress(5);
      }
    });
  });

  it("loses one of its processes, and so starts all over: no acknowledged write is lost", async (t) => {
    await underLoad(t, store, async (server, load) => {
      const backend = processTree(server.pid).find(({ pid }) => isBackend(pid));
      assert.ok(backend !== undefined);
      process.kill(backend.pid, "SIGKILL");
      await load.trouble();
    });
  });

  it("is read-only, then not: writes are refused, and reads go on", async (t) => {
    const server = await startServer(t, "postgres");
    const caller = new StoreCaller(t, await gatewayBefore(t, backend(server.port)));
    assert.equal((await caller.put("kept", "yes")).code, 0);
    await administer(server.port, "ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()");
    await caller.refused("STORE_READ_ONLY", Code.UNAVAILABLE);
    assert.equal((await caller.get("kept")).value, "yes");
    await administer(
      server.port,
      "SET default_transaction_read_only = off",
      "ALTER SYSTEM RESET default_transaction_read_only",
      "SELECT pg_reload_conf()",
    );
    await caller.served();
    assert.equal((await caller.get("kept")).value, "yes");
  });

  it("refuses the gateway's password, then takes it", async (t) => {
    const server = await startServer(t, "postgres");
    await administer(server.port, "SET password_encryption = 'scram-sha-256'", "ALTER ROLE prism PASSWORD 'another'");
    await server.stop();
    const hba = "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256";
    await server.startAgain({ pg_hba: hba });
    const gateway = await gatewayBefore(t, "{ type: postgres, url: env:PG_URL }", {
      PG_URL: `postgres://prism:sesame@127.0.0.1:${server.port}/prism`,
    });
    const caller = new StoreCaller(t, gateway);
    const { message } = await caller.refused("STORE_AUTHENTICATION_FAILED", Code.UNAVAILABLE);
    assert.doesNotMatch(message + gateway.stderr, /sesame/);
    await administer(server.port, "ALTER ROLE prism PASSWORD 'sesame'");
    await caller.served();
  });

  it("takes no more connections, then does", async (t) => {
    const server = await startServer(t, "postgres", { max_connections: "5", superuser_reserved_connections: "1" });
    const held = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const client = new pg.Client({ host: "127.0.0.1", port: server.port, user: "prism", database: "prism" });
        client.on("error", () => undefined);
        await client.connect();
        return client;
      }),
    );
    const caller = new StoreCaller(t, await gatewayBefore(t, backend(server.port)));
    await caller.refused("STORE_TOO_MANY_CONNECTIONS", Code.RESOURCE_EXHAUSTED);
    await Promise.all(held.map((client) => client.end()));
    await caller.served();
  });
});

/** Whether a process of the server serves a client of the role `prism`: the server says so in its command line. */
function isBackend(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("postgres: prism ");
  } catch {
    return false;
  }
}

/** Statements of the superuser, on one connection. */
async function administer(port: number, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
