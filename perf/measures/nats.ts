import { type Finding, leftOut, type Target } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { withGateway } from "../servers/gateway.ts";
import { natsVersion, withNats } from "../servers/nats.ts";
import { median } from "../statistics.ts";
import { runNatsPublishes } from "../streams/nats-publish-load.ts";
import { runFlow } from "../streams/paced-flow.ts";
import { runPublishes } from "../streams/publish-load.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";

/** Publishing to a stream on JetStream through Prism against the client straight, and how long a message is on its way. */
export const natsMeasure: Measure = {
  name: "nats",
  async run(lab) {
    if (natsVersion() === null) return [leftOut(PUBLISH, PUBLISH_TARGET, missing), leftOut(FLOW, FLOW_TARGET, missing)];
    const findings: Finding[] = [];
    await withNats(lab.children, (nats) => {
      const backend = { type: "nats", url: `nats://127.0.0.1:${nats}` };
      const elsewhere = [{ namespace: NAMESPACE, pattern: "stream", backend }] as const;
      const setup = { workers: "auto", memory: [], sqlite: [], elsewhere } as const;
      return withGateway(lab.children, setup, async ({ port }) => {
        findings.push(await publishes(lab, nats, port), await flow(lab, port));
      });
    });
    return findings;
  },
};

const NAMESPACE = "events";
const PUBLISH = "publishes to NATS, 16 × 16, to the nats client straight";
const PUBLISH_TARGET: Target = { kind: "at least", bound: 0.5, unit: "× nats" };
const FLOW = "publish to subscriber through NATS at 1000/s, p99";
const FLOW_TARGET: Target = { kind: "at most", bound: 10, unit: "ms" };
const PER_SECOND = 1_000;
const SECONDS = 5;
const missing = "nats-server is not on the PATH";

async function publishes(lab: Lab, nats: number, port: number): Promise<Finding> {
  const { warmUpMs, durationMs } = lab.pace;
  const times = { warmUpMs, durationMs, valueBytes: 64 };
  const rounds = await lab.compare({
    straight: async () => rate(await runNatsPublishes({ port: nats, publishers: 256, ...times })),
    prism: async () => rate(await runPublishes({ port, namespace: NAMESPACE, connections: 16, depth: 16, ...times })),
  });
  return compareRates(PUBLISH, rounds.prism, rounds.straight, PUBLISH_TARGET);
}

async function flow(lab: Lab, port: number): Promise<Finding> {
  const p50s: number[] = [];
  const p99s: number[] = [];
  for (let round = 0; round < lab.pace.rounds; round++) {
    const plan = { port, namespace: NAMESPACE, perSecond: PER_SECOND, seconds: SECONDS, valueBytes: 256 };
    const { latenciesUs } = await runFlow({ ...plan, group: `round-${round}` });
    const sorted = latenciesUs.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] as number) / 1000;
    p50s.push(at(0.5));
    p99s.push(at(0.99));
    lab.progress(`round ${round + 1}: p50 ${p50s.at(-1)} ms · p99 ${p99s.at(-1)} ms`);
  }
  return {
    name: FLOW,
    figure: `${median(p99s).toFixed(2)} ms`,
    baseline: "–",
    measured: median(p99s),
    spread: [Math.min(...p99s), Math.max(...p99s)],
    target: FLOW_TARGET,
    note: `p50 ${median(p50s).toFixed(2)} ms; publisher and subscriber share a thread`,
  };
}

function rate(opsPerSecond: number): RoundFigure {
  return { opsPerSecond, latencyUs: null, serverCpuUs: null };
}
