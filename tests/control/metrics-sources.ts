import { AcceptorCounters } from "../../src/acceptor/counters.ts";
import type { CaptureFigures } from "../../src/control/captures/capture-totals.ts";
import type { MetricsSources } from "../../src/control/metrics-page.ts";
import { MergedStages } from "../../src/control/metrics-stages.ts";
import type { TlsFigures } from "../../src/control/metrics-tls.ts";
import type { WorkerFigures } from "../../src/control/metrics-worker.ts";
import type { TracingFigures } from "../../src/control/tracing/span-exporter.ts";
import type { AuditReport } from "../../src/metrics/audit-report.ts";
import { MergedDeadLetters } from "../../src/metrics/dead-letter-counts.ts";
import type { LevelStatus } from "../../src/metrics/levels/level-status.ts";
import { MergedRequests } from "../../src/metrics/merged-requests.ts";
import {
  BYTES_SCALE,
  COUNT_SCALE,
  type SizeCounts,
  SizeHistogram,
  type SizeScale,
} from "../../src/metrics/size-histogram.ts";
import { MergedWithheld } from "../../src/metrics/withheld-requests.ts";
import type { EventLoopReport, WorkerReport } from "../../src/metrics/worker-report.ts";
import { Door } from "../../src/security/caller.ts";
import { ANONYMOUS } from "../../src/security/principal.ts";
import { CredentialChecks } from "../../src/security/tokens/credential-checks.ts";

/** An event loop that has nothing to do. */
export const idleLoop: EventLoopReport = { lagP50Us: 0, lagP99Us: 0, lagMaxUs: 0, utilization: 0 };

/** A door with TLS that has seen one client. */
const tlsFigures: TlsFigures = {
  keeper: {
    current: { expiresAtMs: 1e12 + 3_600_000, clientCaExpiresAtMs: 1e12 - 1_000 },
    problem: "",
    reloads: { served: 2, refused: 1 },
  },
  handshakes: new Map([[Door.TCP, { handshakes: 1, nobodies: 0, failures: new Map([["version", 3]]) }]]),
};

const credentials = new CredentialChecks();
credentials.count("unknown", { principal: ANONYMOUS, expiresAtMs: 0 });

export const auditFigures: AuditReport = {
  chain: "worker-0",
  records: 1,
  bytes: 2,
  flushes: 3,
  flushUs: 4,
  failures: 5,
  unrecorded: 6,
  seal: 7,
  checkpointAgeMs: 8_000,
  problem: "ENOSPC",
};

/** What was recorded of these sizes. */
export function sizesOf(scale: SizeScale, ...sizes: number[]): SizeCounts {
  const histogram = new SizeHistogram(scale);
  for (const size of sizes) histogram.record(size);
  return histogram.take();
}
const levelStatus: LevelStatus = {
  namespace: "orders",
  level: "readP99Ms",
  class: "read",
  unit: "ms",
  target: 5,
  current: 7,
  state: "missed",
  alerts: { fast: true, slow: false },
  windows: [{ window: "1m", current: 7, samples: 100, bad: 2, burn: 2 }],
};

const tracingFigures: TracingFigures = {
  made: 9,
  exported: 3,
  dropped: { rate: 1, queue: 2, refused: 1, shutdown: 1 },
  invalid: 4,
  exports: 6,
  failures: 5,
  queued: 2,
  queuedBytes: 600,
};

const captureFigures: CaptureFigures = {
  namespace: "orders",
  isRecording: true,
  counts: { records: 10, bytes: 2_000, overBound: 3, tooFast: 4, unsupported: 5, lost: 6 },
};

export function reportOf(parts: Partial<WorkerReport> = {}): WorkerReport {
  return {
    series: [],
    withheld: [],
    stages: [],
    deadLetters: [],
    batches: 0,
    records: 0,
    acceptorWakes: 0,
    sizes: { batch: sizesOf(COUNT_SCALE), ring: sizesOf(BYTES_SCALE), stores: [] },
    stores: [],
    largeValues: { bytesUnderWay: 0, refused: 0, removed: 0 },
    offload: { threads: 1, busy: 0, waiting: 0, tasks: [] },
    streams: { fetches: 0, sessions: 0 },
    eventLoop: idleLoop,
    audit: null,
    ...parts,
  };
}

export function figuresOf(parts: Partial<WorkerFigures> = {}): WorkerFigures {
  const sizes = { batch: sizesOf(COUNT_SCALE), ring: sizesOf(BYTES_SCALE), stores: [] };
  const totals = {
    sizes,
    batches: 0,
    requests: 0,
    wakesByAcceptor: 0,
    wakesOfAcceptor: 0,
    largeValuesRefused: 0,
    largeValuesRemoved: 0,
    offload: [],
  };
  return { index: 0, isUp: true, isFresh: true, restarts: 0, ...totals, latest: null, audit: null, ...parts };
}

export function sourcesOf(parts: Partial<MetricsSources> = {}): MetricsSources {
  return {
    version: "1.2.3",
    snapshotGeneration: 1,
    reloads: { applied: 3, refused: 1, lastMs: 1e12, problems: ["prism.yaml:1:1: the file is empty"] },
    process: { residentBytes: 1, cpuSeconds: 2, startedMs: 3_500, nodeVersion: "v20.0.0" },
    acceptor: {
      counters: new AcceptorCounters(),
      inFlight: 0,
      outboxTotals: { writes: 0, bytesOut: 0 },
    },
    acceptorLoop: idleLoop,
    furtherLoops: [],
    credentials,
    tls: tlsFigures,
    nowMs: 1e12,
    audit: [auditFigures],
    tracing: tracingFigures,
    workers: [],
    requests: new MergedRequests(),
    withheld: new MergedWithheld(),
    stages: new MergedStages(),
    levels: [levelStatus],
    captures: [captureFigures],
    deadLetters: new MergedDeadLetters(),
    ...parts,
  };
}
