import { systemClock } from "../../common/clock.ts";
import type { ReadScenario } from "../scenario/read-scenario.ts";
import type { GeneratorTarget } from "./engine/flow-plan.ts";
import { type Stage, stageOf } from "./engine/stage.ts";
import { describeEnvironment } from "./environment.ts";
import { findKnee } from "./find-knee.ts";
import { judgeTargets } from "./judge-targets.ts";
import { MergedStage } from "./merge-reports.ts";
import { ServerWatch } from "./server-watch.ts";
import { SuiteGenerators } from "./suite-generators.ts";
import {
  type KneeResult,
  type RoundResult,
  SUITE_RESULT_FORMAT,
  type SuiteResult,
  type SuiteTarget,
} from "./suite-result.ts";

export interface SuiteOptions {
  readonly target: GeneratorTarget;
  /** What all durations are multiplied by. */
  readonly scale: number;
  /** Null = as the scenario says. */
  readonly rounds: number | null;
  /**
   * The number of the first round, 1 when it is left out: for runs of several targets whose rounds take turns. Keys are put
   * before round 1 alone, and each round draws other numbers.
   */
  readonly firstRound?: number;
  readonly seed: number | null;
  /** The server's process on this machine, if it can be seen. */
  readonly serverPid: number | null;
  /** Told of each step, for a person. */
  readonly say: (line: string) => void;
  /** Ends the run at once, which makes its result void. */
  readonly signal?: AbortSignal;
}

/** Runs one scenario and gives its result. Never rejects for what a server does: that makes the result void. */
export async function runSuite(read: ReadScenario, options: SuiteOptions): Promise<SuiteResult> {
  const { scenario, source } = read;
  const seed = options.seed ?? scenario.seed;
  const rounds: RoundResult[] = [];
  const faults: string[] = [];
  const startedAt = isoNow();
  const count = options.rounds ?? scenario.rounds;
  const first = options.firstRound ?? 1;
  const last = first + count - 1;
  for (let round = first; round <= last && faults.length === 0; round++) {
    options.say(`${scenario.name}: round ${round} of ${last}`);
    try {
      rounds.push(await new SuiteRound(read, { ...options, seed }, round, faults).run());
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  const targets = judgeTargets(scenario.targets, rounds);
  return {
    format: SUITE_RESULT_FORMAT,
    scenario: source,
    target: describeTarget(options.target),
    environment: describeEnvironment(),
    startedAt,
    seed,
    scale: options.scale,
    rounds,
    targets,
    verdict: faults.length > 0 ? "void" : targets.every(({ isMet }) => isMet) ? "met" : "missed",
    faults,
  };
}

/** One round: its own generator processes, its own connections; the keys are put before the first. */
class SuiteRound {
  private readonly read: ReadScenario;
  private readonly options: SuiteOptions & { readonly seed: number };
  private readonly round: number;
  private readonly faults: string[];

  constructor(read: ReadScenario, options: SuiteOptions & { seed: number }, round: number, faults: string[]) {
    this.read = read;
    this.options = options;
    this.round = round;
    this.faults = faults;
  }

  async run(): Promise<RoundResult> {
    const { name, flows, processes } = this.read.scenario;
    const { seed, target } = this.options;
    const plan = { scenario: name, flows, seed, round: this.round, processes, target };
    const generators = await SuiteGenerators.start(plan);
    const end = (): void => void generators.end();
    const { signal } = this.options;
    signal?.addEventListener("abort", end);
    try {
      if (signal?.aborted === true) throw new Error("the run was ended before it began");
      if (this.round === 1) await generators.preload();
      return await this.measure(generators);
    } finally {
      signal?.removeEventListener("abort", end);
      await generators.end();
    }
  }

  private async measure(generators: SuiteGenerators): Promise<RoundResult> {
    const { scenario } = this.read;
    const { scale } = this.options;
    const startedAt = isoNow();
    const merged: MergedStage[] = [];
    const watch = ServerWatch.begin(this.options.serverPid);
    const runStage = async (stage: Stage): Promise<MergedStage> => {
      const reports = await generators.run(stage, DRAIN_MS);
      for (const fault of reports.flatMap(({ faults }) => faults))
        if (!this.faults.includes(fault)) this.faults.push(fault);
      const own = new MergedStage(stage, scenario.flows, reports);
      merged.push(own);
      return own;
    };
    let knee: KneeResult | null = null;
    if (scenario.knee.steps > 0) knee = await findKnee(scenario, scale, runStage);
    else await runStage(stageOf(scenario.phases, scale));
    const server = watch?.end(merged.reduce((sum, { requests }) => sum + requests, 0)) ?? null;
    return { round: this.round, startedAt, ...conclude(merged, knee, this.options.target.kind === "direct"), server };
  }
}

/** Of a search for the knee, the flows' figures are those of the highest step that was served, or of the first. */
function conclude(
  merged: readonly MergedStage[],
  knee: KneeResult | null,
  isDirect: boolean,
): Omit<RoundResult, "round" | "startedAt" | "server"> {
  const best = Math.max(
    0,
    knee?.steps.findIndex(({ isServed, offeredPerSecond }) => isServed && offeredPerSecond === knee.perSecond) ?? 0,
  );
  const shown = merged[best] as MergedStage;
  let second = 0;
  const phases = merged.flatMap((stage) => {
    const own = stage.phaseResults(second);
    second += own.reduce((sum, { seconds }) => sum + seconds, 0);
    return own;
  });
  return {
    seconds: shown.measuredSeconds,
    flows: shown.flowResults(isDirect),
    phases,
    knee,
    generator: shown.generatorUse(),
  };
}

function describeTarget(target: GeneratorTarget): SuiteTarget {
  if (target.kind === "gateway") {
    const { host, ports, tls } = target;
    return { kind: "gateway", host, ports, ...(tls === undefined ? {} : { isSecure: true }) };
  }
  const stores = Object.entries(target.stores).map(([namespace, { type }]) => `${namespace}: ${type}`);
  return { kind: "direct", stores };
}

function isoNow(): string {
  return new Date(systemClock.wallMs()).toISOString();
}

/** How long what is in flight at the end of a stage may take. */
const DRAIN_MS = 5_000;
