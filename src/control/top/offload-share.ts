import type { OffloadTaskReport, OffloadTotals } from "../../metrics/worker-report.ts";
import type { WorkerFigures } from "../metrics-worker.ts";
import type { Ends } from "./interval-figures.ts";
import { perSecond } from "./operation-book.ts";
import { offloadKey } from "./top-mark.ts";
import type { OffloadKind, OffloadShare } from "./top-report.ts";

/** The pools of all workers together; kinds of work in the order in which they were first told of. */
export function offloadShare(workers: readonly WorkerFigures[], { from, to }: Ends): OffloadShare {
  const kinds = new Map<string, KindSum>();
  const sum = { threads: 0, busy: 0, waiting: 0 };
  for (const worker of workers) {
    for (const totals of worker.offload) {
      const key = offloadKey(worker, totals);
      addTotals(kindOf(kinds, totals.task), to.offload.get(key) ?? totals, from.offload.get(key));
    }
    if (worker.latest === null) continue;
    const { threads, busy, waiting, tasks } = worker.latest.offload;
    sum.threads += threads;
    sum.busy += busy;
    sum.waiting += waiting;
    for (const { task, underWay } of tasks) kindOf(kinds, task).underWay += underWay;
  }
  const elapsedMs = to.atMs - from.atMs;
  return { ...sum, kinds: [...kinds].map(([task, kind]) => shareOf(task, kind, elapsedMs)) };
}

type KindSum = { -readonly [Figure in Exclude<keyof OffloadTaskReport, "task">]: OffloadTaskReport[Figure] };

function kindOf(kinds: Map<string, KindSum>, task: string): KindSum {
  let kind = kinds.get(task);
  if (kind === undefined) {
    kind = { underWay: 0, done: 0, failed: 0, refused: 0, cancelled: 0, waitMs: 0, runMs: 0 };
    kinds.set(task, kind);
  }
  return kind;
}

function addTotals(kind: KindSum, to: OffloadTotals, from: OffloadTotals | undefined): void {
  for (const figure of FIGURES) kind[figure] += to[figure] - (from?.[figure] ?? 0);
}

function shareOf(task: string, kind: KindSum, elapsedMs: number): OffloadKind {
  const { underWay, done, failed, refused, cancelled, waitMs, runMs } = kind;
  return {
    task,
    underWay,
    perSecond: perSecond(done, elapsedMs),
    failedPerSecond: perSecond(failed, elapsedMs),
    refusedPerSecond: perSecond(refused, elapsedMs),
    cancelledPerSecond: perSecond(cancelled, elapsedMs),
    waitUs: done === 0 ? null : Math.round((waitMs / done) * 1e3),
    runUs: done === 0 ? null : Math.round((runMs / done) * 1e3),
    threads: Math.round((runMs / elapsedMs) * 100) / 100,
  };
}

const FIGURES = ["done", "failed", "refused", "cancelled", "waitMs", "runMs"] as const;
