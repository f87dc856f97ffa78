import { CATALOGUE } from "../metrics/catalogue.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import type { TracingFigures } from "./tracing/span-exporter.ts";

/** The part of the page about traces; nothing when there are none. */
export function writeTracing(text: PrometheusText, tracing: TracingFigures | null): void {
  if (tracing === null) return;
  const { made, exported, dropped, invalid, exports, failures, queued } = tracing;
  text.begin(CATALOGUE.tracingSpans).sample(made);
  text.begin(CATALOGUE.tracingExported).sample(exported);
  text.begin(CATALOGUE.tracingDropped);
  for (const [reason, count] of Object.entries(dropped)) text.sample(count, reason);
  text.begin(CATALOGUE.tracingInvalid).sample(invalid);
  text
    .begin(CATALOGUE.tracingExports)
    .sample(exports - failures, "taken")
    .sample(failures, "failed");
  text.begin(CATALOGUE.tracingQueue).sample(queued);
}
