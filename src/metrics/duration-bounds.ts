/**
 * Upper bounds of the latency buckets on `/metrics`, in microseconds: three a decade, from what the rings alone take to
 * what no caller waits for. Fixed, so that pages of several gateways and versions can be summed; round, so that a target
 * of 5 ms has its own.
 */
export const DURATION_BOUNDS_US: readonly number[] = [
  10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
  2_500_000, 5_000_000, 10_000_000,
];

/** The place of a time's bucket; that beyond the bounds is the last. */
export function bucketOf(us: number): number {
  const place = DURATION_BOUNDS_US.findIndex((bound) => us <= bound);
  return place < 0 ? DURATION_BOUNDS_US.length : place;
}

/**
 * The same of what takes microseconds: the gateway's own time, and each stage's. In steps of 10 µs as far as a request that
 * nothing holds up goes, then as above.
 */
export const STAGE_BOUNDS_US: readonly number[] = [
  10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 150, 200, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 1_000_000,
];
