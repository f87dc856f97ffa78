import type { CounterFigures } from "../acceptor/counters.ts";
import { operationName } from "../codec/calls.ts";
import { Code, codeName } from "../common/codes.ts";
import type { AuditReport } from "../metrics/audit-report.ts";
import { CATALOGUE, type MetricSpec } from "../metrics/catalogue.ts";
import type { MergedDeadLetters } from "../metrics/dead-letter-counts.ts";
import { bucketOf, DURATION_BOUNDS_US, STAGE_BOUNDS_US } from "../metrics/duration-bounds.ts";
import type { LevelStatus } from "../metrics/levels/level-status.ts";
import type { MergedRequests } from "../metrics/merged-requests.ts";
import type { MergedSeries } from "../metrics/merged-series.ts";
import { type BucketExemplar, type MetricsFormat, PrometheusText } from "../metrics/prometheus-text.ts";
import type { MergedWithheld } from "../metrics/withheld-requests.ts";
import type { EventLoopReport } from "../metrics/worker-report.ts";
import type { CredentialChecks } from "../security/tokens/credential-checks.ts";
import type { CaptureFigures } from "./captures/capture-totals.ts";
import type { ReloadReport } from "./config/config-reload.ts";
import { writeAudit } from "./metrics-audit.ts";
import { writeCaptures } from "./metrics-captures.ts";
import { writeDoors } from "./metrics-doors.ts";
import { writeLargeValues } from "./metrics-large-values.ts";
import { writeLevels } from "./metrics-levels.ts";
import { writeOffload } from "./metrics-offload.ts";
import type { ProcessFigures } from "./metrics-process.ts";
import { writeSizes } from "./metrics-sizes.ts";
import { type MergedStages, writeStages } from "./metrics-stages.ts";
import { writeStores } from "./metrics-stores.ts";
import { writeStreams } from "./metrics-streams.ts";
import { type TlsFigures, writeTls } from "./metrics-tls.ts";
import { writeTracing } from "./metrics-tracing.ts";
import type { WorkerFigures } from "./metrics-worker.ts";
import type { TracingFigures } from "./tracing/span-exporter.ts";

/** Everything that a page of metrics is made from. */
export interface MetricsSources {
  /** Of Prism. */
  readonly version: string;
  readonly snapshotGeneration: number;
  /** Null where the configuration is not read again. */
  readonly reloads: ReloadReport | null;
  readonly process: ProcessFigures;
  readonly acceptor: AcceptorFigures;
  readonly acceptorLoop: EventLoopReport;
  /** Of the acceptors after the first, by thread. */
  readonly furtherLoops: readonly (readonly [string, EventLoopReport])[];
  /** null when nobody is asked for any. */
  readonly credentials: CredentialChecks | null;
  /** null when no door speaks TLS. */
  readonly tls: TlsFigures | null;
  readonly nowMs: number;
  /** By chain; none when there is no audit log. */
  readonly audit: readonly AuditReport[];
  /** null where nothing is traced. */
  readonly tracing: TracingFigures | null;
  readonly workers: readonly WorkerFigures[];
  readonly requests: MergedRequests;
  readonly withheld: MergedWithheld;
  readonly stages: MergedStages;
  /** Declared levels of service, as of the last look. */
  readonly levels: readonly LevelStatus[];
  /** Of namespaces that have been recorded. */
  readonly captures: readonly CaptureFigures[];
  readonly deadLetters: MergedDeadLetters;
}

/** Of all acceptors together; an `Acceptor` has them too. */
export interface AcceptorFigures {
  readonly counters: CounterFigures;
  readonly inFlight: number;
  readonly outboxTotals: { readonly writes: number; readonly bytesOut: number };
}

/** The whole page at once. */
export function collectMetrics(sources: MetricsSources, format: MetricsFormat = "prometheus"): string {
  let page = "";
  for (const part of metricsPageParts(sources, format)) page += part;
  return page;
}

/**
 * The page in parts of a few hundred lines. A thousand namespaces make a page of ten megabytes; whoever shares the
 * thread with sockets lets them have a turn between two parts.
 */
