import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { LatencyHistogram } from "../../src/metrics/latency-histogram.ts";
import { MergedRequests } from "../../src/metrics/merged-requests.ts";
import type { MergedSeries } from "../../src/metrics/merged-series.ts";
import { RequestRecorder } from "../../src/metrics/request-recorder.ts";

const GET = 16;
const latency = fc.integer({ min: 0, max: 20_000_000 });

function only(requests: MergedRequests): MergedSeries {
  const [series, ...others] = requests.all();
  assert.equal(others.length, 0);
  return series as MergedSeries;
}

describe("merged requests", () => {
  it("have every request of all workers and reports exactly once, in the right bin", () => {
    const reports = fc.array(fc.array(latency, { maxLength: 30 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(reports, { minLength: 1, maxLength: 3 }), (workers) => {
        const merged = new MergedRequests();
        const expected = new LatencyHistogram();
        for (const ofWorker of workers) {
          const recorder = new RequestRecorder();
          for (const values of ofWorker) {
            for (const value of values) {
              recorder.record(0, GET, 0, value, value >> 1, value >> 2);
              expected.record(value, 1);
            }
            merged.merge(structuredClone(recorder.takeSeries()), ["orders"]);
          }
        }
        if (expected.count === 0) return assert.deepEqual([...merged.all()], []);
        const series = only(merged);
        assert.equal(series.count, expected.count);
        assert.equal(series.total.sumUs, expected.sumUs);
        assert.equal(series.total.quantileUs(0.99), expected.quantileUs(0.99));
        assert.equal(series.queue.count, expected.count);
        assert.equal(series.backend.count, expected.count);
        assert.deepEqual(series.total.takePairs(), expected.takePairs());
      }),
    );
  });

  it("stay with the name when another namespace takes the place in the snapshot", () => {
    const merged = new MergedRequests();
    const recorder = new RequestRecorder();
    for (const names of [["orders"], ["users", "orders"]]) {
      recorder.record(0, GET, 0, 70, 10, 20);
      merged.merge(recorder.takeSeries(), names);
    }
    assert.deepEqual(
      [...merged.all()].map(({ namespace, count }) => [namespace, count]),
      [
        ["orders", 1],
        ["users", 1],
      ],
    );
    recorder.record(1, GET, 0, 70, 10, 20);
    merged.merge(recorder.takeSeries(), ["users", "orders"]);
    assert.deepEqual(
      [...merged.all()].map(({ namespace, count }) => [namespace, count]),
      [
        ["orders", 2],
        ["users", 1],
      ],
    );
  });

  it("have no namespace when the request named none that exists", () => {
    const merged = new MergedRequests();
    const recorder = new RequestRecorder();
    recorder.record(-1, 0, 3, 70, 10, 20);
    merged.merge(recorder.takeSeries(), ["orders"]);
    const { namespace, operation, code, count } = only(merged);
    assert.deepEqual([namespace, operation, code, count], ["", 0, 3, 1]);
  });
});
