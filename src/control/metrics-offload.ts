import { GrowingTotal } from "../metrics/growing-total.ts";
import type { OffloadReport } from "../metrics/worker-report.ts";

/** What a worker's pool has done of one kind of task, over all threads that the worker has had. */
export class OffloadHistory {
  private readonly totals = new Map<string, Record<keyof Omit<OffloadReport, "task">, GrowingTotal>>();

  accept(reports: readonly OffloadReport[], restarts: number): void {
    for (const report of reports) {
      const totals = this.totalsOf(report.task);
      for (const name of FIGURES) totals[name].observe(restarts, report[name]);
    }
  }

  get figures(): OffloadReport[] {
    return [...this.totals].map(([task, { done, failed, refused, cancelled, waitMs, runMs }]) => ({
      ...{ task, done: done.value, failed: failed.value, refused: refused.value },
      ...{ cancelled: cancelled.value, waitMs: waitMs.value, runMs: runMs.value },
    }));
  }

  private totalsOf(task: string): Record<(typeof FIGURES)[number], GrowingTotal> {
    let totals = this.totals.get(task);
    if (totals === undefined) {
      const [done, failed, refused] = [new GrowingTotal(), new GrowingTotal(), new GrowingTotal()];
      const [cancelled, waitMs, runMs] = [new GrowingTotal(), new GrowingTotal(), new GrowingTotal()];
      totals = { done, failed, refused, cancelled, waitMs, runMs };
      this.totals.set(task, totals);
    }
    return totals;
  }
}

const FIGURES = ["done", "failed", "refused", "cancelled", "waitMs", "runMs"] as const;
