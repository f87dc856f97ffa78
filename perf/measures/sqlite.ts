import type { Lab, RoundFigure } from "../lab.ts";
import { withGateway } from "../servers/gateway.ts";
import { type RunSqlite, withSqlite } from "../servers/sqlite.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

const NAMESPACES = ["default"];
const KEYS = 10_000;
const VALUE_BYTES = 64;

/** Durable puts and gets on SQLite, against an application that calls the driver itself, one request after the other. */
export const sqliteMeasure: Measure = {
  name: "sqlite",
  run: (lab) =>
    withGateway(lab.children, { workers: "auto", memory: [], sqlite: NAMESPACES }, async (gateway) => {
      const same = { namespaces: NAMESPACES, keys: KEYS, valueBytes: VALUE_BYTES };
      await preload(lab, gateway.port, same);
      const through = (operation: "get" | "put", connections: number, depth: number) => (): Promise<RoundFigure> =>
        lab.load(planFor(lab, gateway.port, { ...same, operation, connections, depth }), gateway.pid);
      const rounds = await withSqlite(lab.children, { keys: KEYS, valueBytes: VALUE_BYTES }, (run) =>
        lab.compare({
          "direct put": () => direct(lab, run, "put"),
          "put 16 × 16": through("put", 16, 16),
          "put 256 × 1": through("put", 256, 1),
          "direct get": () => direct(lab, run, "get"),
          "get 16 × 16": through("get", 16, 16),
        }),
      );
      const puts = rounds["direct put"];
      return [
        compareRates("sqlite durable put, 16 × 16", rounds["put 16 × 16"], puts, {
          kind: "at least",
          bound: 40,
          unit: "× direct",
        }),
        compareRates("sqlite durable put, 256 × 1", rounds["put 256 × 1"], puts, {
          kind: "at least",
          bound: 12,
          unit: "× direct",
        }),
        compareRates("sqlite get, 16 × 16", rounds["get 16 × 16"], rounds["direct get"], {
          kind: "at least",
          bound: 1,
          unit: "× direct",
        }),
      ];
    }),
};

async function direct(lab: Lab, run: RunSqlite, operation: "put" | "get"): Promise<RoundFigure> {
  const { warmUpMs, durationMs } = lab.pace;
  return { opsPerSecond: await run({ operation, warmUpMs, durationMs }), latencyUs: null, serverCpuUs: null };
}