export function* metricsPageParts(sources: MetricsSources, format: MetricsFormat): Generator<string> {
  const text = new PrometheusText(format);
  yield* requestParts(text, sources.requests);
  writeStages(text, sources.requests, sources.stages);
  writeWithheld(text, sources.withheld);
  writeAcceptor(text, sources.acceptor);
  writeDoors(text, sources.acceptor.counters, sources.credentials);
  writeTls(text, sources.tls, sources.nowMs);
  writeAudit(text, sources.audit);
  writeTracing(text, sources.tracing);
  writeWorkers(text, sources.workers);
  writeStores(text, sources.workers);
  writeStreams(text, sources.workers, sources.deadLetters);
  writeLargeValues(text, sources.workers);
  writeOffload(text, sources.workers);
  writeSizes(text, sources.workers);
  writeLevels(text, sources.levels);
  writeCaptures(text, sources.captures);
  writeThreads(text, sources);
  writeProcess(text, sources);
  yield text.end().take();
}

// ---- requests -----------------------------------------------------------------------------------------------------

function* requestParts(text: PrometheusText, requests: MergedRequests): Generator<string> {
  const all = [...requests.all()];
  text.begin(CATALOGUE.requests);
  for (const group of groupBy(all, codeOf)) {
    const count = group.reduce((sum, series) => sum + series.count, 0);
    text.sample(count, ...labelsOf(group[0] as MergedSeries, codeOf));
  }
  yield text.take();
  // By outcome only: 20 buckets for each code would be a page of failures.
  const groups = groupBy(all, outcomeOf);
  yield* histogramParts(text, CATALOGUE.requestDuration, groups, "total");
  yield* histogramParts(text, CATALOGUE.requestQueue, groups, "queue");
  yield* histogramParts(text, CATALOGUE.requestBackend, groups, "backend");
  yield* histogramParts(text, CATALOGUE.requestGateway, groups, "gateway", STAGE_BOUNDS_US);
}

function writeWithheld(text: PrometheusText, withheld: MergedWithheld): void {
  text.begin(CATALOGUE.withheld);
  for (const { namespace, reason, count } of withheld.all()) text.sample(count, namespace, reason);
}

/** Series that have the same labels on the page; call numbers without a name share one. */
function groupBy(all: readonly MergedSeries[], lastLabel: (series: MergedSeries) => string): MergedSeries[][] {
  const groups = new Map<string, MergedSeries[]>();
  for (const series of all) {
    const key = labelsOf(series, lastLabel).join("/");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [series]);
    else group.push(series);
  }
  return [...groups.values()];
}

function labelsOf(series: MergedSeries, lastLabel: (series: MergedSeries) => string): [string, string, string] {
  return [series.namespace, operationName(series.operation), lastLabel(series)];
}

function codeOf(series: MergedSeries): string {
  return codeName(series.code);
}

function outcomeOf(series: MergedSeries): "ok" | "failed" {
  return series.code === Code.OK ? "ok" : "failed";
}

function* histogramParts(
  text: PrometheusText,
  spec: MetricSpec,
  groups: readonly (readonly MergedSeries[])[],
  time: "total" | "queue" | "backend" | "gateway",
  boundsUs = DURATION_BOUNDS_US,
): Generator<string> {
  text.begin(spec);
  const bounds = boundsUs.map((bound) => bound / 1e6);
  for (const [i, group] of groups.entries()) {
    const counts = new Float64Array(boundsUs.length + 1);
    let sumUs = 0;
    for (const series of group) {
      series[time].addCountsWithin(boundsUs, counts);
      sumUs += series[time].sumUs;
    }
    if (time !== "gateway") text.exemplify(exemplarsOf(group, time));
    text.histogram(bounds, counts, sumUs / 1e6, ...labelsOf(group[0] as MergedSeries, outcomeOf));
    if ((i + 1) % SERIES_PER_PART === 0) yield text.take();
  }
  yield text.take();
}

/** By bucket, the latest of them. */
function exemplarsOf(
  group: readonly MergedSeries[],
  time: "total" | "queue" | "backend",
): ReadonlyMap<number, BucketExemplar> {
  const byBucket = new Map<number, BucketExemplar>();
  for (const { exemplars } of group) {
    for (const exemplar of exemplars.values()) {
      const us = exemplar[`${time}Us`];
      const bucket = bucketOf(us);
      if ((byBucket.get(bucket)?.atMs ?? 0) <= exemplar.atMs) byBucket.set(bucket, { ...exemplar, value: us / 1e6 });
    }
  }
  return byBucket;
}

/** Some 700 lines: less than a millisecond. */
const SERIES_PER_PART = 32;

// ---- the acceptor -------------------------------------------------------------------------------------------------

