import { createLatencies, latencyRecordOf, recordLatency } from "../../../src/bench/suite/latency-record.ts";
import {
  type FlowResult,
  type RoundResult,
  SUITE_RESULT_FORMAT,
  type SuiteResult,
} from "../../../src/bench/suite/suite-result.ts";
import { createPrng } from "../../../src/common/prng.ts";

/** What a sample is made with: what was asked of one round, from 1. */
export interface SampleRound {
  readonly perSecond: number;
  /** Microseconds: the median; the 99th percentile is twice as much. */
  readonly p50: number;
  readonly cpuUs: number;
  /** Minutes since the samples' midnight. */
  readonly minute: number;
}

/** A result of one flow `readers` with the operation `get`, and of a round for each of those given. */
export function sampleResult(rounds: readonly SampleRound[], changes: Partial<SuiteResult> = {}): SuiteResult {
  return {
    format: SUITE_RESULT_FORMAT,
    scenario: {
      name: "read-heavy",
      summary: "Mostly reads.",
      ...{ file: "perf/scenarios/read-heavy.yaml", text: "name: read-heavy\n", digest: "sha256:00" },
    },
    target: { kind: "gateway", host: "127.0.0.1", ports: { tcp: 7400, grpc: 7401, http: 7402, websocket: 7402 } },
    environment: {
      ...{ processor: "A Processor", cores: 2, memoryBytes: 2 ** 33, system: "linux 6.1 x64" },
      ...{ node: "20.0.0", prism: "0.1.0", commit: "abc1234" },
    },
    startedAt: "2026-01-01T00:00:00.000Z",
    seed: 1,
    scale: 1,
    rounds: rounds.map((round, at) => roundOf(round, at + 1)),
    targets: [],
    verdict: "met",
    faults: [],
    ...changes,
  };
}

function roundOf({ perSecond, p50, cpuUs, minute }: SampleRound, round: number): RoundResult {
  return {
    round,
    startedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    seconds: 3,
    flows: [flowOf(perSecond, p50, round)],
    phases: [],
    knee: null,
    generator: { processes: 1, cpuSeconds: 1, busiest: 0.5, lateness: null },
    server: {
      ...{ pid: 1, cpuSeconds: 1, cpuUsPerRequest: cpuUs },
      ...{ residentBytesBefore: 2 ** 26, residentBytesAfter: 2 ** 26, residentBytesMost: 2 ** 27 },
    },
  };
}

function flowOf(perSecond: number, p50: number, seed: number): FlowResult {
  const prng = createPrng(seed);
  const uncorrected = createLatencies();
  const corrected = createLatencies();
  for (let at = 0; at < 2_000; at++) {
    const us = at % 50 === 0 ? 2 * p50 : p50 + (prng.below(3) - 1);
    recordLatency(uncorrected, us);
    recordLatency(corrected, at % 50 === 0 ? 3 * p50 : us);
  }
  const operation = {
    ...{ operation: "get", answers: Math.round(3 * perSecond), perSecond, errors: [] },
    ...{ corrected: latencyRecordOf(corrected), uncorrected: latencyRecordOf(uncorrected) },
  };
  const series = [0, 1, 2].map((second) => ({ second, answers: perSecond, errors: 0, p50, p99: 2 * p50 }));
  return { flow: "readers", door: "tcp", namespace: "memory", offeredPerSecond: null, operations: [operation], series };
}
