import { steadyMs } from "../common/clock.ts";

export interface TimedInput {
  /** Of the module that has the task, and its name there. */
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
}

export interface TimedOutput {
  readonly output: unknown;
  /** Milliseconds that the task itself took. */
  readonly runMs: number;
}

/** What every thread of a pool runs: does the task, and says how long that took. */
export async function timed({ module, name, input }: TimedInput): Promise<TimedOutput> {
  const tasks = (await import(module)) as Record<string, (input: unknown) => unknown>;
  const startedMs = steadyMs();
  const output = await tasks[name]?.(input);
  return { output, runMs: steadyMs() - startedMs };
}
