import { bootstrapRatio, type RatioInterval } from "../src/bench/compare/bootstrap-interval.ts";
import { steadyMs } from "../src/common/clock.ts";
import { type DoorFigures, doorRounds } from "./gate/door-rounds.ts";
import { kernelRound } from "./gate/kernel-rounds.ts";
import { doorBounds, type GateBound, workerBounds } from "./gate-bounds.ts";
import type { Lab, Pace, RoundFigure } from "./lab.ts";

/** Short rounds and many: the machine is noisy, and what it does for a while it does to both of a round. */
export const gatePace: Pace = { rounds: 10, warmUpMs: 150, durationMs: 350 };

export interface GateFinding extends RatioInterval {
  readonly bound: GateBound;
  /** False: it was seen in too few rounds, on a machine that is too busy, or without its baseline. Such a bound is passed. */
  readonly isJudged: boolean;
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
  const doors = await doorRounds(lab, (figures) => {
    if (steadyMs() - beganMs > MOST_MS) return true;
    if (figures.echo.length < LEAST_ROUNDS) return false;
    return judgeGate(cpuByRound(figures), doorBounds).every(
      ({ bound, isJudged, high }) => isJudged && high <= bound.most,
    );
  });
  return [...judgeGate(kernels, workerBounds), ...judgeGate(cpuByRound(doors), doorBounds)];
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
    if (figures.length < LEAST_ROUNDS) return { ...unknown, bound, isJudged: false, isPassed: true };
    const interval = bootstrapRatio(baselines, figures, true, { alpha, seed: SEED });
    return { ...interval, bound, isJudged: true, isPassed: interval.low <= bound.most };
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
  const lines = findings.map(({ bound, ratio, low, high, isJudged, isPassed }) => {
    const { name, baseline, most, usual } = bound;
    if (!isJudged) return `passed ${name}: not judged, for it was seen in too few rounds`;
    const figures = `${ratio.toFixed(2)} × ${baseline} (${low.toFixed(2)} to ${high.toFixed(2)}), at most ${most}, usually ${usual}`;
    return `${isPassed ? "passed" : "FAILED"} ${name}: processor time of a request ${figures}`;
  });
  const failed = findings.filter(({ isPassed }) => !isPassed).length;
  return `${lines.join("\n")}\ngate: ${findings.length - failed} passed, ${failed} failed`;
}

function cpuByRound(figures: DoorFigures): GateRounds {
  const cpuOf = ({ serverCpuUs }: RoundFigure): number | null => serverCpuUs;
  return Object.fromEntries(Object.entries(figures).map(([name, rounds]) => [name, rounds.map(cpuOf)]));
}

const KERNEL_ROUNDS = 6;
/** Fewer have no interval to speak of. A gate that is passed with certainty after so many needs no more … */
const LEAST_ROUNDS = 5;
/** … and none begins another round after so long: a machine on which that is too few sees its doors not judged. */
const MOST_MS = 40_000;
const unknown: RatioInterval = { ratio: Number.NaN, low: Number.NaN, high: Number.NaN };
const SEED = 1;
/** Of all verdicts together. */
const ERROR_RATE = 0.05;
const VERDICTS = workerBounds.length + doorBounds.length;
