import { type Candidate, candidateKey, UNCHANGED } from "./candidate.ts";
import { MEASURES, type Measure, type RunFigures, type RunOutcome } from "./run-figures.ts";

/** All runs so far, in rounds: those of one round were run right behind each other, and are compared with each other alone. */
export class Trials {
  private readonly rounds: Map<string, RunFigures>[] = [];
  private readonly candidates = new Map<string, Candidate>();
  private readonly excluded = new Map<string, string>();
  /** Whether the configuration as it is has errors too, which then say nothing about a candidate. */
  private baselineFails = false;

  /** Takes the runs of one round. A candidate that failed, or has errors that the configuration as it is has not, is out. */
  add(round: readonly { readonly candidate: Candidate; readonly outcome: RunOutcome }[]): void {
    const own = new Map<string, RunFigures>();
    for (const { candidate, outcome } of round) {
      const key = candidateKey(candidate);
      this.candidates.set(key, candidate);
      if ("failed" in outcome) this.excluded.set(key, outcome.failed);
      else own.set(key, outcome);
    }
    this.rounds.push(own);
    if ((own.get(BASELINE)?.errors ?? 0) > 0) this.baselineFails = true;
    for (const [key, { errors, error }] of own) {
      if (errors > 0 && key !== BASELINE && !this.baselineFails) this.excluded.set(key, `${errors} errors: ${error}`);
    }
  }

  /** In the order in which they were first run. */
  get all(): readonly Candidate[] {
    return [...this.candidates.values()];
  }

  /** Null for one that is still in. */
  whyExcluded(candidate: Candidate): string | null {
    return this.excluded.get(candidateKey(candidate)) ?? null;
  }

  has(candidate: Candidate): boolean {
    return this.candidates.has(candidateKey(candidate));
  }

  runsOf(candidate: Candidate, fromRound = 0): RunFigures[] {
    return this.rounds.slice(fromRound).flatMap((round) => round.get(candidateKey(candidate)) ?? []);
  }

  get roundCount(): number {
    return this.rounds.length;
  }

  /**
   * How much better the one is than the other, as the mean logarithm of the ratio over the rounds that have both: above 0 it
   * is better, whichever way the measure goes. Null when no round has both.
   */
  advantage(one: Candidate, other: Candidate, measure: Measure): number | null {
    const { of, sense } = MEASURES[measure];
    const sign = sense === "more is better" ? 1 : -1;
    const logs = this.rounds.flatMap((round) => {
      const [a, b] = [round.get(candidateKey(one)), round.get(candidateKey(other))];
      const log = a === undefined || b === undefined ? Number.NaN : sign * Math.log(of(a) / of(b));
      return Number.isFinite(log) ? [log] : [];
    });
    return logs.length === 0 ? null : logs.reduce((sum, log) => sum + log, 0) / logs.length;
  }
}

const BASELINE = candidateKey(UNCHANGED);
