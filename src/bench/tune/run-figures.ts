import { createLatencies, decodeLatencies } from "../suite/latency-record.ts";
import type { RoundResult, SuiteResult } from "../suite/suite-result.ts";

/** What one run of a candidate showed. */
export interface RunFigures {
  /** Right answers a second; of a search for the knee, the knee. */
  readonly perSecond: number;
  readonly p99Us: number;
  /** Microseconds of processor time; null where the gateway's process cannot be seen. */
  readonly cpuUs: number | null;
  readonly errors: number;
  /** The most frequent error, for a person; empty for none. */
  readonly error: string;
  /** The busiest generator process, as a share of one core. */
  readonly generatorBusy: number;
}

/** Or why there are none. */
export type RunOutcome = RunFigures | { readonly failed: string };

/** The figures that candidates are compared by, and whether more of it is better. */
export const MEASURES = {
  throughput: { of: ({ perSecond }: RunFigures) => perSecond, sense: "more is better" },
  p99: { of: ({ p99Us }: RunFigures) => p99Us, sense: "less is better" },
  cpu: { of: ({ cpuUs }: RunFigures) => cpuUs ?? Number.NaN, sense: "less is better" },
} as const;

export type Measure = keyof typeof MEASURES;

/** The figures of a result that has one round. */
export function figuresOf(result: SuiteResult): RunOutcome {
  const round = result.rounds[0];
  if (result.faults.length > 0 || round === undefined) return { failed: result.faults[0] ?? "nothing was measured" };
  const operations = round.flows.flatMap((flow) =>
    // Opening connections is no request.
    flow.operations.filter(({ operation }) => operation !== "connect").map((operation) => ({ flow, operation })),
  );
  const latencies = createLatencies();
  for (const { flow, operation } of operations) {
    const { hdr } = flow.offeredPerSecond === null ? operation.uncorrected : operation.corrected;
    latencies.add(decodeLatencies(hdr));
  }
  const perSecond = round.knee?.perSecond ?? operations.reduce((sum, { operation }) => sum + operation.perSecond, 0);
  if (perSecond === 0) return { failed: `nothing was answered${errorOf(round).text}` };
  const { count, text } = errorOf(round);
  return {
    perSecond,
    p99Us: Math.max(1, latencies.getValueAtPercentile(99)),
    cpuUs: round.server === null || round.server.cpuUsPerRequest <= 0 ? null : round.server.cpuUsPerRequest,
    errors: count,
    error: text.replace(/^: /, ""),
    generatorBusy: round.generator.busiest,
  };
}

function errorOf({ flows }: RoundResult): { count: number; text: string } {
  const errors = flows.flatMap(({ operations }) => operations.flatMap((operation) => operation.errors));
  const count = errors.reduce((sum, error) => sum + error.count, 0);
  const [most] = [...errors].sort((a, b) => b.count - a.count);
  return { count, text: most === undefined ? "" : `: ${most.code} ${most.reason}` };
}
