import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { Children } from "../children.ts";
import { ServerCpu } from "../server-cpu.ts";

/** One run of a program in C that makes load. */
export interface LoopRun {
  readonly program: string;
  /** What it is to send, as it reads it from a file. */
  readonly script: Uint8Array;
  /** Its arguments, given where that file is. */
  readonly args: (scriptFile: string) => readonly string[];
  readonly serverPid: number | null;
}

/** Runs it; throws when an answer was wrong. Gives what it found, and what the server used meanwhile. */
export async function runLoop<Figures>(children: Children, run: LoopRun): Promise<{ found: Figures; cpu: ServerCpu }> {
  const file = join(dirname(run.program), "script");
  writeFileSync(file, run.script);
  const child = spawn(run.program, run.args(file), { stdio: ["ignore", "pipe", "pipe"] });
  const cpu = new ServerCpu(run.serverPid);
  let found: Figures | null = null;
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line === "measuring" || line === "measured") cpu.onPhase(line);
    else found = JSON.parse(line) as Figures;
  });
  return children.guard(
    () => child.kill("SIGKILL"),
    async () => {
      const [[code], problem] = await Promise.all([once(child, "close"), text(child.stderr)]);
      rmSync(file);
      if (code !== 0 || found === null) throw new Error(`the run is void: ${problem.trim()}`);
      return { found, cpu };
    },
  );
}
