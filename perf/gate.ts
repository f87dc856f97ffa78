import { bootstrapRatio, type RatioInterval } from "../src/bench/compare/bootstrap-interval.ts";
import { steadyMs } from "../src/common/clock.ts";
import { type DoorFigures, doorRounds } from "./gate/door-rounds.ts";
import { kernelRound } from "./gate/kernel-rounds.ts";
import { doorBounds, type GateBound, workerBounds } from "./gate-bounds.ts";
import type { Lab, Pace, RoundFigure } from "./lab.ts";

/** Short rounds and many: the machine is noisy, and what it does for a while it does to both of a round. Few are needed. */
export const gatePace: Pace = { rounds: 60, warmUpMs: 150, durationMs: 350 };

export interface GateFinding extends RatioInterval {
  readonly bound: GateBound;
  /** False: it was seen in too few rounds, on a machine that is too busy, or without its baseline. Such a bound is passed. */
  readonly isJudged: boolean;
  /** Rounds in which it and its baseline were seen. */
  readonly seen: number;
  readonly isPassed: boolean;
}

/** Microseconds of processor time for a request, by contestant and round; null where they were not seen. */
export type GateRounds = Readonly<Record<string, readonly (number | null)[]>>;

/** Measures what a request costs a worker, then what it costs a gateway behind each door, and judges both by their baselines. */
export async function runGate(lab: Lab): Promise<GateFinding[]> {
  const beganMs = steadyMs();
  const kernels: Record<string, number[]> = {};
  for (let round = 0; round < KERNEL_ROUNDS; round++) {
    const figures = Object.entries(await kernelRound(lab));
    for (const [name, us] of figures) kernels[name] = [...(kernels[name] ?? []), us];
    const shown = figures.map(([name, us]) => `${name} ${us.toFixed(2)} µs`).join(" · ");
    lab.progress(`process ${round + 1} of ${KERNEL_ROUNDS}: ${shown}`);
  }
  const doors = await doorRounds(lab, (figures) =>
    isGateOver(judgeGate(cpuByRound(figures), doorBounds), figures.echo.length, steadyMs() - beganMs),
  );
  return [...judgeGate(kernels, workerBounds), ...judgeGate(cpuByRound(doors), doorBounds)];
}

/**
 * Whether another round would tell nothing more that is wanted: all are passed with certainty; or each was seen as often as
 * it takes, or was never seen in so many rounds that it will not be. On a busy machine that needs many rounds, or there is no time for them.
 */
export function isGateOver(findings: readonly GateFinding[], rounds: number, elapsedMs: number): boolean {
  if (elapsedMs > MOST_MS) return true;
  if (findings.every(({ bound, isJudged, high }) => isJudged && high <= bound.most)) return true;
  return rounds >= USUAL_ROUNDS && findings.every(({ seen }) => seen === 0 || seen >= USUAL_ROUNDS);
}

/** It fails by size and not by luck: only when the interval has nothing at or below the bound. */
export function judgeGate(rounds: GateRounds, bounds: readonly GateBound[]): GateFinding[] {
  const alpha = ERROR_RATE / VERDICTS;
  const of = (name: string): readonly (number | null)[] => {
    const figures = rounds[name];
    if (figures === undefined) throw new Error(`the gate has no figures of "${name}"`);
    return figures;
  };
  return bounds.map((bound) => {
    const [baselines, figures] = seenPairs(of(bound.baseline), of(bound.name));
    const seen = figures.length;
    if (seen < LEAST_ROUNDS) return { ...unknown, bound, seen, isJudged: false, isPassed: true };
    const interval = bootstrapRatio(baselines, figures, true, { alpha, seed: SEED });
    return { ...interval, bound, seen, isJudged: true, isPassed: interval.low <= bound.most };
  });
}

/** Rounds in which both were seen to use the processor at all: its clock has whole ticks. */
function seenPairs(
  baselines: readonly (number | null)[],
  figures: readonly (number | null)[],
): readonly [number[], number[]] {
  const pairs = figures.flatMap((figure, round) => {
    const baseline = baselines[round] ?? 0;
    return figure !== null && figure > 0 && baseline > 0 ? [[baseline, figure] as const] : [];
  });
  return [pairs.map(([baseline]) => baseline), pairs.map(([, figure]) => figure)];
}

export function renderGate(findings: readonly GateFinding[]): string {
  const lines = findings.map(({ bound, ratio, low, high, seen, isJudged, isPassed }) => {
    const { name, baseline, most, usual } = bound;
    if (!isJudged) return `not judged ${name}: it was seen in ${seen} rounds, and ${LEAST_ROUNDS} are needed`;
    const figures = `${ratio.toFixed(2)} × ${baseline} (${low.toFixed(2)} to ${high.toFixed(2)}), at most ${most}, usually ${usual}`;
    return `${isPassed ? "passed" : "FAILED"} ${name}: processor time of a request ${figures}`;
  });
  const failed = findings.filter(({ isPassed }) => !isPassed).length;
  const unjudged = findings.filter(({ isJudged }) => !isJudged).length;
  const passed = findings.length - failed - unjudged;
  return `${lines.join("\n")}\ngate: ${passed} passed, ${failed} failed, ${unjudged} not judged`;
}

function cpuByRound(figures: DoorFigures): GateRounds {
  const cpuOf = ({ serverCpuUs }: RoundFigure): number | null => serverCpuUs;
  return Object.fromEntries(Object.entries(figures).map(([name, rounds]) => [name, rounds.map(cpuOf)]));
}

const KERNEL_ROUNDS = 6;
/** Fewer have no interval to speak of. A gate that is passed with certainty after so many needs no more … */
const LEAST_ROUNDS = 5;
/** … and one that is not, no more than so many. */
const USUAL_ROUNDS = 10;
/** None begins another round after so long: on a machine that is too busy even so, doors are not judged. */
const MOST_MS = 180_000;
const unknown: RatioInterval = { ratio: Number.NaN, low: Number.NaN, high: Number.NaN };
const SEED = 1;
/** Of all verdicts together. */
const ERROR_RATE = 0.05;
const VERDICTS = workerBounds.length + doorBounds.length;
