import { spawn } from "node:child_process";
import { readEnvironment } from "../config/environment.ts";
import type { ProgramUser } from "./program-user.ts";

export interface RunOptions {
  readonly user?: ProgramUser | null;
  readonly cwd?: string;
  /** What it reads from standard input. */
  readonly input?: string;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Resolves with what a program wrote to its outputs; rejects with the last lines of that when it does not end with 0. */
export function runProgram(file: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { user, cwd, input, env, timeoutMs = TIMEOUT_MS } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      ...(cwd === undefined ? {} : { cwd }),
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
      ...(env === undefined ? {} : { env: { ...readEnvironment().env, ...env } }),
    });
    let output = "";
    const hear = (text: string): void => {
      output = (output + text).slice(-MAX_CHARACTERS);
    };
    child.stdout?.setEncoding("utf8").on("data", hear);
    child.stderr?.setEncoding("utf8").on("data", hear);
    // A program that ends early does not read all of its input; its status tells why.
    child.stdin?.on("error", () => undefined).end(input);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${file} ended with ${signal ?? code}: ${lastLines(output, 5)}`));
    });
  });
}

/** The last lines of a text, without empty ones, in one line. */
export function lastLines(text: string, count: number): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "")
    .slice(-count)
    .join(" | ");
}

/** Nothing that the stack runs and waits for takes longer, installing aside. */
const TIMEOUT_MS = 60_000;
const MAX_CHARACTERS = 64 * 1024;
