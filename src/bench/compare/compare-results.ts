import type { FlowResult, LatencyRecord, OperationResult, RoundResult, SuiteResult } from "../suite/suite-result.ts";
import { type Change, judgeChange, type Sense } from "./judge-change.ts";

/** How one figure of a scenario changed. */
export interface Comparison extends Change {
  readonly scenario: string;
  /** Flow and operation; empty for what the whole server is measured by. */
  readonly what: string;
  readonly metric: Metric;
}

export type Metric = "throughput" | "p50" | "p99" | "CPU per request";

export interface ComparisonReport {
  readonly comparisons: readonly Comparison[];
  /** What the figures do not say by themselves: what is not compared, and why, or compared with less certainty. */
  readonly notes: readonly string[];
}

export interface CompareOptions {
  readonly smallest: number;
  readonly seed: number;
}

/**
 * Compares all rounds of each scenario that both have, whether they are in one result or in several. Void results are left out, as
 * no figure of theirs means anything.
 */
export function compareResults(
  older: readonly SuiteResult[],
  newer: readonly SuiteResult[],
  options: CompareOptions,
): ComparisonReport {
  const [before, after] = [scenariosOf(older), scenariosOf(newer)];
  const notes = [...older, ...newer]
    .filter(({ verdict }) => verdict === "void")
    .map(
      ({ scenario, startedAt, faults }) => `${scenario.name} of ${startedAt} is void and left out: ${faults[0] ?? ""}`,
    );
  const series: Series[] = [];
  for (const [name, old] of before) {
    const own = after.get(name);
    if (own === undefined) {
      notes.push(`${name} has no newer result`);
      continue;
    }
    const isPaired = areInTurn(old.rounds, own.rounds);
    notes.push(...notesOf(name, old, own, isPaired));
    series.push(...seriesOf(name, old.rounds, own.rounds, isPaired));
  }
  for (const name of after.keys()) if (!before.has(name)) notes.push(`${name} has no older result`);
  const together = Math.max(1, series.length);
  const comparisons = series.map(({ scenario, what, metric, ...samples }) => {
    return { scenario, what, metric, ...judgeChange(samples, { ...options, together }) };
  });
  return { comparisons, notes };
}

interface Scenario {
  readonly results: readonly SuiteResult[];
  /** In the order they were run. */
  readonly rounds: readonly RoundResult[];
}

function scenariosOf(results: readonly SuiteResult[]): Map<string, Scenario> {
  const scenarios = new Map<string, Scenario>();
  for (const result of results) {
    if (result.verdict === "void") continue;
    const { name } = result.scenario;
    const known = scenarios.get(name) ?? { results: [], rounds: [] };
    const rounds = [...known.rounds, ...result.rounds].sort((a, b) => compareTexts(a.startedAt, b.startedAt));
    scenarios.set(name, { results: [...known.results, result], rounds });
  }
  return scenarios;
}

/** Whether the rounds were run in turn: old, new, old, new, or the other way round within each pair. */
function areInTurn(older: readonly RoundResult[], newer: readonly RoundResult[]): boolean {
  if (older.length !== newer.length) return false;
  return older.every(({ startedAt }, at) => {
    const first = compareTexts(startedAt, (newer[at] as RoundResult).startedAt) < 0 ? startedAt : newer[at]?.startedAt;
    const lastBefore = [older[at - 1]?.startedAt ?? "", newer[at - 1]?.startedAt ?? ""].sort(compareTexts)[1] ?? "";
    return compareTexts(first ?? "", lastBefore) > 0;
  });
}

function notesOf(name: string, older: Scenario, newer: Scenario, isPaired: boolean): string[] {
  const notes: string[] = [];
  const distinct = (of: (result: SuiteResult) => string): number =>
    new Set([...older.results, ...newer.results].map(of)).size;
  if (distinct(({ scenario, scale }) => `${scenario.digest} ${scale}`) > 1) {
    notes.push(`${name}: the scenarios or their scales differ, so the figures may differ for that alone`);
  }
  if (distinct(({ environment }) => `${environment.processor} ${environment.cores} ${environment.node}`) > 1) {
    notes.push(`${name}: the machines or their Node.js differ, so the figures may differ for that alone`);
  }
  if (!isPaired) {
    notes.push(
      `${name}: the rounds were not run in turn, so a machine that was slower for a while counts as a change; run old and new alternately`,
    );
  }
  return notes;
}

interface Series {
  readonly scenario: string;
  readonly what: string;
  readonly metric: Metric;
  readonly older: readonly number[];
  readonly newer: readonly number[];
  readonly sense: Sense;
  readonly isPaired: boolean;
}

function seriesOf(
  scenario: string,
  older: readonly RoundResult[],
  newer: readonly RoundResult[],
  isPaired: boolean,
): Series[] {
  const series: Series[] = [];
  const add = (what: string, metric: Metric, pick: (round: RoundResult) => number | undefined): void => {
    const own = { older: older.map(pick).filter(isMeasured), newer: newer.map(pick).filter(isMeasured) };
    if (own.older.length === 0 || own.newer.length === 0) return;
    const isWhole = own.older.length === older.length && own.newer.length === newer.length;
    const sense: Sense = metric === "throughput" ? "more is better" : "less is better";
    series.push({ scenario, what, metric, ...own, sense, isPaired: isPaired && isWhole });
  };
  for (const flow of older[0]?.flows ?? []) {
    for (const { operation } of flow.operations) {
      const what = `${flow.flow} ${operation}`;
      const of = (round: RoundResult): OperationResult | undefined => find(round, flow.flow, operation);
      const latency = (round: RoundResult): LatencyRecord | undefined => latencyOf(flow, of(round));
      add(what, "throughput", (round) => of(round)?.perSecond);
      add(what, "p50", (round) => latency(round)?.p50);
      add(what, "p99", (round) => latency(round)?.p99);
    }
  }
  add("", "CPU per request", ({ server }) => server?.cpuUsPerRequest);
  return series;
}

function find(round: RoundResult, name: string, operation: string): OperationResult | undefined {
  return round.flows.find(({ flow }) => flow === name)?.operations.find((own) => own.operation === operation);
}

/** Of an open loop the corrected ones, which lateness belongs to; a closed one has measured the others. */
function latencyOf(
  { offeredPerSecond }: FlowResult,
  operation: OperationResult | undefined,
): LatencyRecord | undefined {
  return offeredPerSecond === null ? operation?.uncorrected : operation?.corrected;
}

/** Nothing answered is no value of 0; it shows in the verdict of the run. */
function isMeasured(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value > 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
