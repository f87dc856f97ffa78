import { BYTES_SCALE, COUNT_SCALE, type SizeCounts, sizeQuantile } from "../../metrics/size-histogram.ts";
import type { StoreReport } from "../../metrics/worker-report.ts";
import type { AcceptorFigures } from "../metrics-page.ts";
import type { ProcessFigures } from "../metrics-process.ts";
import type { WorkerFigures } from "../metrics-worker.ts";
import { perSecond } from "./operation-book.ts";
import { type GuardMark, guardKey, sizesSince, type TopMark } from "./top-mark.ts";
import type { DoorFigures, PoolShare, ProcessShare, StoreShare, WorkerShare } from "./top-report.ts";

/** The two ends of an interval. */
export interface Ends {
  readonly from: TopMark;
  readonly to: TopMark;
}

export function doorFigures(acceptor: AcceptorFigures, { from, to }: Ends): DoorFigures {
  const elapsedMs = to.atMs - from.atMs;
  const { tcp, websocket, grpc, http } = acceptor.counters.connections;
  return {
    // Where those of HTTP are counted, WebSockets are among them.
    connections: tcp.open + grpc.open + Math.max(http.open, websocket.open),
    inFlight: acceptor.inFlight,
    bytesInPerSecond: perSecond(to.bytesIn - from.bytesIn, elapsedMs),
    bytesOutPerSecond: perSecond(to.bytesOut - from.bytesOut, elapsedMs),
    refusedPerSecond: perSecond(to.refused - from.refused, elapsedMs),
    pausesPerSecond: perSecond(to.pauses - from.pauses, elapsedMs),
    ringFullPausesPerSecond: perSecond(to.ringFullPauses - from.ringFullPauses, elapsedMs),
  };
}

/** @param requests in the interval. */
export function processShare(process: ProcessFigures, requests: number, { from, to }: Ends): ProcessShare {
  const cpuUs = (to.cpuSeconds - from.cpuSeconds) * 1e6;
  return {
    cpuCores: rounded(cpuUs / 1e3 / (to.atMs - from.atMs), 2),
    cpuUsPerRequest: requests === 0 ? null : rounded(cpuUs / requests, 1),
    residentBytes: process.residentBytes,
  };
}

export function workerShare(worker: WorkerFigures, { from, to }: Ends): WorkerShare {
  const now = to.workers.get(worker.index);
  const before = from.workers.get(worker.index);
  const batch = now === undefined ? NO_SIZES : sizesSince(now.batch, before?.batch);
  const ring = now === undefined ? NO_SIZES : sizesSince(now.ring, before?.ring);
  return {
    worker: worker.index,
    isUp: worker.isUp,
    reported: worker.isFresh,
    restarts: worker.restarts,
    requestsPerSecond: perSecond((now?.requests ?? 0) - (before?.requests ?? 0), to.atMs - from.atMs),
    batchP50: countQuantile(batch, 0.5),
    batchP99: countQuantile(batch, 0.99),
    ringP50Bytes: finite(sizeQuantile(ring, BYTES_SCALE, 0.5), BYTES_SCALE.bounds),
    ringP99Bytes: finite(sizeQuantile(ring, BYTES_SCALE, 0.99), BYTES_SCALE.bounds),
    utilization: worker.latest === null ? null : rounded(worker.latest.eventLoop.utilization, 3),
    lagP99Us: worker.latest?.eventLoop.lagP99Us ?? null,
  };
}

/** Each backend over all workers, in the order in which they were first told of. */
export function storeShares(workers: readonly WorkerFigures[], ends: Ends): StoreShare[] {
  const byBackend = new Map<string, StoreOfWorker[]>();
  for (const worker of workers) {
    for (const store of worker.latest?.stores ?? []) {
      const known = byBackend.get(store.backend);
      if (known === undefined) byBackend.set(store.backend, [{ worker, store }]);
      else known.push({ worker, store });
    }
  }
  return [...byBackend].map(([backend, stores]) => storeShare(backend, stores, ends));
}

interface StoreOfWorker {
  readonly worker: WorkerFigures;
  readonly store: StoreReport;
}

function storeShare(backend: string, stores: readonly StoreOfWorker[], ends: Ends): StoreShare {
  const flights = ends.to.flights.get(backend);
  const before = ends.from.flights.get(backend);
  const items = flights === undefined ? NO_SIZES : sizesSince(flights.items, before?.items);
  const waiting = flights === undefined ? NO_SIZES : sizesSince(flights.waiting, before?.waiting);
  const sum = (figure: (store: StoreReport) => number): number =>
    stores.reduce((total, { store }) => total + figure(store), 0);
  return {
    backend,
    workers: new Set(stores.map(({ worker }) => worker.index)).size,
    problem: stores.find(({ store }) => store.problem !== "")?.store.problem ?? "",
    items: stores.some(({ store }) => store.items < 0) ? -1 : sum((store) => store.items),
    bytes: sum((store) => store.bytes),
    flightP50: countQuantile(items, 0.5),
    flightP99: countQuantile(items, 0.99),
    waitingP99: countQuantile(waiting, 0.99),
    pool: stores.some(({ store }) => store.guard !== null) ? poolShare(stores, ends) : null,
  };
}

function poolShare(stores: readonly StoreOfWorker[], { from, to }: Ends): PoolShare {
  const open = new Set<number>();
  let connections = 0;
  let calls = 0;
  let batches = 0;
  const keys = new Set<string>();
  for (const { worker, store } of stores) {
    if (store.guard === null) continue;
    if (store.guard.isOpen) open.add(worker.index);
    connections += store.guard.connections;
    calls += store.guard.calls;
    batches += store.guard.attempts;
    keys.add(guardKey(worker, store));
  }
  const rate = (figure: (mark: GuardMark) => number): number => {
    let count = 0;
    for (const key of keys) count += figure(to.guards.get(key) ?? NO_GUARD) - figure(from.guards.get(key) ?? NO_GUARD);
    return perSecond(count, to.atMs - from.atMs);
  };
  return {
    breakersOpen: open.size,
    connections,
    calls,
    batches,
    retriesPerSecond: rate((mark) => mark.retries),
    timeoutsPerSecond: rate((mark) => mark.timeouts),
    refusedPerSecond: rate((mark) => mark.refusedBusy + mark.refusedOpen),
  };
}

const NO_SIZES: SizeCounts = { counts: [], sum: 0 };
const NO_GUARD: GuardMark = { retries: 0, timeouts: 0, refusedBusy: 0, refusedOpen: 0 };

function countQuantile(sizes: SizeCounts, quantile: number): number {
  return finite(sizeQuantile(sizes, COUNT_SCALE, quantile), COUNT_SCALE.bounds);
}

/** JSON knows no infinity: what is over all bounds is said to be twice the last. */
function finite(size: number, bounds: readonly number[]): number {
  return Number.isFinite(size) ? size : 2 * (bounds.at(-1) ?? 0);
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
