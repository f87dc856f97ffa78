import type { SizeCounts } from "../../metrics/size-histogram.ts";
import type { GuardReport, OffloadTotals, StoreReport } from "../../metrics/worker-report.ts";
import type { AcceptorFigures } from "../metrics-page.ts";
import type { ProcessFigures } from "../metrics-process.ts";
import type { WorkerFigures } from "../metrics-worker.ts";

/** What is read at one moment beside the workers. */
export interface GatewayTotals {
  readonly process: ProcessFigures;
  readonly acceptor: AcceptorFigures;
}

/** All totals at one moment, copied: two of them make the figures of the interval between. */
export interface TopMark {
  readonly atMs: number;
  readonly cpuSeconds: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly refused: number;
  readonly pauses: number;
  readonly ringFullPauses: number;
  readonly workers: ReadonlyMap<number, WorkerMark>;
  readonly flights: ReadonlyMap<string, FlightMark>;
  /** By worker, thread of it, and backend: a new thread counts from nothing. */
  readonly guards: ReadonlyMap<string, GuardMark>;
  /** By worker and kind of task. */
  readonly offload: ReadonlyMap<string, OffloadTotals>;
}

interface WorkerMark {
  readonly requests: number;
  readonly batch: SizeCounts;
  readonly ring: SizeCounts;
}

export interface FlightMark {
  readonly items: SizeCounts;
  readonly waiting: SizeCounts;
}

export type GuardMark = Pick<GuardReport, "retries" | "timeouts" | "refusedBusy" | "refusedOpen">;

export function takeMark(atMs: number, totals: GatewayTotals, workers: readonly WorkerFigures[]): TopMark {
  const { counters, outboxTotals } = totals.acceptor;
  let refused = 0;
  for (const count of counters.refusals.values()) refused += count;
  return {
    atMs,
    cpuSeconds: totals.process.cpuSeconds,
    bytesIn: counters.bytesIn,
    bytesOut: outboxTotals.bytesOut,
    refused,
    pauses: counters.pauses,
    ringFullPauses: counters.ringFullPauses,
    workers: new Map(workers.map((worker) => [worker.index, workerMark(worker)])),
    flights: flightsOf(workers),
    guards: guardsOf(workers),
    offload: new Map(
      workers.flatMap((worker) => worker.offload.map((totals) => [offloadKey(worker, totals), totals] as const)),
    ),
  };
}

function workerMark({ requests, sizes }: WorkerFigures): WorkerMark {
  return { requests, batch: copyOf(sizes.batch), ring: copyOf(sizes.ring) };
}

function flightsOf(workers: readonly WorkerFigures[]): Map<string, FlightMark> {
  const flights = new Map<string, FlightMark>();
  for (const { sizes } of workers) {
    for (const { backend, items, waiting } of sizes.stores) {
      const known = flights.get(backend);
      flights.set(backend, {
        items: known === undefined ? copyOf(items) : combine(known.items, items, 1),
        waiting: known === undefined ? copyOf(waiting) : combine(known.waiting, waiting, 1),
      });
    }
  }
  return flights;
}

function guardsOf(workers: readonly WorkerFigures[]): Map<string, GuardMark> {
  const guards = new Map<string, GuardMark>();
  for (const worker of workers) {
    for (const store of worker.latest?.stores ?? []) {
      if (store.guard === null) continue;
      const key = guardKey(worker, store);
      guards.set(key, addGuards(guards.get(key), store.guard));
    }
  }
  return guards;
}

export function guardKey(
  worker: Pick<WorkerFigures, "index" | "restarts">,
  store: Pick<StoreReport, "backend">,
): string {
  return `${worker.index}/${worker.restarts}/${store.backend}`;
}

export function offloadKey({ index }: Pick<WorkerFigures, "index">, { task }: Pick<OffloadTotals, "task">): string {
  return `${index}/${task}`;
}

function addGuards(known: GuardMark | undefined, more: GuardMark): GuardMark {
  return {
    retries: (known?.retries ?? 0) + more.retries,
    timeouts: (known?.timeouts ?? 0) + more.timeouts,
    refusedBusy: (known?.refusedBusy ?? 0) + more.refusedBusy,
    refusedOpen: (known?.refusedOpen ?? 0) + more.refusedOpen,
  };
}

/** What was counted after `earlier`; all of it when that is not known. */
export function sizesSince(later: SizeCounts, earlier: SizeCounts | undefined): SizeCounts {
  return earlier === undefined ? later : combine(later, earlier, -1);
}

function copyOf({ counts, sum }: SizeCounts): SizeCounts {
  return { counts: [...counts], sum };
}

function combine(a: SizeCounts, b: SizeCounts, sign: 1 | -1): SizeCounts {
  return { counts: a.counts.map((count, i) => count + sign * (b.counts[i] ?? 0)), sum: a.sum + sign * b.sum };
}
