import { CATALOGUE } from "../metrics/catalogue.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import type { WorkerFigures } from "./metrics-worker.ts";

/** What the workers have under way of large values, and have removed. */
export function writeLargeValues(text: PrometheusText, workers: readonly WorkerFigures[]): void {
  const running = workers.flatMap(({ index, latest }) => (latest === null ? [] : [{ index, ...latest.largeValues }]));
  text.begin(CATALOGUE.largeValueBytes);
  for (const { index, bytesUnderWay } of running) text.sample(bytesUnderWay, String(index));
  text.begin(CATALOGUE.largeValueRefused);
  for (const { index, largeValuesRefused } of workers) text.sample(largeValuesRefused, String(index));
  text.begin(CATALOGUE.largeValueRemoved);
  for (const { index, largeValuesRemoved } of workers) text.sample(largeValuesRemoved, String(index));
  text.begin(CATALOGUE.offloadTasks);
  for (const { index, tasksUnderWay } of running) text.sample(tasksUnderWay, String(index));
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
