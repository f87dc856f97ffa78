import { CATALOGUE } from "../metrics/catalogue.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import type { CaptureFigures } from "./captures/capture-totals.ts";

/** What has been recorded of the traffic, by namespace. */
export function writeCaptures(text: PrometheusText, captures: readonly CaptureFigures[]): void {
  text.begin(CATALOGUE.captureActive);
  for (const { namespace, isRecording } of captures) text.sample(Number(isRecording), namespace);
  text.begin(CATALOGUE.captureRecorded);
  for (const { namespace, counts } of captures) text.sample(counts.records, namespace);
  text.begin(CATALOGUE.captureSkipped);
  for (const { namespace, counts } of captures) {
    text.sample(counts.overBound, namespace, "over_bound");
    text.sample(counts.tooFast, namespace, "too_fast");
    text.sample(counts.unsupported, namespace, "unsupported");
    text.sample(counts.lost, namespace, "lost");
  }
  text.begin(CATALOGUE.captureBytes);
  for (const { namespace, counts } of captures) text.sample(counts.bytes, namespace);
}
