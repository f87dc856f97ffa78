import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../common/clock.ts";
import type { AuditReport } from "../metrics/audit-report.ts";
import { MergedDeadLetters } from "../metrics/dead-letter-counts.ts";
import type { EventLoopGauge } from "../metrics/event-loop-gauge.ts";
import type { LevelStatus } from "../metrics/levels/level-status.ts";
import { MergedRequests } from "../metrics/merged-requests.ts";
import type { MetricsFormat } from "../metrics/prometheus-text.ts";
import type { RequestSeries } from "../metrics/request-series.ts";
import { MergedWithheld } from "../metrics/withheld-requests.ts";
import type { EventLoopReport, WorkerReport } from "../metrics/worker-report.ts";
import { namespacesOf, type Snapshot } from "../namespaces/snapshot.ts";
import type { CredentialChecks } from "../security/tokens/credential-checks.ts";
import { WORKER_REPORT_TIMEOUT_MS } from "./admin-limits.ts";
import type { CaptureFigures } from "./captures/capture-totals.ts";
import type { ReloadReport } from "./config/config-reload.ts";
import { type AcceptorFigures, metricsPageParts } from "./metrics-page.ts";
import { createProcessProbe } from "./metrics-process.ts";
import { MergedStages } from "./metrics-stages.ts";
import type { TlsFigures } from "./metrics-tls.ts";
import { type WorkerFigures, WorkerHistory } from "./metrics-worker.ts";
import type { TracingFigures } from "./tracing/span-exporter.ts";

/** A worker as its supervisor knows it. */
export interface ReportingWorker {
  readonly index: number;
  /** Whether its thread serves. One that does not is not asked. */
  readonly isUp: boolean;
  /** How often its thread has been replaced. */
  readonly restarts: number;
  /** How often the acceptor had to wake the thread that runs now. */
  readonly wakes: number;
  /** Asks the thread for its report, however long that takes; null or a rejection when the thread ends first. */
  report(): Promise<WorkerReport | null>;
}

/** All acceptors together. */
export interface ReportingAcceptors extends AcceptorFigures {
  /** Has those that are not on this thread report; the figures are of then. */
  report(): Promise<void>;
  /** Of those that are not on this thread, by its name. */
  readonly eventLoops: readonly (readonly [string, EventLoopReport])[];
}

export interface MetricsCollectorParts {
  /** Of Prism. */
  readonly version: string;
  readonly clock: Clock;
  readonly acceptors: ReportingAcceptors;
  /** Of the first acceptor. */
  readonly acceptorLoop: EventLoopGauge;
  /** null when nobody is asked for any. */
  readonly credentials: () => CredentialChecks | null;
  /** null when no door speaks TLS. */
  readonly tls: TlsFigures | null;
  /** Of the acceptor's chain of the audit log; null when there is none. */
  readonly audit: () => AuditReport | null;
  readonly snapshot: () => Pick<Snapshot, "generation" | "namespaces">;
  readonly workers: () => readonly ReportingWorker[];
  /** Declared levels of service, as of the last look at them. */
  readonly levels?: () => readonly LevelStatus[];
  /** What has been recorded of the traffic. */
  readonly captures?: () => readonly CaptureFigures[];
  /** What became of edits of the configuration; null where it is not read again. */
  readonly reloads: () => ReloadReport | null;
  /** What became of spans; null where nothing is traced. */
  readonly tracing: () => TracingFigures | null;
}

/**
 * Asks the workers for what they have recorded and keeps the totals. It shares its thread with the acceptor's sockets, so
 * that merging and writing a page of many namespaces go in steps, with a turn of the event loop between them.
 */
export class MetricsCollector {
  /** What all workers have reported until now. */
  readonly requests = new MergedRequests();
  readonly withheld = new MergedWithheld();
  private readonly stages = new MergedStages();
  /** Hear each report as it comes, with the names of namespaces by their place in the snapshot. */
  readonly listeners: ReportListener[] = [];
  /** Hear the series of each report, some at a time. */
  readonly seriesListeners: SeriesListener[] = [];
  readonly deadLetters = new MergedDeadLetters();
  private readonly parts: MetricsCollectorParts;
  private readonly histories = new Map<number, WorkerHistory>();
  private readonly asked = new Map<number, AskedReport>();
  private seenGeneration = 0;
  private readonly readProcess: ReturnType<typeof createProcessProbe>;

  constructor(parts: MetricsCollectorParts) {
    this.parts = parts;
    this.readProcess = createProcessProbe(parts.clock);
  }

