import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { ConnectionPool } from "../../../src/backends/postgres/connection-pool.ts";
import { openConnection } from "../../../src/backends/postgres/open-connection.ts";
import type { Statement } from "../../../src/backends/postgres/sql.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { fileServer, serverMissing } from "../../support/servers/private-servers.ts";
import { settingsFor, TIMEOUT_MS } from "./test-store.ts";

/** Long enough for a change to come in between. */
const slow: Statement = { name: "slow", text: "SELECT pg_sleep(1)" };

/** A pool in which each of so many connections has a slow statement. */
async function openBusy(t: TestContext, maxConnections: number) {
  const settings = settingsFor((await fileServer("postgres")).port);
  let opened = 0;
  const open = async () => {
    const connection = await openConnection(settings, "test");
    opened++;
    return connection;
  };
  const pool = new ConnectionPool({ open, maxConnections, random: () => 0.5 });
  afterwards(t, () => pool.close());
  const done: Promise<void>[] = [];
  const runSlow = async (): Promise<void> => void done.push((await pool.take()).run(slow, [], TIMEOUT_MS));
  for (let size = 1; size < maxConnections; size++) {
    await runSlow();
    // All have something to do, so another is opened.
    void pool.take();
    await eventually("there is one more", () => pool.size > size);
  }
  await runSlow();
  return { pool, done, opened: () => opened };
}

describe("a pool of connections to PostgreSQL", { skip: serverMissing("postgres") }, () => {
  it("that shrinks has every statement answered that was sent", async (t) => {
    const { pool, done } = await openBusy(t, 3);
    const resized = pool.resize(1);
    assert.equal(pool.maxConnections, 1);
    assert.equal(pool.size, 3, "those that leave are counted while they answer");
    done.push((await pool.take()).run(slow, [], TIMEOUT_MS));
    await resized;
    assert.equal(pool.size, 1);
    await Promise.all(done);
  });

  it("that shrinks while one is being opened does not keep it", async (t) => {
    const { pool, done, opened } = await openBusy(t, 1);
    await pool.resize(2);
    const best = pool.take();
    assert.ok(!(best instanceof Promise), "nobody waits for the further one");
    await pool.resize(1);
    assert.deepEqual([opened(), pool.size], [2, 1], "the further one has come and gone");
    await Promise.all(done);
    await (await pool.take()).run(slow, [], TIMEOUT_MS);
  });
});
