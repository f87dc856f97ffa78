import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionLost, notSent, toPrismError } from "../../../src/backends/redis/errors.ts";
import { RedisError } from "../../../src/backends/redis/resp/redis-error.ts";

/** As the server says them; see `server.c` of Redis 7. */
const answers: readonly (readonly [string, string, string])[] = [
  ["OOM command not allowed when used memory > 'maxmemory'.", "STORE_FULL", "safe"],
  ["READONLY You can't write against a read only replica.", "STORE_READ_ONLY", "safe"],
  ["NOAUTH Authentication required.", "STORE_AUTHENTICATION_FAILED", "safe"],
  ["WRONGPASS invalid username-password pair or user is disabled.", "STORE_AUTHENTICATION_FAILED", "safe"],
  ["ERR invalid password", "STORE_AUTHENTICATION_FAILED", "safe"],
  ["NOPERM this user has no permissions to run the 'mget' command", "STORE_PERMISSION_DENIED", "never"],
  ["LOADING Redis is loading the dataset in memory", "STORE_UNAVAILABLE", "safe"],
  ["BUSY Redis is busy running a script.", "STORE_UNAVAILABLE", "safe"],
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", "STORE_UNAVAILABLE", "safe"],
  ["CLUSTERDOWN The cluster is down", "STORE_UNAVAILABLE", "safe"],
  ["NOREPLICAS Not enough good replicas to write.", "STORE_READ_ONLY", "safe"],
  [
    "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist",
    "STORE_READ_ONLY",
    "safe",
  ],
  ["MOVED 3999 127.0.0.1:6381", "STORE_UNSUPPORTED", "never"],
  ["CROSSSLOT Keys in request don't hash to the same slot", "STORE_UNSUPPORTED", "never"],
  ["ERR max number of clients reached", "STORE_TOO_MANY_CONNECTIONS", "safe"],
  ["ERR unknown command 'EVALSHA', with args beginning with:", "STORE_UNSUPPORTED", "never"],
  ["ERR DB index is out of range", "STORE_MISSING", "never"],
  ["ERR something else", "STORE_FAILED", "never"],
  ["WRONGTYPE Operation against a key holding the wrong kind of value", "STORE_FAILED", "never"],
];

test("says every answer of the server in Prism's words, and keeps the cause for the log", () => {
  for (const [text, reason, retry] of answers) {
    const cause = new RedisError(text);
    const error = toPrismError(cause);
    assert.deepEqual([error.failure.reason, error.retry, error.source], [reason, retry, "backend"], text);
    assert.equal(error.cause, cause);
    assert.equal(error.failure.retryAfterMs > 0, retry === "safe", text);
    assert.ok(!error.failure.message.includes(text));
  }
});

test("tells what was not sent from what may have been done", () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  assert.deepEqual([notSent(reset).failure.reason, notSent(reset).retry], ["STORE_UNAVAILABLE", "safe"]);
  assert.deepEqual(
    [connectionLost(reset).failure.reason, connectionLost(reset).retry],
    ["STORE_CONNECTION_LOST", "fresh-connection"],
  );
  assert.equal(notSent(new RedisError("WRONGPASS no")).failure.reason, "STORE_AUTHENTICATION_FAILED");
  assert.equal(notSent(Object.assign(new Error(), { code: "CERT_HAS_EXPIRED" })).failure.reason, "STORE_TLS_FAILED");
  assert.equal(toPrismError(new TypeError("a mistake of ours")).failure.reason, "STORE_FAILED");
});
