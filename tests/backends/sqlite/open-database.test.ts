import assert from "node:assert/strict";
import { closeSync, existsSync, fstatSync, openSync, readdirSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Database from "better-sqlite3";
import { Outcome } from "../../../src/backends/contract.ts";
import { DATABASE_FILE } from "../../../src/backends/sqlite/open-database.ts";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { Code } from "../../../src/common/codes.ts";
import { get, put, textOf, writeOf } from "../embedded-keyvalue/items.ts";
import { failsWith } from "./fails-with.ts";
import { RunningProcess } from "./running-process.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

test("makes the data directory with its parents, and leaves one file when closed", (t) => {
  const path = join(temporaryDirectory(t), "a", "b");
  const store = openSqliteStore({ path });
  store.openNamespace("orders");
  store.close();
  assert.deepEqual(readdirSync(path), [DATABASE_FILE]);
});

test("says that it cannot make a folder where nobody can, and does not try for ever", (t) => {
  if (process.platform !== "linux") return t.skip("only Linux has /proc");
  assert.throws(() => openSqliteStore({ path: "/proc/prism/data" }), /mkdir '\/proc\/prism'/);
});

test("keeps data, expiry and versions over closing and opening", (t) => {
  const path = temporaryDirectory(t);
  let store = openSqliteStore({ path });
  const namespaceId = store.openNamespace("orders");
  const written = put(store, writeOf(namespaceId, "k", { value: "v", expiresAtMs: 2 ** 41 }), 1);
  store.close();
  store = openSqliteStore({ path });
  const read = get(store, namespaceId, "k", 1);
  assert.deepEqual([textOf(read.value), read.version, read.expiresAtMs], ["v", written.version, 2 ** 41]);
  store.close();
});

test("keeps keys as text that a person can read with any SQLite tool", (t) => {
  const path = temporaryDirectory(t);
  const store = openSqliteStore({ path });
  put(store, writeOf(store.openNamespace("orders"), "größe/\u{1f600}", { value: "v" }), 1);
  store.close();
  const db = new Database(join(path, DATABASE_FILE), { readonly: true });
  assert.equal(db.prepare("SELECT key FROM items").pluck().get(), "größe/\u{1f600}");
  assert.equal(
    db.prepare("SELECT typeof(version) || typeof(expires_at_ms) FROM items").pluck().get(),
    "integerinteger",
  );
  db.close();
});

test("refuses a directory that another process has open, names it, and opens once it is killed", async (t) => {
  const path = temporaryDirectory(t);
  const running = new RunningProcess(path, "k", 1);
  try {
    await running.waitFor(1);
    const open = (): unknown => openSqliteStore({ path, openWaitMs: 0 });
    assert.throws(open, failsWith(Code.UNAVAILABLE, "STORE_IN_USE", new RegExp(`process ${running.child.pid}\\b`)));
    await running.waitFor(1);
  } finally {
    await running.kill();
  }
  const store = openSqliteStore({ path, openWaitMs: 0 });
  assert.equal(get(store, store.openNamespace("orders"), "k-0", 1).outcome, Outcome.DONE);
  store.close();
});

test("refuses a second store of the same process on one directory", (t) => {
  const path = temporaryDirectory(t);
  const store = openSqliteStore({ path });
  assert.throws(() => openSqliteStore({ path, openWaitMs: 0 }), failsWith(Code.UNAVAILABLE, "STORE_IN_USE"));
  store.close();
  openSqliteStore({ path }).close();
});

test("refuses a path that is a file", (t) => {
  const path = join(temporaryDirectory(t), "file");
  writeFileSync(path, "");
  assert.throws(
    () => openSqliteStore({ path }),
    failsWith(Code.FAILED_PRECONDITION, "STORE_CANNOT_OPEN", new RegExp(`Its path is ${path}`)),
  );
});

test("says that a file is damaged when its header is", (t) => {
  const path = temporaryDirectory(t);
  writeFileSync(join(path, DATABASE_FILE), Buffer.alloc(8192, "no database"));
  assert.throws(() => openSqliteStore({ path }), failsWith(Code.DATA_LOSS, "STORE_CORRUPT"));
});

test("says that a file is damaged when a page of it is, and still closes", (t) => {
  const path = temporaryDirectory(t);
  let store = openSqliteStore({ path });
  const namespaceId = store.openNamespace("orders");
  const keys = Array.from({ length: 2000 }, (_, i) => `k${i}`);
  store.putMany(
    keys.map((key) => writeOf(namespaceId, key, { value: "v".repeat(100) })),
    1,
  );
  store.close();
  // Pages 1 to 10 are the schema and the roots; what follows was the journal, and is leaves with items.
  const file = openSync(join(path, DATABASE_FILE), "r+");
  const bytes = fstatSync(file).size - 12 * 4096;
  writeSync(file, Buffer.alloc(bytes, 0xff), 0, bytes, 12 * 4096);
  closeSync(file);
  store = openSqliteStore({ path });
  const readAll = (): unknown => keys.map((key) => get(store, namespaceId, key, 1));
  assert.throws(readAll, failsWith(Code.DATA_LOSS, "STORE_CORRUPT"));
  const query = { namespaceId, from: "", to: null, keysOnly: true, maxItems: 5000, maxBytes: 1e6 };
  assert.throws(() => store.scan(query, 1), failsWith(Code.DATA_LOSS, "STORE_CORRUPT"));
  store.close();
});

test("is not healthy once its file has been moved away", (t) => {
  const path = temporaryDirectory(t);
  const store = openSqliteStore({ path });
  store.checkHealth();
  renameSync(join(path, DATABASE_FILE), join(path, "elsewhere"));
  assert.throws(() => store.checkHealth(), failsWith(Code.DATA_LOSS, "STORE_FILE_GONE"));
  store.close();
  assert.ok(existsSync(join(path, "elsewhere")));
});
