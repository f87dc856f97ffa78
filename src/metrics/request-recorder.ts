import { bucketOf } from "./duration-bounds.ts";
import type { Exemplar } from "./exemplar.ts";
import { LatencyHistogram } from "./latency-histogram.ts";
import type { RequestSeries } from "./request-series.ts";
import type { RequestSink } from "./request-sink.ts";

/**
 * Records what a worker answers, one series for each (namespace, operation, code).
 *
 * Requests that arrive in one chunk and are answered in one batch have equal times: the length of a run of equal records
 * is counted. Runs stand in a log, which is spread over the histograms when it is full, one series after the other: with
 * a thousand namespaces each record would otherwise wait for histograms that have left the cache. No allocation per record.
 *
 *     log    key      times          key of a series: namespace · operation · code
 *            orders   120  40  9 ×16
 *            users    121  41  9 ×2
 *            orders   121  41  9 ×1
 */
export class RequestRecorder implements RequestSink {
  private readonly series = new Map<number, Series>();
  /** By key, and by the bucket of the total time: the latest traced request of each. */
  private readonly exemplars = new Map<number, Map<number, Exemplar>>();
  private readonly keys = new Float64Array(LOG_RUNS);
  private readonly times = new Float64Array(LOG_RUNS * TIMES_WORDS);
  /** Of the log in the order of its keys: key × LOG_RUNS + place. */
  private readonly order = new Float64Array(LOG_RUNS);
  /** Runs in the log; the last one is still open. */
  private runs = 0;
  private hasOneKey = true;

  record(
    namespaceIndex: number,
    operation: number,
    code: number,
    totalUs: number,
    queueUs: number,
    backendUs: number,
  ): void {
    const { keys, times } = this;
    const key = keyOf(namespaceIndex, operation, code);
    if (this.runs > 0) {
      const last = (this.runs - 1) * TIMES_WORDS;
      const isSameSeries = keys[this.runs - 1] === key;
      if (isSameSeries && times[last] === totalUs && times[last + 1] === queueUs && times[last + 2] === backendUs) {
        (times[last + 3] as number)++;
        return;
      }
      if (!isSameSeries) this.hasOneKey = false;
      if (this.runs === LOG_RUNS) this.spread();
    }
    const at = this.runs * TIMES_WORDS;
    keys[this.runs++] = key;
    times[at] = totalUs;
    times[at + 1] = queueUs;
    times[at + 2] = backendUs;
    times[at + 3] = 1;
  }

  exemplify(namespaceIndex: number, operation: number, code: number, exemplar: Exemplar): void {
    const key = keyOf(namespaceIndex, operation, code);
    const known = this.exemplars.get(key);
    const bucket = bucketOf(exemplar.totalUs);
    if (known === undefined) this.exemplars.set(key, new Map([[bucket, exemplar]]));
    else known.set(bucket, exemplar);
  }

  /** What was recorded since the last call, then forgotten. A series that had nothing since then gives its memory back. */
  takeSeries(): RequestSeries[] {
    this.spread();
    const taken: RequestSeries[] = [];
    for (const [key, series] of this.series) {
      if (series.isEmpty) this.series.delete(key);
      else taken.push(series.take([...(this.exemplars.get(key)?.values() ?? [])]));
    }
    this.exemplars.clear();
    return taken;
  }

  /** Empties the log into the histograms. */
  private spread(): void {
    const { keys, runs } = this;
    const order = this.order.subarray(0, runs);
    for (let i = 0; i < runs; i++) order[i] = (keys[i] as number) * LOG_RUNS + i;
    if (!this.hasOneKey) order.sort();
    let lastKey = -1;
    let series: Series | null = null;
    for (let i = 0; i < runs; i++) {
      const place = (order[i] as number) % LOG_RUNS;
      const key = keys[place] as number;
      if (series === null || key !== lastKey) series = this.series.get(key) ?? this.grow(key);
      lastKey = key;
      series.record(this.times, place * TIMES_WORDS);
    }
    this.runs = 0;
    this.hasOneKey = true;
  }

  private grow(key: number): Series {
    const ofNamespace = Math.floor(key / CODE_BOUND);
    const namespaceIndex = Math.floor(ofNamespace / OPERATION_BOUND) - 1;
    const series = new Series(namespaceIndex, ofNamespace % OPERATION_BOUND, key % CODE_BOUND);
    this.series.set(key, series);
    return series;
  }
}

function keyOf(namespaceIndex: number, operation: number, code: number): number {
  const knownOperation = operation < OPERATION_BOUND ? operation : 0;
  return ((namespaceIndex + 1) * OPERATION_BOUND + knownOperation) * CODE_BOUND + code;
}

/** Call numbers are below it; one that is not came in a request that was refused, and counts as 0, "unknown". */
const OPERATION_BOUND = 256;
/** gRPC has 17 codes. */
const CODE_BOUND = 32;
/** Some for each of a thousand namespaces; spreading them takes a fraction of a millisecond. */
const LOG_RUNS = 8192;
/** Total, queue and backend time in microseconds, and how many records had them. */
const TIMES_WORDS = 4;

class Series {
  private readonly namespaceIndex: number;
  private readonly operation: number;
  private readonly code: number;
  private readonly total = new LatencyHistogram();
  private readonly queue = new LatencyHistogram();
  private readonly backend = new LatencyHistogram();
  private readonly gateway = new LatencyHistogram();
  private readonly wait = new LatencyHistogram();

  constructor(namespaceIndex: number, operation: number, code: number) {
    this.namespaceIndex = namespaceIndex;
    this.operation = operation;
    this.code = code;
  }

  /** Records the run whose words begin at `at`. */
  record(times: Float64Array, at: number): void {
    const count = times[at + 3] as number;
    const totalUs = times[at] as number;
    const queueUs = times[at + 1] as number;
    const backendUs = times[at + 2] as number;
    this.total.record(totalUs, count);
    this.queue.record(queueUs, count);
    this.backend.record(backendUs, count);
    // What is below 0, because the clock of two threads was read within a microsecond, counts as 0.
    this.gateway.record(totalUs - backendUs, count);
    this.wait.record(totalUs - queueUs - backendUs, count);
  }

  get isEmpty(): boolean {
    return this.total.count === 0;
  }

  take(exemplars: readonly Exemplar[]): RequestSeries {
    const { total, queue, backend, gateway, wait } = this;
    return {
      namespaceIndex: this.namespaceIndex,
      operation: this.operation,
      code: this.code,
      count: total.count,
      // Sums first: taking the pairs forgets them.
      totalSumUs: total.sumUs,
      queueSumUs: queue.sumUs,
      backendSumUs: backend.sumUs,
      gatewaySumUs: gateway.sumUs,
      waitSumUs: wait.sumUs,
      totalUs: total.takePairs(),
      queueUs: queue.takePairs(),
      backendUs: backend.takePairs(),
      exemplars,
      gatewayUs: gateway.takePairs(),
      waitUs: wait.takePairs(),
    };
  }
}
