import { operationName } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { LatencyHistogram } from "../../metrics/latency-histogram.ts";
import type { RequestSeries } from "../../metrics/request-series.ts";
import { HISTOGRAM_READER_IDLE_MS, MAX_HISTOGRAM_READERS, MAX_READER_HISTOGRAMS } from "./histogram-limits.ts";
import type { HistogramInterval, TaggedHistogram } from "./histogram-log.ts";

/** What a pull gives: everything since the pull before of the same reader. */
export interface PulledHistograms {
  readonly interval: HistogramInterval;
  readonly histograms: readonly TaggedHistogram[];
  /** Series that the reader has no room for, and are left out. */
  readonly leftOut: number;
}

/**
 * Keeps the workers' histograms for those who pull them, each under a name and at its own pace. Nobody reads, nothing is kept.
 */
export class HistogramReaders {
  private readonly wallMs: () => number;
  private readonly readers = new Map<string, Reader>();

  constructor(wallMs: () => number) {
    this.wallMs = wallMs;
  }

  has(name: string): boolean {
    return this.readers.has(name);
  }

  /** Has the reader's interval begin now, if it is a new one. Throws a PrismError when there are too many. */
  enter(name: string): void {
    const nowMs = this.wallMs();
    for (const [each, { pulledMs }] of this.readers) {
      if (nowMs - pulledMs > HISTOGRAM_READER_IDLE_MS) this.readers.delete(each);
    }
    if (this.readers.has(name)) return;
    if (this.readers.size >= MAX_HISTOGRAM_READERS) throw new PrismError(tooManyReaders, { source: "client" });
    this.readers.set(name, { pulledMs: nowMs, fromMs: nowMs, histograms: new Map(), leftOut: new Set() });
  }

  /** What some of a worker's series have, whoever asked for its report. */
  readonly onSeries = (series: readonly RequestSeries[], namespaces: readonly (string | null)[]): void => {
    for (const reader of this.readers.values()) for (const each of series) add(reader, each, namespaces);
  };

  /** Of a reader that has entered. The next interval begins. */
  pull(name: string): PulledHistograms {
    const reader = this.readers.get(name) as Reader;
    const nowMs = this.wallMs();
    const histograms = [...reader.histograms].map(([tag, histogram]) => ({ tag, pairs: histogram.takePairs() }));
    const interval = { fromMs: reader.fromMs, toMs: nowMs };
    const leftOut = reader.leftOut.size;
    this.readers.set(name, { pulledMs: nowMs, fromMs: nowMs, histograms: new Map(), leftOut: new Set() });
    return { interval, histograms, leftOut };
  }
}

interface Reader {
  readonly pulledMs: number;
  readonly fromMs: number;
  /** By tag. */
  readonly histograms: Map<string, LatencyHistogram>;
  /** Tags for which there was no room; bounded as the series are. */
  readonly leftOut: Set<string>;
}

function add(reader: Reader, series: RequestSeries, namespaces: readonly (string | null)[]): void {
  const namespace = series.namespaceIndex === -1 ? "" : (namespaces[series.namespaceIndex] ?? null);
  if (namespace === null) return;
  const outcome = series.code === Code.OK ? "ok" : "failed";
  const prefix = `${namespace === "" ? "-" : namespace}/${operationName(series.operation)}/${outcome}`;
  const parts: [string, Float64Array][] = [
    ["total", series.totalUs],
    ["gateway", series.gatewayUs],
    ["ring", series.queueUs],
    ["wait", series.waitUs],
    ["store", series.backendUs],
  ];
  for (const [part, pairs] of parts) {
    const tag = `${prefix}/${part}`;
    let histogram = reader.histograms.get(tag);
    if (histogram === undefined) {
      if (reader.histograms.size >= MAX_READER_HISTOGRAMS) {
        reader.leftOut.add(tag);
        continue;
      }
      histogram = new LatencyHistogram();
      reader.histograms.set(tag, histogram);
    }
    histogram.addPairs(pairs, 0);
  }
}

const tooManyReaders = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "TOO_MANY_HISTOGRAM_READERS",
  `histograms are pulled under ${MAX_HISTOGRAM_READERS} names already; pull under one of those, or when one has been idle for 15 minutes`,
  { retryAfterMs: 60_000, metadata: { field: "reader" } },
);
