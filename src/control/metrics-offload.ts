import { CATALOGUE } from "../metrics/catalogue.ts";
import { GrowingTotal } from "../metrics/growing-total.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import type { OffloadTotals } from "../metrics/worker-report.ts";
import type { WorkerFigures } from "./metrics-worker.ts";

/** What a worker's pool has done of one kind of task, over all threads that the worker has had. */
export class OffloadHistory {
  private readonly totals = new Map<string, Record<keyof Omit<OffloadTotals, "task">, GrowingTotal>>();

  accept(reports: readonly OffloadTotals[], restarts: number): void {
    for (const report of reports) {
      const totals = this.totalsOf(report.task);
      for (const name of FIGURES) totals[name].observe(restarts, report[name]);
    }
  }

  get figures(): OffloadTotals[] {
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

/** What the pools of the workers have to do, and have done. */
export function writeOffload(text: PrometheusText, workers: readonly WorkerFigures[]): void {
  const pools = workers.flatMap(({ index, latest }) =>
    latest === null ? [] : [{ worker: String(index), ...latest.offload }],
  );
  text.begin(CATALOGUE.offloadThreads);
  for (const { worker, threads } of pools) text.sample(threads, worker);
  text.begin(CATALOGUE.offloadBusy);
  for (const { worker, busy } of pools) text.sample(busy, worker);
  text.begin(CATALOGUE.offloadWaiting);
  for (const { worker, waiting } of pools) text.sample(waiting, worker);
  text.begin(CATALOGUE.offloadTasks);
  for (const { worker, tasks } of pools) {
    for (const { task, underWay } of tasks) text.sample(underWay, worker, task);
  }
  const tasks = workers.flatMap(({ index, offload }) => offload.map((each) => ({ worker: String(index), ...each })));
  text.begin(CATALOGUE.offloadDone);
  for (const each of tasks) {
    for (const outcome of OUTCOMES) text.sample(each[outcome], each.worker, each.task, outcome);
  }
  text.begin(CATALOGUE.offloadWait);
  for (const { worker, task, waitMs } of tasks) text.sample(waitMs / 1000, worker, task);
  text.begin(CATALOGUE.offloadRun);
  for (const { worker, task, runMs } of tasks) text.sample(runMs / 1000, worker, task);
}

const OUTCOMES = ["done", "failed", "refused", "cancelled"] as const;
const FIGURES = ["done", "failed", "refused", "cancelled", "waitMs", "runMs"] as const;
