import { CATALOGUE } from "../metrics/catalogue.ts";
import type { MergedDeadLetters } from "../metrics/dead-letter-counts.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import type { WorkerFigures } from "./metrics-worker.ts";

/** What the workers' streams have under way, and what none of their consumers could do. */
export function writeStreams(
  text: PrometheusText,
  workers: readonly WorkerFigures[],
  deadLetters: MergedDeadLetters,
): void {
  const running = workers.flatMap(({ index, latest }) => (latest === null ? [] : [{ index, ...latest.streams }]));
  text.begin(CATALOGUE.streamFetches);
  for (const { index, fetches } of running) text.sample(fetches, String(index));
  text.begin(CATALOGUE.streamSubscribers);
  for (const { index, sessions } of running) text.sample(sessions, String(index));
  text.begin(CATALOGUE.streamDeadLetters);
  for (const [namespace, count] of deadLetters.all()) text.sample(count, namespace);
}
