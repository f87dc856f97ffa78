import { LatencyHistogram } from "./latency-histogram.ts";

/** Stages that have times of their own beside those that each request brings. */
export const STEP_STAGES = ["admission", "answer"] as const;
export type StepStage = (typeof STEP_STAGES)[number];

/** What a worker has recorded of a stage since its last report. */
export interface StageCounts {
  readonly stage: StepStage;
  /** Value, count, value, count … in microseconds. */
  readonly us: Float64Array;
  readonly sumUs: number;
}

/** Where the pipeline says how long a step of a batch was in a stage. */
export interface StageSink {
  /** To be asked once for each step: whether its times are wanted. */
  isDue(): boolean;
  /** Each of `requests` was so long in the stage, for they went through it together. */
  record(stage: StepStage, us: number, requests: number): void;
}

/**
 * Records the stages that a step of a batch goes through as one. Looking at the clock costs as much as a part of a small
 * request, so that one step in {@link STEPS_PER_SAMPLE} is looked at.
 */
export class StageRecorder implements StageSink {
  private readonly histograms = { admission: new LatencyHistogram(), answer: new LatencyHistogram() };
  private steps = 0;

  isDue(): boolean {
    return this.steps++ % STEPS_PER_SAMPLE === 0;
  }

  record(stage: StepStage, us: number, requests: number): void {
    if (requests > 0) this.histograms[stage].record(us, requests);
  }

  /** What was recorded since the last call, then forgotten. */
  take(): StageCounts[] {
    return STEP_STAGES.flatMap((stage) => {
      const histogram = this.histograms[stage];
      // The sum first: taking the pairs forgets it.
      return histogram.count === 0 ? [] : [{ stage, sumUs: histogram.sumUs, us: histogram.takePairs() }];
    });
  }
}

/** A step at full load has 128 requests and takes a tenth of a millisecond, so that hundreds of steps a second are looked at. */
export const STEPS_PER_SAMPLE = 16;
