import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { encodeRpcStatus } from "../../src/codec/rpc-status.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { decodeRpcStatus } from "../support/rpc-status.ts";

describe("google.rpc.Status", () => {
  it("always carries an ErrorInfo, and nothing else when there is nothing to say", () => {
    const failure = new Failure(Code.UNAVAILABLE, "WORKER_LOST", "the worker died");
    assert.deepEqual(decodeRpcStatus(encodeRpcStatus(failure)), {
      status: { code: 14, message: "the worker died" },
      ErrorInfo: { reason: "WORKER_LOST", domain: "prism" },
    });
  });

  it("says when to come again, and which field is at fault", () => {
    const metadata = { field: "ttl_ms", limit: "5" };
    const failure = new Failure(Code.INVALID_ARGUMENT, "R", "zu groß", { retryAfterMs: 1_250, metadata });
    assert.deepEqual(decodeRpcStatus(encodeRpcStatus(failure)), {
      status: { code: 3, message: "zu groß" },
      ErrorInfo: { reason: "R", domain: "prism", metadata },
      RetryInfo: { retryDelay: { seconds: 1, nanos: 250_000_000 } },
      BadRequest: { fieldViolations: [{ field: "ttl_ms", description: "zu groß" }] },
    });
  });

  it("is what an implementation that shares nothing with ours reads, whatever the failure", () => {
    const text = fc.string({ unit: "binary", maxLength: 300 }).map((raw) => raw.toWellFormed());
    const entries = fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      text,
      { maxKeys: 5 },
    );
    fc.assert(
      fc.property(text, text, fc.nat(0xffff_ffff), entries, (reason, message, retryAfterMs, metadata) => {
        const failure = new Failure(Code.ABORTED, reason, message, { retryAfterMs, metadata });
        const { status, ErrorInfo, RetryInfo } = decodeRpcStatus(encodeRpcStatus(failure));
        assert.deepEqual([status?.code, status?.message ?? ""], [10, message]);
        assert.equal(ErrorInfo?.reason ?? "", reason);
        assert.deepEqual({ ...(ErrorInfo?.metadata as object) }, { ...metadata });
        const { seconds = 0, nanos = 0 } = (RetryInfo?.retryDelay ?? {}) as { seconds?: number; nanos?: number };
        assert.equal(seconds * 1000 + nanos / 1e6, retryAfterMs);
      }),
    );
  });
});
