import type { GatewayConfig } from "../../config/gateway-config.ts";
import type { ReadScenario } from "../scenario/read-scenario.ts";
import type { Candidate } from "./candidate.ts";
import { privateConfig } from "./private-config.ts";
import { PrivateGateway } from "./private-gateway.ts";
import type { RunOutcome } from "./run-figures.ts";
import { runOnce, type TunedGateway } from "./tuned-gateway.ts";

export interface PrivateTuningSetup {
  readonly read: ReadScenario;
  readonly config: GatewayConfig;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where embedded stores keep their data while they are under load. */
  readonly dataFolder: string;
  /** What connections show first; empty for nothing. */
  readonly authorization: string;
  readonly scale: number;
  readonly signal: AbortSignal;
}

/**
 * Each run has a gateway of its own that is started for it: one that has run for long is faster than one that has not, and
 * two processes of one build differ more than two runs of one process.
 */
export class PrivateTuning implements TunedGateway {
  private readonly setup: PrivateTuningSetup;

  constructor(setup: PrivateTuningSetup) {
    this.setup = setup;
  }

  async measure(candidate: Candidate, run: number): Promise<RunOutcome> {
    const { read, config, env, dataFolder, authorization, scale, signal } = this.setup;
    let gateway: PrivateGateway;
    try {
      gateway = await PrivateGateway.start({
        configText: (folder) => privateConfig(config, read.scenario, { folder, candidate }),
        parentFolder: dataFolder,
        env,
        signal,
      });
    } catch (error) {
      return { failed: (error as Error).message };
    }
    try {
      const target = { kind: "gateway", host: "127.0.0.1", ports: gateway.ports, authorization } as const;
      return await runOnce(read, { target, scale, seed: read.scenario.seed + run, serverPid: gateway.pid, signal });
    } finally {
      await gateway.end();
    }
  }

  async close(): Promise<void> {
    // Each run has ended what it began.
  }
}
