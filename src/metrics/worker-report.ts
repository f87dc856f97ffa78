import type { AuditReport } from "./audit-report.ts";
import type { DeadLetterCount } from "./dead-letter-counts.ts";
import type { RequestSeries } from "./request-series.ts";
import type { SizeCounts } from "./size-histogram.ts";
import type { StageCounts } from "./stage-recorder.ts";
import type { StoreSizeCounts } from "./store-sizes.ts";
import type { WithheldCount } from "./withheld-requests.ts";

/** What a worker tells control when asked: histograms since the last report, and totals since the thread started. */
export interface WorkerReport {
  readonly series: readonly RequestSeries[];
  /** Since the last report. */
  readonly stages: readonly StageCounts[];
  /** Since the last report. */
  readonly withheld: readonly WithheldCount[];
  /** Since the last report. */
  readonly deadLetters: readonly DeadLetterCount[];
  readonly batches: number;
  readonly records: number;
  /** How often this worker had to wake the acceptor. */
  readonly acceptorWakes: number;
  readonly sizes: SizeReport;
  readonly stores: readonly StoreReport[];
  readonly streams: StreamReport;
  readonly largeValues: LargeValueReport;
  readonly offload: OffloadReport;
  readonly eventLoop: EventLoopReport;
  /** null where there is no audit. */
  readonly audit: AuditReport | null;
}

/** How large batches and queues were since the last report. */
export interface SizeReport {
  /** Requests of a batch. */
  readonly batch: SizeCounts;
  /** Bytes in the request ring when a batch began. */
  readonly ring: SizeCounts;
  readonly stores: readonly StoreSizeReport[];
}

export interface StoreSizeReport extends StoreSizeCounts {
  readonly backend: string;
  readonly pattern: string;
}

export interface StoreReport {
  readonly backend: string;
  /** −1 where the store cannot tell cheaply. */
  readonly items: number;
  readonly bytes: number;
  /** 0 = no bound. */
  readonly maxBytes: number;
  /** Why the store cannot serve now; empty when it can. */
  readonly problem: string;
  /** null where the store is embedded. */
  readonly guard: GuardReport | null;
}

/** Of a store on the network. Counters are totals since the thread started. */
export interface GuardReport {
  readonly isOpen: boolean;
  readonly opens: number;
  readonly retries: number;
  readonly timeouts: number;
  readonly hedges: number;
  readonly refusedBusy: number;
  readonly refusedOpen: number;
  readonly calls: number;
  readonly attempts: number;
  readonly connections: number;
}

export interface StreamReport {
  /** Fetches that wait for messages, or are being served. */
  readonly fetches: number;
  /** Subscribers whose place is kept. */
  readonly sessions: number;
}

export interface LargeValueReport {
  /** Of chunks that are being taken in or read. */
  readonly bytesUnderWay: number;
  /** Calls that were refused because of those, since the thread started. */
  readonly refused: number;
  /** Items of chunks that nobody needed any more, since the thread started. */
  readonly removed: number;
}

/** Of the worker's pool of threads. */
export interface OffloadReport {
  /** That it may have at most; 0 = the worker does everything itself. */
  readonly threads: number;
  /** Those of them that are at work. */
  readonly busy: number;
  /** Tasks that wait for one. */
  readonly waiting: number;
  readonly tasks: readonly OffloadTaskReport[];
}

export interface OffloadTaskReport extends OffloadTotals {
  /** Of this kind, waiting or running. */
  readonly underWay: number;
}

/** What became of the tasks of one kind, since the thread started. */
export interface OffloadTotals {
  readonly task: string;
  readonly done: number;
  readonly failed: number;
  readonly refused: number;
  readonly cancelled: number;
  /** Milliseconds that those that were done have waited for their thread, and that they have run. */
  readonly waitMs: number;
  readonly runMs: number;
}

/** Since the last report. */
export interface EventLoopReport {
  /** Time between when a timer was due and when it ran, in microseconds. */
  readonly lagP50Us: number;
  readonly lagP99Us: number;
  readonly lagMaxUs: number;
  /** Share of the time that the thread was not waiting, 0 to 1. */
  readonly utilization: number;
}
