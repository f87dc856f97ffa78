import { judgeChange, leastRoundsFor } from "../compare/judge-change.ts";
import { type Candidate, UNCHANGED } from "./candidate.ts";
import { MEASURES, type Measure, type RunFigures } from "./run-figures.ts";
import type { Trials } from "./trials.ts";
import type { ConfirmedCandidate, ConfirmedFigure } from "./tune-report.ts";

/** Rounds that a verdict on so many finalists takes. */
export function roundsFor(finalists: number): number {
  return leastRoundsFor(Math.max(1, finalists) * ALL.length);
}

/** Runs that it takes to confirm so many finalists. */
export function runsFor(finalists: number): number {
  return (finalists + 1) * roundsFor(finalists);
}

/**
 * The finalists: the best so far, and behind it those that the others do not beat in every figure, by what their rounds show.
 * Those that are behind in what is asked for by more than the smallest change are none.
 */
export function finalistsOf(best: Candidate, trials: Trials, measure: Measure, most: number): Candidate[] {
  const others = trials.all
    .filter((candidate) => candidate !== best && Object.keys(candidate).length > 0)
    .filter((candidate) => trials.whyExcluded(candidate) === null)
    .map((candidate) => ({ candidate, gains: ALL.map((own) => trials.advantage(candidate, UNCHANGED, own) ?? 0) }))
    .filter(({ gains }) => gains.some((gain) => gain > 0));
  const ahead = others
    .filter(({ gains }) => !others.some((other) => beats(other.gains, gains)))
    .sort((a, b) => (b.gains[ALL.indexOf(measure)] as number) - (a.gains[ALL.indexOf(measure)] as number))
    .map(({ candidate }) => candidate);
  return [...(Object.keys(best).length > 0 ? [best] : []), ...ahead].slice(0, most);
}

/** What the rounds from `fromRound` on say of each, the configuration as it is first. */
export function confirmed(
  finalists: readonly Candidate[],
  trials: Trials,
  fromRound: number,
  options: { readonly smallest: number; readonly seed: number },
): ConfirmedCandidate[] {
  const base = trials.runsOf(UNCHANGED, fromRound);
  const all = [UNCHANGED, ...finalists].map((settings) => {
    const runs = trials.runsOf(settings, fromRound);
    const figures = ALL.filter((measure) => isSeen(measure, base)).map((measure) =>
      figureOf(measure, base, settings === UNCHANGED ? null : runs, { ...options, finalists: finalists.length }),
    );
    return { settings, rounds: runs.length, figures };
  });
  const gains = all.map(({ figures }) => figures.map((figure) => gainOf(figure)));
  return all.map((one, at) => ({
    ...one,
    isOnFrontier: !gains.some((other) => beats(other, gains[at] as readonly number[])),
  }));
}

function figureOf(
  measure: Measure,
  base: readonly RunFigures[],
  runs: readonly RunFigures[] | null,
  { smallest, seed, finalists }: { smallest: number; seed: number; finalists: number },
): ConfirmedFigure {
  const { of, sense } = MEASURES[measure];
  const older = base.map(of);
  if (runs === null) return { measure, value: geometricMean(older), ratio: null, low: null, high: null, verdict: null };
  const newer = runs.map(of);
  const together = finalists * ALL.length;
  const isPaired = older.length === newer.length;
  const { ratio, low, high, verdict } = judgeChange({ older, newer, sense, isPaired }, { smallest, together, seed });
  return { measure, value: geometricMean(newer), ratio, low, high, verdict };
}

function isSeen(measure: Measure, runs: readonly RunFigures[]): boolean {
  return runs.length > 0 && runs.every((run) => Number.isFinite(MEASURES[measure].of(run)));
}

/** The logarithm of how much better it is; 0 for the configuration as it is. */
function gainOf({ measure, ratio }: ConfirmedFigure): number {
  if (ratio === null) return 0;
  return MEASURES[measure].sense === "more is better" ? Math.log(ratio) : -Math.log(ratio);
}

function beats(one: readonly number[], other: readonly number[]): boolean {
  return one.every((gain, i) => gain >= (other[i] as number)) && one.some((gain, i) => gain > (other[i] as number));
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

const ALL = Object.keys(MEASURES) as Measure[];
