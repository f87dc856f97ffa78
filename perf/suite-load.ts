import { readScenario } from "../src/bench/scenario/read-scenario.ts";
import { runSuite } from "../src/bench/suite/run-suite.ts";
import type { Lab, RoundFigure } from "./lab.ts";

/** One flow of gets, as a load suite has it. */
export interface SuiteLoad {
  readonly door: "tcp" | "grpc";
  readonly port: number;
  readonly connections: number;
  readonly depth: number;
  /** An open loop at a constant rate; a closed loop when it is left out. */
  readonly ratePerSecond?: number;
  readonly durationMs?: number;
}

/** One round of the load suites' generator, one process; throws when any answer was wrong. Keys are not put, nor must they be found. */
export async function suiteLoad(lab: Lab, load: SuiteLoad): Promise<RoundFigure> {
  const { connections, depth, door, port, ratePerSecond } = load;
  const { warmUpMs } = lab.pace;
  const arrival = ratePerSecond === undefined ? {} : { arrival: "constant", rate: ratePerSecond };
  const scenario = {
    name: "generator",
    summary: "gets of one flow",
    flows: [
      {
        name: "gets",
        namespace: "memory",
        door,
        connections,
        depth,
        ...arrival,
        mix: [{ operation: "get", weight: 1 }],
        keys: { count: 10_000, bytes: 24, preload: false },
      },
    ],
    phases: [
      { name: "warm-up", kind: "warm-up", duration: `${warmUpMs}ms` },
      { name: "steady", duration: `${load.durationMs ?? lab.pace.durationMs}ms` },
    ],
  };
  const ports = { tcp: port, websocket: port, http: port, grpc: port };
  const { faults, rounds } = await runSuite(readScenario(JSON.stringify(scenario), "generator.json"), {
    target: { kind: "gateway", host: "127.0.0.1", ports, authorization: "" },
    scale: 1,
    rounds: 1,
    seed: null,
    serverPid: null,
    say: () => undefined,
  });
  const operation = rounds[0]?.flows[0]?.operations[0];
  if (faults.length > 0 || operation === undefined) throw new Error(`the run is void: ${faults.join("; ")}`);
  if (operation.errors.length > 0) throw new Error(`the run is void: ${JSON.stringify(operation.errors)}`);
  return { opsPerSecond: operation.perSecond, latencyUs: operation.corrected, serverCpuUs: null };
}
