import { operationName } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { LatencyHistogram } from "../../metrics/latency-histogram.ts";
import type { RequestSeries } from "../../metrics/request-series.ts";
import type { OperationFigures, RequestFigures } from "./top-report.ts";

/** The requests of one interval by namespace and operation, and all of them together. */
export class OperationBook {
  private readonly all = new OperationEntry("", "");
  private readonly entries = new Map<string, OperationEntry>();

  /** Adds what a worker reported. `namespaces` are the names by place; what is of one that is gone is left out. */
  add(reported: readonly RequestSeries[], namespaces: readonly (string | null)[]): void {
    for (const series of reported) {
      const namespace = series.namespaceIndex === -1 ? "" : (namespaces[series.namespaceIndex] ?? null);
      if (namespace === null) continue;
      this.of(namespace, operationName(series.operation)).add(series);
      this.all.add(series);
    }
  }

  total(elapsedMs: number): RequestFigures {
    return figuresOf(this.all, elapsedMs);
  }

  /** How many requests there were. */
  get count(): number {
    return this.all.count;
  }

  *operations(elapsedMs: number): Generator<OperationFigures> {
    for (const entry of this.entries.values()) {
      yield { namespace: entry.namespace, operation: entry.operation, ...figuresOf(entry, elapsedMs) };
    }
  }

  private of(namespace: string, operation: string): OperationEntry {
    const key = `${operation}/${namespace}`;
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = new OperationEntry(namespace, operation);
      this.entries.set(key, entry);
    }
    return entry;
  }
}

class OperationEntry {
  readonly namespace: string;
  readonly operation: string;
  readonly total = new LatencyHistogram();
  readonly queue = new LatencyHistogram();
  readonly backend = new LatencyHistogram();
  count = 0;
  failed = 0;

  constructor(namespace: string, operation: string) {
    this.namespace = namespace;
    this.operation = operation;
  }

  add(series: RequestSeries): void {
    this.count += series.count;
    if (series.code !== Code.OK) this.failed += series.count;
    this.total.addPairs(series.totalUs, series.totalSumUs);
    this.queue.addPairs(series.queueUs, series.queueSumUs);
    this.backend.addPairs(series.backendUs, series.backendSumUs);
  }
}

function figuresOf({ count, failed, total, queue, backend }: OperationEntry, elapsedMs: number): RequestFigures {
  return {
    perSecond: perSecond(count, elapsedMs),
    failedPerSecond: perSecond(failed, elapsedMs),
    p50Us: total.quantileUs(0.5),
    p99Us: total.quantileUs(0.99),
    p999Us: total.quantileUs(0.999),
    maxUs: total.quantileUs(1),
    queueP50Us: queue.quantileUs(0.5),
    queueP99Us: queue.quantileUs(0.99),
    backendP50Us: backend.quantileUs(0.5),
    backendP99Us: backend.quantileUs(0.99),
  };
}

/** To a tenth: an interval knows no more. */
export function perSecond(count: number, elapsedMs: number): number {
  return Math.round((Math.max(0, count) * 10_000) / elapsedMs) / 10;
}
