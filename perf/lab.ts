import { Generator } from "../src/bench/generator.ts";
import type { LoadPlan } from "../src/bench/load-plan.ts";
import type { LoadResult } from "../src/bench/load-result.ts";
import type { LoadPhase } from "../src/bench/load-run.ts";
import type { Children } from "./children.ts";
import { ServerCpu } from "./server-cpu.ts";

/** How long and how often the measures measure. */
export interface Pace {
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

export const fullPace: Pace = { rounds: 5, warmUpMs: 700, durationMs: 2_000 };
export const quickPace: Pace = { rounds: 3, warmUpMs: 300, durationMs: 700 };

/** What one contestant reached in one round. */
export interface RoundFigure {
  readonly opsPerSecond: number;
  readonly latencyUs: LoadResult["latencyUs"] | null;
  /** Processor time of the server for one request, in microseconds; null when it was not seen. */
  readonly serverCpuUs: number | null;
  /** The same of the client, where it says so. */
  readonly clientCpuUs?: number;
}

/** Who takes part in a comparison: a name and one round of work. */
export type Contestants<Name extends string> = Readonly<Record<Name, () => Promise<RoundFigure>>>;

/** What every measure works with. */
export class Lab {
  readonly pace: Pace;
  readonly children: Children;
  private readonly say: (line: string) => void;

  constructor(pace: Pace, children: Children, say: (line: string) => void) {
    this.pace = pace;
    this.children = children;
    this.say = say;
  }

  progress(line: string): void {
    this.say(`  ${line}`);
  }

  /** Runs a plan in a process of its own; throws when any answer was wrong. */
  async load(plan: LoadPlan, serverPid: number | null): Promise<RoundFigure> {
    const cpu = new ServerCpu(serverPid);
    const result = await this.generate(plan, (phase) => cpu.onPhase(phase));
    const { opsPerSecond, latencyUs } = result;
    return { opsPerSecond, latencyUs, serverCpuUs: cpu.usPerRequest(result) };
  }

  /** The same for a plan that holds: `work` is done while its connections are open and idle. */
  async whileHolding<T>(plan: LoadPlan, work: () => Promise<T>): Promise<T> {
    let done: Promise<T> | null = null;
    await this.generate({ ...plan, holds: true }, (phase, generator) => {
      if (phase !== "holding") return;
      done = work();
      done.then(
        () => generator.release(),
        () => generator.release(),
      );
    });
    if (done === null) throw new Error("the load generator never held its connections");
    return done;
  }

  /** Runs the contestants in turn, A B A B …, and gives each one's figures by round. Ends early when they are enough. */
  async compare<Name extends string>(
    contestants: Contestants<Name>,
    isEnough?: (figures: Readonly<Record<Name, readonly RoundFigure[]>>) => boolean,
  ): Promise<Record<Name, RoundFigure[]>> {
    const names = Object.keys(contestants) as Name[];
    const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, RoundFigure[]>;
    for (let round = 0; round < this.pace.rounds; round++) {
      const shown: string[] = [];
      for (const name of names) {
        const figure = await contestants[name]();
        figures[name].push(figure);
        shown.push(`${name} ${Math.round(figure.opsPerSecond).toLocaleString("en")}/s`);
      }
      const most = isEnough === undefined ? "" : "at most ";
      this.progress(`round ${round + 1} of ${most}${this.pace.rounds}: ${shown.join(" · ")}`);
      if (isEnough?.(figures) === true) break;
    }
    return figures;
  }

  private async generate(
    plan: LoadPlan,
    onPhase: (phase: LoadPhase, generator: Generator) => void,
  ): Promise<LoadResult> {
    const generator = new Generator(plan, (phase) => onPhase(phase, generator));
    const result = await this.children.guard(
      () => generator.kill(),
      async () => {
        const found = await generator.result;
        // Its connections are gone only when it is: the next contestant must not share the machine with the clearing away.
        await generator.ended;
        return found;
      },
    );
    if (!result.valid) throw new Error(`the run is void: ${result.faults.join("; ")}`);
    return result;
  }
}
