import { LatencyHistogram } from "./latency-histogram.ts";
import type { RequestSeries } from "./request-series.ts";
import type { RequestSink } from "./request-sink.ts";

/**
 * Records what a worker answers, one series for each (namespace, operation, code).
 *
 * Requests that arrive in one chunk and are answered in one batch have equal times, so each series counts the length of
 * a run of equal records and goes to its histograms only when the run ends. No allocation per record.
 */
export class RequestRecorder implements RequestSink {
  private readonly series = new Map<number, Series>();
  private lastKey = -1;
  private last: Series = new Series(-1, 0, 0);

  record(
    namespaceIndex: number,
    operation: number,
    code: number,
    totalUs: number,
    queueUs: number,
    backendUs: number,
  ): void {
    const knownOperation = operation < OPERATION_BOUND ? operation : 0;
    const key = ((namespaceIndex + 1) * OPERATION_BOUND + knownOperation) * CODE_BOUND + code;
    if (key !== this.lastKey) {
      this.last = this.series.get(key) ?? this.grow(key, namespaceIndex, knownOperation, code);
      this.lastKey = key;
    }
    this.last.record(totalUs, queueUs, backendUs);
  }

  /** What was recorded since the last call, then forgotten. A series that had nothing since then gives its memory back. */
  takeSeries(): RequestSeries[] {
    const taken: RequestSeries[] = [];
    for (const [key, series] of this.series) {
      if (series.isEmpty) this.series.delete(key);
      else taken.push(series.take());
    }
    this.lastKey = -1;
    return taken;
  }

  private grow(key: number, namespaceIndex: number, operation: number, code: number): Series {
    const series = new Series(namespaceIndex, operation, code);
    this.series.set(key, series);
    return series;
  }
}

/** Call numbers are below it; one that is not came in a request that was refused, and counts as 0, "unknown". */
const OPERATION_BOUND = 256;
/** gRPC has 17 codes. */
const CODE_BOUND = 32;

class Series {
  private readonly namespaceIndex: number;
  private readonly operation: number;
  private readonly code: number;
  private readonly total = new LatencyHistogram();
  private readonly queue = new LatencyHistogram();
  private readonly backend = new LatencyHistogram();
  /** The run: `runLength` records with these times are not in the histograms yet. */
  private runLength = 0;
  private totalUs = 0;
  private queueUs = 0;
  private backendUs = 0;

  constructor(namespaceIndex: number, operation: number, code: number) {
    this.namespaceIndex = namespaceIndex;
    this.operation = operation;
    this.code = code;
  }

  record(totalUs: number, queueUs: number, backendUs: number): void {
    if (totalUs === this.totalUs && queueUs === this.queueUs && backendUs === this.backendUs) {
      this.runLength++;
      return;
    }
    this.endRun();
    this.totalUs = totalUs;
    this.queueUs = queueUs;
    this.backendUs = backendUs;
    this.runLength = 1;
  }

  get isEmpty(): boolean {
    return this.runLength === 0 && this.total.count === 0;
  }

  take(): RequestSeries {
    this.endRun();
    const { total, queue, backend } = this;
    return {
      namespaceIndex: this.namespaceIndex,
      operation: this.operation,
      code: this.code,
      count: total.count,
      // Sums first: taking the pairs forgets them.
      totalSumUs: total.sumUs,
      queueSumUs: queue.sumUs,
      backendSumUs: backend.sumUs,
      totalUs: total.takePairs(),
      queueUs: queue.takePairs(),
      backendUs: backend.takePairs(),
    };
  }

  private endRun(): void {
    if (this.runLength === 0) return;
    this.total.record(this.totalUs, this.runLength);
    this.queue.record(this.queueUs, this.runLength);
    this.backend.record(this.backendUs, this.runLength);
    this.runLength = 0;
  }
}
