import type { Finding, Target } from "../finding.ts";
import type { RoundFigure } from "../lab.ts";
import { median, ratiosByRound } from "../statistics.ts";

/** The row for a rate that is compared with another's of the same rounds. */
export function compareRates(
  name: string,
  figures: readonly RoundFigure[],
  baselines: readonly RoundFigure[],
  target: Target,
): Finding {
  const ratios = ratiosByRound(figures.map(rateOf), baselines.map(rateOf));
  return {
    name,
    figure: showRate(median(figures.map(rateOf))),
    baseline: showRate(median(baselines.map(rateOf))),
    measured: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    target,
    note: describeServer(figures),
  };
}

export function showRate(opsPerSecond: number): string {
  return `${Math.round(opsPerSecond).toLocaleString("en")}/s`;
}

/** Processor time of the gateway for a request, and the latencies, as the medians of the rounds. */
function describeServer(figures: readonly RoundFigure[]): string {
  const parts: string[] = [];
  const cpu = figures.flatMap((figure) => (figure.serverCpuUs === null ? [] : [figure.serverCpuUs]));
  if (cpu.length > 0) parts.push(`gateway ${median(cpu).toFixed(2)} µs CPU a request`);
  const latencies = figures.flatMap((figure) => (figure.latencyUs === null ? [] : [figure.latencyUs]));
  if (latencies.length > 0) {
    const at = (key: "p50" | "p99" | "p999"): number => Math.round(median(latencies.map((latency) => latency[key])));
    parts.push(`p50 ${at("p50")} p99 ${at("p99")} p999 ${at("p999")} µs`);
  }
  return parts.join("; ");
}

function rateOf(figure: RoundFigure): number {
  return figure.opsPerSecond;
}
