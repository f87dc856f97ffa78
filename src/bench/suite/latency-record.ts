import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from "hdr-histogram-js";
import type { LatencyRecord } from "./suite-result.ts";

/** An hour: over what any scenario lets a request wait. */
export const MAX_LATENCY_US = 3_600_000_000;
/** Counts as doubles: a day at a million a second does not overflow them. */
const BIT_BUCKET_SIZE = 64;

/** An empty histogram of microseconds; `digits` is how many significant digits it keeps. */
export function createLatencies(digits: 2 | 3 = 3): Histogram {
  return build({
    bitBucketSize: BIT_BUCKET_SIZE,
    autoResize: true,
    lowestDiscernibleValue: 1,
    highestTrackableValue: 2,
    numberOfSignificantValueDigits: digits,
  });
}

/** Adds values, cut off at {@link MAX_LATENCY_US}. */
export function recordLatency(latencies: Histogram, us: number, count = 1): void {
  latencies.recordValueWithCount(Math.min(Math.max(us, 0), MAX_LATENCY_US), count);
}

/** The text that every HdrHistogram tool reads. */
export function encodeLatencies(latencies: Histogram): string {
  return encodeIntoCompressedBase64(latencies);
}

export function decodeLatencies(hdr: string): Histogram {
  return decodeFromCompressedBase64(hdr, BIT_BUCKET_SIZE);
}

export function latencyRecordOf(latencies: Histogram): LatencyRecord {
  const at = (percentile: number): number => latencies.getValueAtPercentile(percentile);
  const count = latencies.totalCount;
  return {
    count,
    mean: count === 0 ? 0 : Math.round(latencies.mean * 10) / 10,
    p50: at(50),
    p90: at(90),
    p99: at(99),
    p999: at(99.9),
    max: at(100),
    hdr: encodeLatencies(latencies),
  };
}
