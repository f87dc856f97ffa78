import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { LevelStatus } from "../../metrics/levels/level-status.ts";
import type { RequestSeries } from "../../metrics/request-series.ts";
import type { WorkerReport } from "../../metrics/worker-report.ts";
import type { WorkerFigures } from "../metrics-worker.ts";
import { doorFigures, processShare, storeShares, workerShare } from "./interval-figures.ts";
import { offloadShare } from "./offload-share.ts";
import { OperationBook } from "./operation-book.ts";
import { type GatewayTotals, type TopMark, takeMark } from "./top-mark.ts";
import type { OperationFigures, TopReport } from "./top-report.ts";

export interface TopSource {
  readonly version: string;
  /** Milliseconds that never go back. */
  readonly nowMs: () => number;
  readonly wallMs: () => number;
  /** Has the workers report; what they say comes to {@link TopWatch.onReport}. */
  readonly gather: () => Promise<readonly WorkerFigures[]>;
  readonly totals: () => GatewayTotals;
  readonly levels: () => readonly LevelStatus[];
  /** Resolves after so many milliseconds. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** One interval with all of its operations, of which a page shows some. */
export type TopInterval = Omit<TopReport, "operations" | "operationCount"> & {
  readonly operations: readonly OperationFigures[];
};

/**
 * How the gateway does in intervals from one look to the next, which all who look share. While nobody looks nothing is
 * asked and nothing is kept: the first look then waits for {@link FIRST_INTERVAL_MS}.
 */
export class TopWatch {
  private readonly source: TopSource;
  private open: OpenInterval | null = null;
  private latest: { readonly interval: TopInterval; readonly endedMs: number } | null = null;
  private looking: Promise<TopInterval> | null = null;

  constructor(source: TopSource) {
    this.source = source;
  }

  /** What a worker has reported, whoever asked for it. */
  readonly onReport = (report: Pick<WorkerReport, "series">, namespaces: readonly (string | null)[]): void => {
    if (this.open === null) return;
    if (this.isForgotten(this.open)) {
      this.open = null;
      this.latest = null;
      return;
    }
    if (report.series.length > 0) this.open.reported.push({ series: report.series, namespaces });
  };

  /** The latest interval. Who asks while a look is under way gets what comes of it. */
  look(): Promise<TopInterval> {
    this.looking ??= this.lookAnew().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async lookAnew(): Promise<TopInterval> {
    const { latest, source } = this;
    if (latest !== null && source.nowMs() - latest.endedMs < SHORTEST_INTERVAL_MS) return latest.interval;
    let { open } = this;
    if (open === null || this.isForgotten(open)) {
      // What the workers report now is of the time before.
      this.open = null;
      const workers = await source.gather();
      open = { from: takeMark(source.nowMs(), source.totals(), workers), reported: [] };
      this.open = open;
      await (source.pause ?? waitFor)(FIRST_INTERVAL_MS);
    }
    return this.close(open);
  }

  private async close(open: OpenInterval): Promise<TopInterval> {
    const { source } = this;
    const workers = await source.gather();
    const totals = source.totals();
    const to = takeMark(source.nowMs(), totals, workers);
    this.open = { from: to, reported: [] };
    const ends = { from: open.from, to };
    const head = {
      time: new Date(source.wallMs()).toISOString(),
      intervalMs: Math.round(to.atMs - open.from.atMs),
      version: source.version,
      uptimeSeconds: Math.round((source.wallMs() - totals.process.startedMs) / 1e3),
      doors: doorFigures(totals.acceptor, ends),
      workers: workers.map((worker) => workerShare(worker, ends)),
      stores: storeShares(workers, ends),
      offload: offloadShare(workers, ends),
    };
    const elapsedMs = to.atMs - open.from.atMs;
    const book = await bookOf(open.reported);
    const operations: OperationFigures[] = [];
    for (const figures of book.operations(elapsedMs)) {
      operations.push(figures);
      if (operations.length % SERIES_PER_STEP === 0) await nextTurn();
    }
    const interval: TopInterval = {
      ...head,
      requests: book.total(elapsedMs),
      process: processShare(totals.process, book.count, ends),
      levels: summaryOf(source.levels()),
      operations,
    };
    this.latest = { interval, endedMs: to.atMs };
    return interval;
  }

  private isForgotten(open: OpenInterval): boolean {
    return this.source.nowMs() - open.from.atMs > LONGEST_INTERVAL_MS;
  }
}

interface OpenInterval {
  readonly from: TopMark;
  readonly reported: { readonly series: readonly RequestSeries[]; readonly namespaces: readonly (string | null)[] }[];
}

/** The thread is shared with sockets, which have a turn after each few series. */
async function bookOf(reported: OpenInterval["reported"]): Promise<OperationBook> {
  const book = new OperationBook();
  for (const { series, namespaces } of reported) {
    for (let at = 0; at < series.length; at += SERIES_PER_STEP) {
      if (at > 0) await nextTurn();
      book.add(series.slice(at, at + SERIES_PER_STEP), namespaces);
    }
  }
  return book;
}

function summaryOf(levels: readonly LevelStatus[]): TopReport["levels"] {
  const missed = levels.filter(({ state }) => state === "missed");
  return {
    declared: levels.length,
    missed: missed.map(({ namespace, level, target, current }) => ({ namespace, level, target, current })),
  };
}

function waitFor(ms: number): Promise<void> {
  return pause(ms, undefined, { ref: false });
}

/** Merging one takes some 20 microseconds. */
const SERIES_PER_STEP = 64;
/** Who looks sooner after the end of an interval gets that one: two watchers do not cut each other's intervals to pieces. */
export const SHORTEST_INTERVAL_MS = 500;
/** … and after this nobody looks any more: what has been kept is let go. Longer than the slowest watcher waits. */
export const LONGEST_INTERVAL_MS = 15_000;
/** What the first look waits for. */
export const FIRST_INTERVAL_MS = 1_000;
