import { readdirSync } from "node:fs";
import { steadyMs } from "../../src/common/clock.ts";
import { type Finding, leftOut, type Target } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { besideLargeValues, type NeighbourFigures } from "../neighbour/large-values.ts";
import { threadCpuSecondsOf } from "../proc.ts";
import { type GatewaySetup, type RunningGateway, withGateway } from "../servers/gateway.ts";
import { median, ratiosByRound } from "../statistics.ts";
import { suiteLoad } from "../suite-load.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

/**
 * Small gets at a constant rate, with nobody beside them; beside large values that are compressed and decompressed at a
 * constant rate by the pool of the one worker that has both; and beside the same ones where the worker does that itself.
 */
export const noisyNeighbourMeasure: Measure = {
  name: "noisy-neighbour",
  run: (lab) => {
    if (process.platform !== "linux") {
      const why = "a thread's processor time is read from /proc, which only Linux has";
      return Promise.resolve(NAMES.map((name, row) => leftOut(name, TARGETS[row] as Target, why)));
    }
    return withGateway(lab.children, SETUP, (pooled) =>
      withGateway(lab.children, { ...SETUP, offload: { threads: 0 } }, async (inline) => {
        const alone = await Watched.open(lab, pooled);
        const beside = await Watched.open(lab, inline);
        const busy: Busy = { quiet: [], pool: [], inline: [] };
        const values: Values = { pool: [], inline: [] };
        const loud = (name: keyof Values, worker: Watched) => async (): Promise<RoundFigure> => {
          const { gateway } = worker;
          const plan = { ...LARGE, httpPort: gateway.httpPort };
          const { result, neighbour } = await besideLargeValues(lab.children, plan, () => worker.gets(lab));
          busy[name].push(result.share);
          values[name].push(neighbour);
          return result.figure;
        };
        const rounds = await lab.compare({
          quiet: async () => {
            const { figure, share } = await alone.gets(lab);
            busy.quiet.push(share);
            return figure;
          },
          pool: loud("pool", alone),
          inline: loud("inline", beside),
        });
        return findingsOf(rounds, busy, values);
      }),
    );
  },
};

const NAMES = [
  "p99 of small gets beside large values, to none beside",
  "p99 of small gets beside large values, to a worker that compresses them itself",
  "processor share of the worker beside large values, to one that compresses them itself",
] as const;
/** On two cores the threads, the generator and whoever writes share the processors: what the scheduler lets wait is in the first. */
const TARGETS: readonly Target[] = [
  { kind: "at most", bound: 10, unit: "× alone" },
  { kind: "at most", bound: 0.5, unit: "× inline" },
  { kind: "at most", bound: 0.7, unit: "× inline" },
];
const SETUP: GatewaySetup = { workers: 1, memory: ["memory"], sqlite: [] };
/** Ten values of four chunks in a second: compressing them takes a processor for a third of the time, reading them for a tenth. */
const LARGE = { namespace: "memory", valueBytes: 2 * 1024 * 1024, everyMs: 100 };
/** Room for half a second's: what a busy worker keeps waiting is asked for all the same. */
const SMALL = { door: "tcp", connections: 4, depth: 64, ratePerSecond: 500 } as const;

type Busy = Record<"quiet" | "pool" | "inline", number[]>;
type Values = Record<"pool" | "inline", NeighbourFigures[]>;

/** A gateway, and the thread of its worker. */
class Watched {
  readonly gateway: RunningGateway;
  private readonly thread: number;

  private constructor(gateway: RunningGateway, thread: number) {
    this.gateway = gateway;
    this.thread = thread;
  }

  /** The worker is the thread that takes the most while gets come as fast as they can, but for the acceptor: the main one. */
  static async open(lab: Lab, gateway: RunningGateway): Promise<Watched> {
    const { pid } = gateway;
    await preload(lab, gateway.port, {});
    const before = new Map(threadsOf(pid).map((thread) => [thread, threadCpuSecondsOf(pid, thread)]));
    await lab.load(planFor(lab, gateway.port, { depth: 16 }), null);
    const taken = threadsOf(pid).flatMap((thread) => {
      const seconds = threadCpuSecondsOf(pid, thread) - (before.get(thread) ?? 0);
      return thread === pid ? [] : [{ thread, seconds }];
    });
    const [most] = taken.sort((a, b) => b.seconds - a.seconds);
    if (most === undefined) throw new Error("the gateway has no worker");
    return new Watched(gateway, most.thread);
  }

  /** One round of small gets, and the share of a processor that the worker's thread took in it, the generator's start included. */
  async gets(lab: Lab): Promise<{ readonly figure: RoundFigure; readonly share: number }> {
    const seconds = (): number => threadCpuSecondsOf(this.gateway.pid, this.thread);
    const [cpu, ms] = [seconds(), steadyMs()];
    const figure = await suiteLoad(lab, { ...SMALL, port: this.gateway.port });
    return { figure, share: ((seconds() - cpu) * 1e3) / (steadyMs() - ms) };
  }
}

function threadsOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).map(Number);
}

function findingsOf(rounds: Record<keyof Busy, readonly RoundFigure[]>, busy: Busy, values: Values): Finding[] {
  const p99Of = (name: keyof Busy): number[] => rounds[name].map(({ latencyUs }) => latencyUs?.p99 ?? Number.NaN);
  const [quiet, pool, inline] = [p99Of("quiet"), p99Of("pool"), p99Of("inline")];
  const us = (figures: readonly number[]): string => `${Math.round(median(figures)).toLocaleString("en")} µs`;
  const percent = (shares: readonly number[]): string => `${Math.round(median(shares) * 100)} %`;
  const rates = (name: keyof Values): string =>
    `${median(values[name].map(({ writtenPerSecond }) => writtenPerSecond)).toFixed(1)} written and ${median(
      values[name].map(({ readPerSecond }) => readPerSecond),
    ).toFixed(1)} read a second`;
  const p50 = (name: keyof Busy): string => us(rounds[name].map(({ latencyUs }) => latencyUs?.p50 ?? Number.NaN));
  return [
    row(0, {
      own: pool,
      other: quiet,
      show: us,
      note: `2 MiB values, ${rates("pool")}; p50 ${p50("pool")}, alone ${p50("quiet")}`,
    }),
    row(1, { own: pool, other: inline, show: us, note: `there ${rates("inline")}; p50 ${p50("inline")}` }),
    row(2, { own: busy.pool, other: busy.inline, show: percent, note: `alone ${percent(busy.quiet)}` }),
  ];
}

interface Row {
  readonly own: readonly number[];
  readonly other: readonly number[];
  readonly show: (figures: readonly number[]) => string;
  readonly note: string;
}

function row(place: 0 | 1 | 2, { own, other, show, note }: Row): Finding {
  const ratios = ratiosByRound([...own], [...other]);
  return {
    name: NAMES[place],
    figure: show(own),
    baseline: show(other),
    measured: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    target: TARGETS[place] as Target,
    note,
  };
}
