import type { Scenario } from "../scenario/scenario-schema.ts";
import { type Stage, scaled } from "./engine/stage.ts";
import type { MergedStage } from "./merge-reports.ts";
import type { KneeResult, KneeStep } from "./suite-result.ts";

/**
 * Looks for the knee: the highest offered rate that is served. The rate grows by a factor until two steps in a row are not
 * served, for one alone may be bad luck; then the distance between the last that was served and the first that was not is
 * halved some times.
 */
export async function findKnee(
  scenario: Scenario,
  scale: number,
  run: (stage: Stage) => Promise<MergedStage>,
): Promise<KneeResult> {
  const { knee } = scenario;
  const steps: KneeStep[] = [];
  const attempt = async (share: number): Promise<boolean> => {
    const merged = await run(stepStage(share, steps.length, scaled(knee.durationMs, scale)));
    const phase = merged.phaseResults().at(-1);
    const offered = phase?.offeredPerSecond ?? 0;
    const achieved = phase?.achievedPerSecond ?? 0;
    const p99 = phase?.latency.p99 ?? 0;
    const isServed = achieved > 0 && p99 <= knee.p99Us && achieved >= (offered * knee.achievedPercent) / 100;
    steps.push({ offeredPerSecond: offered, achievedPerSecond: achieved, p99, isServed });
    return isServed;
  };
  let served = 0;
  let unserved = Number.POSITIVE_INFINITY;
  let misses = 0;
  for (let i = 0, share = 1; i < knee.steps && misses < 2; i++, share *= knee.growthPercent / 100) {
    if (await attempt(share)) {
      served = share;
      misses = 0;
      unserved = Number.POSITIVE_INFINITY;
    } else if (misses++ === 0) unserved = share;
  }
  for (let i = 0; i < knee.refinements && served > 0 && unserved < Number.POSITIVE_INFINITY; i++) {
    const between = (served + unserved) / 2;
    if (await attempt(between)) served = between;
    else unserved = between;
  }
  return kneeOf(steps, unserved < Number.POSITIVE_INFINITY);
}

export function kneeOf(steps: readonly KneeStep[], isBracketed: boolean): KneeResult {
  const served = steps.filter(({ isServed }) => isServed);
  const best = served.reduce<KneeStep | null>(
    (most, step) => (most === null || step.offeredPerSecond > most.offeredPerSecond ? step : most),
    null,
  );
  return { perSecond: best?.offeredPerSecond ?? 0, p99: best?.p99 ?? 0, isBracketed, steps };
}

/** A quarter more as warm-up, so that the step before does not show. */
function stepStage(share: number, number: number, durationMs: number): Stage {
  const rate = { fromShare: share, toShare: share };
  return {
    phases: [
      { name: `step-${number + 1}-warm-up`, kind: "warm-up", durationMs: Math.ceil(durationMs / 4), ...rate },
      { name: `step-${number + 1}`, kind: "step", durationMs, ...rate },
    ],
  };
}
