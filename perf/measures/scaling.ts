import type { Finding } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { cpuSecondsOf, threadCpuSecondsOf } from "../proc.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { median } from "../statistics.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

/**
 * What more workers bring: gets of four namespaces, which the workers share out among them. Two cores that carry the
 * generator too cannot show throughput beyond them, so each row says what the acceptor alone takes of a request: one
 * acceptor carries no more than a second holds of it, with any number of workers.
 */
export const scalingMeasure: Measure = {
  name: "scaling",
  run: async (lab) => [...(await scale(lab, "memory")), ...(await scale(lab, "sqlite"))],
};

const NAMESPACES = ["a", "b", "c", "d"] as const;

function scale(lab: Lab, store: "memory" | "sqlite"): Promise<Finding[]> {
  const namespaces = NAMESPACES.map((letter) => `${store}-${letter}`);
  const elsewhere = namespaces.map((namespace) => ({ namespace, backend: backendOf(store, namespace) }));
  const setup = { memory: [], sqlite: [], elsewhere };
  const changes = { namespaces, depth: 16 };
  return withGateway(lab.children, { ...setup, workers: 1 }, (one) =>
    withGateway(lab.children, { ...setup, workers: 2 }, (two) =>
      withGateway(lab.children, { ...setup, workers: 4 }, async (four) => {
        for (const { port } of [one, two, four]) await preload(lab, port, changes);
        const shares = new Map<RunningGateway, number[]>([one, two, four].map((gateway) => [gateway, []]));
        const load = (gateway: RunningGateway) => async (): Promise<RoundFigure> => {
          const before = { acceptor: acceptorSecondsOf(gateway), all: cpuSecondsOf(gateway.pid) };
          const figure = await lab.load(planFor(lab, gateway.port, changes), gateway.pid);
          const all = cpuSecondsOf(gateway.pid) - before.all;
          shares.get(gateway)?.push((acceptorSecondsOf(gateway) - before.acceptor) / all);
          return figure;
        };
        const rounds = await lab.compare({ "1": load(one), "2": load(two), "4": load(four) });
        const row = (workers: "1" | "2" | "4", gateway: RunningGateway): Finding => {
          const figures = rounds[workers];
          const name = `${store} get, 50 × 16, ${workers} worker${workers === "1" ? "" : "s"}, to 1`;
          const finding = compareRates(name, figures, rounds["1"], null);
          const cpu = median(figures.map(({ serverCpuUs }) => serverCpuUs ?? Number.NaN));
          const acceptor = cpu * median(shares.get(gateway) ?? []);
          return { ...finding, note: `${finding.note}; the acceptor takes ${acceptor.toFixed(2)} µs of it` };
        };
        return [row("1", one), row("2", two), row("4", four)];
      }),
    ),
  );
}

/** One for each namespace: those on one backend have one owner. */
function backendOf(store: "memory" | "sqlite", name: string): object {
  return store === "memory" ? { type: "memory" } : { type: "sqlite", path: `./${name}` };
}

/** The main thread of the process. */
function acceptorSecondsOf({ pid }: RunningGateway): number {
  return threadCpuSecondsOf(pid, pid);
}
