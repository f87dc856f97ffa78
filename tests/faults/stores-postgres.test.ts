import assert from "node:assert/strict";
import { describe, it } from "node:test";
import pg from "pg";
import { serverMissing, startServer } from "../support/servers/private-servers.ts";
import { gatewayBefore, storeFaults } from "./store-fault-cases.ts";
import { Code, StoreCaller } from "./store-refusals.ts";

describe("a PostgreSQL server under a gateway", { skip: serverMissing("postgres") }, () => {
  const backend = (port: number) => `{ type: postgres, url: "postgres://prism@127.0.0.1:${port}/prism" }`;

  storeFaults({ server: "postgres", backend, isIdempotent: true });

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
