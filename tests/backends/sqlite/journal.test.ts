import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import Database from "better-sqlite3";
import { type KeyValueStore, Outcome } from "../../../src/backends/contract.ts";
import { DATABASE_FILE } from "../../../src/backends/sqlite/open-database.ts";
import type { OverlayLimits } from "../../../src/backends/sqlite/overlay-limits.ts";
import { migrate, migrations } from "../../../src/backends/sqlite/schema.ts";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { Code } from "../../../src/common/codes.ts";
import { get, put, remove, textOf, writeOf } from "../embedded-keyvalue/items.ts";
import { crashedCopy } from "./crashed-copy.ts";
import { failsWith } from "./fails-with.ts";
import { tinyOverlayLimits, wideOverlayLimits } from "./overlay-tiny-limits.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

interface Rows {
  readonly journal: number;
  readonly items: number;
}

/** What is in the tables of an open store. */
function rowsOf(t: TestContext, path: string): Rows {
  const copy = join(temporaryDirectory(t), "copy");
  crashedCopy(path, copy);
  const db = new Database(join(copy, DATABASE_FILE));
  const count = (table: string): number => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  const rows = { journal: count("journal"), items: count("items") };
  db.close();
  return rows;
}

function open(path: string, overlayLimits: OverlayLimits): { store: KeyValueStore; namespaceId: number } {
  const store = openSqliteStore({ path, overlayLimits });
  return { store, namespaceId: store.openNamespace("orders") };
}

function putMany(store: KeyValueStore, namespaceId: number, count: number, value: string): void {
  const items = Array.from({ length: count }, (_, i) => writeOf(namespaceId, `k${i}`, { value }));
  store.begin();
  store.putMany(items, 1);
  store.commit();
}

function sweepAll(store: KeyValueStore, nowMs: number): number {
  let sweeps = 0;
  while (store.sweep(nowMs, 100) > 0) sweeps++;
  return sweeps;
}

test("writes a transaction as one row, and leaves the table alone", (t) => {
  const path = temporaryDirectory(t);
  const { store, namespaceId } = open(path, wideOverlayLimits);
  putMany(store, namespaceId, 256, "v");
  assert.deepEqual(rowsOf(t, path), { journal: 1, items: 0 });
  store.close();
  assert.deepEqual(rowsOfClosed(path), { journal: 0, items: 256 });
});

function rowsOfClosed(path: string): Rows {
  const db = new Database(join(path, DATABASE_FILE), { readonly: true });
  const [journal, items] = db
    .prepare("SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM items)")
    .raw()
    .get() as [number, number];
  db.close();
  return { journal, items };
}

test("applies in steps once nobody writes, and says that there is more until all is in the table", (t) => {
  const path = temporaryDirectory(t);
  const { store, namespaceId } = open(path, wideOverlayLimits);
  putMany(store, namespaceId, 100, "v");
  assert.equal(store.sweep(1, 100), 0, "the first sweep after a write waits whether more come");
  assert.deepEqual(rowsOf(t, path), { journal: 1, items: 0 });
  assert.ok(sweepAll(store, 1) > 5);
  assert.deepEqual(rowsOf(t, path), { journal: 0, items: 100 });
  store.close();
});

test("applies a key once, however often it was written", (t) => {
  const path = temporaryDirectory(t);
  const { store, namespaceId } = open(path, wideOverlayLimits);
  for (let i = 0; i < 50; i++) put(store, writeOf(namespaceId, "hot", { value: `v${i}` }), 1);
  assert.deepEqual(rowsOf(t, path), { journal: 50, items: 0 });
  sweepAll(store, 1);
  sweepAll(store, 1);
  assert.deepEqual(rowsOf(t, path), { journal: 0, items: 1 });
  assert.equal(textOf(get(store, namespaceId, "hot", 1).value), "v49");
  store.close();
});

test("keeps journal and overlay within their limits under steady writes", (t) => {
  const path = temporaryDirectory(t);
  const { store, namespaceId } = open(path, tinyOverlayLimits);
  for (let i = 0; i < 500; i++) {
    put(store, writeOf(namespaceId, `k${i}`, { value: "v" }), 1);
    if (i % 100 === 99) assert.ok(rowsOf(t, path).journal < 30);
  }
  store.close();
  assert.deepEqual(rowsOfClosed(path), { journal: 0, items: 500 });
});

