import type { ReadScenario } from "../scenario/read-scenario.ts";
import { runSuite, type SuiteOptions } from "../suite/run-suite.ts";
import type { Candidate } from "./candidate.ts";
import { figuresOf, type RunOutcome } from "./run-figures.ts";

/** What is tuned: something that can be loaded with any candidate. */
export interface TunedGateway {
  /** Runs the scenario once with these settings. `run` counts from 1. Never rejects for what a gateway does. */
  measure(candidate: Candidate, run: number): Promise<RunOutcome>;
  /** Leaves everything as it was found. */
  close(): Promise<void>;
}

/** One run of the scenario, as long as tuning has it. */
export async function runOnce(read: ReadScenario, options: Omit<SuiteOptions, "rounds" | "say">): Promise<RunOutcome> {
  return figuresOf(await runSuite(read, { ...options, rounds: 1, say: () => undefined }));
}

/** The factor that makes the load of a scenario last so long. */
export function scaleFor({ scenario }: ReadScenario, runMs: number): number {
  const { knee, phases } = scenario;
  // A step has a quarter more as warm-up; a search seldom takes all steps, and so it is not longer than this.
  const kneeMs = knee.durationMs * 1.25 * (knee.steps + knee.refinements);
  const wholeMs = knee.steps > 0 ? kneeMs : phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return runMs / wholeMs;
}
