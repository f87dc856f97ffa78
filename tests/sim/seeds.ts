/** Seeds of one test run, and how to run one of them again. */
export interface Seeds {
  readonly seeds: readonly number[];
  rerun(seed: number): string;
}

/** Enough to meet every corner several times, in a few seconds. */
const DEFAULT_COUNT = 240;

/** `PRISM_SIM_SEED=n` runs that one, `PRISM_SIM_SEEDS=n` the first n. */
export function seedsToRun(environment: NodeJS.ProcessEnv = process.env): Seeds {
  const one = environment.PRISM_SIM_SEED;
  const count = Number(environment.PRISM_SIM_SEEDS ?? DEFAULT_COUNT);
  return {
    seeds: one === undefined ? Array.from({ length: count }, (_, i) => i + 1) : [Number(one)],
    rerun: (seed) => `PRISM_SIM_SEED=${seed} node --test dist/tests/sim/simulation.test.js`,
  };
}
