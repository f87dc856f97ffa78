import type { Finding, Target } from "../finding.ts";
import type { RoundFigure } from "../lab.ts";
import { median, ratiosByRound } from "../statistics.ts";

/** Two contestants' values by round, and how they are shown. */
export interface Comparison {
  readonly name: string;
  readonly own: readonly number[];
  readonly other: readonly number[];
  readonly show: (value: number) => string;
  readonly target: Target | null;
  readonly note: string;
}

/** The row for values that are compared with another's of the same rounds. */
export function compareValues({ name, own, other, show, target, note }: Comparison): Finding {
  const ratios = ratiosByRound(own, other);
  return {
    name,
    figure: show(median(own)),
    baseline: show(median(other)),
    measured: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    target,
    note,
  };
}

/** The row for a rate that is compared with another's of the same rounds. */
export function compareRates(
  name: string,
  figures: readonly RoundFigure[],
  baselines: readonly RoundFigure[],
  target: Target | null,
): Finding {
  const [own, other] = [figures.map(rateOf), baselines.map(rateOf)];
  return compareValues({ name, own, other, show: showRate, target, note: describeServers(figures, baselines) });
}

/**
 * The row for the gateway's processor time for a request, compared with another's of the same rounds. For small
 * differences: rates vary by more than these on a machine that is not quite idle.
 */
export function compareCpu(
  name: string,
  figures: readonly RoundFigure[],
  baselines: readonly RoundFigure[],
  target: Target | null,
): Finding {
  const [own, other] = [figures.map(cpuUsOf), baselines.map(cpuUsOf)];
  const rates = [figures, baselines].map((rounds) => showRate(median(rounds.map(rateOf))));
  const note = `${rates[0]}, baseline ${rates[1]}`;
  return compareValues({ name, own, other, show: (us) => `${us.toFixed(2)} µs`, target, note });
}

export function showRate(opsPerSecond: number): string {
  return `${Math.round(opsPerSecond).toLocaleString("en")}/s`;
}

/** Processor time for a request, of the gateway and of what it is compared with, and the latencies: medians of the rounds. */
function describeServers(figures: readonly RoundFigure[], baselines: readonly RoundFigure[]): string {
  const parts: string[] = [];
  const own = cpuOf(figures);
  const other = cpuOf(baselines);
  if (own !== null) {
    parts.push(`gateway ${own.toFixed(2)} µs CPU a request${other === null ? "" : `, baseline ${other.toFixed(2)}`}`);
  }
  const latencies = figures.flatMap((figure) => (figure.latencyUs === null ? [] : [figure.latencyUs]));
  if (latencies.length > 0) {
    const at = (key: "p50" | "p99" | "p999"): number => Math.round(median(latencies.map((latency) => latency[key])));
    parts.push(`p50 ${at("p50")} p99 ${at("p99")} p999 ${at("p999")} µs`);
  }
  return parts.join("; ");
}

function cpuOf(figures: readonly RoundFigure[]): number | null {
  const seen = figures.flatMap((figure) => (figure.serverCpuUs === null ? [] : [figure.serverCpuUs]));
  return seen.length === 0 ? null : median(seen);
}

function cpuUsOf({ serverCpuUs }: RoundFigure): number {
  if (serverCpuUs === null) throw new Error("the processor time of a server was not measured");
  return serverCpuUs;
}

function rateOf(figure: RoundFigure): number {
  return figure.opsPerSecond;
}
