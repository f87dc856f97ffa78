import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { ArrivalSchedule, arrivalsIn, type RateSegment } from "../../../src/bench/scenario/arrival-schedule.ts";
import { createPrng } from "../../../src/common/prng.ts";

function allOf(segments: readonly RateSegment[], seed: number | null): number[] {
  const schedule = new ArrivalSchedule(segments, seed === null ? null : createPrng(seed));
  const moments: number[] = [];
  for (let us = schedule.next(); us !== Number.POSITIVE_INFINITY; us = schedule.next()) moments.push(us);
  return moments;
}

const segment = fc.record({
  durationUs: fc.integer({ min: 1_000, max: 5_000_000 }),
  fromRate: fc.integer({ min: 0, max: 2_000 }),
  toRate: fc.integer({ min: 0, max: 2_000 }),
});

test("constant arrivals are as many as the rate says, in order, and evenly spread", () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
      const moments = allOf(segments, null);
      const expected = segments.reduce((sum, own) => sum + arrivalsIn(own), 0);
      assert.ok(Math.abs(moments.length - expected) <= 0.5 + 1e-6, `${moments.length} came, ${expected} expected`);
      for (let i = 1; i < moments.length; i++) assert.ok((moments[i] as number) >= (moments[i - 1] as number));
    }),
  );
  const even = allOf([{ durationUs: 1_000_000, fromRate: 1_000, toRate: 1_000 }], null);
  assert.equal(even.length, 1_000);
  for (const [i, us] of even.entries()) assert.ok(Math.abs(us - (i + 0.5) * 1_000) < 1e-3);
});

test("arrivals of a ramp stand where the integral of the rate has grown by one", () => {
  const ramp = { durationUs: 2_000_000, fromRate: 100, toRate: 900 };
  for (const [i, us] of allOf([ramp], null).entries()) {
    const t = us / 1e6;
    const grown = 100 * t + ((800 / 2) * t * t) / 2;
    assert.ok(Math.abs(grown - (i + 0.5)) < 1e-6, `arrival ${i} stands at ${grown}`);
  }
});

test("gaps between poisson arrivals are exponential: their mean and their spread are one over the rate", () => {
  const moments = allOf([{ durationUs: 100_000_000, fromRate: 1_000, toRate: 1_000 }], 11);
  const gaps = moments.slice(1).map((us, i) => us - (moments[i] as number));
  const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
  const spread = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  assert.ok(Math.abs(mean - 1_000) < 15, `the mean gap is ${mean} µs`);
  assert.ok(Math.abs(spread - 1_000) < 20, `the spread is ${spread} µs`);
  // Kolmogorov's distance to the exponential distribution: under 1.63 / √n in 99 of 100 cases, and the seed is fixed.
  const sorted = gaps.sort((a, b) => a - b);
  const distance = Math.max(
    ...sorted.map((gap, i) => Math.abs((i + 1) / sorted.length - (1 - Math.exp(-gap / 1_000)))),
  );
  assert.ok(distance < 1.63 / Math.sqrt(gaps.length), `the distance is ${distance}`);
});

test("the same seed gives the same arrivals, and another one others", () => {
  const steady = [{ durationUs: 1_000_000, fromRate: 500, toRate: 500 }];
  assert.deepEqual(allOf(steady, 5), allOf(steady, 5));
  assert.notDeepEqual(allOf(steady, 5), allOf(steady, 6));
});
