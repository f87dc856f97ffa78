import { createPrng, type Prng } from "../../common/prng.ts";
import type { Scenario } from "../scenario/scenario-schema.ts";
import { type Candidate, describeCandidate, UNCHANGED } from "./candidate.ts";
import { conclude } from "./conclude.ts";
import { confirmed, finalistsOf, roundsFor, runsFor } from "./confirm.ts";
import { MEASURES, type Measure, type RunOutcome } from "./run-figures.ts";
import { SettingsSearch, shuffled } from "./settings-search.ts";
import { Trials } from "./trials.ts";
import type { TunableSettings } from "./tunable-settings.ts";
import { TuneBudget } from "./tune-budget.ts";
import type { TriedCandidate, TuneReport } from "./tune-report.ts";
import type { TunedGateway } from "./tuned-gateway.ts";

export interface TuneOptions {
  readonly settings: TunableSettings;
  readonly measure: Measure;
  readonly smallest: number;
  readonly seed: number;
  readonly maxRuns: number;
  readonly maxMs: number;
  readonly signal: AbortSignal;
  /** Told of each step, for a person. */
  readonly say: (line: string) => void;
}

export type TuneFindings = Omit<TuneReport, "format" | "scenario" | "environment">;

/** The configuration cannot even be loaded as it is. */
export class TuneError extends Error {
  override name = "TuneError";
}

/** More is better for those who wait, less for those who come at a rate of their own. */
export function measureFor({ flows, knee }: Scenario): Measure {
  return knee.steps > 0 || flows.every(({ arrival }) => arrival === "closed") ? "throughput" : "p99";
}

/**
 * Searches, then runs what is ahead once more in rounds of its own, and judges it by these alone: what is ahead after a search
 * has had luck as well. Throws a {@link TuneError} when the configuration cannot be loaded as it is.
 */
export async function tune(gateway: TunedGateway, options: TuneOptions): Promise<TuneFindings> {
  const run = new TuneRun(gateway, options);
  return await run.run();
}

/** Ctrl-C. */
class Interrupted extends Error {}

class TuneRun {
  private readonly gateway: TunedGateway;
  private readonly options: TuneOptions;
  private readonly trials = new Trials();
  private readonly budget: TuneBudget;
  private readonly prng: Prng;
  private generatorBusy = 0;
  private firstConfirmed = 0;
  private finalists: readonly Candidate[] = [];
  private endedEarly: TuneReport["endedEarly"] = "no";

  constructor(gateway: TunedGateway, options: TuneOptions) {
    this.gateway = gateway;
    this.options = options;
    this.budget = new TuneBudget(options.maxRuns, options.maxMs);
    this.prng = createPrng(options.seed);
  }

  async run(): Promise<TuneFindings> {
    try {
      await this.searchAndConfirm();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      this.endedEarly = "interrupted";
    }
    return this.findings();
  }

  private async searchAndConfirm(): Promise<void> {
    const { settings, measure, smallest, say } = this.options;
    if (settings.swept.length === 0) return;
    await this.runRound([UNCHANGED]);
    // Where there is not even room for a verdict, half is for the search, so that it can say what is ahead.
    this.budget.keepBack(Math.min(runsFor(1), this.budget.left >> 1));
    const search = new SettingsSearch({
      settings: settings.swept,
      ...{ measure, smallest, say, trials: this.trials, budget: this.budget, prng: this.prng },
      runRound: (candidates) => this.runRound(candidates),
    });
    const best = await search.run();
    if (search.isCutShort) this.endedEarly = "budget";
    this.budget.keepBack(0);
    await this.confirm(best);
  }

