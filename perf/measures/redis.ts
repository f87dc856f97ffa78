import { type Finding, leftOut, type Target } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { withGateway } from "../servers/gateway.ts";
import { benchRedis, redisVersion, withRedis } from "../servers/redis.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

/** Gets and puts of 64 bytes in Redis through Prism over 50 connections, against redis-benchmark straight at the same server. */
export const redisMeasure: Measure = {
  name: "redis",
  async run(lab) {
    if (redisVersion() === null) return depths.map(({ depth, target }) => leftOut(nameOf(depth), target, missing));
    const findings: Finding[] = [];
    await withRedis(lab.children, (port) => {
      const elsewhere = [{ namespace: NAMESPACE, backend: { type: "redis", url: `redis://127.0.0.1:${port}` } }];
      const setup = { workers: "auto", memory: [], sqlite: [], elsewhere } as const;
      return withGateway(lab.children, setup, async (gateway) => {
        await preload(lab, gateway.port, { namespaces: [NAMESPACE] });
        for (const comparison of depths)
          findings.push(...(await compare(lab, { redis: port, ...gateway }, comparison)));
      });
    });
    return findings;
  },
};

interface Comparison {
  readonly depth: number;
  readonly target: Target;
  /** So many that a run of redis-benchmark takes some seconds. */
  readonly requests: number;
}

const depths: readonly Comparison[] = [
  { depth: 1, target: atLeast(0.3), requests: 150_000 },
  { depth: 16, target: atLeast(0.6), requests: 1_600_000 },
];

/** Of a put: a version, the order of keys and the item are three writes in Redis, where SET is one. */
const PUT_TARGET = atLeast(0.15);
const NAMESPACE = "redis";
const missing = "redis-server or redis-benchmark is not on the PATH";

interface Servers {
  readonly redis: number;
  readonly port: number;
  readonly pid: number;
}

async function compare(lab: Lab, { redis, port, pid }: Servers, comparison: Comparison): Promise<Finding[]> {
  const { depth, target } = comparison;
  const requests = Math.round((comparison.requests * lab.pace.durationMs) / 1_000);
  lab.progress(`50 connections × ${depth}`);
  const sets: RoundFigure[] = [];
  const namespaces = [NAMESPACE];
  const rounds = await lab.compare({
    straight: async () => {
      const { get, set } = await benchRedis(lab.children, redis, depth, requests);
      sets.push(rate(set));
      return rate(get);
    },
    get: () => lab.load(planFor(lab, port, { depth, namespaces }), pid),
    put: () => lab.load(planFor(lab, port, { depth, namespaces, operation: "put" }), pid),
  });
  return [
    compareRates(nameOf(depth), rounds.get, rounds.straight, target),
    compareRates(`redis put, 50 × ${depth}, to SET straight`, rounds.put, sets, PUT_TARGET),
  ];
}

function nameOf(depth: number): string {
  return `redis get, 50 × ${depth}, to GET straight`;
}

function rate(opsPerSecond: number): RoundFigure {
  return { opsPerSecond, latencyUs: null, serverCpuUs: null };
}

function atLeast(bound: number): Target {
  return { kind: "at least", bound, unit: "× Redis" };
}