  /** The page of metrics in UTF-8, with new reports of all workers that answer in time. */
  async collect(format: MetricsFormat = "prometheus"): Promise<Buffer> {
    const workers = await this.gather();
    this.forgetGone();
    const sources = {
      version: this.parts.version,
      snapshotGeneration: this.parts.snapshot().generation,
      reloads: this.parts.reloads(),
      process: this.readProcess(),
      acceptor: this.parts.acceptors,
      acceptorLoop: this.parts.acceptorLoop.take(),
      furtherLoops: this.parts.acceptors.eventLoops,
      credentials: this.parts.credentials(),
      tls: this.parts.tls,
      nowMs: this.parts.clock.wallMs(),
      audit: [this.parts.audit(), ...workers.map(({ audit }) => audit)].filter((report) => report !== null),
      tracing: this.parts.tracing(),
      workers,
      requests: this.requests,
      withheld: this.withheld,
      stages: this.stages,
      levels: this.parts.levels?.() ?? [],
      captures: this.parts.captures?.() ?? [],
      deadLetters: this.deadLetters,
    };
    // As bytes, outside the heap: the garbage collector stops the thread for 20 ms to move strings of ten megabytes.
    const parts: Buffer[] = [];
    for (const part of metricsPageParts(sources, format)) {
      parts.push(Buffer.from(part));
      await nextTurn();
    }
    return Buffer.concat(parts);
  }

  /**
   * Has the workers report and waits for them, at most {@link WORKER_REPORT_TIMEOUT_MS}. A report that comes later counts
   * when it comes, and until then that worker is not asked again.
   */
  async gather(): Promise<readonly WorkerFigures[]> {
    const workers = this.parts.workers();
    const reports: Promise<void>[] = [this.parts.acceptors.report()];
    for (const worker of workers) {
      const history = this.historyOf(worker.index);
      history.observe(worker.isUp, worker.restarts, worker.wakes);
      history.isFresh = false;
      if (worker.isUp) reports.push(this.ask(worker, history));
    }
    await atMost(WORKER_REPORT_TIMEOUT_MS, Promise.all(reports));
    return workers.map((worker) => this.historyOf(worker.index));
  }

  /** A namespace that is gone leaves the page: with many that come and go it would grow for ever. */
  private forgetGone(): void {
    const snapshot = this.parts.snapshot();
    if (snapshot.generation === this.seenGeneration) return;
    this.seenGeneration = snapshot.generation;
    const there = new Set(namespacesOf(snapshot).map(({ name }) => name));
    this.requests.retain(there);
    this.withheld.retain(there);
    this.deadLetters.retain(there);
  }

  private historyOf(index: number): WorkerHistory {
    let history = this.histories.get(index);
    if (history === undefined) {
      history = new WorkerHistory(index);
      this.histories.set(index, history);
    }
    return history;
  }

  private ask(worker: ReportingWorker, history: WorkerHistory): Promise<void> {
    const { index, restarts } = worker;
    const earlier = this.asked.get(index);
    if (earlier !== undefined && earlier.restarts === restarts) return earlier.settled;
    const settled = worker
      .report()
      .then((report) => this.accept(report, history, restarts))
      // The thread has ended: its supervisor knows, and the page says that it did not report.
      .catch(() => undefined)
      .finally(() => {
        if (this.asked.get(index)?.settled === settled) this.asked.delete(index);
      });
    this.asked.set(index, { restarts, settled });
    return settled;
  }

  private async accept(report: WorkerReport | null, history: WorkerHistory, restarts: number): Promise<void> {
    if (report === null) return;
    const namespaces = this.parts.snapshot().namespaces.map((namespace) => namespace?.name ?? null);
    history.accept(report, restarts);
    for (const listener of this.listeners) listener(report, namespaces);
    this.withheld.merge(report.withheld, namespaces);
    this.stages.merge(report.stages);
    this.deadLetters.merge(report.deadLetters, namespaces);
    for (let at = 0; at < report.series.length; at += SERIES_PER_STEP) {
      if (at > 0) await nextTurn();
      const some = report.series.slice(at, at + SERIES_PER_STEP);
      this.requests.merge(some, namespaces);
      for (const listener of this.seriesListeners) listener(some, namespaces);
    }
  }
}

export type ReportListener = (report: WorkerReport, namespaces: readonly (string | null)[]) => void;

export type SeriesListener = (series: readonly RequestSeries[], namespaces: readonly (string | null)[]) => void;

interface AskedReport {
  readonly restarts: number;
  /** Never rejects. */
  readonly settled: Promise<void>;
}

/** Merging one takes some 10 microseconds. */
const SERIES_PER_STEP = 64;

/** Waits for `work`, but no longer than `timeoutMs`. */
async function atMost(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  await Promise.race([work, timeout]);
  clearTimeout(timer);
}
