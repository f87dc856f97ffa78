import { CATALOGUE } from "../metrics/catalogue.ts";
import { STAGE_BOUNDS_US } from "../metrics/duration-bounds.ts";
import { LatencyHistogram } from "../metrics/latency-histogram.ts";
import type { MergedRequests } from "../metrics/merged-requests.ts";
import type { MergedSeries } from "../metrics/merged-series.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import { STEP_STAGES, type StageCounts, type StepStage } from "../metrics/stage-recorder.ts";

/** The steps' stages of all workers, since the gateway started. */
export class MergedStages {
  private readonly histograms = new Map<StepStage, LatencyHistogram>(
    STEP_STAGES.map((stage) => [stage, new LatencyHistogram()]),
  );

  merge(taken: readonly StageCounts[]): void {
    for (const { stage, us, sumUs } of taken) this.of(stage).addPairs(us, sumUs);
  }

  of(stage: StepStage): LatencyHistogram {
    return this.histograms.get(stage) as LatencyHistogram;
  }
}

/** Each stage over all namespaces: three that each request brings, and two that are looked at by steps. */
export function writeStages(text: PrometheusText, requests: MergedRequests, stages: MergedStages): void {
  const all = [...requests.all()];
  text.begin(CATALOGUE.stage);
  const ofRequests: [string, (series: MergedSeries) => LatencyHistogram][] = [
    ["ring", (series) => series.queue],
    ["wait", (series) => series.wait],
    ["store", (series) => series.backend],
  ];
  for (const [stage, select] of ofRequests) writeStage(text, stage, all.map(select));
  for (const stage of STEP_STAGES) writeStage(text, stage, [stages.of(stage)]);
}

function writeStage(text: PrometheusText, stage: string, histograms: readonly LatencyHistogram[]): void {
  const counts = new Float64Array(STAGE_BOUNDS_US.length + 1);
  let sumUs = 0;
  for (const histogram of histograms) {
    histogram.addCountsWithin(STAGE_BOUNDS_US, counts);
    sumUs += histogram.sumUs;
  }
  text.histogram(STAGE_BOUNDS_SECONDS, counts, sumUs / 1e6, stage);
}

export const STAGE_BOUNDS_SECONDS = STAGE_BOUNDS_US.map((bound) => bound / 1e6);
