import type { ChangeVerdict } from "../compare/judge-change.ts";
import type { ScenarioText, SuiteEnvironment } from "../suite/suite-result.ts";
import type { Candidate } from "./candidate.ts";
import type { Measure } from "./run-figures.ts";
import type { LeftOut, TunableSetting } from "./tunable-settings.ts";

/** What `prism tune` found: one JSON document. */
export interface TuneReport {
  readonly format: typeof TUNE_REPORT_FORMAT;
  readonly scenario: ScenarioText;
  readonly environment: SuiteEnvironment;
  /** What was to become better. */
  readonly measure: Measure;
  readonly smallest: number;
  readonly seed: number;
  readonly swept: readonly TunableSetting[];
  readonly leftOut: readonly LeftOut[];
  readonly runs: number;
  readonly seconds: number;
  /** Whether the budget, or Ctrl-C, ended it before all was tried. */
  readonly endedEarly: "no" | "budget" | "interrupted";
  /** Every configuration that was tried, that which was there first. Ratios are to that one. */
  readonly tried: readonly TriedCandidate[];
  /** Those that were run once more, in rounds of their own, in turn with the configuration as it is, which comes first. */
  readonly confirmed: readonly ConfirmedCandidate[];
  readonly conclusion: Conclusion;
  /** What must be known of the figures, a sentence each. */
  readonly notes: readonly string[];
}

export const TUNE_REPORT_FORMAT = "prism-tune-report/1";

export interface TriedCandidate {
  readonly settings: Candidate;
  readonly runs: number;
  /** New ÷ old over the rounds that have both, by the geometric mean; null where there is none. No interval: they are too few. */
  readonly ratios: Readonly<Record<Measure, number | null>>;
  /** Why it was given up before the others; null for nothing but its figures. */
  readonly excluded: string | null;
}

export interface ConfirmedCandidate {
  readonly settings: Candidate;
  readonly rounds: number;
  readonly figures: readonly ConfirmedFigure[];
  /** No other one of them is better in one figure and worse in none, by the means of these rounds. */
  readonly isOnFrontier: boolean;
}

export interface ConfirmedFigure {
  readonly measure: Measure;
  /** The geometric mean of the rounds: answers a second, or microseconds. */
  readonly value: number;
  /** To the configuration as it is, with its interval; null of that one itself, and NaN becomes null in JSON. */
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: ChangeVerdict | null;
}

export interface Conclusion {
  /**
   * `better`: what was asked for is better and nothing worse. `trade`: it is better at a price. `noise`: nothing that was confirmed
   * differs for the better. `unconfirmed`: the budget had no room for the rounds that a verdict takes.
   */
  readonly kind: "better" | "trade" | "noise" | "unconfirmed" | "nothing to try";
  /** A sentence or two for a person. */
  readonly text: string;
  /** To paste into the configuration; null where nothing is to be changed. */
  readonly settings: Candidate | null;
}
