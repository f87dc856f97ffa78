import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toPrismError } from "../../../src/backends/postgres/errors.ts";
import { ConnectionError, ServerError } from "../../../src/backends/postgres/sql.ts";
import { Code } from "../../../src/common/codes.ts";
import { PrismError } from "../../../src/common/prism-error.ts";

const bySqlState: readonly (readonly [sqlState: string, code: number, reason: string, retry: string])[] = [
  ["08006", Code.UNAVAILABLE, "STORE_UNAVAILABLE", "safe"],
  ["22021", Code.INTERNAL, "STORE_FAILED", "never"],
  ["25006", Code.UNAVAILABLE, "STORE_READ_ONLY", "never"],
  ["28P01", Code.UNAVAILABLE, "STORE_AUTHENTICATION_FAILED", "never"],
  ["28000", Code.UNAVAILABLE, "STORE_AUTHENTICATION_FAILED", "never"],
  ["3D000", Code.UNAVAILABLE, "STORE_AUTHENTICATION_FAILED", "never"],
  ["3F000", Code.FAILED_PRECONDITION, "STORE_MISSING", "never"],
  ["42P01", Code.FAILED_PRECONDITION, "STORE_MISSING", "never"],
  ["42883", Code.FAILED_PRECONDITION, "STORE_MISSING", "never"],
  ["42501", Code.FAILED_PRECONDITION, "STORE_PERMISSION_DENIED", "never"],
  ["42601", Code.INTERNAL, "STORE_FAILED", "never"],
  ["40001", Code.ABORTED, "STORE_CONFLICT", "safe"],
  ["40P01", Code.ABORTED, "STORE_CONFLICT", "safe"],
  ["55P03", Code.ABORTED, "STORE_CONFLICT", "safe"],
  ["53100", Code.RESOURCE_EXHAUSTED, "STORE_FULL", "safe"],
  ["53200", Code.RESOURCE_EXHAUSTED, "STORE_OUT_OF_MEMORY", "safe"],
  ["53300", Code.RESOURCE_EXHAUSTED, "STORE_TOO_MANY_CONNECTIONS", "safe"],
  ["54000", Code.INVALID_ARGUMENT, "STORE_ITEM_TOO_BIG", "never"],
  ["57014", Code.DEADLINE_EXCEEDED, "STORE_TIMEOUT", "safe"],
  ["57P01", Code.UNAVAILABLE, "STORE_UNAVAILABLE", "safe"],
  ["57P03", Code.UNAVAILABLE, "STORE_UNAVAILABLE", "safe"],
  ["58030", Code.UNAVAILABLE, "STORE_IO_ERROR", "safe"],
  ["XX001", Code.DATA_LOSS, "STORE_CORRUPT", "never"],
  ["XX000", Code.INTERNAL, "STORE_FAILED", "never"],
];

describe("the errors of PostgreSQL", () => {
  for (const [sqlState, code, reason, retry] of bySqlState) {
    it(`maps ${sqlState} to ${reason}`, () => {
      const cause = new ServerError(sqlState, "words of the server");
      const error = toPrismError(cause, false);
      assert.deepEqual(
        [error.failure.code, error.failure.reason, error.retry, error.source, error.cause],
        [code, reason, retry, "backend", cause],
      );
      assert.doesNotMatch(error.failure.message, /words of the server/);
    });
  }

  it("tells what may have been done from what may be asked again", () => {
    const kinds = ["lost", "silent", "unreachable"] as const;
    const told = kinds.map((kind) =>
      [true, false].map((isRepeatable) => {
        const { failure, retry } = toPrismError(new ConnectionError(kind, null), isRepeatable);
        return `${failure.reason} ${retry}`;
      }),
    );
    assert.deepEqual(told, [
      ["STORE_UNAVAILABLE safe", "STORE_CONNECTION_LOST never"],
      ["STORE_TIMEOUT safe", "STORE_TIMEOUT never"],
      ["STORE_UNAVAILABLE safe", "STORE_UNAVAILABLE safe"],
    ]);
  });

  it("takes a certificate that is not trusted, and a password that is missing, for what they are", () => {
    const causes = [
      Object.assign(new Error("self-signed certificate"), { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }),
      Object.assign(new Error("altnames"), { code: "ERR_TLS_CERT_ALTNAME_INVALID" }),
      new Error("The server does not support SSL connections"),
      new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"),
    ];
    for (const cause of causes)
      assert.equal(
        toPrismError(new ConnectionError("unreachable", cause), true).failure.reason,
        "STORE_AUTHENTICATION_FAILED",
      );
  });

  it("leaves what is a PrismError already as it is", () => {
    const error = toPrismError(new Error("unknown"), true);
    assert.equal(error.failure.reason, "STORE_FAILED");
    assert.ok(error instanceof PrismError);
    assert.equal(toPrismError(error, false), error);
  });
});
