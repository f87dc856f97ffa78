import { grpcPlanFor } from "../grpc/get-plans.ts";
import { grpcLoad } from "../grpc/grpc-load.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { planFor, preload } from "../measures/plans.ts";
import { type GatewaySetup, type RunningGateway, withGateway } from "../servers/gateway.ts";
import { postgresMissing, withPostgres } from "../servers/postgres.ts";
import { withRedis } from "../servers/redis.ts";

/** A gateway under a load, to be looked at. */
export interface FlameScenario {
  readonly name: string;
  /** In words, for the note beside the pictures. */
  readonly describes: string;
  /** Does `work` with a gateway that has what the load asks for. */
  open<T>(lab: Lab, work: (stage: FlameStage) => Promise<T>): Promise<T>;
}

export interface FlameStage {
  readonly gateway: RunningGateway;
  /** One round at the lab's pace. */
  load(): Promise<RoundFigure>;
}

const frames = "50 connections × 16 deep, values of 64 bytes, over TCP frames";

export const flameScenarios: readonly FlameScenario[] = [
  {
    name: "memory-get",
    describes: `gets in memory, ${frames}`,
    open: (lab, work) => onFrames(lab, work, { setup: inMemory, namespace: "memory", operation: "get" }),
  },
  {
    name: "memory-put",
    describes: `puts in memory, ${frames}`,
    open: (lab, work) => onFrames(lab, work, { setup: inMemory, namespace: "memory", operation: "put" }),
  },
  {
    name: "sqlite-get",
    describes: `gets on SQLite, ${frames}`,
    open: (lab, work) => onFrames(lab, work, { setup: onDisk, namespace: "disk", operation: "get" }),
  },
  {
    name: "sqlite-put",
    describes: `durable puts on SQLite, ${frames}`,
    open: (lab, work) => onFrames(lab, work, { setup: onDisk, namespace: "disk", operation: "put" }),
  },
  {
    name: "redis-get",
    describes: `gets in Redis, ${frames}`,
    open: (lab, work) => inRedis(lab, work, "get"),
  },
  {
    name: "redis-put",
    describes: `puts in Redis, ${frames}`,
    open: (lab, work) => inRedis(lab, work, "put"),
  },
  {
    name: "postgres-get",
    describes: `gets in PostgreSQL, ${frames}`,
    open: (lab, work) => inPostgres(lab, work, "get"),
  },
  {
    name: "postgres-put",
    describes: `durable puts in PostgreSQL, ${frames}`,
    open: (lab, work) => inPostgres(lab, work, "put"),
  },
  {
    name: "grpc-get",
    describes: "unary gets in memory over gRPC, 8 connections × 32 calls, values of 64 bytes",
    open: (lab, work) =>
      withGateway(lab.children, inMemory, async (gateway) => {
        await preload(lab, gateway.port, {});
        return work({ gateway, load: () => grpcLoad(lab, grpcPlanFor(lab, gateway.grpcPort), gateway.pid) });
      }),
  },
];

const inMemory: GatewaySetup = { workers: "auto", memory: ["memory"], sqlite: [] };
const onDisk: GatewaySetup = { workers: "auto", memory: [], sqlite: ["disk"] };
const DEPTH = 16;

interface FrameLoad {
  readonly setup: GatewaySetup;
  readonly namespace: string;
  readonly operation: "get" | "put";
}

function onFrames<T>(
  lab: Lab,
  work: (stage: FlameStage) => Promise<T>,
  { setup, namespace, operation }: FrameLoad,
): Promise<T> {
  return withGateway(lab.children, setup, async (gateway) => {
    const namespaces = [namespace];
    await preload(lab, gateway.port, { namespaces });
    const plan = planFor(lab, gateway.port, { namespaces, operation, depth: DEPTH });
    return work({ gateway, load: () => lab.load(plan, gateway.pid) });
  });
}

function inRedis<T>(lab: Lab, work: (stage: FlameStage) => Promise<T>, operation: "get" | "put"): Promise<T> {
  return withRedis(lab.children, (port) =>
    elsewhere(lab, work, { type: "redis", url: `redis://127.0.0.1:${port}`, operation }),
  );
}

function inPostgres<T>(lab: Lab, work: (stage: FlameStage) => Promise<T>, operation: "get" | "put"): Promise<T> {
  const missing = postgresMissing();
  if (missing !== null) throw new Error(missing);
  return withPostgres(lab.children, (url) => elsewhere(lab, work, { type: "postgres", url, operation }));
}

interface StoreLoad {
  /** Of the backend; the namespace is called so too. */
  readonly type: string;
  readonly url: string;
  readonly operation: "get" | "put";
}

function elsewhere<T>(
  lab: Lab,
  work: (stage: FlameStage) => Promise<T>,
  { type, url, operation }: StoreLoad,
): Promise<T> {
  const setup: GatewaySetup = { ...inMemory, memory: [], elsewhere: [{ namespace: type, backend: { type, url } }] };
  return onFrames(lab, work, { setup, namespace: type, operation });
}
