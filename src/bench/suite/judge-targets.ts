import type { ScenarioTarget } from "../scenario/scenario-schema.ts";
import { createLatencies, decodeLatencies } from "./latency-record.ts";
import type { FlowResult, OperationResult, RoundResult, TargetVerdict } from "./suite-result.ts";

/** The verdicts on a scenario's targets: each is the median of the rounds against its bound. */
export function judgeTargets(targets: readonly ScenarioTarget[], rounds: readonly RoundResult[]): TargetVerdict[] {
  return targets.flatMap((target) => boundsOf(target).map((bound) => judge(target, bound, rounds)));
}

interface Bound {
  readonly measure: TargetVerdict["measure"];
  readonly bound: number;
  readonly isLeast: boolean;
  readonly unit: string;
}

function boundsOf(target: ScenarioTarget): Bound[] {
  const most = (measure: Bound["measure"], bound: number | null, unit: string): Bound[] =>
    bound === null ? [] : [{ measure, bound, isLeast: false, unit }];
  const least = (measure: Bound["measure"], bound: number | null): Bound[] =>
    bound === null ? [] : [{ measure, bound, isLeast: true, unit: "/s" }];
  return [
    ...most("p50", target.p50Us, " µs"),
    ...most("p99", target.p99Us, " µs"),
    ...most("p999", target.p999Us, " µs"),
    ...least("rate", target.ratePerSecond),
    ...most("errors", target.errorsPerMillion, " in a million"),
    ...least("knee", target.kneePerSecond),
  ];
}

function judge(target: ScenarioTarget, bound: Bound, rounds: readonly RoundResult[]): TargetVerdict {
  const values = rounds.flatMap((round) => figureOf(target, bound.measure, round) ?? []);
  // A round without a value had nothing to show, and that is a miss.
  const value = values.length < rounds.length || values.length === 0 ? null : median(values);
  const isMet = value !== null && (bound.isLeast ? value >= bound.bound : value <= bound.bound);
  const what = target.operation === null ? target.flow : `${target.flow} ${target.operation}`;
  return {
    target: `${what} ${bound.measure} ${bound.isLeast ? "≥" : "≤"} ${bound.bound}${bound.unit}`,
    measure: bound.measure,
    flow: target.flow,
    operation: target.operation,
    bound: bound.bound,
    value,
    isMet,
  };
}

/** What one round has of a flow, or of one of its operations; null when there is nothing to show. */
export function figureOf(
  of: Pick<ScenarioTarget, "flow" | "operation">,
  measure: TargetVerdict["measure"],
  round: RoundResult,
): number | null {
  if (measure === "knee") return round.knee?.perSecond ?? null;
  const flow = round.flows.find(({ flow }) => flow === of.flow);
  const operations = operationsOf(flow, of.operation);
  const answers = operations.reduce((sum, operation) => sum + operation.answers, 0);
  if (measure === "rate") return operations.reduce((sum, { perSecond }) => sum + perSecond, 0);
  if (measure === "errors") {
    const errors = operations.reduce(
      (sum, own) => sum + own.errors.reduce((count, error) => count + error.count, 0),
      0,
    );
    return answers + errors === 0 ? null : (errors * 1e6) / (answers + errors);
  }
  const all = createLatencies();
  for (const { corrected } of operations) all.add(decodeLatencies(corrected.hdr));
  return all.totalCount === 0 ? null : all.getValueAtPercentile({ p50: 50, p99: 99, p999: 99.9 }[measure]);
}

/** Opening connections is no request: it counts only where it is named. */
function operationsOf(flow: FlowResult | undefined, name: string | null): OperationResult[] {
  const operations = flow?.operations ?? [];
  return operations.filter(({ operation }) => (name === null ? operation !== "connect" : operation === name));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] as number;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] as number) + high) / 2;
}
