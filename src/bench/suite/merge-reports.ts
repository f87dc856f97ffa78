import type { Histogram } from "hdr-histogram-js";
import { arrivalsIn } from "../scenario/arrival-schedule.ts";
import type { ScenarioFlow } from "../scenario/scenario-schema.ts";
import type { CountedLatencies, FlowReport, OperationReport, StageReport } from "./engine/flow-report.ts";
import { CONNECT } from "./engine/flow-tally.ts";
import { type Stage, segmentsOf } from "./engine/stage.ts";
import { createLatencies, decodeLatencies, latencyRecordOf } from "./latency-record.ts";
import type {
  ErrorCount,
  FlowResult,
  GeneratorUse,
  LatencyRecord,
  OperationResult,
  PhaseResult,
  SecondResult,
} from "./suite-result.ts";

/** The reports of all processes about one stage, as one. */
export class MergedStage {
  private readonly stage: Stage;
  private readonly flows: readonly ScenarioFlow[];
  private readonly reports: readonly StageReport[];

  constructor(stage: Stage, flows: readonly ScenarioFlow[], reports: readonly StageReport[]) {
    this.stage = stage;
    this.flows = flows;
    this.reports = reports;
  }

  /** All phases but warm-ups. */
  get measuredSeconds(): number {
    const measured = this.stage.phases.filter(({ kind }) => kind !== "warm-up");
    return measured.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1e3;
  }

  /** Right answers and errors, warm-up included. */
  get requests(): number {
    const seconds = this.reports.flatMap(({ flows }) => flows.flatMap((flow) => flow.seconds));
    return seconds.reduce((sum, { answers, errors }) => sum + answers + errors, 0);
  }

  flowResults(isDirect: boolean): FlowResult[] {
    return this.flows.map((flow, index) => {
      const reports = this.reports.map(({ flows }) => flows[index] as FlowReport);
      return {
        flow: flow.name,
        door: isDirect ? "direct" : flow.door,
        namespace: flow.namespace,
        offeredPerSecond: flow.arrival === "closed" ? null : this.offered(flow),
        operations: this.operations(flow, reports),
        series: seriesOf(reports),
      };
    });
  }

  phaseResults(firstSecond = 0): PhaseResult[] {
    let startSeconds = firstSecond;
    return this.stage.phases.map((phase, number) => {
      const counted = this.reports.flatMap(({ flows }) => flows.map((flow) => flow.phases[number] as CountedLatencies));
      const seconds = phase.durationMs / 1e3;
      const share = (phase.fromShare + phase.toShare) / 2;
      const open = this.flows.filter(({ arrival }) => arrival !== "closed");
      const result: PhaseResult = {
        phase: phase.name,
        kind: phase.kind,
        startSeconds,
        seconds,
        offeredPerSecond:
          open.length === 0 ? null : rounded(open.reduce((sum, { rate }) => sum + (rate ?? 0) * share, 0)),
        achievedPerSecond: rounded(sumOf(counted, "answers") / seconds),
        errors: sumOf(counted, "errors"),
        latency: latencyRecordOf(merged(counted.map(({ hdr }) => hdr))),
      };
      startSeconds += seconds;
      return result;
    });
  }

  generatorUse(): GeneratorUse {
    const texts = this.reports.flatMap(({ flows }) => flows.flatMap(({ lateness }) => lateness ?? []));
    return {
      processes: this.reports.length,
      cpuSeconds: rounded(this.reports.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)),
      busiest: rounded(Math.max(...this.reports.map(({ cpuSeconds, seconds }) => cpuSeconds / seconds))),
      lateness: texts.length === 0 ? null : latencyRecordOf(merged(texts)),
    };
  }

  /** What the flow asked for in the measured time, a second. */
  private offered(flow: ScenarioFlow): number {
    const segments = segmentsOf(this.stage, flow.rate ?? 0).filter((_, i) => this.stage.phases[i]?.kind !== "warm-up");
    return rounded(segments.reduce((sum, segment) => sum + arrivalsIn(segment), 0) / this.measuredSeconds);
  }

  private operations(flow: ScenarioFlow, reports: readonly FlowReport[]): OperationResult[] {
    const names = [...new Set(reports.flatMap(({ operations }) => operations.map(({ operation }) => operation)))];
    const callers = flow.connections * flow.depth;
    const all = names.map((name) =>
      reports.flatMap(({ operations }) => operations.filter((o) => o.operation === name)),
    );
    const total = all.reduce((sum, own) => sum + own.reduce((count, { answers }) => count + answers, 0), 0);
    return names.map((operation, i) => {
      const own = all[i] as OperationReport[];
      const answers = own.reduce((sum, report) => sum + report.answers, 0);
      const sent = merged(own.map((report) => report.sent));
      const isOpen = flow.arrival !== "closed";
      return {
        operation,
        answers,
        perSecond: rounded(answers / this.measuredSeconds),
        errors: errorsOf(own),
        corrected: isOpen
          ? latencyRecordOf(merged(own.map((report) => report.intended)))
          : // What is pushed counts from the moment at which it was meant already, and nobody opens connections at an interval.
            operation === "consume" || operation === CONNECT
            ? latencyRecordOf(sent)
            : corrected(sent, total === 0 ? 0 : (this.measuredSeconds * 1e6 * callers) / total),
        uncorrected: latencyRecordOf(sent),
      };
    });
  }
}

/**
 * What callers would have seen who ask at the mean interval, whether or not they have an answer: for each latency over it
 * the requests are added that they would have sent meanwhile. Source: HdrHistogram, copyCorrectedForCoordinatedOmission;
 * the mean interval as in wrk (wrk.c, `stats_correct`).
 */
export function corrected(sent: Histogram, intervalUs: number): LatencyRecord {
  return latencyRecordOf(intervalUs >= 1 ? sent.copyCorrectedForCoordinatedOmission(Math.round(intervalUs)) : sent);
}

function seriesOf(reports: readonly FlowReport[]): SecondResult[] {
  const last = Math.max(-1, ...reports.flatMap(({ seconds }) => seconds.map(({ second }) => second)));
  return Array.from({ length: last + 1 }, (_, second) => {
    const own = reports.flatMap(({ seconds }) => seconds.filter((counted) => counted.second === second));
    const latencies = merged(own.map(({ hdr }) => hdr));
    return {
      second,
      answers: sumOf(own, "answers"),
      errors: sumOf(own, "errors"),
      p50: latencies.getValueAtPercentile(50),
      p99: latencies.getValueAtPercentile(99),
    };
  });
}

function errorsOf(reports: readonly OperationReport[]): ErrorCount[] {
  const counts = new Map<string, ErrorCount>();
  for (const error of reports.flatMap(({ errors }) => errors)) {
    const key = `${error.code} ${error.reason}`;
    counts.set(key, { ...error, count: error.count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, error]) => error);
}

function merged(texts: readonly string[]): Histogram {
  const sum = createLatencies();
  for (const text of texts) sum.add(decodeLatencies(text));
  return sum;
}

function sumOf(counted: readonly CountedLatencies[], field: "answers" | "errors"): number {
  return counted.reduce((sum, counts) => sum + counts[field], 0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
