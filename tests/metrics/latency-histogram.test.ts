import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Float64Histogram } from "hdr-histogram-js";
import { LatencyHistogram, MAX_LATENCY_US } from "../../src/metrics/latency-histogram.ts";

const latency = fc.oneof(
  fc.integer({ min: 0, max: 600 }),
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.integer({ min: 0, max: MAX_LATENCY_US }),
  fc.integer({ min: 0, max: 30 }).map((power) => 2 ** power),
  fc.integer({ min: 0, max: 31 }).map((power) => 2 ** power - 1),
);
const recordings = fc.array(fc.tuple(latency, fc.integer({ min: 1, max: 1000 })), { minLength: 1 });

/** The same by the library alone, its own way of finding bins included. */
function byLibrary(values: readonly (readonly [number, number])[]): Float64Histogram {
  const histogram = new Float64Histogram(1, 2, 2);
  histogram.autoResize = true;
  for (const [value, count] of values) histogram.recordValueWithCount(value, count);
  return histogram;
}

function filled(values: readonly (readonly [number, number])[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const [value, count] of values) histogram.record(value, count);
  return histogram;
}

describe("latency histogram", () => {
  it("has the bins, counts and quantiles of the library", () => {
    fc.assert(
      fc.property(recordings, fc.double({ min: 0.001, max: 1, noNaN: true }), (values, quantile) => {
        const expected = byLibrary(values);
        const histogram = filled(values);
        assert.equal(histogram.count, expected.totalCount);
        assert.equal(histogram.quantileUs(quantile), expected.getValueAtPercentile(quantile * 100));
        const pairs: number[] = [];
        expected.recordedValuesIterator.reset();
        while (expected.recordedValuesIterator.hasNext()) {
          const step = expected.recordedValuesIterator.next();
          pairs.push(step.valueIteratedTo, step.countAtValueIteratedTo);
        }
        assert.deepEqual([...histogram.takePairs()], pairs);
      }),
    );
  });

  it("keeps the exact sum, whatever the bins", () => {
    fc.assert(
      fc.property(recordings, (values) => {
        assert.equal(
          filled(values).sumUs,
          values.reduce((sum, [value, count]) => sum + value * count, 0),
        );
      }),
    );
  });

  it("loses nothing when pairs are added to another histogram", () => {
    fc.assert(
      fc.property(recordings, recordings, (first, second) => {
        const merged = new LatencyHistogram();
        for (const values of [first, second]) {
          const part = filled(values);
          const { sumUs } = part;
          merged.addPairs(part.takePairs(), sumUs);
        }
        const together = filled([...first, ...second]);
        assert.equal(merged.sumUs, together.sumUs);
        assert.equal(merged.count, together.count);
        assert.deepEqual(merged.takePairs(), together.takePairs());
      }),
    );
  });

  it("is empty after its pairs are taken, and can be used again", () => {
    const histogram = filled([
      [70, 2],
      [5_000_000, 1],
    ]);
    histogram.takePairs();
    assert.equal(histogram.count, 0);
    assert.equal(histogram.sumUs, 0);
    assert.equal(histogram.quantileUs(1), 0);
    histogram.record(30, 4);
    assert.deepEqual([...histogram.takePairs()], [30, 4]);
  });

  it("counts a value out of range as the nearest one in range", () => {
    const histogram = filled([
      [-1, 1],
      [Number.NaN, 1],
      [Number.NEGATIVE_INFINITY, 1],
      [7.9, 1],
      [2 ** 31, 1],
      [Infinity, 1],
    ]);
    assert.equal(histogram.sumUs, 7 + 2 * MAX_LATENCY_US);
    assert.deepEqual([...histogram.takePairs()], [0, 3, 7, 1, MAX_LATENCY_US, 2]);
  });

  it("counts on beyond 32 bits", () => {
    const histogram = filled([
      [9, 2 ** 32],
      [9, 5],
    ]);
    assert.deepEqual([...histogram.takePairs()], [9, 2 ** 32 + 5]);
  });

  it("never says that a value is within a bound which it exceeds, and is right about all that lie 1 % below it", () => {
    const boundsUs = [10, 500, 1_000, 2_500, 1_000_000];
    fc.assert(
      fc.property(recordings, (values) => {
        const counts = new Float64Array(boundsUs.length + 1);
        filled(values).addCountsWithin(boundsUs, counts);
        let within = 0;
        for (const [place, bound] of boundsUs.entries()) {
          within += counts[place] as number;
          assert.ok(within <= countWhere(values, (value) => value <= bound));
          assert.ok(within >= countWhere(values, (value) => value <= bound * 0.99));
        }
        assert.equal(
          within + (counts[boundsUs.length] as number),
          countWhere(values, () => true),
        );
      }),
    );
  });

  it("counts a value at a bound as within it", () => {
    const counts = new Float64Array(3);
    filled([
      [10, 2],
      [11, 3],
      [250, 5],
      [251, 7],
    ]).addCountsWithin([10, 250], counts);
    assert.deepEqual([...counts], [2, 8, 7]);
  });
});

function countWhere(values: readonly (readonly [number, number])[], isMeant: (value: number) => boolean): number {
  return values.reduce((sum, [value, count]) => (isMeant(value) ? sum + count : sum), 0);
}