test("writes a large value to the table at once, over and under smaller ones of the same key", (t) => {
  const path = temporaryDirectory(t);
  const { store, namespaceId } = open(path, wideOverlayLimits);
  const large = "x".repeat(wideOverlayLimits.maxValueBytes + 1);
  const reopened = (use: (store: KeyValueStore) => void): void => {
    const copy = join(temporaryDirectory(t), "copy");
    crashedCopy(path, copy);
    const crashed = openSqliteStore({ path: copy, overlayLimits: wideOverlayLimits });
    for (const sweeps of [0, 1]) {
      use(crashed);
      if (sweeps === 0) sweepAll(crashed, 1);
    }
    crashed.close();
    use(store);
  };
  const reads = (value: string) => (on: KeyValueStore) =>
    assert.equal(textOf(get(on, namespaceId, "k", 1).value).length, value.length);
  put(store, writeOf(namespaceId, "k", { value: "small" }), 1);
  put(store, writeOf(namespaceId, "k", { value: large }), 1);
  assert.deepEqual(rowsOf(t, path), { journal: 2, items: 1 });
  reopened(reads(large));
  put(store, writeOf(namespaceId, "k", { value: "again" }), 1);
  reopened(reads("again"));
  put(store, writeOf(namespaceId, "k", { value: large }), 1);
  remove(store, writeOf(namespaceId, "k"), 1);
  reopened((on) => assert.equal(get(on, namespaceId, "k", 1).outcome, Outcome.ABSENT));
  store.close();
  assert.deepEqual(rowsOfClosed(path), { journal: 0, items: 0 });
});

test("does not bring back an older value when the large one that replaced it has expired and was swept", (t) => {
  const path = temporaryDirectory(t);
  const { store, namespaceId } = open(path, wideOverlayLimits);
  put(store, writeOf(namespaceId, "k", { value: "small" }), 1);
  put(store, writeOf(namespaceId, "k", { value: "x".repeat(1_001), expiresAtMs: 10 }), 1);
  assert.equal(store.sweep(10, 100), 1);
  const copy = join(temporaryDirectory(t), "copy");
  crashedCopy(path, copy);
  const crashed = openSqliteStore({ path: copy });
  assert.equal(get(crashed, namespaceId, "k", 10).outcome, Outcome.ABSENT);
  crashed.close();
  store.close();
});

test("tells conditions of one batch about the large values before them", (t) => {
  const { store, namespaceId } = open(temporaryDirectory(t), wideOverlayLimits);
  const write = (ifVersion: number) => writeOf(namespaceId, "k", { value: "x".repeat(1_001), ifVersion });
  const [first, second] = [write(0), write(0)];
  store.putMany([first, second], 1);
  assert.deepEqual([first.outcome, second.outcome], [Outcome.DONE, Outcome.MISMATCH]);
  assert.equal(second.version, first.version);
  store.close();
});

test("leaves nothing of a rolled back transaction in journal, overlay and table", (t) => {
  const path = temporaryDirectory(t);
  const { store, namespaceId } = open(path, wideOverlayLimits);
  put(store, writeOf(namespaceId, "kept", { value: "old" }), 1);
  store.begin();
  put(store, writeOf(namespaceId, "kept", { value: "new" }), 1);
  put(store, writeOf(namespaceId, "kept", { value: "x".repeat(1_001) }), 1);
  put(store, writeOf(namespaceId, "fresh", { value: "v" }), 1);
  remove(store, writeOf(namespaceId, "kept"), 1);
  // Past one journal record, so that rows are written before the commit.
  for (let i = 0; i < 400; i++) put(store, writeOf(namespaceId, `much${i}`, { value: Buffer.alloc(1_000) }), 1);
  store.rollback();
  const check = (on: KeyValueStore): void => {
    assert.equal(textOf(get(on, namespaceId, "kept", 1).value), "old");
    const query = { namespaceId, from: "", to: null, keysOnly: true, maxItems: 10, maxBytes: 1e6 };
    assert.deepEqual(
      on.scan(query, 1).items.map((item) => item.key),
      ["kept"],
    );
  };
  check(store);
  assert.deepEqual(rowsOf(t, path), { journal: 1, items: 0 });
  put(store, writeOf(namespaceId, "other", { value: "v" }), 1);
  remove(store, writeOf(namespaceId, "other"), 1);
  const copy = join(temporaryDirectory(t), "copy");
  crashedCopy(path, copy);
  store.close();
  for (const where of [path, copy]) {
    const again = openSqliteStore({ path: where });
    check(again);
    again.close();
  }
});

test("does not apply an older value over a large one that came while applying", (t) => {
  const path = temporaryDirectory(t);
  const { store, namespaceId } = open(path, wideOverlayLimits);
  putMany(store, namespaceId, 100, "v");
  store.sweep(1, 100);
  store.sweep(1, 100);
  const { items } = rowsOf(t, path);
  assert.ok(items > 0 && items < 100, "applying must be under way");
  put(store, writeOf(namespaceId, "k99", { value: "x".repeat(1_001) }), 1);
  sweepAll(store, 1);
  sweepAll(store, 1);
  assert.deepEqual(rowsOf(t, path), { journal: 0, items: 100 });
  assert.equal(get(store, namespaceId, "k99", 1).value.length, 1_001);
  store.close();
});

