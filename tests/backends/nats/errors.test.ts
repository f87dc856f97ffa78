import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { apiPrismError, connectionLost, timedOut, toPrismError } from "../../../src/backends/nats/errors.ts";
import { Code } from "../../../src/common/codes.ts";

const byClient: readonly (readonly [code: string, failureCode: number, reason: string, retry: string])[] = [
  ["CONNECTION_REFUSED", Code.UNAVAILABLE, "STORE_UNAVAILABLE", "safe"],
  ["503", Code.UNAVAILABLE, "STORE_UNAVAILABLE", "safe"],
  ["CONNECTION_CLOSED", Code.UNAVAILABLE, "STORE_CONNECTION_LOST", "never"],
  ["TIMEOUT", Code.DEADLINE_EXCEEDED, "STORE_TIMEOUT", "never"],
  ["AUTHORIZATION_VIOLATION", Code.UNAVAILABLE, "STORE_AUTHENTICATION_FAILED", "never"],
  ["PERMISSIONS_VIOLATION", Code.FAILED_PRECONDITION, "STORE_PERMISSION_DENIED", "never"],
  ["MAX_PAYLOAD_EXCEEDED", Code.INVALID_ARGUMENT, "STORE_ITEM_TOO_BIG", "never"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", Code.UNAVAILABLE, "STORE_TLS_FAILED", "never"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", Code.UNAVAILABLE, "STORE_TLS_FAILED", "never"],
  ["SOMETHING_NEW", Code.INTERNAL, "STORE_FAILED", "never"],
];

const byApi: readonly (readonly [code: number, reason: string])[] = [
  [10059, "STORE_MISSING"],
  [10014, "STORE_MISSING"],
  [10077, "STORE_FULL"],
  [10047, "STORE_FULL"],
  [10023, "STORE_FULL"],
  [10002, "STORE_FULL"],
  [10054, "STORE_ITEM_TOO_BIG"],
  [10008, "STORE_UNAVAILABLE"],
  [10039, "STORE_MISCONFIGURED"],
  [10074, "STORE_MISCONFIGURED"],
  [19999, "STORE_FAILED"],
];

describe("an error of NATS", () => {
  for (const [code, failureCode, reason, retry] of byClient)
    it(`of the client, ${code}, is ${reason}, and its text stays inside`, () => {
      const cause = Object.assign(new Error("words of the driver"), { code });
      const error = toPrismError(cause);
      assert.deepEqual([error.failure.code, error.failure.reason, error.retry], [failureCode, reason, retry]);
      assert.equal(error.source, "backend");
      assert.equal(error.cause, cause);
      assert.doesNotMatch(error.failure.message, /words of the driver/);
    });

  for (const [code, reason] of byApi)
    it(`of JetStream, ${code}, is ${reason}`, () => {
      const error = apiPrismError({ code: 400, err_code: code, description: "words of the server" });
      assert.equal(error.failure.reason, reason);
      assert.doesNotMatch(error.failure.message, /words of the server/);
    });

  it("may be tried again when it was a read that got lost, and only then", () => {
    assert.deepEqual([connectionLost(true, null).retry, connectionLost(false, null).retry], ["safe", "never"]);
    assert.deepEqual([timedOut(true).retry, timedOut(false).retry], ["safe", "never"]);
  });

  it("of a server that has enough connections names that", () => {
    const cause = Object.assign(new Error("'Maximum Connections Exceeded'"), { code: "NATS_PROTOCOL_ERR" });
    assert.equal(toPrismError(cause).failure.reason, "STORE_TOO_MANY_CONNECTIONS");
  });
});
