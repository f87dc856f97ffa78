import type { OffloadKind, OperationFigures, StoreShare, WorkerShare } from "../../control/top/top-report.ts";
import { approximateBytes } from "../approximate-bytes.ts";
import { plainText } from "../plain-text.ts";

/** `1234567` → `1.23M`: at most five characters, so that columns stay where they are. */
export function shortCount(count: number): string {
  if (count < 10_000) return count < 100 && !Number.isInteger(count) ? count.toFixed(1) : String(Math.round(count));
  const [divisor, unit] = count < 1e6 ? [1e3, "k"] : count < 1e9 ? [1e6, "M"] : [1e9, "G"];
  const amount = count / divisor;
  return `${threeDigits(amount)}${unit}`;
}

/** `1234` → `1.23ms`. */
export function shortTime(us: number): string {
  if (us < 999.5) return `${Math.round(us)}µs`;
  const [amount, unit] = us < 1e6 ? [us / 1e3, "ms"] : [us / 1e6, "s"];
  return `${threeDigits(amount)}${unit}`;
}

/** The bounds are where rounding would make a digit more. */
function threeDigits(amount: number): string {
  if (amount < 9.995) return amount.toFixed(2);
  return amount < 99.95 ? amount.toFixed(1) : String(Math.round(amount));
}

export function operationRow(figures: OperationFigures): Record<string, string> {
  return {
    namespace: figures.namespace === "" ? "(none)" : plainText(figures.namespace, MAX_NAME),
    operation: plainText(figures.operation, MAX_NAME),
    "req/s": shortCount(figures.perSecond),
    "fail/s": shortCount(figures.failedPerSecond),
    p50: shortTime(figures.p50Us),
    p99: shortTime(figures.p99Us),
    max: shortTime(figures.maxUs),
    queue99: shortTime(figures.queueP99Us),
    store99: shortTime(figures.backendP99Us),
  };
}

export function workerRow(worker: WorkerShare): Record<string, string> {
  const { isUp, reported, utilization, lagP99Us } = worker;
  return {
    worker: String(worker.worker),
    state: isUp ? (reported ? "up" : "silent") : "down",
    "req/s": shortCount(worker.requestsPerSecond),
    "batch50/99": `${shortCount(worker.batchP50)}/${shortCount(worker.batchP99)}`,
    ring50: approximateBytes(worker.ringP50Bytes),
    ring99: approximateBytes(worker.ringP99Bytes),
    busy: utilization === null ? "-" : `${Math.round(utilization * 100)}%`,
    lag99: lagP99Us === null ? "-" : shortTime(lagP99Us),
    restarts: shortCount(worker.restarts),
  };
}

export function storeRow({ pool, ...store }: StoreShare): Record<string, string> {
  return {
    store: plainText(store.backend, MAX_NAME),
    state: storeState({ ...store, pool }),
    "items50/99": `${shortCount(store.flightP50)}/${shortCount(store.flightP99)}`,
    wait99: shortCount(store.waitingP99),
    conns: pool === null ? "-" : shortCount(pool.connections),
    calls: pool === null ? "-" : shortCount(pool.calls),
    "retry/s": pool === null ? "-" : shortCount(pool.retriesPerSecond),
    "late/s": pool === null ? "-" : shortCount(pool.timeoutsPerSecond),
    size: store.bytes > 0 ? approximateBytes(store.bytes) : "-",
  };
}

export function offloadRow(kind: OffloadKind): Record<string, string> {
  const { waitUs, runUs } = kind;
  return {
    task: plainText(kind.task, MAX_NAME),
    now: shortCount(kind.underWay),
    "done/s": shortCount(kind.perSecond),
    "fail/s": shortCount(kind.failedPerSecond),
    "refuse/s": shortCount(kind.refusedPerSecond),
    "cancel/s": shortCount(kind.cancelledPerSecond),
    wait: waitUs === null ? "-" : shortTime(waitUs),
    run: runUs === null ? "-" : shortTime(runUs),
    threads: kind.threads.toFixed(2),
  };
}

/** Whether a kind of task has anything to tell of this interval. */
export function isAtWork(kind: OffloadKind): boolean {
  const { underWay, perSecond, failedPerSecond, refusedPerSecond, cancelledPerSecond } = kind;
  return underWay + perSecond + failedPerSecond + refusedPerSecond + cancelledPerSecond > 0;
}

/** Of a breaker, on how many workers it is open. */
export function storeState({ pool, problem, workers }: StoreShare): string {
  if (pool !== null && pool.breakersOpen > 0) return `open ${pool.breakersOpen}/${workers}`;
  return problem === "" ? "up" : "down";
}

const MAX_NAME = 24;