test("trims no row that came after the generation it has applied", (t) => {
  const path = temporaryDirectory(t);
  const { store, namespaceId } = open(path, { ...wideOverlayLimits, stepRows: 1_000 });
  putMany(store, namespaceId, 100, "v");
  store.sweep(1, 100);
  store.sweep(1, 100);
  put(store, writeOf(namespaceId, "late", { value: "v" }), 1);
  while (rowsOf(t, path).journal > 1) store.sweep(1, 100);
  const copy = join(temporaryDirectory(t), "copy");
  crashedCopy(path, copy);
  store.close();
  const crashed = openSqliteStore({ path: copy });
  for (const key of ["late", "k0", "k99"]) assert.equal(get(crashed, namespaceId, key, 1).outcome, Outcome.DONE);
  crashed.close();
});

/** A database in which no row of the key `stuck` can be deleted. */
function withStuckKey(path: string): void {
  openSqliteStore({ path }).close();
  const db = new Database(join(path, DATABASE_FILE));
  db.exec(
    "CREATE TRIGGER stuck BEFORE DELETE ON items WHEN old.key = 'stuck' BEGIN SELECT raise(ABORT, 'stuck'); END;",
  );
  db.close();
}

test("undoes a step that fails as a whole, reports it to the sweep, and goes on when it can", (t) => {
  const path = temporaryDirectory(t);
  withStuckKey(path);
  const { store, namespaceId } = open(path, { ...wideOverlayLimits, stepBytes: 10_000 });
  put(store, writeOf(namespaceId, "stuck", { value: "v" }), 1);
  sweepAll(store, 1);
  sweepAll(store, 1);
  assert.deepEqual(rowsOf(t, path), { journal: 0, items: 1 });
  for (const key of ["a", "b"]) put(store, writeOf(namespaceId, key, { value: "v" }), 1);
  remove(store, writeOf(namespaceId, "stuck"), 1);
  store.sweep(1, 100);
  for (let i = 0; i < 3; i++) assert.throws(() => store.sweep(1, 100), failsWith(Code.INTERNAL, "STORE_ERROR"));
  assert.deepEqual(rowsOf(t, path), { journal: 3, items: 1 });
  assert.equal(get(store, namespaceId, "stuck", 1).outcome, Outcome.ABSENT);
  put(store, writeOf(namespaceId, "a", { value: "x".repeat(1_001) }), 1);
  put(store, writeOf(namespaceId, "stuck", { value: "again" }), 1);
  sweepAll(store, 1);
  sweepAll(store, 1);
  assert.deepEqual(rowsOf(t, path), { journal: 0, items: 3 });
  assert.equal(get(store, namespaceId, "a", 1).value.length, 1_001);
  assert.equal(textOf(get(store, namespaceId, "stuck", 1).value), "again");
  store.close();
});

test("refuses writes instead of growing for ever when applying cannot go on", (t) => {
  const path = temporaryDirectory(t);
  withStuckKey(path);
  const { store, namespaceId } = open(path, { ...wideOverlayLimits, generationBytes: 5_000, stepBytes: 10_000 });
  put(store, writeOf(namespaceId, "stuck", { value: "v" }), 1);
  sweepAll(store, 1);
  sweepAll(store, 1);
  remove(store, writeOf(namespaceId, "stuck"), 1);
  let accepted = 0;
  const write = (): unknown => put(store, writeOf(namespaceId, `k${accepted++}`, { value: "v" }), 1);
  assert.throws(
    () => {
      while (accepted < 1_000) write();
    },
    failsWith(Code.INTERNAL, "STORE_ERROR"),
  );
  assert.ok(accepted > 20 && accepted < 150, `${accepted} writes were accepted`);
  assert.equal(get(store, namespaceId, "k0", 1).outcome, Outcome.DONE);
  store.close();
});

test("opens a database from before the journal", (t) => {
  const path = temporaryDirectory(t);
  const db = new Database(join(path, DATABASE_FILE));
  migrate(db, migrations.slice(0, 1));
  db.exec("INSERT INTO namespaces VALUES (1, 'orders'); INSERT INTO items VALUES (1, 'k', 7, 0, CAST('old' AS BLOB));");
  db.close();
  const { store, namespaceId } = open(path, wideOverlayLimits);
  assert.equal(namespaceId, 1);
  assert.equal(textOf(get(store, 1, "k", 1).value), "old");
  assert.equal(put(store, writeOf(1, "k", { value: "new", ifVersion: 7 }), 1).outcome, Outcome.DONE);
  store.close();
});

test("says that the journal is damaged, and lets go of the directory", (t) => {
  const path = temporaryDirectory(t);
  openSqliteStore({ path }).close();
  for (const writes of ["x'02'", "x'01ff'", "x''", "x'0148'"]) {
    const db = new Database(join(path, DATABASE_FILE));
    db.exec(`DELETE FROM journal; INSERT INTO journal VALUES (1, ${writes});`);
    db.close();
    for (let i = 0; i < 2; i++) {
      assert.throws(() => openSqliteStore({ path, openWaitMs: 0 }), failsWith(Code.DATA_LOSS, "STORE_CORRUPT"));
    }
  }
});
