import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import Database from "better-sqlite3";
import { DATABASE_FILE } from "../../../src/backends/sqlite/open-database.ts";
import { migrate, migrations } from "../../../src/backends/sqlite/schema.ts";
import { openSqliteStore } from "../../../src/backends/sqlite/sqlite-store.ts";
import { Code } from "../../../src/common/codes.ts";
import { failsWith } from "./fails-with.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const nextStep = "ALTER TABLE namespaces ADD COLUMN note TEXT NOT NULL DEFAULT 'none';";

function withDatabase<T>(path: string, use: (db: Database.Database) => T): T {
  const db = new Database(join(path, DATABASE_FILE));
  try {
    return use(db);
  } finally {
    db.close();
  }
}

function userVersion(db: Database.Database): unknown {
  return db.pragma("user_version", { simple: true });
}

test("brings an older schema to the newest, with its data", (t) => {
  withDatabase(temporaryDirectory(t), (db) => {
    migrate(db, migrations);
    db.exec("INSERT INTO namespaces (name) VALUES ('orders')");
    migrate(db, [...migrations, nextStep]);
    assert.equal(userVersion(db), migrations.length + 1);
    assert.deepEqual(db.prepare("SELECT name, note FROM namespaces").raw().all(), [["orders", "none"]]);
    migrate(db, [...migrations, nextStep]);
  });
});

test("leaves the old schema as it was when a step fails", (t) => {
  withDatabase(temporaryDirectory(t), (db) => {
    migrate(db, migrations);
    assert.throws(() => migrate(db, [...migrations, `${nextStep} INSERT INTO nowhere VALUES (1);`]), /nowhere/);
    assert.equal(userVersion(db), migrations.length);
    assert.throws(() => db.prepare("SELECT note FROM namespaces"), /note/);
  });
});

test("refuses a schema newer than it knows, and leaves it alone", (t) => {
  const path = temporaryDirectory(t);
  openSqliteStore({ path }).close();
  withDatabase(path, (db) => db.pragma(`user_version = ${migrations.length + 1}`));
  assert.throws(() => openSqliteStore({ path }), failsWith(Code.FAILED_PRECONDITION, "STORE_TOO_NEW"));
  withDatabase(path, (db) => assert.equal(userVersion(db), migrations.length + 1));
});

test("refuses a database that another program made", (t) => {
  for (const version of [0, migrations.length]) {
    const path = temporaryDirectory(t);
    withDatabase(path, (db) => db.exec(`CREATE TABLE mine (x); PRAGMA user_version = ${version};`));
    assert.throws(() => openSqliteStore({ path }), failsWith(Code.FAILED_PRECONDITION, "STORE_NOT_PRISM"));
  }
});

test("finds expired rows by their indexes, and never by reading the table", (t) => {
  withDatabase(temporaryDirectory(t), (db) => {
    migrate(db);
    for (const table of ["items", "idempotency"]) {
      const query = `EXPLAIN QUERY PLAN SELECT namespace_id, key FROM ${table}
        WHERE expires_at_ms > 0 AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?`;
      const plan = db.prepare(query).all(1, 1) as { detail: string }[];
      assert.deepEqual(
        plan.map((step) => step.detail.replace(/ \(.*/, "")),
        [`SEARCH ${table} USING COVERING INDEX ${table}_by_expiry`],
      );
    }
  });
});
