import type { ReadScenario } from "../../src/bench/scenario/read-scenario.ts";
import { runSuite, type SuiteOptions } from "../../src/bench/suite/run-suite.ts";
import type { RoundResult } from "../../src/bench/suite/suite-result.ts";
import type { RoundFigure } from "../lab.ts";

/** What a scenario is played against, and for how long. */
export type ContestantSetup = Pick<SuiteOptions, "target" | "serverPid" | "scale">;

/** A scenario that is played a round at a time, so that others can have their turns between. */
export class Contestant {
  readonly rounds: RoundResult[] = [];
  private readonly read: ReadScenario;
  private readonly setup: ContestantSetup;

  constructor(read: ReadScenario, setup: ContestantSetup) {
    this.read = read;
    this.setup = setup;
  }

  /** Throws when an answer was wrong, or an error: then there is nothing to compare. */
  async round(): Promise<RoundFigure> {
    const { read } = this;
    const once = { rounds: 1, firstRound: this.rounds.length + 1, seed: null, say: () => undefined };
    const { faults, rounds } = await runSuite(read, { ...this.setup, ...once });
    const [round] = rounds;
    const errors = (round?.flows ?? []).flatMap(({ operations }) =>
      operations.flatMap((operation) => operation.errors),
    );
    // In a search for the knee a step with errors is one that was not served.
    const wrong = [...faults, ...(read.scenario.knee.steps > 0 ? [] : errors.map((error) => JSON.stringify(error)))];
    if (round === undefined || wrong.length > 0) {
      throw new Error(`${read.scenario.name}: the run is void: ${wrong.slice(0, 3).join("; ")}`);
    }
    this.rounds.push(round);
    const rates = round.flows.flatMap(({ operations }) => operations.map(({ perSecond }) => perSecond));
    const perSecond = round.knee?.perSecond ?? rates.reduce((sum, rate) => sum + rate, 0);
    return { opsPerSecond: perSecond, latencyUs: null, serverCpuUs: round.server?.cpuUsPerRequest ?? null };
  }
}
