import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  createLatencies,
  decodeLatencies,
  encodeLatencies,
  latencyRecordOf,
  MAX_LATENCY_US,
  recordLatency,
} from "../../../src/bench/suite/latency-record.ts";

const latencies = fc.array(fc.integer({ min: 0, max: 100_000_000 }), { maxLength: 300 });

test("histograms of several processes add up to that of all their values", () => {
  fc.assert(
    fc.property(fc.array(latencies, { minLength: 1, maxLength: 4 }), (parts) => {
      const all = createLatencies();
      const merged = createLatencies();
      for (const part of parts) {
        const own = createLatencies();
        for (const us of part) {
          recordLatency(own, us);
          recordLatency(all, us);
        }
        merged.add(decodeLatencies(encodeLatencies(own)));
      }
      assert.deepEqual({ ...latencyRecordOf(merged), hdr: "" }, { ...latencyRecordOf(all), hdr: "" });
    }),
    { numRuns: 50 },
  );
});

test("a record's text gives back its percentiles", () => {
  const recorded = createLatencies();
  for (let us = 1; us <= 10_000; us++) recordLatency(recorded, us);
  const { hdr, p50, p999, count } = latencyRecordOf(recorded);
  const read = decodeLatencies(hdr);
  assert.equal(read.totalCount, count);
  assert.equal(read.getValueAtPercentile(50), p50);
  assert.equal(read.getValueAtPercentile(99.9), p999);
  assert.ok(Math.abs(p50 - 5_000) <= 5, `p50 is ${p50}`);
});

test("a latency over the limit counts as the limit", () => {
  const recorded = createLatencies();
  recordLatency(recorded, MAX_LATENCY_US * 2);
  assert.ok(Math.abs(recorded.maxValue / MAX_LATENCY_US - 1) < 0.001);
});
