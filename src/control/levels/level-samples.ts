import { Code } from "../../common/codes.ts";
import type { LevelClass } from "../../common/service-levels.ts";
import type { LevelBook } from "../../metrics/levels/level-book.ts";
import type { LevelSample } from "../../metrics/levels/sliding-window.ts";
import type { WorkerReport } from "../../metrics/worker-report.ts";
import { isOwnLimit, isServerFailure, levelClassOf } from "./level-class.ts";

/** Enters what a worker has reported into the book. `namespaces` are the names by place in the snapshot. */
export function addReport(
  book: LevelBook,
  { series, withheld }: Pick<WorkerReport, "series" | "withheld">,
  namespaces: readonly (string | null)[],
  nowMs: number,
): void {
  const totals = new Map<string, { asked: number; served: number; failed: number }>();
  for (const { namespaceIndex, operation, code, count, totalUs } of series) {
    const namespace = namespaces[namespaceIndex] ?? null;
    if (namespace === null || !book.has(namespace)) continue;
    const isServed = code === Code.OK;
    const failed = isServerFailure(code) ? count : 0;
    const total = totals.get(namespace) ?? { asked: 0, served: 0, failed: 0 };
    totals.set(namespace, total);
    total.asked += count;
    total.failed += failed;
    if (isServed) total.served += count;
    const of = levelClassOf(operation);
    // Latencies of successes alone: failures that are fast must not make a namespace look fast.
    if (of !== null)
      book.add(namespace, of, sampleOf(count, isServed ? count : 0, failed, isServed ? totalUs : []), nowMs);
  }
  for (const { namespaceIndex, reason, count } of withheld) {
    const total = totals.get(namespaces[namespaceIndex] ?? "");
    if (total !== undefined && isOwnLimit(reason)) total.failed = Math.max(0, total.failed - count);
  }
  const all: LevelClass = "all";
  for (const [namespace, { asked, served, failed }] of totals) {
    book.add(namespace, all, sampleOf(asked, served, failed, []), nowMs);
  }
}

function sampleOf(asked: number, served: number, failed: number, latencyUs: ArrayLike<number>): LevelSample {
  return { asked, served, failed, latencyUs };
}
