import { type Candidate, describeCandidate, UNCHANGED } from "./candidate.ts";
import { MEASURES, type Measure } from "./run-figures.ts";
import type { Conclusion, ConfirmedCandidate, ConfirmedFigure } from "./tune-report.ts";

export interface ConcludeOptions {
  readonly measure: Measure;
  readonly smallest: number;
  /** Rounds that make a verdict. */
  readonly needed: number;
  /** Whether there is a setting that makes a difference, and whether there was room to try one. */
  readonly canTry: boolean;
  readonly hasTried: boolean;
  /** What was to be looked at again; null for nothing. */
  readonly ahead: Candidate | null;
}

/** What is to be done about what was confirmed, the configuration as it is first. */
export function conclude(confirmed: readonly ConfirmedCandidate[], options: ConcludeOptions): Conclusion {
  const { measure, smallest, needed } = options;
  const [, ...finalists] = confirmed;
  const [first] = finalists;
  if (first === undefined && options.ahead === null) return withoutFinalists(options);
  if (first === undefined || finalists.every(({ rounds }) => rounds < needed)) {
    const ahead = describeCandidate(first?.settings ?? options.ahead ?? UNCHANGED);
    const text = `A verdict takes ${needed} rounds, and the budget had room for ${first?.rounds ?? 0}: raise --max-runs or --seconds, or lower --run. Ahead so far: ${ahead}.`;
    return { kind: "unconfirmed", settings: null, text };
  }
  const better = finalists
    .filter((own) => figureOf(own, measure)?.verdict === "better")
    .sort((a, b) => gainOf(b, measure) - gainOf(a, measure));
  const free = better.find(({ figures }) => figures.every(({ verdict }) => verdict !== "worse"));
  if (free !== undefined) {
    const text = `${describeCandidate(free.settings)}: ${labels[measure]} ${range(figureOf(free, measure))}, and nothing is worse.`;
    return { kind: "better", settings: free.settings, text };
  }
  const [trade] = better;
  if (trade !== undefined) {
    const price = trade.figures.filter(({ verdict }) => verdict === "worse");
    const costs = price.map((figure) => `${labels[figure.measure]} ${range(figure)}`).join(", ");
    const text = `${describeCandidate(trade.settings)}: ${labels[measure]} ${range(figureOf(trade, measure))}, at a price: ${costs}.`;
    return { kind: "trade", settings: trade.settings, text };
  }
  return { kind: "noise", settings: null, text: noiseText(finalists, measure, smallest) };
}

/** What figures are called where they are compared. */
export const labels: Readonly<Record<Measure, string>> = {
  throughput: "answers a second",
  p99: "p99",
  cpu: "processor time a request",
};

function withoutFinalists({ canTry, hasTried }: ConcludeOptions): Conclusion {
  if (!canTry) {
    return { kind: "nothing to try", settings: null, text: "No setting makes a difference under this scenario." };
  }
  if (!hasTried) {
    const text = "The budget had no room to try anything: raise --max-runs or --seconds, or lower --run.";
    return { kind: "unconfirmed", settings: null, text };
  }
  return { kind: "noise", settings: null, text: "Nothing that was tried was ahead: keep what you have." };
}

function noiseText(finalists: readonly ConfirmedCandidate[], measure: Measure, smallest: number): string {
  const verdicts = finalists.map((own) => figureOf(own, measure)?.verdict);
  const bound = `${Math.round(smallest * 1_000) / 10} %`;
  if (verdicts.every((verdict) => verdict === "same")) {
    return `${labels[measure]} differs by less than ${bound} from what you have, whatever was tried: keep it.`;
  }
  if (verdicts.every((verdict) => verdict === "worse")) {
    return `What was ahead while searching is worse when it is looked at again: keep what you have.`;
  }
  return `No difference in ${labels[measure]} is larger than the noise of these rounds: keep what you have, or tune longer on a quieter machine.`;
}

function figureOf({ figures }: ConfirmedCandidate, measure: Measure): ConfirmedFigure | undefined {
  return figures.find((figure) => figure.measure === measure);
}

function gainOf(own: ConfirmedCandidate, measure: Measure): number {
  const ratio = figureOf(own, measure)?.ratio ?? 1;
  return MEASURES[measure].sense === "more is better" ? ratio : 1 / ratio;
}

/** For example `× 1.21 (1.14 to 1.29)`. */
function range(figure: ConfirmedFigure | undefined): string {
  const { ratio, low, high } = figure ?? { ratio: null, low: null, high: null };
  return `× ${show(ratio)} (${show(low)} to ${show(high)})`;
}

function show(value: number | null): string {
  return value === null ? "–" : value.toFixed(2);
}
