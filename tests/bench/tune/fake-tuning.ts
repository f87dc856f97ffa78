import type { ReadScenario } from "../../../src/bench/scenario/read-scenario.ts";
import { readScenario } from "../../../src/bench/scenario/read-scenario.ts";
import type { Candidate } from "../../../src/bench/tune/candidate.ts";
import type { RunFigures, RunOutcome } from "../../../src/bench/tune/run-figures.ts";
import type { TunedGateway } from "../../../src/bench/tune/tuned-gateway.ts";
import { createPrng } from "../../../src/common/prng.ts";

/** A gateway whose speed is a formula, on a machine that drifts and is noisy under a seed. */
export class FakeTuning implements TunedGateway {
  readonly runs: Candidate[] = [];
  isClosed = false;
  private readonly speedOf: (candidate: Candidate) => Partial<RunFigures> | { failed: string };
  private readonly noise: number;
  private readonly prng = createPrng(7);

  /** @param noise the most that a run differs from the formula, for example 0.02. */
  constructor(speedOf: FakeTuning["speedOf"], noise: number) {
    this.speedOf = speedOf;
    this.noise = noise;
  }

  async measure(candidate: Candidate): Promise<RunOutcome> {
    this.runs.push(candidate);
    const speed = this.speedOf(candidate);
    if ("failed" in speed) return speed;
    // The machine is half as fast again now and then, for many runs in a row.
    const drift = 1 + 0.25 * Math.sin(this.runs.length / 20);
    const luck = 1 + (this.noise * (this.prng.below(2_001) - 1_000)) / 1_000;
    const base = { perSecond: 10_000, p99Us: 1_000, cpuUs: 20, errors: 0, error: "", generatorBusy: 0.5, ...speed };
    return {
      ...base,
      perSecond: base.perSecond * drift * luck,
      p99Us: base.p99Us / drift / luck,
      cpuUs: (base.cpuUs ?? 0) / luck,
    };
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

export function scenarioOf(flow: object): ReadScenario {
  const phases = [{ name: "steady", duration: "1s" }];
  const flows = [{ name: "clients", namespace: "memory", mix: [{ operation: "get" }], ...flow }];
  return readScenario(JSON.stringify({ name: "sample", summary: "A sample.", flows, phases }), "sample.yaml");
}
