import { readdirSync } from "node:fs";
import { canShareTcpPort, currentRuntime } from "../../src/config/check-acceptors.ts";
import { type Finding, leftOut } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { cpuSecondsOf, threadCpuSecondsOf } from "../proc.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { median } from "../statistics.ts";
import { compareCpu } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

/**
 * What more acceptors bring, and cost. Two cores that carry the generator too cannot show throughput beyond them: so each row
 * is the processor time of a request, and says how much of it the first acceptor has, and the busiest thread. A gateway carries no more than a second holds
 * of that, however many cores there are: where one acceptor was the busiest thread, it is what several of them bring.
 */
export const acceptorsMeasure: Measure = {
  name: "acceptors",
  run: async (lab) => {
    if (!canShareTcpPort(currentRuntime())) return [leftOut("2 and 4 acceptors, to 1", null, WHY_LEFT_OUT)];
    return [...(await spread(lab, 16)), ...(await spread(lab, 1))];
  },
};

const WHY_LEFT_OUT = `Node.js ${process.versions.node} shares no port; node scripts/node-24.mjs --run dist/perf/bench.js --only acceptors`;

/** Of the gateway's processor time. */
interface Share {
  readonly first: number;
  readonly busiest: number;
}

function spread(lab: Lab, depth: number): Promise<Finding[]> {
  const setup = { workers: 1, memory: ["memory"], sqlite: [] };
  const changes = { namespaces: ["memory"], depth };
  return withGateway(lab.children, { ...setup, acceptors: 1 }, (one) =>
    withGateway(lab.children, { ...setup, acceptors: 2 }, (two) =>
      withGateway(lab.children, { ...setup, acceptors: 4 }, async (four) => {
        for (const { port } of [one, two, four]) await preload(lab, port, changes);
        const shares = new Map<RunningGateway, Share[]>([one, two, four].map((gateway) => [gateway, []]));
        const load = (gateway: RunningGateway) => async (): Promise<RoundFigure> => {
          const before = { threads: threadSeconds(gateway), all: cpuSecondsOf(gateway.pid) };
          const figure = await lab.load(planFor(lab, gateway.port, changes), gateway.pid);
          const all = cpuSecondsOf(gateway.pid) - before.all;
          const after = threadSeconds(gateway);
          const first = (after.get(gateway.pid) ?? 0) - (before.threads.get(gateway.pid) ?? 0);
          shares.get(gateway)?.push({ first: first / all, busiest: mostSince(before.threads, after) / all });
          return figure;
        };
        const rounds = await lab.compare({ "1": load(one), "2": load(two), "4": load(four) });
        const row = (acceptors: "1" | "2" | "4", gateway: RunningGateway): Finding => {
          const figures = rounds[acceptors];
          const name = `memory get, 50 × ${depth}, ${acceptors} acceptor${acceptors === "1" ? "" : "s"}, to 1`;
          const finding = compareCpu(name, figures, rounds["1"], null);
          const cpu = median(figures.map(({ serverCpuUs }) => serverCpuUs ?? Number.NaN));
          const usOf = (share: keyof Share): string =>
            (cpu * median((shares.get(gateway) ?? []).map((each) => each[share]))).toFixed(2);
          const parts = `the first acceptor takes ${usOf("first")} µs of it, the busiest thread ${usOf("busiest")} µs`;
          return { ...finding, note: `${finding.note}; ${parts}` };
        };
        return [row("1", one), row("2", two), row("4", four)];
      }),
    ),
  );
}

/** Processor time of each thread of the process, by its number. */
function threadSeconds({ pid }: RunningGateway): Map<number, number> {
  const threads = readdirSync(`/proc/${pid}/task`).map(Number);
  return new Map(threads.map((thread) => [thread, threadCpuSecondsOf(pid, thread)]));
}

function mostSince(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number {
  return Math.max(...[...after].map(([thread, seconds]) => seconds - (before.get(thread) ?? 0)));
}
