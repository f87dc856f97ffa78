import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { Children } from "../children.ts";
import { ServerCpu } from "../server-cpu.ts";

/** One run of a program that makes load: it says `measuring` and `measured` when it does, and then its figures as JSON. */
export interface LoopRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly serverPid: number | null;
}

/** Runs it; throws when an answer was wrong. Gives what it found, and what the server used meanwhile. */
export async function runLoop<Figures>(
  children: Children,
  { command, args, serverPid }: LoopRun,
): Promise<{ found: Figures; cpu: ServerCpu }> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const cpu = new ServerCpu(serverPid);
  let found: Figures | null = null;
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line === "measuring" || line === "measured") cpu.onPhase(line);
    else found = JSON.parse(line) as Figures;
  });
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      const [[code], problem] = await Promise.all([once(child, "close"), text(child.stderr)]);
      if (code !== 0 || found === null) throw new Error(`the run is void: ${problem.trim()}`);
      return { found, cpu };
    },
  );
}

/** Does `work` while what a program is to send stands in a file beside it. */
export async function withScript<T>(
  program: string,
  script: Uint8Array,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const file = join(dirname(program), "script");
  writeFileSync(file, script);
  try {
    return await work(file);
  } finally {
    rmSync(file);
  }
}
