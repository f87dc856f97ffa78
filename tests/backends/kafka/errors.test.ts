import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import {
  codeOf,
  connectFailure,
  failureOfCode,
  isConnectionLoss,
  toPrismError,
} from "../../../src/backends/kafka/errors.ts";
import { errorOfCode } from "../../../src/backends/kafka/kafkajs-parts.ts";
import { PrismError } from "../../../src/common/prism-error.ts";

const errors = createRequire(import.meta.url)("kafkajs/src/errors");

const told = (error: unknown): string => {
  const { failure, retry, source } = toPrismError(error);
  assert.equal(source, "backend");
  return `${failure.reason} ${retry}`;
};

describe("errors of Kafka", () => {
  it("are told by what the broker calls them", () => {
    const expected: Readonly<Record<number, string>> = {
      2: "STORE_CORRUPT never",
      3: "STORE_MISSING never",
      5: "STORE_UNAVAILABLE safe",
      6: "STORE_UNAVAILABLE safe",
      7: "STORE_CONNECTION_LOST fresh-connection",
      10: "STORE_ITEM_TOO_BIG never",
      15: "STORE_UNAVAILABLE safe",
      19: "STORE_UNAVAILABLE safe",
      20: "STORE_CONNECTION_LOST fresh-connection",
      27: "STORE_UNAVAILABLE safe",
      29: "STORE_PERMISSION_DENIED never",
      35: "STORE_UNSUPPORTED never",
      38: "STORE_MISCONFIGURED never",
      45: "STORE_UNAVAILABLE safe",
      56: "STORE_FULL safe",
      58: "STORE_AUTHENTICATION_FAILED never",
      68: "GROUP_IN_USE never",
      [-1]: "STORE_FAILED never",
    };
    for (const [code, words] of Object.entries(expected)) assert.equal(told(errorOfCode(Number(code))), words, code);
    assert.equal(failureOfCode(0), null);
  });

  it("are told wherever kafkajs has put them", () => {
    const missing = errorOfCode(3);
    const wrapped = new errors.KafkaJSNumberOfRetriesExceeded(missing, { retryCount: 0, retryTime: 1 });
    assert.equal(told(wrapped), "STORE_MISSING never");
    assert.equal(told(new errors.KafkaJSAggregateError("several", [missing])), "STORE_MISSING never");
    for (const error of [missing, wrapped, toPrismError(wrapped)]) assert.equal(codeOf(error), 3);
    assert.equal(codeOf(new Error("no broker")), 0);
  });

  it("leave a doubt only when something was sent", () => {
    const closed = new errors.KafkaJSConnectionClosedError("Closed connection", { host: "h", port: 1 });
    const late = new errors.KafkaJSRequestTimeoutError("Request timed out");
    for (const error of [closed, late]) {
      assert.equal(told(error), "STORE_CONNECTION_LOST fresh-connection");
      assert.equal(isConnectionLoss(error), true);
      const { failure, retry } = connectFailure(error);
      assert.deepEqual([failure.reason, retry], ["STORE_UNAVAILABLE", "safe"]);
    }
    assert.equal(isConnectionLoss(errorOfCode(6)), false);
    const refused = new errors.KafkaJSSASLAuthenticationError("SASL PLAIN authentication failed: secret");
    const { failure } = connectFailure(refused);
    assert.equal(failure.reason, "STORE_AUTHENTICATION_FAILED");
    assert.match(failure.message, /sasl and ssl/);
    assert.doesNotMatch(failure.message, /secret/);
  });

  it("stay what they are when they are Prism's", () => {
    const error = toPrismError(errorOfCode(3));
    assert.equal(toPrismError(error), error);
    assert.ok(connectFailure(new TypeError("x")) instanceof PrismError);
  });
});
