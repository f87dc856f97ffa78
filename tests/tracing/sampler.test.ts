import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createPrng } from "../../src/common/prng.ts";
import { Sampler } from "../../src/tracing/sampler.ts";
import { TraceIds } from "../../src/tracing/trace-ids.ts";
import { formatTraceparent, Traceparent } from "../../src/tracing/traceparent.ts";

function takenOf(ratio: number, requests: number): number {
  const sampler = new Sampler(ratio, createPrng(7));
  let taken = 0;
  for (let i = 0; i < requests; i++) if (sampler.takesNext()) taken++;
  return taken;
}

function takes(sampler: Sampler, traceId: string): boolean {
  const bytes = Buffer.from(formatTraceparent(traceId, "00f067aa0ba902b7", false));
  return sampler.takes(Traceparent.randomBits(bytes, 0));
}

describe("sampling", () => {
  it("takes its ratio of requests that bring no trace", () => {
    for (const ratio of [0.01, 0.1, 0.5, 0.9]) {
      const taken = takenOf(ratio, 200_000);
      assert.ok(Math.abs(taken / (200_000 * ratio) - 1) < 0.06, `${taken} of 200000 at ${ratio}`);
    }
  });

  it("takes the same ones of a step as one by one", () => {
    for (const ratio of [0, 0.01, 0.5, 1]) {
      const [single, stepping] = [new Sampler(ratio, createPrng(7)), new Sampler(ratio, createPrng(7))];
      const expected: number[] = [];
      for (let i = 0; i < 5_000; i++) if (single.takesNext()) expected.push(i);
      const taken: number[] = [];
      for (let from = 0, size = 1; from < 5_000; from += size, size = Math.min((size % 128) + 1, 5_000 - from)) {
        for (let at = stepping.passOver(size); at < size; at += 1 + stepping.passOver(size - at - 1))
          taken.push(from + at);
      }
      assert.deepEqual(taken, expected, `at ${ratio}`);
    }
  });

  it("takes all, or none", () => {
    assert.equal(takenOf(1, 1000), 1000);
    assert.equal(takenOf(0, 1000), 0);
    const none = new Sampler(0, createPrng(1));
    assert.ok(!takes(none, "f".repeat(32)));
    assert.ok(takes(new Sampler(1, createPrng(1)), `${"0".repeat(31)}1`));
  });

  it("decides by the trace's id, the same everywhere", () => {
    // The threshold of a quarter: (1 − 1/4) × 2^56 = c0000000000000.
    const sampler = new Sampler(0.25, createPrng(1));
    assert.equal(sampler.threshold, 0xc0000000000000n);
    assert.equal(sampler.traceState, "ot=th:c");
    assert.ok(takes(sampler, "000000000000000001c0000000000000"));
    assert.ok(!takes(sampler, "ffffffffffffffffffbfffffffffffff"));
    assert.equal(new Sampler(1, createPrng(1)).traceState, "ot=th:0");
    assert.equal(new Sampler(0.01, createPrng(1)).traceState, "ot=th:fd70a3d70a3d7");
  });

  it("gives traces that begin here ids that decide alike", () => {
    const ids = new TraceIds();
    for (const ratio of [0.001, 0.25, 0.7, 1]) {
      const sampler = new Sampler(ratio, createPrng(3));
      for (let i = 0; i < 500; i++) {
        const id = ids.traceId(sampler.threshold);
        assert.match(id, /^[0-9a-f]{32}$/);
        assert.ok(takes(sampler, id), `${id} at ${ratio}`);
      }
    }
  });

  it("makes no id twice, and none of zeros", () => {
    const ids = new TraceIds();
    const made = new Set(Array.from({ length: 20_000 }, () => ids.spanId()));
    assert.equal(made.size, 20_000);
    let isFirst = true;
    const zeros = new TraceIds((count) => {
      const bytes = new Uint8Array(count).fill(isFirst ? 0 : 7);
      isFirst = false;
      return bytes;
    });
    assert.equal(zeros.spanId(), "07".repeat(8));
  });
});
