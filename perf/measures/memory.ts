import { type Finding, leftOut, type Target } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { type LightClient, withLightClient } from "../reference/light-client.ts";
import { withEcho } from "../servers/echo.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { benchRedis, redisVersion, withRedis } from "../servers/redis.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { echoPlanFor, planFor, preload } from "./plans.ts";

/** Gets and puts of 64 bytes in memory over 50 connections, against a bare echo and against Redis. */
export const memoryMeasure: Measure = {
  name: "memory",
  run: (lab) =>
    withGateway(lab.children, { workers: "auto", memory: ["memory"], sqlite: [] }, async (gateway) => {
      await preload(lab, gateway.port, {});
      return withLightClient(lab, async (client) => {
        const findings: Finding[] = [];
        const contest = { lab, client, gateway };
        for (const targets of targetsByDepth) {
          findings.push(...(await compareWithEcho(contest, targets)), await compareWithRedis(contest, targets));
        }
        return findings.map((finding) => ({ ...finding, note: `${client.name}; ${finding.note}` }));
      });
    }),
};

interface Contest {
  readonly lab: Lab;
  readonly client: LightClient;
  readonly gateway: RunningGateway;
}

interface Targets {
  readonly depth: number;
  readonly echo: number;
  readonly put: number;
  readonly redis: number;
  /** So many that a run of redis-benchmark takes some seconds. */
  readonly redisRequests: number;
}

/** A batch of 16 saves the echo 15 system calls of 16, and leaves Prism its work on each frame: hence the lower ratio. */
const targetsByDepth: readonly Targets[] = [
  { depth: 1, echo: 0.85, put: 0.8, redis: 0.9, redisRequests: 150_000 },
  { depth: 16, echo: 0.5, put: 0.8, redis: 0.6, redisRequests: 1_600_000 },
];

async function compareWithEcho({ lab, client, gateway }: Contest, targets: Targets): Promise<Finding[]> {
  const { depth } = targets;
  lab.progress(`50 connections × ${depth}`);
  const rounds = await withEcho(lab.children, (echo) =>
    lab.compare({
      echo: () => client.frames(echoPlanFor(lab, echo.port, { depth }), echo.pid),
      get: () => client.frames(planFor(lab, gateway.port, { depth }), gateway.pid),
      put: () => client.frames(planFor(lab, gateway.port, { depth, operation: "put" }), gateway.pid),
      bench: () => lab.load(planFor(lab, gateway.port, { depth }), gateway.pid),
    }),
  );
  return [
    compareRates(`memory get, 50 × ${depth}, to echo`, rounds.get, rounds.echo, atLeast(targets.echo, "× echo")),
    compareRates(`memory put, 50 × ${depth}, to get`, rounds.put, rounds.get, atLeast(targets.put, "× get")),
    compareRates(`memory get, 50 × ${depth}, asked by prism bench, to the same`, rounds.bench, rounds.get, null),
  ];
}

async function compareWithRedis({ lab, client, gateway }: Contest, targets: Targets): Promise<Finding> {
  const { depth } = targets;
  const name = `memory get, 50 × ${depth}, to Redis GET`;
  const target = atLeast(targets.redis, "× Redis");
  if (redisVersion() === null) return leftOut(name, target, "redis-server or redis-benchmark is not on the PATH");
  const requests = Math.round((targets.redisRequests * lab.pace.durationMs) / 1_000);
  const rounds = await withRedis(lab.children, (port) =>
    lab.compare({
      redis: async (): Promise<RoundFigure> => {
        const { get } = await benchRedis(lab.children, port, depth, requests);
        return { opsPerSecond: get, latencyUs: null, serverCpuUs: null };
      },
      get: () => client.frames(planFor(lab, gateway.port, { depth }), gateway.pid),
    }),
  );
  return compareRates(name, rounds.get, rounds.redis, target);
}

function atLeast(bound: number, unit: string): Target {
  return { kind: "at least", bound, unit };
}
