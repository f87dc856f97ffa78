import type { AuditReport } from "../metrics/audit-report.ts";
import { GrowingTotal } from "../metrics/growing-total.ts";
import type { OffloadTotals, SizeReport, WorkerReport } from "../metrics/worker-report.ts";
import { AuditHistory } from "./metrics-audit.ts";
import { OffloadHistory } from "./metrics-offload.ts";
import { SizeHistory } from "./metrics-sizes.ts";

/** A worker as the page of metrics shows it. Totals are since the gateway started, over all threads the worker has had. */
export interface WorkerFigures {
  readonly index: number;
  readonly isUp: boolean;
  /** Whether `latest` was asked for by the collection that this is for. */
  readonly isFresh: boolean;
  readonly restarts: number;
  readonly batches: number;
  readonly requests: number;
  readonly wakesByAcceptor: number;
  readonly wakesOfAcceptor: number;
  readonly largeValuesRefused: number;
  readonly largeValuesRemoved: number;
  /** Its pool's tasks, by kind. */
  readonly offload: readonly OffloadTotals[];
  /** How large its batches and queues were. */
  readonly sizes: SizeReport;
  /** The last report of the thread that runs now; null when it has made none. */
  readonly latest: WorkerReport | null;
  /** Of its chain of the audit log; null when there is none, or nothing was told of it. */
  readonly audit: AuditReport | null;
}

/** Follows one worker across the threads that it has. `restarts` tells them apart: how often the thread was replaced. */
export class WorkerHistory implements WorkerFigures {
  readonly index: number;
  isUp = false;
  isFresh = false;
  restarts = 0;
  latest: WorkerReport | null = null;
  readonly sizes = new SizeHistory();
  private readonly batchTotal = new GrowingTotal();
  private readonly requestTotal = new GrowingTotal();
  private readonly wakeByTotal = new GrowingTotal();
  private readonly wakeOfTotal = new GrowingTotal();
  private readonly largeRefusedTotal = new GrowingTotal();
  private readonly largeRemovedTotal = new GrowingTotal();
  private readonly offloadHistory = new OffloadHistory();
  private readonly auditHistory = new AuditHistory();

  constructor(index: number) {
    this.index = index;
  }

  /** What is known of the worker without asking its thread. `wakes`: of the thread that runs now, by the acceptor. */
  observe(isUp: boolean, restarts: number, wakes: number): void {
    if (restarts !== this.restarts || !isUp) this.latest = null;
    this.isUp = isUp;
    this.restarts = restarts;
    this.wakeByTotal.observe(restarts, wakes);
  }

  /** What a thread of this worker said of itself: the one that had been replaced `restarts` times. */
  accept(report: WorkerReport, restarts: number): void {
    this.batchTotal.observe(restarts, report.batches);
    this.requestTotal.observe(restarts, report.records);
    this.wakeOfTotal.observe(restarts, report.acceptorWakes);
    this.largeRefusedTotal.observe(restarts, report.largeValues.refused);
    this.largeRemovedTotal.observe(restarts, report.largeValues.removed);
    this.offloadHistory.accept(report.offload.tasks, restarts);
    this.sizes.accept(report.sizes);
    if (report.audit !== null) this.auditHistory.accept(report.audit, restarts);
    if (restarts !== this.restarts) return;
    // The histograms are merged already; keeping them would hold their memory until the next report.
    this.latest = { ...report, series: [] };
    this.isFresh = true;
  }

  get offload(): readonly OffloadTotals[] {
    return this.offloadHistory.figures;
  }

  get audit(): AuditReport | null {
    return this.auditHistory.figures;
  }

  get batches(): number {
    return this.batchTotal.value;
  }

  get requests(): number {
    return this.requestTotal.value;
  }

  get wakesByAcceptor(): number {
    return this.wakeByTotal.value;
  }

  get largeValuesRefused(): number {
    return this.largeRefusedTotal.value;
  }

  get largeValuesRemoved(): number {
    return this.largeRemovedTotal.value;
  }

  get wakesOfAcceptor(): number {
    return this.wakeOfTotal.value;
  }
}
