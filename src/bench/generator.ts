import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FromGenerator, ToGenerator } from "./generator-process.ts";
import { faultOfPlan, type LoadPlan } from "./load-plan.ts";
import type { LoadResult } from "./load-result.ts";
import type { LoadPhase } from "./load-run.ts";

/** A run of the load generator in a process of its own. */
export class Generator {
  /** The finding; rejects when the process dies without one. */
  readonly result: Promise<LoadResult>;
  /** How the process ended; the operating system has taken back everything that it held. */
  readonly ended: Promise<{ readonly code: number | null }>;
  private readonly child: ChildProcess;

  /** Throws a RangeError when the plan cannot be run. `execArgv` are options for Node, for example `--cpu-prof`. */
  constructor(plan: LoadPlan, onPhase: (phase: LoadPhase) => void = () => undefined, execArgv: string[] = []) {
    const fault = faultOfPlan(plan);
    if (fault !== null) throw new RangeError(fault);
    this.child = fork(fileURLToPath(new URL("./generator-process.js", import.meta.url)), { execArgv });
    this.result = new Promise((resolve, reject) => {
      this.child.on("message", (message: FromGenerator) => {
        if ("phase" in message) onPhase(message.phase);
        else resolve(message.result);
      });
      this.child.on("error", reject);
      this.child.on("exit", (code, signal) => reject(new Error(`the load generator ended early (${signal ?? code})`)));
    });
    this.ended = new Promise((resolve) => {
      this.child.on("exit", (code) => resolve({ code }));
    });
    this.say({ plan });
  }

  /** Ends the holding of a plan that holds. */
  release(): void {
    this.say({ release: true });
  }

  /** Ends the process, whatever it is doing. */
  kill(): void {
    this.child.kill("SIGKILL");
  }

  private say(message: ToGenerator): void {
    // A generator that is gone has said so through `result`.
    this.child.send(message, () => undefined);
  }
}