  private async confirm(best: Candidate): Promise<void> {
    const { budget } = this;
    const most = [3, 2].find((count) => budget.left >= runsFor(count)) ?? 1;
    this.finalists = finalistsOf(best, this.trials, this.options.measure, most);
    if (this.finalists.length === 0) return;
    this.options.say(`once more, in turn: ${this.finalists.map(describeCandidate).join("; ")}`);
    this.firstConfirmed = this.trials.roundCount;
    const contenders = [UNCHANGED, ...this.finalists];
    const rounds = roundsFor(this.finalists.length);
    for (let round = 0; round < rounds && budget.left >= contenders.length; round++) {
      await this.runRound(shuffled(contenders, this.prng));
    }
  }

  private async runRound(candidates: readonly Candidate[]): Promise<void> {
    const round: { candidate: Candidate; outcome: RunOutcome }[] = [];
    for (const candidate of candidates) {
      const outcome = await this.gateway.measure(candidate, ++this.budget.used);
      if (this.options.signal.aborted) throw new Interrupted();
      this.note(candidate, outcome);
      round.push({ candidate, outcome });
    }
    this.trials.add(round);
  }

  private note(candidate: Candidate, outcome: RunOutcome): void {
    const { say, maxRuns } = this.options;
    const what = `run ${this.budget.used} of at most ${maxRuns}: ${describeCandidate(candidate)}`;
    if ("failed" in outcome) {
      if (candidate === UNCHANGED)
        throw new TuneError(`the configuration cannot be loaded as it is: ${outcome.failed}`);
      say(`${what}: ${outcome.failed}`);
      return;
    }
    this.generatorBusy = Math.max(this.generatorBusy, outcome.generatorBusy);
    const cpu = outcome.cpuUs === null ? "" : `, ${outcome.cpuUs.toFixed(1)} µs of processor time a request`;
    say(`${what}: ${Math.round(outcome.perSecond)}/s, p99 ${outcome.p99Us} µs${cpu}`);
  }

  private findings(): TuneFindings {
    const { settings, measure, smallest, seed } = this.options;
    const { trials, budget, endedEarly } = this;
    const judged = this.finalists.filter((candidate) => trials.runsOf(candidate, this.firstConfirmed).length > 0);
    const figures = judged.length === 0 ? [] : confirmed(judged, trials, this.firstConfirmed, { smallest, seed });
    const conclusion = conclude(figures, {
      ...{ measure, smallest, needed: roundsFor(judged.length) },
      ...{ canTry: settings.swept.length > 0, hasTried: trials.all.length > 1 },
      ahead: this.finalists[0] ?? null,
    });
    return {
      ...{ measure, smallest, seed, ...settings, endedEarly, conclusion, confirmed: figures },
      runs: budget.used,
      seconds: Math.round(budget.seconds * 10) / 10,
      tried: trials.all.map((candidate) => this.triedOf(candidate)),
      notes: this.notes(),
    };
  }

  private triedOf(settings: Candidate): TriedCandidate {
    const { trials } = this;
    const ratioOf = (measure: Measure): number | null => {
      const gain = trials.advantage(settings, UNCHANGED, measure);
      if (gain === null) return null;
      return MEASURES[measure].sense === "more is better" ? Math.exp(gain) : Math.exp(-gain);
    };
    const ratios = { throughput: ratioOf("throughput"), p99: ratioOf("p99"), cpu: ratioOf("cpu") };
    return { settings, runs: trials.runsOf(settings).length, ratios, excluded: trials.whyExcluded(settings) };
  }

  private notes(): string[] {
    const notes: string[] = [];
    const errors = this.trials.runsOf(UNCHANGED).find((run) => run.errors > 0);
    if (errors !== undefined)
      notes.push(`the configuration as it is has errors: ${errors.error}; they count as no answers`);
    if (this.options.measure === "throughput" && this.generatorBusy > BUSY) {
      const share = Math.round(this.generatorBusy * 100);
      notes.push(
        `a generator process was busy ${share} % of a core: what it cannot ask for no setting answers. Give the scenario more \`processes\`, or go by processor time a request (--for cpu)`,
      );
    }
    return notes;
  }
}

const BUSY = 0.9;
