import type { Histogram } from "hdr-histogram-js";
import { createLatencies, decodeLatencies } from "../suite/latency-record.ts";
import type { FlowResult, LatencyRecord, OperationResult, SuiteResult } from "../suite/suite-result.ts";

/** The latencies of one operation over all rounds of a result. */
export interface OperationLatencies {
  /** For a legend: which run, flow, door and operation. */
  readonly label: string;
  readonly flow: string;
  readonly corrected: Histogram;
  readonly uncorrected: Histogram;
}

/** A flow second by second, each figure the median of the rounds that had that second. */
export interface FlowSeconds {
  readonly label: string;
  readonly seconds: readonly { readonly second: number; readonly answers: number; readonly p99: number }[];
}

/** `run` tells results of one scenario apart; empty where there is only one. */
export function latenciesOf(result: SuiteResult, run: string): OperationLatencies[] {
  return (result.rounds[0]?.flows ?? []).flatMap((flow) =>
    flow.operations.map(({ operation }) => {
      const all = result.rounds.flatMap((round) => find(round.flows, flow.flow, operation));
      return {
        label: `${labelOf(run, flow)} ${operation}`,
        flow: flow.flow,
        corrected: merge(all.map((own) => own.corrected)),
        uncorrected: merge(all.map((own) => own.uncorrected)),
      };
    }),
  );
}

export function secondsOf(result: SuiteResult, run: string): FlowSeconds[] {
  return (result.rounds[0]?.flows ?? []).map((flow) => {
    const bySecond = new Map<number, { answers: number[]; p99: number[] }>();
    const all = result.rounds.flatMap(({ flows }) => flows.filter((own) => own.flow === flow.flow));
    for (const { second, answers, p99 } of all.flatMap(({ series }) => series)) {
      const seen = bySecond.get(second) ?? { answers: [], p99: [] };
      seen.answers.push(answers);
      // A second without answers has no latency; it is no fast one.
      if (answers > 0) seen.p99.push(p99);
      bySecond.set(second, seen);
    }
    const seconds = [...bySecond].sort(([a], [b]) => a - b);
    return {
      label: labelOf(run, flow),
      seconds: seconds.map(([second, { answers, p99 }]) => ({ second, answers: median(answers), p99: median(p99) })),
    };
  });
}

/** The middle one, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

function find(flows: readonly FlowResult[], flow: string, operation: string): OperationResult[] {
  const own = flows.filter((candidate) => candidate.flow === flow);
  return own.flatMap(({ operations }) => operations.filter((candidate) => candidate.operation === operation));
}

function merge(records: readonly LatencyRecord[]): Histogram {
  const all = createLatencies();
  for (const { hdr } of records) all.add(decodeLatencies(hdr));
  return all;
}

function labelOf(run: string, { flow, door }: FlowResult): string {
  const name = flow === door ? flow : `${flow} (${door})`;
  return run === "" ? name : `${run}: ${name}`;
}
