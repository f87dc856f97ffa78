import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { BYTES_SCALE, COUNT_SCALE, SizeHistogram, sizeQuantile } from "../../src/metrics/size-histogram.ts";

describe("size histogram", () => {
  it("counts every size at the first bound that it does not exceed", () => {
    for (const scale of [COUNT_SCALE, BYTES_SCALE]) {
      fc.assert(
        fc.property(fc.array(fc.nat(2 ** 24)), (sizes) => {
          const histogram = new SizeHistogram(scale);
          for (const size of sizes) histogram.record(size);
          const expected = new Array<number>(scale.bounds.length + 1).fill(0);
          for (const size of sizes) {
            const place = scale.bounds.findIndex((bound) => size <= bound);
            (expected[place === -1 ? scale.bounds.length : place] as number)++;
          }
          const { counts, sum } = histogram.take();
          assert.deepEqual(counts, expected);
          assert.equal(
            sum,
            sizes.reduce((all, size) => all + size, 0),
          );
        }),
      );
    }
  });

  it("gives what was recorded since the last time, and adds what others recorded", () => {
    const one = new SizeHistogram(COUNT_SCALE);
    one.record(3);
    const taken = one.take();
    assert.equal(one.sum, 0);
    const other = new SizeHistogram(COUNT_SCALE);
    other.record(100);
    other.add(taken);
    other.add(taken);
    assert.deepEqual([other.sum, other.counts[2], other.counts[7]], [106, 2, 1]);
  });

  it("says which bound a share of all sizes does not exceed", () => {
    const histogram = new SizeHistogram(COUNT_SCALE);
    assert.equal(sizeQuantile(histogram, COUNT_SCALE, 0.99), 0);
    for (let i = 0; i < 99; i++) histogram.record(1);
    histogram.record(5_000);
    assert.equal(sizeQuantile(histogram, COUNT_SCALE, 0.5), 1);
    assert.equal(sizeQuantile(histogram, COUNT_SCALE, 1), Number.POSITIVE_INFINITY);
  });
});
