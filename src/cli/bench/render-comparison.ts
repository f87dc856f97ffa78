import type { Comparison, ComparisonReport } from "../../bench/compare/compare-results.ts";
import { Table } from "../table.ts";

/** A comparison for a person: a row for each figure, then what must be known of them. */
export function renderComparison({ comparisons, notes }: ComparisonReport, smallest: number): string {
  const rows = comparisons.map(rowOf);
  const count = (verdict: Comparison["verdict"]): number => comparisons.filter((own) => own.verdict === verdict).length;
  const least = comparisons[0]?.leastRounds ?? 0;
  const sum = `${count("better")} better, ${count("worse")} worse, ${count("same")} same, ${count("too few rounds")} with too few rounds`;
  const how = `a change counts from ${percent(smallest)} on; a verdict needs ${least} rounds or more of each; 95 % sure of all verdicts together`;
  return [new Table().render(rows), ...notes.map((note) => `note: ${note}\n`), `${how}\n`, `${sum}\n`].join("");
}

function rowOf({ scenario, what, metric, ratio, low, high, worseShare, verdict }: Comparison): Record<string, string> {
  return {
    scenario,
    what: what === "" ? "server" : what,
    metric,
    "new ÷ old": ratio.toFixed(3),
    interval: Number.isNaN(low) ? "–" : `${low.toFixed(3)} to ${high.toFixed(3)}`,
    "rounds worse": percent(worseShare),
    verdict: verdict === "worse" ? "WORSE" : verdict,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}
