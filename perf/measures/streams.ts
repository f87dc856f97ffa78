import type { Finding } from "../finding.ts";
import type { Lab } from "../lab.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { median } from "../statistics.ts";
import { runFlow } from "../streams/paced-flow.ts";
import { runPublishes } from "../streams/publish-load.ts";
import type { Measure } from "./measure.ts";

/** How long a message is on its way from publisher to subscriber through SQLite, and how many are acknowledged a second. */
export const streamsMeasure: Measure = {
  name: "streams",
  run: (lab) => {
    const setup = { workers: "auto", memory: [], sqlite: [], sqliteStreams: [NAMESPACE] } as const;
    return withGateway(lab.children, setup, async (gateway) => [
      await flow(lab, gateway),
      await publishes(lab, gateway),
    ]);
  },
};

async function flow(lab: Lab, { port }: RunningGateway): Promise<Finding> {
  const p50s: number[] = [];
  const p99s: number[] = [];
  for (let round = 0; round < lab.pace.rounds; round++) {
    const plan = {
      port,
      namespace: NAMESPACE,
      group: `round-${round}`,
      perSecond: PER_SECOND,
      seconds: SECONDS,
      valueBytes: 256,
    };
    const { latenciesUs } = await runFlow(plan);
    const sorted = [...latenciesUs].sort((a, b) => a - b);
    p50s.push(at(sorted, 0.5) / 1000);
    p99s.push(at(sorted, 0.99) / 1000);
    lab.progress(`round ${round + 1}: p50 ${p50s.at(-1)} ms · p99 ${p99s.at(-1)} ms`);
  }
  return {
    name: `publish to subscriber through SQLite at ${PER_SECOND}/s, p99`,
    figure: `${median(p99s).toFixed(2)} ms`,
    baseline: "–",
    measured: median(p99s),
    spread: [Math.min(...p99s), Math.max(...p99s)],
    target: { kind: "at most", bound: 10, unit: "ms" },
    note: `p50 ${median(p50s).toFixed(2)} ms; publisher and subscriber share a thread`,
  };
}

async function publishes(lab: Lab, { port }: RunningGateway): Promise<Finding> {
  const rates: number[] = [];
  const { rounds, warmUpMs, durationMs } = lab.pace;
  for (let round = 0; round < rounds; round++) {
    const load = { connections: 16, depth: 16, warmUpMs, durationMs, valueBytes: 256 };
    rates.push(await runPublishes({ port, namespace: NAMESPACE, ...load }));
    lab.progress(`round ${round + 1}: ${Math.round(rates.at(-1) as number).toLocaleString("en")} publishes/s`);
  }
  return {
    name: "durable publishes to SQLite, 16 connections × 16 deep",
    figure: `${Math.round(median(rates)).toLocaleString("en")}/s`,
    baseline: "–",
    measured: median(rates) / 1000,
    spread: [Math.min(...rates) / 1000, Math.max(...rates) / 1000],
    target: { kind: "at least", bound: 40, unit: "thousand/s" },
    note: "the load generator is one thread of the same two processors",
  };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
}

const NAMESPACE = "events";
const PER_SECOND = 1_000;
const SECONDS = 5;
