import { CATALOGUE } from "../metrics/catalogue.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import type { WorkerFigures } from "./metrics-worker.ts";

/** What the workers' streams have under way. */
export function writeStreams(text: PrometheusText, workers: readonly WorkerFigures[]): void {
  const running = workers.flatMap(({ index, latest }) => (latest === null ? [] : [{ index, ...latest.streams }]));
  text.begin(CATALOGUE.streamFetches);
  for (const { index, fetches } of running) text.sample(fetches, String(index));
  text.begin(CATALOGUE.streamSubscribers);
  for (const { index, sessions } of running) text.sample(sessions, String(index));
  text.begin(CATALOGUE.streamDeadLetters);
  for (const { index, deadLetters } of workers) text.sample(deadLetters, String(index));
}
