import { readScenario } from "../../src/bench/scenario/read-scenario.ts";
import { runSuite } from "../../src/bench/suite/run-suite.ts";
import type { RoundResult, SuiteDoor } from "../../src/bench/suite/suite-result.ts";
import type { Finding } from "../finding.ts";
import type { Lab } from "../lab.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { showRate } from "./comparison.ts";
import type { Measure } from "./measure.ts";

/**
 * What a door takes for 1,000 gets in memory, and where its knee is: processor seconds and resident memory at a moderate
 * rate, then the highest rate whose p99 is at most 10 ms. Each door has a gateway of its own, so that memory is its own.
 */
export const doorsMeasure: Measure = {
  name: "doors",
  run: async (lab) => {
    const findings: Finding[] = [];
    for (const door of ["tcp", "websocket", "grpc"] as const) {
      await withGateway(lab.children, setup, async (gateway) => {
        findings.push(useOf(door, await round(lab, gateway, steady(lab, door, RATE[door]))));
        findings.push(kneeOf(door, await round(lab, gateway, search(lab, door))));
      });
    }
    // What asks over HTTP knows closed loops only: there is no search, only as much as fits.
    await withGateway(lab.children, setup, async (gateway) => {
      findings.push(useOf("http", await round(lab, gateway, steady(lab, "http", null))));
    });
    return findings;
  },
};

const setup = { workers: "auto", memory: ["memory"], sqlite: [] } as const;
/** Requests a second that each of them serves with ease. */
const RATE = { tcp: 20_000, websocket: 20_000, grpc: 5_000 } as const;

async function round(lab: Lab, gateway: RunningGateway, text: string): Promise<RoundResult> {
  const { port, grpcPort, httpPort } = gateway;
  const result = await runSuite(readScenario(text, "doors.yaml"), {
    target: {
      kind: "gateway",
      host: "127.0.0.1",
      ports: { tcp: port, grpc: grpcPort, http: httpPort, websocket: httpPort },
      authorization: "",
    },
    scale: 1,
    rounds: null,
    seed: null,
    serverPid: gateway.pid,
    say: (line) => lab.progress(line),
  });
  const only = result.rounds[0];
  if (only === undefined || result.verdict === "void") throw new Error(`the run is void: ${result.faults.join("; ")}`);
  return only;
}

function steady(lab: Lab, door: SuiteDoor, rate: number | null): string {
  const { warmUpMs, durationMs, rounds } = lab.pace;
  return JSON.stringify({
    name: `use-of-${door}`,
    summary: "processor time and memory at a moderate rate",
    rounds: 1,
    flows: [{ ...flowOf(door), ...(rate === null ? {} : { arrival: "constant", rate }) }],
    phases: [
      { name: "warm-up", kind: "warm-up", duration: `${warmUpMs}ms` },
      { name: "steady", duration: `${durationMs * rounds}ms` },
    ],
  });
}

function search(lab: Lab, door: "tcp" | "websocket" | "grpc"): string {
  return JSON.stringify({
    name: `knee-of-${door}`,
    summary: "the highest rate with p99 of at most 10 ms",
    rounds: 1,
    flows: [{ ...flowOf(door), depth: 64, arrival: "poisson", rate: RATE[door] }],
    knee: { steps: 16, growthPercent: 150, refinements: 3, duration: `${lab.pace.durationMs}ms`, p99Us: 10_000 },
  });
}

function flowOf(door: SuiteDoor): object {
  return {
    name: "clients",
    door,
    namespace: "memory",
    connections: 32,
    depth: door === "http" ? 1 : 16,
    mix: [{ operation: "get" }],
  };
}

function useOf(door: SuiteDoor, { flows, server, generator }: RoundResult): Finding {
  const get = flows[0]?.operations[0];
  if (server === null || get === undefined) throw new Error("the gateway's process could not be watched");
  const latency = get.corrected;
  const late = generator.lateness === null ? "closed loop" : `generator late ${generator.lateness.p99} µs at p99`;
  return {
    name: `${door}: processor time of 1,000 gets`,
    figure: `${(server.cpuUsPerRequest / 1000).toFixed(4)} s`,
    baseline: "–",
    measured: server.cpuUsPerRequest / 1000,
    spread: null,
    target: null,
    note: `at ${showRate(get.perSecond)}: ${(server.residentBytesMost / 1e6).toFixed(0)} MB resident at most; p50 ${latency.p50} p99 ${latency.p99} µs; ${late}`,
  };
}

function kneeOf(door: SuiteDoor, { knee }: RoundResult): Finding {
  if (knee === null) throw new Error("no knee was looked for");
  return {
    name: `${door}: knee`,
    figure: showRate(knee.perSecond),
    baseline: "–",
    measured: knee.perSecond,
    spread: null,
    target: null,
    note: `p99 ${knee.p99} µs there${knee.isBracketed ? "" : "; no higher rate was tried"}`,
  };
}
