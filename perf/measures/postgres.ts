import { checkNativeDriver } from "../../src/backends/postgres/native/load-native.ts";
import { type Finding, leftOut, type Target } from "../finding.ts";
import type { Lab, RoundFigure } from "../lab.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { type RunPgPool, withPgPool } from "../servers/pg-pool.ts";
import { postgresMissing, withPostgres } from "../servers/postgres.ts";
import { median } from "../statistics.ts";
import { compareRates, compareValues } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

const NAMESPACE = "pg";
const NATIVE = "native";
const KEYS = 10_000;
const VALUE_BYTES = 64;
/** As many callers of the Pool as requests are in flight through the gateway. */
const CALLERS = 256;

interface Backend {
  readonly type: string;
  readonly url: string;
  readonly driver?: string;
}

type Operation = "get" | "put";
type Name = "16 × 16" | "256 × 1" | "1 × 1";

const load = {
  "16 × 16": { connections: 16, depth: 16 },
  "256 × 1": { connections: 256, depth: 1 },
  "1 × 1": { connections: 1, depth: 1 },
} as const;

const targets: readonly { readonly operation: Operation; readonly name: Name; readonly target: Target }[] = [
  { operation: "get", name: "16 × 16", target: { kind: "at least", bound: 5, unit: "× pg Pool" } },
  { operation: "get", name: "256 × 1", target: { kind: "at least", bound: 1.8, unit: "× pg Pool" } },
  { operation: "get", name: "1 × 1", target: { kind: "at most", bound: 2, unit: "× pg Pool's median" } },
  { operation: "put", name: "16 × 16", target: { kind: "at least", bound: 6, unit: "× pg Pool" } },
  { operation: "put", name: "256 × 1", target: { kind: "at least", bound: 3, unit: "× pg Pool" } },
  { operation: "put", name: "1 × 1", target: { kind: "at most", bound: 2, unit: "× pg Pool's median" } },
];

/**
 * Single gets and durable puts of 64 bytes in PostgreSQL, fsync on, through Prism over TCP, against an application that asks
 * the same server through a Pool of `pg` at its best size, with as many requests in flight.
 */
export const postgresMeasure: Measure = {
  name: "postgres",
  async run(lab) {
    const missing = postgresMissing();
    if (missing !== null) return targets.map((target) => leftOut(nameOf(target), target.target, missing));
    return await withPostgres(lab.children, (url) =>
      withPgPool(lab.children, { url, keys: KEYS, valueBytes: VALUE_BYTES }, (pool) => {
        const elsewhere: { namespace: string; backend: Backend }[] = [
          { namespace: NAMESPACE, backend: { type: "postgres", url } },
        ];
        const isNative = nativeMissing() === null;
        if (isNative) elsewhere.push({ namespace: NATIVE, backend: { type: "postgres", url, driver: "pg-native" } });
        return withGateway(lab.children, { workers: "auto", memory: [], sqlite: [], elsewhere }, async (gateway) => {
          for (const { namespace } of elsewhere)
            await preload(lab, gateway.port, { namespaces: [namespace], keys: KEYS, valueBytes: VALUE_BYTES });
          return [
            ...(await compare(lab, gateway, pool, "get")),
            ...(await compare(lab, gateway, pool, "put")),
            ...(await compareDrivers(lab, gateway)),
          ];
        });
      }),
    );
  },
};

async function compare(lab: Lab, gateway: RunningGateway, pool: RunPgPool, operation: Operation): Promise<Finding[]> {
  const through = (name: Name) => (): Promise<RoundFigure> => {
    const plan = { namespaces: [NAMESPACE], keys: KEYS, valueBytes: VALUE_BYTES, operation, ...load[name] };
    return lab.load(planFor(lab, gateway.port, plan), gateway.pid);
  };
  const poolMediansUs: number[] = [];
  const direct = (callers: number) => async (): Promise<RoundFigure> => {
    const { warmUpMs, durationMs } = lab.pace;
    const { opsPerSecond, p50Us } = await pool({ operation, callers, warmUpMs, durationMs });
    if (callers === 1) poolMediansUs.push(p50Us);
    return { opsPerSecond, latencyUs: null, serverCpuUs: null };
  };
  lab.progress(`${operation}, against a Pool of pg`);
  const rounds = await lab.compare({
    pool: direct(CALLERS),
    "16 × 16": through("16 × 16"),
    "256 × 1": through("256 × 1"),
    "pool 1": direct(1),
    "1 × 1": through("1 × 1"),
  });
  return targets
    .filter((target) => target.operation === operation)
    .map((target) =>
      target.name === "1 × 1"
        ? compareMedians(nameOf(target), rounds["1 × 1"], poolMediansUs, target.target)
        : compareRates(nameOf(target), rounds[target.name], rounds.pool, target.target),
    );
}

/** The same by the driver `pg-native`, against the driver `pg`. */
async function compareDrivers(lab: Lab, gateway: RunningGateway): Promise<Finding[]> {
  const missing = nativeMissing();
  const target: Target = { kind: "at least", bound: 0.5, unit: "× driver pg" };
  const names = {
    get: "postgres get, 16 × 16, driver pg-native",
    put: "postgres durable put, 16 × 16, driver pg-native",
  };
  if (missing !== null) return Object.values(names).map((name) => leftOut(name, target, missing));
  const through = (namespace: string, operation: Operation) => (): Promise<RoundFigure> => {
    const plan = { namespaces: [namespace], keys: KEYS, valueBytes: VALUE_BYTES, operation, ...load["16 × 16"] };
    return lab.load(planFor(lab, gateway.port, plan), gateway.pid);
  };
  lab.progress("the driver pg-native, against pg");
  const rounds = await lab.compare({
    "pg get": through(NAMESPACE, "get"),
    "native get": through(NATIVE, "get"),
    "pg put": through(NAMESPACE, "put"),
    "native put": through(NATIVE, "put"),
  });
  return [
    compareRates(names.get, rounds["native get"], rounds["pg get"], target),
    compareRates(names.put, rounds["native put"], rounds["pg put"], target),
  ];
}

/** Why the driver cannot be had; null when it can. */
function nativeMissing(): string | null {
  try {
    checkNativeDriver();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function compareMedians(
  name: string,
  figures: readonly RoundFigure[],
  other: readonly number[],
  target: Target | null,
): Finding {
  const own = figures.map((figure) => figure.latencyUs?.p50 ?? Number.NaN);
  const note = `p99 ${median(figures.map((figure) => figure.latencyUs?.p99 ?? Number.NaN))} µs`;
  return compareValues({ name, own, other, show: (us) => `${us} µs`, target, note });
}

function nameOf({ operation, name }: { readonly operation: Operation; readonly name: Name }): string {
  return `postgres ${operation === "put" ? "durable put" : "get"}, ${name}`;
}
