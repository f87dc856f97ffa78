import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { ANONYMOUS } from "../../src/security/principal.ts";
import { rule, someone } from "../security/access/access-spec.ts";
import { limit } from "../security/limits/limit-spec.ts";
import { type Asked, PipelineBench, type Told } from "./pipeline-bench.ts";

const ada = someone("user:ada");
const get = { kv_get: { key: "k" } };

function reasons(told: readonly Told[]): string[] {
  return told.map(({ error }) => error?.reason ?? "");
}

function times(count: number, asked: Asked): Asked[] {
  return Array.from({ length: count }, () => asked);
}

describe("quotas in the pipeline", () => {
  it("let the burst pass, and tell the rest how long to wait, to the millisecond", () => {
    const bench = new PipelineBench({ limits: [limit("*", { requestsPerSecond: 8, requestBurst: 3 })] });
    const told = bench.run(...times(4, [ada, get]));
    assert.deepEqual(reasons(told), ["", "", "", "RATE_LIMITED"]);
    const error = told[3]?.error;
    assert.deepEqual([error?.code, error?.retry_after_ms], [Code.RESOURCE_EXHAUSTED, 125]);
    assert.equal(
      error?.message,
      'user:ada has used its 8 requests per second in namespace "n"; nothing was done; try again in 125 ms',
    );
    assert.deepEqual(
      { ...error?.metadata },
      { principal: "user:ada", namespace: "n", limit: "requestsPerSecond", value: "8" },
    );
    bench.clock.us += 124_000;
    assert.deepEqual(reasons(bench.run([ada, get])), ["RATE_LIMITED"]);
    bench.clock.us += 1_000;
    assert.deepEqual(reasons(bench.run([ada, get], [ada, get])), ["", "RATE_LIMITED"]);
  });

  it("bound each principal by itself, and whoever need not say who it is", () => {
    const bench = new PipelineBench({ limits: [limit("*", { requestsPerSecond: 1 })] });
    const bob = someone("user:bob");
    const told = bench.run([ada, get], [bob, get], [ANONYMOUS, get], [ada, get], [bob, get], [ANONYMOUS, get]);
    assert.deepEqual(reasons(told), ["", "", "", ...Array(3).fill("RATE_LIMITED")]);
  });

  it("count a batch call as one request", () => {
    const bench = new PipelineBench({ limits: [limit("*", { requestsPerSecond: 2 })] });
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}`);
    assert.deepEqual(reasons(bench.run(...times(3, [ada, { kv_batch_get: { keys } }]))), ["", "", "RATE_LIMITED"]);
  });

  it("count the bytes of a request before, and those of its answer after", () => {
    const bench = new PipelineBench({ limits: [limit("user:ada", { bytesPerSecond: 1024, byteBurst: 4096 })] });
    const value = Buffer.alloc(3_000);
    assert.deepEqual(reasons(bench.run([ada, { kv_put: { key: "k", value } }])), [""]);
    const told = bench.run([ada, { kv_put: { key: "k", value } }], [ada, get], [ada, get]);
    assert.deepEqual(
      reasons(told),
      ["BYTE_RATE_LIMITED", "", ""],
      "there are some thousand bytes left, until answered",
    );
    const error = bench.run([ada, get])[0]?.error;
    assert.equal(error?.reason, "BYTE_RATE_LIMITED");
    const owed = 3_000 + 3_000 + 3_000 - 4_096;
    const waitMs = error?.retry_after_ms ?? 0;
    assert.ok(Math.abs(waitMs - (owed / 1024) * 1000) < 200, `${waitMs} ms`);
    bench.clock.us += (waitMs - 1) * 1000;
    assert.deepEqual(reasons(bench.run([ada, get])), ["BYTE_RATE_LIMITED"]);
    bench.clock.us += 1000;
    assert.deepEqual(reasons(bench.run([ada, get])), [""]);
  });

  it("let a request pass that is larger than the burst, once nothing else is owed", () => {
    const bench = new PipelineBench({ limits: [limit("*", { bytesPerSecond: 1024 })] });
    const put = { kv_put: { key: "k", value: Buffer.alloc(50_000) } };
    assert.deepEqual(reasons(bench.run([ada, put])), [""]);
    const told = bench.run([ada, put]);
    assert.deepEqual(reasons(told), ["BYTE_RATE_LIMITED"]);
    bench.clock.us += (told[0]?.error?.retry_after_ms ?? 0) * 1000;
    assert.deepEqual(reasons(bench.run([ada, put])), [""]);
  });

  it("bound what is in flight, and count it no longer when it is answered, well or badly", () => {
    const bench = new PipelineBench({ limits: [limit("*", { maxInFlight: 2 })] });
    const limited = "TOO_MANY_IN_FLIGHT_FOR_PRINCIPAL";
    for (let round = 0; round < 3; round++) {
      const told = bench.run([ada, get], [ada, { kv_get: { key: "" } }], [ada, get], [ada, get]);
      assert.deepEqual(reasons(told), ["", "KEY_REQUIRED", "", limited]);
      assert.ok((told[3]?.error?.retry_after_ms ?? 0) > 0);
    }
  });

  it("are not used up by what is refused before: for want of a right, or of time", () => {
    const bench = new PipelineBench({
      access: [rule("*", "+read")],
      limits: [limit("*", { requestsPerSecond: 1 })],
    });
    assert.deepEqual(reasons(bench.run(...times(5, [ada, { kv_put: { key: "k" } }]))), Array(5).fill("ACCESS_DENIED"));
    assert.deepEqual(reasons(bench.run([ada, get])), [""]);
  });

  it("are not used up by what they refuse", () => {
    const bench = new PipelineBench({ limits: [limit("*", { requestsPerSecond: 1, bytesPerSecond: 1024 })] });
    bench.run(...times(500, [ada, get]));
    bench.clock.us += 1_000_000;
    assert.deepEqual(reasons(bench.run([ada, get])), [""]);
  });

  it("go on after hours without a request", () => {
    const bench = new PipelineBench({ limits: [limit("*", { requestsPerSecond: 1 })] });
    for (let hour = 0; hour < 3; hour++) {
      assert.deepEqual(reasons(bench.run([ada, get], [ada, get])), ["", "RATE_LIMITED"]);
      for (let second = 0; second < 3_600; second++) {
        bench.clock.us = (bench.clock.us + 1_000_000) | 0;
        bench.keepTime();
      }
    }
  });
});