function writeAcceptor(text: PrometheusText, acceptor: AcceptorFigures): void {
  const { counters, outboxTotals } = acceptor;
  text.begin(CATALOGUE.refused);
  for (const [reason, count] of counters.refusals) text.sample(count, reason);
  text.begin(CATALOGUE.inFlight).sample(acceptor.inFlight);
  text.begin(CATALOGUE.framesIn).sample(counters.framesIn);
  text.begin(CATALOGUE.framesOut).sample(counters.framesOut);
  text.begin(CATALOGUE.bytesIn).sample(counters.bytesIn);
  text.begin(CATALOGUE.bytesOut).sample(outboxTotals.bytesOut);
  text.begin(CATALOGUE.writes).sample(outboxTotals.writes);
  text.begin(CATALOGUE.pauses).sample(counters.pauses);
  text.begin(CATALOGUE.ringFullPauses).sample(counters.ringFullPauses);
  text.begin(CATALOGUE.slowReadersCut).sample(counters.slowReadersCut);
  text.begin(CATALOGUE.idleClosed).sample(counters.idleClosed);
  text.begin(CATALOGUE.staleAnswers).sample(counters.staleAnswers);
}

// ---- workers and their stores -------------------------------------------------------------------------------------

function writeWorkers(text: PrometheusText, workers: readonly WorkerFigures[]): void {
  const each = (spec: MetricSpec, figure: (worker: WorkerFigures) => number): void => {
    text.begin(spec);
    for (const worker of workers) text.sample(figure(worker), String(worker.index));
  };
  each(CATALOGUE.workerUp, (worker) => (worker.isUp ? 1 : 0));
  each(CATALOGUE.workerReported, (worker) => (worker.isFresh ? 1 : 0));
  each(CATALOGUE.workerRestarts, (worker) => worker.restarts);
  each(CATALOGUE.workerBatches, (worker) => worker.batches);
  each(CATALOGUE.workerRequests, (worker) => worker.requests);
  text.begin(CATALOGUE.wakes);
  for (const worker of workers) {
    text.sample(worker.wakesByAcceptor, ACCEPTOR, threadName(worker));
    text.sample(worker.wakesOfAcceptor, threadName(worker), ACCEPTOR);
  }
}

// ---- threads and the process --------------------------------------------------------------------------------------

function writeThreads(text: PrometheusText, sources: MetricsSources): void {
  const loops: (readonly [string, EventLoopReport])[] = [[ACCEPTOR, sources.acceptorLoop], ...sources.furtherLoops];
  for (const worker of sources.workers) {
    if (worker.latest !== null) loops.push([threadName(worker), worker.latest.eventLoop]);
  }
  text.begin(CATALOGUE.eventLoopLag);
  for (const [thread, loop] of loops) {
    text.sample(loop.lagP50Us / 1e6, thread, "0.5");
    text.sample(loop.lagP99Us / 1e6, thread, "0.99");
    text.sample(loop.lagMaxUs / 1e6, thread, "1");
  }
  text.begin(CATALOGUE.eventLoopUtilization);
  for (const [thread, loop] of loops) text.sample(loop.utilization, thread);
}

function writeProcess(text: PrometheusText, sources: MetricsSources): void {
  const { residentBytes, cpuSeconds, startedMs, nodeVersion } = sources.process;
  text.begin(CATALOGUE.snapshotGeneration).sample(sources.snapshotGeneration);
  writeReloads(text, sources.reloads);
  text.begin(CATALOGUE.residentMemory).sample(residentBytes);
  text.begin(CATALOGUE.cpuSeconds).sample(cpuSeconds);
  text.begin(CATALOGUE.startTime).sample(startedMs / 1e3);
  text.begin(CATALOGUE.buildInfo).sample(1, sources.version, nodeVersion);
}

function writeReloads(text: PrometheusText, reloads: ReloadReport | null): void {
  if (reloads === null) return;
  const { applied, refused, lastMs, problems } = reloads;
  text.begin(CATALOGUE.configReloads).sample(applied, "applied").sample(refused, "refused");
  text.begin(CATALOGUE.configReloadRefused).sample(problems.length > 0 ? 1 : 0);
  if (lastMs > 0) text.begin(CATALOGUE.configReloadTime).sample(lastMs / 1e3);
}

const ACCEPTOR = "acceptor";

function threadName(worker: WorkerFigures): string {
  return `worker-${worker.index}`;
}
