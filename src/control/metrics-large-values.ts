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
}
