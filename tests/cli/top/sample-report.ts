import type { OperationFigures, TopReport } from "../../../src/control/top/top-report.ts";

const figures = {
  perSecond: 1_234,
  failedPerSecond: 0,
  p50Us: 80,
  p99Us: 1_234,
  p999Us: 3_000,
  maxUs: 12_345,
  queueP50Us: 10,
  queueP99Us: 90,
  backendP50Us: 20,
  backendP99Us: 1_000,
};

export function operation(namespace: string, parts: Partial<OperationFigures> = {}): OperationFigures {
  return { namespace, operation: "keyvalue.get", ...figures, ...parts };
}

/** A gateway with two workers and two stores, one of which is in trouble. */
export function sampleReport(parts: Partial<TopReport> = {}): TopReport {
  const worker = {
    isUp: true,
    reported: true,
    restarts: 0,
    requestsPerSecond: 600,
    batchP50: 4,
    batchP99: 64,
    ringP50Bytes: 256,
    ringP99Bytes: 4_096,
    utilization: 0.42,
    lagP99Us: 200,
  };
  const store = { workers: 2, problem: "", items: 5, bytes: 1_024, flightP50: 1, flightP99: 8, waitingP99: 3 };
  const pool = {
    breakersOpen: 1,
    connections: 4,
    calls: 7,
    batches: 2,
    retriesPerSecond: 3,
    timeoutsPerSecond: 1.5,
    refusedPerSecond: 0,
  };
  const operations = [operation("orders"), operation("carts", { p99Us: 5_000, failedPerSecond: 2 })];
  return {
    time: "2026-01-02T03:04:05.678Z",
    intervalMs: 1_000,
    version: "1.2.3",
    uptimeSeconds: 3_725,
    requests: figures,
    process: { cpuCores: 1.32, cpuUsPerRequest: 6.1, residentBytes: 210 * 1024 * 1024 },
    doors: {
      connections: 120,
      inFlight: 44,
      bytesInPerSecond: 1_048_576,
      bytesOutPerSecond: 2_097_152,
      refusedPerSecond: 0,
      pausesPerSecond: 0,
      ringFullPausesPerSecond: 0,
    },
    workers: [
      { worker: 0, ...worker },
      { worker: 1, ...worker },
    ],
    stores: [
      { backend: "ram", ...store, pool: null },
      { backend: "pg", ...store, pool },
    ],
    offload: { threads: 2, busy: 0, waiting: 0, kinds: [] },
    levels: { declared: 2, missed: [{ namespace: "orders", level: "readP99Ms", target: 1, current: 2 }] },
    operations,
    operationCount: operations.length,
    ...parts,
  };
}
