import { MergedSeries } from "./merged-series.ts";
import type { RequestSeries } from "./request-series.ts";

/**
 * The requests of all workers, merged by control. Series are kept under the namespace's name, not its place in the
 * snapshot: another snapshot may give the place to another namespace, and what has been counted stays counted.
 */
export class MergedRequests {
  private readonly series = new Map<string, MergedSeries>();

  /** Adds what a worker took. `namespaces` are the names by place in the snapshot that the worker ran under. */
  merge(taken: readonly RequestSeries[], namespaces: readonly string[]): void {
    for (const part of taken) {
      const series = this.of(namespaces[part.namespaceIndex] ?? "", part.operation, part.code);
      series.count += part.count;
      series.total.addPairs(part.totalUs, part.totalSumUs);
      series.queue.addPairs(part.queueUs, part.queueSumUs);
      series.backend.addPairs(part.backendUs, part.backendSumUs);
    }
  }

  /** In the order in which they were first seen. */
  all(): Iterable<MergedSeries> {
    return this.series.values();
  }

  private of(namespace: string, operation: number, code: number): MergedSeries {
    const key = `${operation}/${code}/${namespace}`;
    let series = this.series.get(key);
    if (series === undefined) {
      series = new MergedSeries(namespace, operation, code);
      this.series.set(key, series);
    }
    return series;
  }
}
