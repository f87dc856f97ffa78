import { median } from "../../bench/suite/judge-targets.ts";
import type { FlowResult, OperationResult, RoundResult, SuiteResult } from "../../bench/suite/suite-result.ts";
import { Table } from "../table.ts";

/** A result for a person: a row for each operation, each figure the median of the rounds, and the verdicts. */
export function renderSuite(result: SuiteResult): string {
  const { scenario, rounds } = result;
  const rows = (rounds[0]?.flows ?? []).flatMap((flow, f) =>
    flow.operations.map((operation) => rowOf(flow, operation.operation, rounds, f)),
  );
  const lines = [`${scenario.name}: ${scenario.summary}\n`, new Table().render(rows), ...kneeLines(rounds)];
  const server = rounds.flatMap(({ server }) => server ?? []);
  if (server.length > 0) {
    const cpu = median(server.map(({ cpuUsPerRequest }) => cpuUsPerRequest));
    const memory = Math.max(...server.map(({ residentBytesMost }) => residentBytesMost)) / 2 ** 20;
    lines.push(`server ${cpu.toFixed(1)} µs of processor time a request, at most ${memory.toFixed(0)} MiB\n`);
  }
  const busiest = rounds.map(({ generator }) => generator.busiest);
  const late = rounds.flatMap(({ generator }) => generator.lateness?.p99 ?? []);
  if (busiest.length > 0) {
    const lateness = late.length === 0 ? "" : `, sends ${median(late)} µs late at p99`;
    lines.push(`generator busy ${Math.round(median(busiest) * 100)} % of a core${lateness}\n`);
  }
  for (const { isMet, target, value } of result.targets) {
    lines.push(`${isMet ? "met   " : "MISSED"} ${target}: ${value === null ? "nothing measured" : figure(value)}\n`);
  }
  for (const fault of result.faults) lines.push(`VOID   ${fault}\n`);
  return `${lines.join("")}\n`;
}

function rowOf(flow: FlowResult, name: string, rounds: readonly RoundResult[], f: number): Record<string, string> {
  const all = rounds.flatMap(({ flows }) => flows[f]?.operations.filter(({ operation }) => operation === name) ?? []);
  const of = (pick: (operation: OperationResult) => number): string => figure(median(all.map(pick)));
  const errors = all.flatMap((operation) => operation.errors).reduce((sum, { count }) => sum + count, 0);
  return {
    flow: flow.flow,
    door: flow.door,
    operation: name,
    "per second": of(({ perSecond }) => perSecond),
    "p50 µs": of(({ uncorrected }) => uncorrected.p50),
    "p99 µs": of(({ uncorrected }) => uncorrected.p99),
    "corrected p50": of(({ corrected }) => corrected.p50),
    p99: of(({ corrected }) => corrected.p99),
    "p99.9": of(({ corrected }) => corrected.p999),
    errors: String(errors),
  };
}

function kneeLines(rounds: readonly RoundResult[]): string[] {
  const knees = rounds.flatMap(({ knee }) => knee ?? []);
  if (knees.length === 0) return [];
  const steps = knees
    .flatMap((knee) => knee.steps)
    .map(
      ({ offeredPerSecond, achievedPerSecond, p99, isServed }) =>
        `  ${isServed ? "served" : "not   "} ${figure(offeredPerSecond)}/s offered, ${figure(achievedPerSecond)}/s achieved, p99 ${p99} µs\n`,
    );
  const beyond = knees.every(({ isBracketed }) => isBracketed) ? "" : " or more: no step was too much";
  return [...steps, `knee ${figure(median(knees.map(({ perSecond }) => perSecond)))}/s${beyond}\n`];
}

function figure(value: number): string {
  return (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10).toLocaleString("en");
}
