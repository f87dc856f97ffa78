import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import Database from "better-sqlite3";
import { Outcome } from "../../../src/backends/contract.ts";
import { DATABASE_FILE } from "../../../src/backends/sqlite/open-database.ts";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { get, put, textOf, writeOf } from "../../conformance/keyvalue-items.ts";
import { RunningProcess } from "./running-process.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const BATCH_ITEMS = 16;
/** Batches before the kill: from the very first one to past a checkpoint of the log. */
const ROUNDS = [1, 2, 40, 300, 1500];

test("keeps every acknowledged batch through kill -9, and the last one whole or not at all", async (t) => {
  const path = temporaryDirectory(t);
  let lastVersion = 0;
  for (const [round, batches] of ROUNDS.entries()) {
    const running = new RunningProcess(path, `r${round}`, BATCH_ITEMS);
    await running.waitFor(batches);
    const acknowledged = await running.kill();
    assert.ok(acknowledged.items >= batches * BATCH_ITEMS);

    const store = openSqliteStore({ path });
    const namespaceId = store.openNamespace("orders");
    for (let i = 0; i < acknowledged.items; i++) {
      assert.equal(textOf(get(store, namespaceId, `r${round}-${i}`, 1).value), `value ${i}`);
    }
    const unsaid = Array.from(
      { length: BATCH_ITEMS },
      (_, i) => get(store, namespaceId, `r${round}-${acknowledged.items + i}`, 1).outcome,
    );
    assert.equal(new Set(unsaid).size, 1, "a batch must be there as a whole or not at all");
    const { version } = put(store, writeOf(namespaceId, "after"), 1);
    assert.ok(acknowledged.version > lastVersion, "versions must rise over a restart");
    assert.ok(version > acknowledged.version, "versions must rise over kill -9");
    lastVersion = version;
    assert.equal(get(store, namespaceId, `r0-0`, 1).outcome, Outcome.DONE);
    store.close();
  }
  const db = new Database(join(path, DATABASE_FILE), { readonly: true });
  assert.equal(db.pragma("integrity_check", { simple: true }), "ok");
  db.close();
});
