import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readScenarioFile } from "../src/bench/scenario/read-scenario.ts";
import { runSuite } from "../src/bench/suite/run-suite.ts";
import type { PhaseResult } from "../src/bench/suite/suite-result.ts";
import { systemClock } from "../src/common/clock.ts";
import type { Finding } from "./finding.ts";
import type { Lab } from "./lab.ts";
import { showRate } from "./measures/comparison.ts";
import { planFor, preload } from "./measures/plans.ts";
import { residentBytesOf } from "./proc.ts";
import { type GatewaySetup, type RunningGateway, withGateway } from "./servers/gateway.ts";

/** Resident memory at a moment. */
export interface SoakSample {
  readonly seconds: number;
  readonly residentBytes: number;
}

export interface SoakOutcome {
  readonly samples: readonly SoakSample[];
  readonly findings: readonly Finding[];
}

/** The scenario `soak`, stretched to so long: resident memory and p99 of its tenths are judged. */
export function soak(lab: Lab, minutes: number): Promise<SoakOutcome> {
  const scenario = readScenarioFile(scenarioFile, process.cwd());
  return withGateway(lab.children, setup, async (gateway) => {
    const ports = { tcp: gateway.port, websocket: gateway.httpPort, http: gateway.httpPort, grpc: gateway.grpcPort };
    const [samples, { rounds, faults }] = await watched(gateway, minutes, () =>
      runSuite(scenario, {
        target: { kind: "gateway", host: "127.0.0.1", ports, authorization: "" },
        scale: minutes / SCENARIO_MINUTES,
        rounds: 1,
        seed: null,
        serverPid: gateway.pid,
        say: (line) => lab.progress(line),
      }),
    );
    const [round] = rounds;
    if (round === undefined || faults.length > 0) throw new Error(`the run is void: ${faults.join("; ")}`);
    const tenths = round.phases.filter(({ kind }) => kind === "steady");
    return {
      samples,
      findings: [judgeMemory(samples, noteOf(tenths, minutes)), judgeP99(tenths), judgeErrors(tenths)],
    };
  });
}

/** As much as fits in memory and on SQLite, half gets and half puts: resident memory alone is judged. */
export function fullSoak(lab: Lab, minutes: number): Promise<SoakOutcome> {
  return withGateway(lab.children, setup, async (gateway) => {
    const inMemory = { namespaces: ["memory"], operation: "mixed", depth: 16 } as const;
    const onDisk = { namespaces: ["default"], operation: "mixed", connections: 16, depth: 16 } as const;
    await preload(lab, gateway.port, inMemory);
    await preload(lab, gateway.port, onDisk);
    const durationMs = Math.round(minutes * 60_000);
    const [samples, figures] = await watched(gateway, minutes, () =>
      Promise.all([
        lab.load({ ...planFor(lab, gateway.port, inMemory), durationMs }, gateway.pid),
        lab.load({ ...planFor(lab, gateway.port, onDisk), durationMs }, null),
      ]),
    );
    const [memory, disk] = figures.map(({ opsPerSecond }) => showRate(opsPerSecond));
    return { samples, findings: [judgeMemory(samples, `memory ${memory}, sqlite ${disk} over ${minutes} min`)] };
  });
}

/** Does `work` while resident memory is looked at, some hundred times in all. */
async function watched<T>(
  gateway: RunningGateway,
  minutes: number,
  work: () => Promise<T>,
): Promise<[readonly SoakSample[], T]> {
  const stop = new AbortController();
  const watching = watch(gateway, (minutes * 60_000) / SAMPLES, stop.signal);
  const done = await work().finally(() => stop.abort());
  return [await watching, done];
}

async function watch(gateway: RunningGateway, everyMs: number, stop: AbortSignal): Promise<SoakSample[]> {
  const samples: SoakSample[] = [];
  const begunMs = systemClock.wallMs();
  while (!stop.aborted) {
    samples.push({ seconds: (systemClock.wallMs() - begunMs) / 1000, residentBytes: residentBytesOf(gateway.pid) });
    await pause(everyMs, undefined, { signal: stop }).catch(() => undefined);
  }
  return samples;
}

/**
 * The highest sample of the last tenth against that of the second; the first is for caches to fill. Peaks are compared, for
 * under load a collected heap goes up and down by a tenth: a line through such a saw shows its phase.
 */
export function judgeMemory(samples: readonly SoakSample[], note: string): Finding {
  const tenth = Math.floor(samples.length / 10);
  if (tenth < 2) throw new Error("the soak was too short to be judged");
  const before = peak(samples.slice(tenth, 2 * tenth));
  const after = peak(samples.slice(-tenth));
  return {
    name: "soak: resident memory's peak, last tenth to the second",
    figure: `${(after / 1e6).toFixed(0)} MB`,
    baseline: `${(before / 1e6).toFixed(0)} MB`,
    measured: ((after - before) * 100) / before,
    spread: null,
    target: { kind: "at most", bound: MAX_RISE_PERCENT, unit: "%" },
    note,
  };
}

/** How much p99 of the last tenth is over that of the first. */
export function judgeP99(tenths: readonly PhaseResult[]): Finding {
  const p99 = tenths.map(({ latency }) => latency.p99);
  const [first, last] = [p99[0] as number, p99.at(-1) as number];
  return {
    name: "soak: p99, last tenth to the first",
    figure: `${last} µs`,
    baseline: `${first} µs`,
    measured: ((last - first) * 100) / first,
    spread: null,
    target: { kind: "at most", bound: MAX_CREEP_PERCENT, unit: "%" },
    note: `all tenths: ${p99.join(", ")} µs`,
  };
}

function judgeErrors(tenths: readonly PhaseResult[]): Finding {
  const errors = tenths.reduce((sum, phase) => sum + phase.errors, 0);
  return {
    name: "soak: errors",
    figure: String(errors),
    baseline: "–",
    measured: errors,
    spread: null,
    target: { kind: "at most", bound: 0, unit: "errors" },
    note: "",
  };
}

function noteOf(tenths: readonly PhaseResult[], minutes: number): string {
  const answers = tenths.reduce((sum, { achievedPerSecond, seconds }) => sum + achievedPerSecond * seconds, 0);
  const seconds = tenths.reduce((sum, phase) => sum + phase.seconds, 0);
  return `${showRate(answers / seconds)} over ${minutes} min`;
}

function peak(samples: readonly SoakSample[]): number {
  return Math.max(...samples.map((sample) => sample.residentBytes));
}

const setup: GatewaySetup = { workers: "auto", memory: ["memory"], sqlite: ["default"] };
const scenarioFile = fileURLToPath(new URL("../../perf/scenarios/soak.yaml", import.meta.url));
/** What the scenario's tenths last together. */
const SCENARIO_MINUTES = 30;
/** Sixty to a tenth. */
const SAMPLES = 600;
/** Peaks of a heap that does not grow differ by less. */
const MAX_RISE_PERCENT = 5;
const MAX_CREEP_PERCENT = 20;
