import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BAD_TIMEOUT, NO_TIMEOUT, readCallHeaders, readTimeoutMs } from "../../../src/acceptor/grpc/call-headers.ts";

function headOf(headers: Readonly<Record<string, string>>) {
  return { field: (name: string): string | null => headers[name] ?? null };
}

describe("call headers", () => {
  it("give a timeout in milliseconds, rounded up", () => {
    const cases: [string, number][] = [
      ["250m", 250],
      ["2S", 2_000],
      ["3M", 180_000],
      ["1H", 3_600_000],
      ["1u", 1],
      ["1500u", 2],
      ["1n", 1],
      ["99999999n", 100],
      ["0m", 0],
      ["00000001S", 1_000],
    ];
    for (const [text, expected] of cases) assert.equal(readTimeoutMs(headOf({ "grpc-timeout": text })), expected, text);
  });

  it("take a timeout of more than a day for none", () => {
    assert.equal(readTimeoutMs(headOf({ "grpc-timeout": "99999999H" })), NO_TIMEOUT);
    assert.equal(readTimeoutMs(headOf({ "grpc-timeout": "24H" })), 86_400_000);
    assert.equal(readTimeoutMs(headOf({})), NO_TIMEOUT);
  });

  it("tell a timeout that is none", () => {
    for (const text of ["", "5", "m", "5 m", "5ms", "-5m", "123456789m", "1.5S", "5m, 5m", "5x"])
      assert.equal(readTimeoutMs(headOf({ "grpc-timeout": text })), BAD_TIMEOUT, text);
  });

  it("pass a trace context on, whether it is one or not, but no more of it than any has", () => {
    const good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    for (const text of [good, "nonsense", ""])
      assert.equal(readCallHeaders(headOf({ traceparent: text })).traceparent, text);
    const later = `cc${good.slice(2)}-${"x".repeat(90)}`;
    assert.equal(readCallHeaders(headOf({ traceparent: later })).traceparent, later.slice(0, 128));
  });

  it("cut an idempotency key where it is too long anyhow", () => {
    assert.equal(readCallHeaders(headOf({ "idempotency-key": "x".repeat(60_000) })).idempotencyKey.length, 129);
    assert.equal(readCallHeaders(headOf({ "idempotency-key": "once" })).idempotencyKey, "once");
  });

  it("are empty when they are not there", () => {
    const empty = { authorization: "", idempotencyKey: "", traceparent: "", tracestate: "", encoding: "identity" };
    assert.deepEqual(readCallHeaders(headOf({})), empty);
  });
});
