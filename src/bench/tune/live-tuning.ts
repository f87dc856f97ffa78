import type { AdminClient } from "../../client/admin-client.ts";
import type { ReadScenario } from "../scenario/read-scenario.ts";
import type { SuiteOptions } from "../suite/run-suite.ts";
import type { Candidate } from "./candidate.ts";
import type { RunOutcome } from "./run-figures.ts";
import type { TunableSettings } from "./tunable-settings.ts";
import { runOnce, type TunedGateway } from "./tuned-gateway.ts";

export interface LiveTuningSetup {
  readonly read: ReadScenario;
  readonly admin: AdminClient;
  readonly target: SuiteOptions["target"];
  readonly serverPid: number | null;
  readonly scale: number;
  readonly signal: AbortSignal;
}

/** A gateway that runs already: what can be changed while it does is changed between runs, and is in the end as it was. */
export class LiveTuning implements TunedGateway {
  private readonly setup: LiveTuningSetup;
  private readonly workersBefore: number;
  private workers: number;

  private constructor(setup: LiveTuningSetup, workers: number) {
    this.setup = setup;
    this.workersBefore = workers;
    this.workers = workers;
  }

  static async open(setup: LiveTuningSetup): Promise<LiveTuning> {
    const { body } = await setup.admin.call("GET", PATH);
    return new LiveTuning(setup, body.count as number);
  }

  /** @param cores of the machine that the gateway runs on. */
  settings(cores: number): TunableSettings {
    const current = this.workersBefore;
    const counts = [1, current - 1, current + 1, cores - 1, cores].filter(
      (count) => count >= 1 && count <= MOST_WORKERS,
    );
    const others = [...new Set(counts)].filter((count) => count !== current).sort((a, b) => a - b);
    return {
      swept: [{ path: "workers", current, others }],
      leftOut: [{ path: "everything else", why: "a running gateway takes it with a restart only; tune without --url" }],
    };
  }

  async measure(candidate: Candidate, run: number): Promise<RunOutcome> {
    const { read, target, serverPid, scale, signal } = this.setup;
    try {
      await this.set((candidate.workers as number | undefined) ?? this.workersBefore);
    } catch (error) {
      return { failed: (error as Error).message };
    }
    return runOnce(read, { target, scale, serverPid, signal, seed: read.scenario.seed + run });
  }

  async close(): Promise<void> {
    await this.set(this.workersBefore);
  }

  private async set(count: number): Promise<void> {
    if (count === this.workers) return;
    await this.setup.admin.call("PUT", PATH, { body: { count } });
    this.workers = count;
  }
}

const PATH = "/v1/workers";
/** As the gateway has it. */
const MOST_WORKERS = 64;
