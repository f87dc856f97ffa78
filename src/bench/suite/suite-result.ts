/**
 * What `prism bench run` found for one scenario: one JSON document, complete by itself. Reports and comparisons are made
 * of this and of nothing else. A change of its shape that readers must know of changes the number in `format`.
 */
export interface SuiteResult {
  readonly format: typeof SUITE_RESULT_FORMAT;
  readonly scenario: ScenarioText;
  /** What was under load. */
  readonly target: SuiteTarget;
  readonly environment: SuiteEnvironment;
  /** ISO 8601, UTC: when the first round began. */
  readonly startedAt: string;
  /** Of keys, mixes, sizes and arrivals: the same seed asks the same things. */
  readonly seed: number;
  /** What all durations of the scenario were multiplied by; 1 = as it is written. */
  readonly scale: number;
  readonly rounds: readonly RoundResult[];
  /** The scenario's targets, each over all rounds. */
  readonly targets: readonly TargetVerdict[];
  /** `void`: an answer was wrong or a round could not be run, and no figure means anything. */
  readonly verdict: "met" | "missed" | "void";
  /** What made it void, a sentence each. */
  readonly faults: readonly string[];
}

export const SUITE_RESULT_FORMAT = "prism-suite-result/1";

/** The scenario as it was read, so that the document explains its own figures. */
export interface ScenarioText {
  readonly name: string;
  readonly summary: string;
  /** As it was named. */
  readonly file: string;
  /** The whole file. */
  readonly text: string;
  /** `sha256:` and the digest of `text` in hex: results with the same one compare. */
  readonly digest: string;
}

/** A gateway by its URL, or the store alone, for what the gateway adds. */
export type SuiteTarget =
  | {
      readonly kind: "gateway";
      readonly host: string;
      readonly ports: Readonly<Record<SuiteDoor, number>>;
      /** By TLS; left out where it is not. */
      readonly isSecure?: boolean;
    }
  | { readonly kind: "direct"; readonly stores: readonly string[] };

export type SuiteDoor = "tcp" | "websocket" | "grpc" | "http";

export interface SuiteEnvironment {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly prism: string;
  /** With `+` when the work tree had changes; null outside a git work tree. */
  readonly commit: string | null;
}

/** The whole scenario, once. */
export interface RoundResult {
  /** From 1. */
  readonly round: number;
  readonly startedAt: string;
  /** The measured time: all phases but warm-ups. */
  readonly seconds: number;
  readonly flows: readonly FlowResult[];
  readonly phases: readonly PhaseResult[];
  /** Of scenarios that look for one. */
  readonly knee: KneeResult | null;
  readonly generator: GeneratorUse;
  /** Null when the server does not run on this machine. */
  readonly server: ServerUse | null;
}

/** A group of connections that do the same. */
export interface FlowResult {
  readonly flow: string;
  readonly door: SuiteDoor | "direct";
  readonly namespace: string;
  /** What the open loop asked for in the measured time, a second; null for a closed loop. */
  readonly offeredPerSecond: number | null;
  readonly operations: readonly OperationResult[];
  /** One for each second since the round's load began, warm-up included. */
  readonly series: readonly SecondResult[];
}

export interface OperationResult {
  /** As the scenario names it: get, put, insert, scan, publish, delivery … */
  readonly operation: string;
  /** Right answers within the measured time. */
  readonly answers: number;
  readonly perSecond: number;
  /** Sorted by code and reason. */
  readonly errors: readonly ErrorCount[];
  /**
   * Of right answers. Open loop: from the intended time of sending. Closed loop: what callers would have seen who do not
   * wait, by HdrHistogram's correction with the mean interval between a caller's requests.
   */
  readonly corrected: LatencyRecord;
  /** From the moment of sending. */
  readonly uncorrected: LatencyRecord;
}

export interface ErrorCount {
  /** Of gRPC, for example RESOURCE_EXHAUSTED; `CONNECTION` for what had no answer at all. */
  readonly code: string;
  readonly reason: string;
  readonly count: number;
}

/** Latencies in microseconds. */
export interface LatencyRecord {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  /** HdrHistogram V2, compressed, base64, values in microseconds: for every tool that reads HdrHistogram. */
  readonly hdr: string;
}

/** A phase of the scenario, in its order; a step of the search for a knee is one too. */
export interface PhaseResult {
  readonly phase: string;
  readonly kind: "warm-up" | "steady" | "ramp" | "step";
  /** From the beginning of the round's load. */
  readonly startSeconds: number;
  readonly seconds: number;
  /** Null where every flow is a closed loop. */
  readonly offeredPerSecond: number | null;
  readonly achievedPerSecond: number;
  readonly errors: number;
  /** Of all flows and operations together, as `corrected` of an open loop and `uncorrected` of a closed one. */
  readonly latency: LatencyRecord;
}

export interface SecondResult {
  /** Whole seconds since the round's load began. */
  readonly second: number;
  /** Right answers that came in it. */
  readonly answers: number;
  readonly errors: number;
  /** Microseconds, of those answers; 0 when there were none. */
  readonly p50: number;
  readonly p99: number;
}

/** The highest offered rate that was served: p99 under the bound and the share of what was offered achieved. */
export interface KneeResult {
  /** 0 when not even the first step was served. */
  readonly perSecond: number;
  readonly p99: number;
  /** Whether a higher step was tried and not served: otherwise the knee is further on. */
  readonly isBracketed: boolean;
  readonly steps: readonly KneeStep[];
}

export interface KneeStep {
  readonly offeredPerSecond: number;
  readonly achievedPerSecond: number;
  readonly p99: number;
  readonly isServed: boolean;
}

export interface GeneratorUse {
  readonly processes: number;
  /** Of all of them, while the load lasted, warm-up included. */
  readonly cpuSeconds: number;
  /**
   * Of the busiest, as a share of one core. Near 1 in a closed loop, the generator was the limit; an open loop waits awake
   * for its moments, and there it is `lateness` that says so.
   */
  readonly busiest: number;
  /** Microseconds from the intended time to the sending in open loops: what of their latency is the generator's. */
  readonly lateness: LatencyRecord | null;
}

export interface ServerUse {
  readonly pid: number;
  /** While the load lasted, warm-up included. */
  readonly cpuSeconds: number;
  readonly cpuUsPerRequest: number;
  readonly residentBytesBefore: number;
  readonly residentBytesAfter: number;
  readonly residentBytesMost: number;
}

export interface TargetVerdict {
  /** For a person, for example `readers get p99 ≤ 5000 µs`. */
  readonly target: string;
  readonly measure: "p50" | "p99" | "p999" | "rate" | "errors" | "knee";
  readonly flow: string;
  /** Null for all of the flow's. */
  readonly operation: string | null;
  readonly bound: number;
  /** The median of the rounds; null when nothing was measured, which is a miss. */
  readonly value: number | null;
  readonly isMet: boolean;
}
