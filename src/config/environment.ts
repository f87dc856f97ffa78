import { availableParallelism } from "node:os";

/** What the process is given from outside. This file is the only one that reads it. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Cores that this process may use. */
  readonly cores: number;
  /** The working directory. */
  readonly cwd: string;
}

export function readEnvironment(): Environment {
  return { env: { ...process.env }, cores: availableParallelism(), cwd: process.cwd() };
}

/** Where the person's own files are; null when the environment does not say. */
export function homeFolder(env: Environment["env"]): string | null {
  return env.HOME || env.USERPROFILE || null;
}
