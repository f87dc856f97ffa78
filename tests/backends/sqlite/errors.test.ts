import assert from "node:assert/strict";
import { test } from "node:test";
import Database from "better-sqlite3";
import { isStoreError, toPrismError } from "../../../src/backends/sqlite/errors.ts";
import { Code } from "../../../src/common/codes.ts";

const roomy = (): boolean => false;
const full = (): boolean => true;

const expected: [sqlite: string, code: number, reason: string, retry: string][] = [
  ["SQLITE_FULL", Code.RESOURCE_EXHAUSTED, "STORE_FULL", "safe"],
  ["SQLITE_BUSY", Code.UNAVAILABLE, "STORE_BUSY", "safe"],
  ["SQLITE_BUSY_RECOVERY", Code.UNAVAILABLE, "STORE_BUSY", "safe"],
  ["SQLITE_LOCKED", Code.UNAVAILABLE, "STORE_BUSY", "safe"],
  ["SQLITE_CORRUPT", Code.DATA_LOSS, "STORE_CORRUPT", "never"],
  ["SQLITE_CORRUPT_INDEX", Code.DATA_LOSS, "STORE_CORRUPT", "never"],
  ["SQLITE_NOTADB", Code.DATA_LOSS, "STORE_CORRUPT", "never"],
  ["SQLITE_IOERR", Code.UNAVAILABLE, "STORE_IO_ERROR", "safe"],
  ["SQLITE_IOERR_FSYNC", Code.UNAVAILABLE, "STORE_IO_ERROR", "safe"],
  ["SQLITE_IOERR_CORRUPTFS", Code.DATA_LOSS, "STORE_CORRUPT", "never"],
  ["SQLITE_READONLY_DIRECTORY", Code.FAILED_PRECONDITION, "STORE_READ_ONLY", "never"],
  ["SQLITE_CANTOPEN", Code.FAILED_PRECONDITION, "STORE_CANNOT_OPEN", "never"],
  ["SQLITE_NOMEM", Code.RESOURCE_EXHAUSTED, "STORE_OUT_OF_MEMORY", "safe"],
  ["SQLITE_TOOBIG", Code.INVALID_ARGUMENT, "STORE_ITEM_TOO_BIG", "never"],
  ["SQLITE_MISMATCH", Code.INTERNAL, "STORE_ERROR", "never"],
];

for (const [sqlite, code, reason, retry] of expected) {
  test(`maps ${sqlite} to ${reason}`, () => {
    const cause = new Database.SqliteError("text of the driver", sqlite);
    const error = toPrismError(cause, roomy);
    assert.deepEqual([error.failure.code, error.failure.reason, error.retry], [code, reason, retry]);
    assert.equal(error.failure.retryAfterMs > 0, retry === "safe", "a retry that can help has a hint when");
    assert.equal(error.cause, cause);
    assert.ok(!error.failure.message.includes("text of the driver"));
  });
}

test("takes an I/O error on a full disk for a full disk, and nothing else", () => {
  const reasonOf = (code: string): string => toPrismError(new Database.SqliteError("", code), full).failure.reason;
  assert.equal(reasonOf("SQLITE_IOERR_WRITE"), "STORE_FULL");
  assert.equal(reasonOf("SQLITE_CORRUPT"), "STORE_CORRUPT");
});

test("maps what the operating system says about the directory", () => {
  const reasonOf = (code: string): string => toPrismError(Object.assign(new Error(), { code }), roomy).failure.reason;
  assert.equal(reasonOf("ENOSPC"), "STORE_FULL");
  assert.equal(reasonOf("EACCES"), "STORE_CANNOT_OPEN");
  assert.equal(reasonOf("EROFS"), "STORE_READ_ONLY");
});

test("tells a mistake in the gateway from an error of the store", () => {
  assert.equal(isStoreError(new TypeError("x is not a function")), false);
  assert.equal(isStoreError(new Database.SqliteError("", "SQLITE_ERROR")), true);
  assert.equal(isStoreError(null), false);
});
