import type { Prng } from "../../common/prng.ts";
import { type Candidate, candidateKey, UNCHANGED } from "./candidate.ts";
import type { Measure } from "./run-figures.ts";
import type { Trials } from "./trials.ts";
import type { TunableSetting } from "./tunable-settings.ts";
import type { TuneBudget } from "./tune-budget.ts";

export interface SearchParts {
  readonly settings: readonly TunableSetting[];
  readonly measure: Measure;
  /** The smallest change that counts, for example 0.05. */
  readonly smallest: number;
  readonly trials: Trials;
  readonly budget: TuneBudget;
  readonly prng: Prng;
  /** Runs each once, in this order, and adds them to the trials as one round. */
  readonly runRound: (candidates: readonly Candidate[]) => Promise<void>;
  /** Told of each setting that is tried and of each that is changed. */
  readonly say: (line: string) => void;
}

/**
 * Looks for better settings by coordinate descent: one setting at a time, the others as they are best so far, until a pass
 * changes nothing. The values of one setting race by successive halving: all have one round, the better half two more,
 * and so on, so that most runs go to those that may win. The one that is ahead takes the place only if it is ahead by the smallest
 * change that counts.
 *
 * Sources: S. J. Wright, "Coordinate descent algorithms", Mathematical Programming 151, 2015; Z. Karnin, T. Koren,
 * O. Somekh, "Almost Optimal Exploration in Multi-Armed Bandits", ICML 2013 (successive halving), as K. Jamieson, A. Talwalkar,
 * "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016, use it for settings.
 */
export class SettingsSearch {
  private readonly parts: SearchParts;
  /** Whether the budget ended it before all was tried. */
  isCutShort = false;
  private best: Candidate = UNCHANGED;

  constructor(parts: SearchParts) {
    this.parts = parts;
  }

  /** Resolves with the best candidate; when the budget is used up, with the best so far. */
  async run(): Promise<Candidate> {
    for (let pass = 1; pass <= MAX_PASSES; pass++) {
      const before = this.best;
      for (const setting of this.parts.settings) await this.race(setting);
      if (candidateKey(this.best) === candidateKey(before)) break;
    }
    return this.best;
  }

  private async race(setting: TunableSetting): Promise<void> {
    const { trials, say } = this.parts;
    let left = this.othersOf(setting);
    if (left.length === 0) return;
    if (this.parts.budget.left < left.length) {
      this.isCutShort = true;
      return;
    }
    say(`${setting.path}: ${[setting.current, ...setting.others].join(", ")}`);
    for (let done = 0, rounds = 1; left.length > 0; rounds *= 2) {
      if (!(await this.runRounds(left, rounds))) break;
      done += rounds;
      const ranked = this.ranked(left);
      if (ranked.length <= 1 && done >= LEAST_ROUNDS) break;
      left = ranked.length <= 1 ? ranked : ranked.slice(0, Math.floor(ranked.length / 2));
    }
    const [winner] = this.ranked(left);
    if (winner === undefined || trials.whyExcluded(winner) !== null) return;
    if ((trials.advantage(winner, this.best, this.parts.measure) ?? 0) < Math.log1p(this.parts.smallest)) return;
    this.best = winner;
    say(`${setting.path}: goes on with ${winner[setting.path] ?? setting.current}`);
  }

  /** The best so far with the setting's other values, without those that were tried beside it already. */
  private othersOf({ path, current, others }: TunableSetting): Candidate[] {
    const { [path]: own, ...rest } = this.best;
    const values = [current, ...others].filter((value) => value !== (own ?? current));
    return values
      .map((value): Candidate => (value === current ? rest : { ...this.best, [path]: value }))
      .filter((candidate) => !this.parts.trials.has(candidate));
  }

  /** False when the budget has no room for them. */
  private async runRounds(left: readonly Candidate[], rounds: number): Promise<boolean> {
    const { budget, runRound, prng } = this.parts;
    // With the configuration as it is in each round, all that is ever run compares with it.
    const together = new Map([UNCHANGED, this.best, ...left].map((candidate) => [candidateKey(candidate), candidate]));
    for (let i = 0; i < rounds; i++) {
      if (budget.left < together.size) {
        this.isCutShort = true;
        return false;
      }
      await runRound(shuffled([...together.values()], prng));
    }
    return true;
  }

  /** The better first, without those that are out or so far behind that no more rounds would help. */
  private ranked(left: readonly Candidate[]): Candidate[] {
    const { trials, measure, smallest } = this.parts;
    return left
      .map((candidate) => ({ candidate, ahead: trials.advantage(candidate, this.best, measure) }))
      .filter(({ candidate, ahead }) => trials.whyExcluded(candidate) === null && ahead !== null)
      .filter(({ ahead }) => (ahead as number) > -HOPELESS * smallest)
      .sort((a, b) => (b.ahead as number) - (a.ahead as number))
      .map(({ candidate }) => candidate);
  }
}

/** Fisher–Yates, so that no candidate is always the first of its round. */
export function shuffled<T>(items: readonly T[], prng: Prng): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = prng.below(i + 1);
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}

/** Settings hardly depend on each other twice. */
const MAX_PASSES = 3;
/** Before anything takes the place of the best so far. */
const LEAST_ROUNDS = 3;
/** So many times the smallest change that counts behind. */
const HOPELESS = 3;
