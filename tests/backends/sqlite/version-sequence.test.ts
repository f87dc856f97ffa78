import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3";
import { migrate } from "../../../src/backends/sqlite/schema.ts";
import { RESERVED_VERSIONS, VersionSequence } from "../../../src/backends/sqlite/version-sequence.ts";

function openDatabase(): Database.Database {
  const db = new Database(":memory:");
  migrate(db);
  return db;
}

function mark(db: Database.Database): number {
  return db.prepare("SELECT reserved FROM version_sequence").pluck().get() as number;
}

test("never hands out a version over the mark on the disk, and counts without a gap under it", () => {
  const db = openDatabase();
  const sequence = new VersionSequence(db);
  const step = RESERVED_VERSIONS / 4;
  for (let i = 0, next = 1; i < 20; i++, next += step) {
    assert.equal(sequence.take(step), next);
    sequence.onCommit();
    assert.ok(mark(db) >= next + step - 1);
  }
  assert.ok(mark(db) <= 20 * step + 2 * RESERVED_VERSIONS);
});

test("moves the mark again after the transaction that moved it was rolled back", () => {
  const db = openDatabase();
  const sequence = new VersionSequence(db);
  db.exec("BEGIN");
  sequence.take(10);
  db.exec("ROLLBACK");
  sequence.onRollback();
  assert.equal(mark(db), 0);
  const first = sequence.take(1);
  sequence.onCommit();
  assert.ok(mark(db) >= first);
});

test("goes on at the mark after a restart", () => {
  const db = openDatabase();
  const before = new VersionSequence(db);
  before.take(5);
  before.onCommit();
  const reserved = mark(db);
  assert.equal(new VersionSequence(db).take(1), reserved + 1);
});
