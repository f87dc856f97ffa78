import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FromGenerator, GeneratorPlan, ToGenerator } from "./engine/flow-plan.ts";
import type { StageReport } from "./engine/flow-report.ts";
import { durationMsOf, type Stage } from "./engine/stage.ts";

/** The generator processes of one round: they are told the same at the same time. */
export class SuiteGenerators {
  private readonly children: ChildProcess[];

  private constructor(children: ChildProcess[]) {
    this.children = children;
  }

  static async start(plan: Omit<GeneratorPlan, "process">): Promise<SuiteGenerators> {
    const file = fileURLToPath(new URL("./engine/suite-generator-process.js", import.meta.url));
    const children = Array.from({ length: plan.processes }, () => fork(file));
    const generators = new SuiteGenerators(children);
    try {
      await Promise.all(children.map((child, process) => ask(child, { plan: { ...plan, process } }, READY_MS)));
    } catch (error) {
      await generators.end();
      throw error;
    }
    return generators;
  }

  /** Throws when a key could not be put. */
  async preload(): Promise<void> {
    const answer = await ask(this.children[0] as ChildProcess, { preload: true }, PRELOAD_MS);
    const faults = "preloaded" in answer ? answer.preloaded : [];
    if (faults.length > 0) throw new Error(faults.join("; "));
  }

  /** Gives the report of each process. */
  async run(stage: Stage, drainMs: number): Promise<StageReport[]> {
    const patienceMs = durationMsOf(stage) * 1.5 + drainMs + READY_MS;
    const answers = await Promise.all(this.children.map((child) => ask(child, { stage, drainMs }, patienceMs)));
    return answers.map((answer) => (answer as { finished: StageReport }).finished);
  }

  /** Resolves when all processes are gone, and their connections with them. */
  async end(): Promise<void> {
    await Promise.all(
      this.children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const exited = once(child, "exit");
        child.kill("SIGKILL");
        await exited;
      }),
    );
  }
}

/** Each question has one answer, and they are asked one after the other. */
function ask(child: ChildProcess, question: ToGenerator, patienceMs: number): Promise<FromGenerator> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      child.off("message", onMessage);
      child.off("exit", onExit);
    };
    const onMessage = (answer: FromGenerator): void => {
      done();
      resolve(answer);
    };
    const onExit = (code: number | null, signal: string | null): void => {
      done();
      reject(new Error(`a generator process ended early (${signal ?? code})`));
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error(`a generator process has not answered in ${Math.round(patienceMs / 1000)} s`));
    }, patienceMs);
    child.on("message", onMessage);
    child.on("exit", onExit);
    child.send(question);
  });
}

/** To load the code and to encode the scripts, on a busy machine. */
const READY_MS = 60_000;
const PRELOAD_MS = 3_600_000;
