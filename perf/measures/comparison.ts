import type { Finding, Target } from "../finding.ts";
import type { RoundFigure } from "../lab.ts";
import { median, ratiosByRound } from "../statistics.ts";

/** The row for a rate that is compared with another's of the same rounds. */
export function compareRates(
  name: string,
  figures: readonly RoundFigure[],
  baselines: readonly RoundFigure[],
  target: Target | null,
): Finding {
  const ratios = ratiosByRound(figures.map(rateOf), baselines.map(rateOf));
  return {
    name,
    figure: showRate(median(figures.map(rateOf))),
    baseline: showRate(median(baselines.map(rateOf))),
    measured: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    target,
    note: describeServers(figures, baselines),
  };
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
  const ratios = ratiosByRound(own, other);
  return {
    name,
    figure: `${median(own).toFixed(2)} µs`,
    baseline: `${median(other).toFixed(2)} µs`,
    measured: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    target,
    note: `${showRate(median(figures.map(rateOf)))}, baseline ${showRate(median(baselines.map(rateOf)))}`,
  };
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
