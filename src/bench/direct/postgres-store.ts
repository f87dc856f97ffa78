import pg from "pg";
import type { BareStore } from "./bare-store.ts";

const statements = {
  get: { name: "get", text: "SELECT value, version FROM prism_bench_direct WHERE key = $1" },
  put: {
    name: "put",
    text: `INSERT INTO prism_bench_direct (key, version, value) VALUES ($1, 1, $2)
      ON CONFLICT (key) DO UPDATE SET version = prism_bench_direct.version + 1, value = excluded.value RETURNING version`,
  },
  delete: { name: "delete", text: "DELETE FROM prism_bench_direct WHERE key = $1" },
  scan: { name: "scan", text: "SELECT key, value FROM prism_bench_direct WHERE key >= $1 ORDER BY key LIMIT $2" },
};

/** PostgreSQL by node-postgres: one connection, prepared statements, a table that has what a request needs. */
export async function openPostgresStore(url: string): Promise<BareStore> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  // Two that create it at once get an error of the catalogue: the lock lets one after the other.
  await client.query("SELECT pg_advisory_lock(7400)");
  await client.query(
    "CREATE TABLE IF NOT EXISTS prism_bench_direct (key bytea PRIMARY KEY, version bigint NOT NULL, value bytea NOT NULL)",
  );
  await client.query("SELECT pg_advisory_unlock(7400)");
  // The driver has one query at a time on a connection: what else its caller has in flight waits for its turn.
  let last: Promise<unknown> = Promise.resolve();
  const ask = (statement: { name: string; text: string }, ...values: unknown[]) => {
    const asked = last.then(() => client.query({ ...statement, values }));
    last = asked.catch(() => undefined);
    return asked;
  };
  return {
    get: async (key) => ((await ask(statements.get, Buffer.from(key))).rows[0]?.value as Buffer | undefined) ?? null,
    put: async (key, value) => void (await ask(statements.put, Buffer.from(key), value)),
    delete: async (key) => ((await ask(statements.delete, Buffer.from(key))).rowCount ?? 0) > 0,
    scan: async (start, items) => (await ask(statements.scan, Buffer.from(start), items)).rows.length,
    close: () => client.end(),
  };
}
