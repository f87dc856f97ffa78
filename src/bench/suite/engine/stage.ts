import type { RateSegment } from "../../scenario/arrival-schedule.ts";
import type { ScenarioPhase } from "../../scenario/scenario-schema.ts";

/** Phases that are gone through without a break. */
export interface Stage {
  readonly phases: readonly StagePhase[];
}

export interface StagePhase {
  readonly name: string;
  readonly kind: "warm-up" | "steady" | "ramp" | "step";
  readonly durationMs: number;
  /** Parts of each flow's rate. */
  readonly fromShare: number;
  readonly toShare: number;
}

export function stageOf(phases: readonly ScenarioPhase[], scale: number): Stage {
  return {
    phases: phases.map(({ name, kind, durationMs, ratePercent, toPercent }) => ({
      name,
      kind,
      durationMs: scaled(durationMs, scale),
      fromShare: ratePercent / 100,
      toShare: (toPercent ?? ratePercent) / 100,
    })),
  };
}

export function scaled(durationMs: number, scale: number): number {
  return Math.max(MIN_PHASE_MS, Math.round(durationMs * scale));
}

export function segmentsOf(stage: Stage, rate: number): RateSegment[] {
  return stage.phases.map(({ durationMs, fromShare, toShare }) => ({
    durationUs: durationMs * 1_000,
    fromRate: rate * fromShare,
    toRate: rate * toShare,
  }));
}

export function durationMsOf(stage: Stage): number {
  return stage.phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** A few round trips of anything. */
const MIN_PHASE_MS = 20;
