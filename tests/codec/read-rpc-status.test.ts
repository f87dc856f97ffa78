import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import protobuf from "protobufjs";
import { readRpcStatus } from "../../src/codec/read-rpc-status.ts";
import { Code } from "../../src/common/codes.ts";

/** google/rpc/status.proto and what our gateway puts in it, for an implementation that is not ours. */
const { root } = protobuf.parse(`
  syntax = "proto3"; package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
  message Duration { int64 seconds = 1; int32 nanos = 2; }
  message RetryInfo { Duration retry_delay = 1; }
  message BadRequest { repeated FieldViolation field_violations = 1; }
  message FieldViolation { string field = 1; string description = 2; }
`);

function encode(name: string, fields: Record<string, unknown>): Buffer {
  const type = root.lookupType(`google.rpc.${name}`);
  return Buffer.from(type.encode(type.fromObject(fields)).finish());
}

function detail(name: string, fields: Record<string, unknown>): Record<string, unknown> {
  return { typeUrl: `type.googleapis.com/google.rpc.${name}`, value: encode(name, fields) };
}

test("a status is read with its reason, hint and metadata, and details of other types are passed over", () => {
  const bytes = encode("Status", {
    code: 8,
    message: "zu viel",
    details: [
      detail("BadRequest", { fieldViolations: [{ field: "items", description: "d" }] }),
      detail("ErrorInfo", { reason: "OVERLOADED", domain: "prism", metadata: { field: "items", __proto__x: "ä" } }),
      { typeUrl: "type.example.org/Other", value: Buffer.of(255, 255) },
      detail("RetryInfo", { retryDelay: { seconds: 3, nanos: 20_000_001 } }),
    ],
  });
  const failure = readRpcStatus(bytes);
  assert.equal(failure?.code, Code.RESOURCE_EXHAUSTED);
  assert.equal(failure?.reason, "OVERLOADED");
  assert.equal(failure?.message, "zu viel");
  assert.equal(failure?.retryAfterMs, 3_021);
  assert.deepEqual(failure?.metadata, { field: "items", __proto__x: "ä" });
});

test("a status without ErrorInfo has its code's name for a reason, and a code that is none is UNKNOWN", () => {
  assert.equal(readRpcStatus(encode("Status", { code: 5, message: "m" }))?.reason, "NOT_FOUND");
  for (const code of [0, 17, -1]) assert.equal(readRpcStatus(encode("Status", { code }))?.code, Code.UNKNOWN);
});

test("a hint is no longer than the same failure could say over TCP", () => {
  const details = [detail("RetryInfo", { retryDelay: { seconds: 1e15 } })];
  assert.equal(readRpcStatus(encode("Status", { code: 14, details }))?.retryAfterMs, 0xffff_ffff);
});

test("any bytes are read or refused, and never throw", () => {
  const whole = encode("Status", {
    code: 8,
    details: [
      detail("ErrorInfo", { reason: "R", metadata: { a: "b" } }),
      detail("RetryInfo", { retryDelay: { nanos: 1 } }),
    ],
  });
  fc.assert(
    fc.property(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
      const bytes = Buffer.from(whole);
      bytes[at] = byte;
      readRpcStatus(bytes);
      readRpcStatus(bytes.subarray(0, at));
    }),
  );
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void readRpcStatus(Buffer.from(bytes))));
});
