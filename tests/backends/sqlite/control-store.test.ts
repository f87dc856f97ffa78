import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Database from "better-sqlite3";
import { ControlStore, type RecordedChange, type StoredNamespace } from "../../../src/backends/sqlite/control-store.ts";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const orders: StoredNamespace = {
  name: "orders",
  declaration: '{"name":"orders"}',
  revision: 1,
  createdMs: 1_000,
  updatedMs: 2_000,
  updatedBy: "user:ada",
};
const change: RecordedChange = {
  atMs: 2_000,
  principal: "user:ada",
  door: "admin",
  kind: "create",
  name: "orders",
  revision: 1,
  declaration: orders.declaration,
};
const drop = { backend: "disk", pattern: "keyvalue" as const, storeId: 7, name: "orders" };

function refusedWith(reason: string, message: RegExp) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof PrismError, String(error));
    assert.equal(error.failure.reason, reason);
    assert.match(error.failure.message, message);
    return true;
  };
}

describe("the control store", () => {
  it("keeps namespaces, changes and drops over closing and opening", (t) => {
    const folder = join(temporaryDirectory(t), "a", "control");
    assert.equal(ControlStore.isIn(folder), false);
    let store = ControlStore.open(folder);
    assert.equal(ControlStore.isIn(folder), true);
    store.put(orders, change);
    const next = { ...orders, revision: 2, declaration: '{"name":"orders","audit":"all"}', updatedBy: "user:bob" };
    store.put(next, { ...change, kind: "update", revision: 2, principal: "user:bob" });
    store.put({ ...orders, name: "carts" }, { ...change, name: "carts" });
    store.remove({ ...change, kind: "delete", name: "carts" }, drop);
    store.close();
    store = ControlStore.open(folder);
    t.after(() => store.close());
    assert.deepEqual(store.namespaces(), [next]);
    assert.deepEqual(store.drops(), [drop]);
    assert.deepEqual(
      store.changes("orders", 10).map(({ kind, revision, principal }) => [kind, revision, principal]),
      [
        ["update", 2, "user:bob"],
        ["create", 1, "user:ada"],
      ],
    );
    assert.deepEqual(store.changes("carts", 1)[0]?.kind, "delete");
    store.settleDrop(drop);
    assert.deepEqual(store.drops(), []);
  });

  it("keeps a bounded number of changes, and gives the last ones first", (t) => {
    const store = ControlStore.open(temporaryDirectory(t), { keptChanges: 5 });
    t.after(() => store.close());
    for (let i = 0; i < 9; i++) store.put(orders, { ...change, atMs: i });
    const times = (count: number): number[] => store.changes("orders", count).map(({ atMs }) => atMs);
    assert.deepEqual(times(3), [8, 7, 6]);
    assert.deepEqual(times(100), [8, 7, 6, 5, 4]);
  });

  it("is one gateway's at a time, and says whose", (t) => {
    const folder = temporaryDirectory(t);
    const store = ControlStore.open(folder);
    t.after(() => store.close());
    assert.throws(
      () => ControlStore.open(folder, { waitMs: 0 }),
      refusedWith("CONTROL_STORE_IN_USE", new RegExp(`open in the process ${process.pid}: .*control\\.path`)),
    );
  });

  it("says what is wrong with a file that is damaged, foreign, or of a newer Prism", (t) => {
    const folder = temporaryDirectory(t);
    const file = join(folder, "control.db");
    writeFileSync(file, "this is no database, however long it may be".repeat(100));
    assert.throws(() => ControlStore.open(folder), refusedWith("CONTROL_STORE_CORRUPT", /restore it from a backup/));

    const flipped = temporaryDirectory(t);
    const store = ControlStore.open(flipped);
    for (let i = 0; i < 200; i++) store.put({ ...orders, name: `n${i}` }, change);
    store.close();
    const bytes = readFileSync(join(flipped, "control.db"));
    bytes.fill(0xa5, 2 * 4_096 + 100, 3 * 4_096);
    writeFileSync(join(flipped, "control.db"), bytes);
    assert.throws(() => ControlStore.open(flipped), refusedWith("CONTROL_STORE_CORRUPT", /control\.db is damaged/));

    const foreign = temporaryDirectory(t);
    const db = new Database(join(foreign, "control.db"));
    db.exec("CREATE TABLE mine (a)");
    db.close();
    assert.throws(() => ControlStore.open(foreign), refusedWith("CONTROL_STORE_NOT_PRISM", /another control\.path/));

    const newer = temporaryDirectory(t);
    ControlStore.open(newer).close();
    const later = new Database(join(newer, "control.db"));
    later.pragma("user_version = 99");
    later.close();
    assert.throws(() => ControlStore.open(newer), refusedWith("CONTROL_STORE_TOO_NEW", /a newer Prism/));
  });

  it("does not take the data of namespaces for its own, nor they it", (t) => {
    const folder = temporaryDirectory(t);
    openSqliteStore({ path: folder }).close();
    ControlStore.open(folder).close();
    openSqliteStore({ path: folder }).close();
    assert.ok(existsSync(join(folder, "prism.db")) && existsSync(join(folder, "control.db")));
  });

  it("names the setting where it cannot be made", (t) => {
    const folder = temporaryDirectory(t);
    writeFileSync(join(folder, "file"), "");
    assert.throws(
      () => ControlStore.open(join(folder, "file", "control")),
      refusedWith("CONTROL_STORE_CANNOT_OPEN", /control\.path/),
    );
    if (process.getuid?.() === 0) return;
    chmodSync(folder, 0o500);
    assert.throws(
      () => ControlStore.open(join(folder, "control")),
      refusedWith("CONTROL_STORE_CANNOT_OPEN", /control\.path/),
    );
    chmodSync(folder, 0o700);
  });

  it("refuses to be used once it is closed", (t) => {
    const store = ControlStore.open(temporaryDirectory(t));
    store.close();
    store.close();
    assert.throws(() => store.put(orders, change), refusedWith("SHUTTING_DOWN", /nothing was changed/));
  });
});
