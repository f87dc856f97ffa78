import { build, encodeIntoCompressedBase64 } from "hdr-histogram-js";
import { MAX_LATENCY_US, SIGNIFICANT_DIGITS } from "../../metrics/latency-histogram.ts";

/** What was recorded under a tag in one interval: value in microseconds, count, value, count … */
export interface TaggedHistogram {
  readonly tag: string;
  readonly pairs: ArrayLike<number>;
}

export interface HistogramInterval {
  /** Since the epoch. */
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * One interval in the HdrHistogram log format 1.3, with each histogram as HdrHistogram V2 compressed. Values are microseconds;
 * `Interval_Max` is milliseconds. A log of several intervals is their pages behind each other.
 * Source: HistogramLogWriter of https://github.com/HdrHistogram/HdrHistogram
 *
 *     #[BaseTime: 1764101000.000 (seconds since epoch)]
 *     Tag=orders/get/ok/total,0.000,5.003,1.279,HISTFAAA…
 */
export function writeHistogramLog(interval: HistogramInterval, histograms: readonly TaggedHistogram[]): string {
  const { fromMs, toMs } = interval;
  const lines = [
    "#[Histogram log format version 1.3]",
    "#[Values are in microseconds, Interval_Max in milliseconds]",
    `#[StartTime: ${seconds(fromMs)} (seconds since epoch), ${new Date(fromMs).toISOString()}]`,
    `#[BaseTime: ${seconds(fromMs)} (seconds since epoch)]`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
  ];
  for (const { tag, pairs } of histograms) {
    const maxUs = pairs.length === 0 ? 0 : (pairs[pairs.length - 2] as number);
    const head = [`Tag=${tag}`, "0.000", seconds(toMs - fromMs), (maxUs / 1_000).toFixed(3)];
    lines.push([...head, encode(pairs)].join(","));
  }
  return `${lines.join("\n")}\n`;
}

function encode(pairs: ArrayLike<number>): string {
  const histogram = build({
    bitBucketSize: 64,
    lowestDiscernibleValue: 1,
    highestTrackableValue: MAX_LATENCY_US,
    numberOfSignificantValueDigits: SIGNIFICANT_DIGITS,
  });
  for (let i = 0; i < pairs.length; i += 2) {
    histogram.recordValueWithCount(pairs[i] as number, pairs[i + 1] as number);
  }
  return encodeIntoCompressedBase64(histogram);
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
