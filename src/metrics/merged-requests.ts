import { bucketOf } from "./duration-bounds.ts";
import { MergedSeries } from "./merged-series.ts";
import type { RequestSeries } from "./request-series.ts";

/**
 * The requests of all workers, merged by control. Series are kept under the namespace's name, not its place in the
 * snapshot: a namespace that goes and comes back gets another place.
 */
export class MergedRequests {
  private readonly series = new Map<string, MergedSeries>();

  /** Adds what a worker took. `namespaces` are the names by place in the snapshot; what is of one that is gone is left out. */
  merge(taken: readonly RequestSeries[], namespaces: readonly (string | null)[]): void {
    for (const part of taken) {
      const namespace = part.namespaceIndex === -1 ? "" : (namespaces[part.namespaceIndex] ?? null);
      if (namespace === null) continue;
      const series = this.of(namespace, part.operation, part.code);
      series.count += part.count;
      series.total.addPairs(part.totalUs, part.totalSumUs);
      series.queue.addPairs(part.queueUs, part.queueSumUs);
      series.backend.addPairs(part.backendUs, part.backendSumUs);
      for (const exemplar of part.exemplars) series.exemplars.set(bucketOf(exemplar.totalUs), exemplar);
      series.gateway.addPairs(part.gatewayUs, part.gatewaySumUs);
      series.wait.addPairs(part.waitUs, part.waitSumUs);
    }
  }

  /** Forgets the series of all other namespaces. */
  retain(namespaces: ReadonlySet<string>): void {
    for (const [key, { namespace }] of this.series) {
      if (namespace !== "" && !namespaces.has(namespace)) this.series.delete(key);
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
