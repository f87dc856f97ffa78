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
  /** By its path: what each setting was when the tuning began, and what it is. */
  private readonly before: ReadonlyMap<string, number>;
  private readonly now: Map<string, number>;

  private constructor(setup: LiveTuningSetup, before: ReadonlyMap<string, number>) {
    this.setup = setup;
    this.before = before;
    this.now = new Map(before);
  }

  static async open(setup: LiveTuningSetup): Promise<LiveTuning> {
    const { admin, read } = setup;
    const before = new Map([[WORKERS, (await admin.call("GET", "/v1/workers")).body.count as number]]);
    const backends = new Set<unknown>();
    for (const namespace of new Set(read.scenario.flows.map((flow) => flow.namespace))) {
      const { body } = await admin.call("GET", `/v1/namespaces/${encodeURIComponent(namespace)}`);
      backends.add(body.backend);
    }
    const { pools } = (await admin.call("GET", "/v1/pools")).body as { readonly pools: readonly ShownPool[] };
    for (const { backend, connections } of pools) {
      if (backends.has(backend)) before.set(poolPath(backend), connections);
    }
    return new LiveTuning(setup, before);
  }

  /** @param cores of the machine that the gateway runs on. */
  settings(cores: number): TunableSettings {
    const swept = [...this.before].map(([path, current]) => {
      const values = path === WORKERS ? [1, current - 1, current + 1, cores - 1, cores] : POOLS;
      const others = [...new Set(values)].filter((value) => value !== current && value >= 1 && value <= MOST);
      return { path, current, others: others.sort((a, b) => a - b) };
    });
    const why = "a running gateway takes it with a restart only; tune without --url";
    return { swept, leftOut: [{ path: "everything else", why }] };
  }

  async measure(candidate: Candidate, run: number): Promise<RunOutcome> {
    const { read, target, serverPid, scale, signal } = this.setup;
    try {
      await this.use(candidate);
    } catch (error) {
      return { failed: (error as Error).message };
    }
    return runOnce(read, { target, scale, serverPid, signal, seed: read.scenario.seed + run });
  }

  async close(): Promise<void> {
    await this.use({});
  }

  private async use(candidate: Candidate): Promise<void> {
    const { admin } = this.setup;
    for (const [path, before] of this.before) {
      const wanted = (candidate[path] as number | undefined) ?? before;
      if (wanted === this.now.get(path)) continue;
      if (path === WORKERS) await admin.call("PUT", "/v1/workers", { body: { count: wanted } });
      else await admin.call("PUT", `/v1/pools/${path.split(".")[1]}`, { body: { connections: wanted } });
      this.now.set(path, wanted);
    }
  }
}

/** What the admin API says of a pool, as far as it matters here. */
interface ShownPool {
  readonly backend: string;
  readonly connections: number;
}

/** As the file has it; no name of a backend has a dot. */
function poolPath(backend: string): string {
  return `backends.${backend}.connections`;
}

const WORKERS = "workers";
/** Connections of one worker that are tried. */
const POOLS = [1, 2, 4, 8, 16];
/** Of workers and of connections, as the gateway has it. */
const MOST = 64;
