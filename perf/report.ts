import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, verdictOf } from "./finding.ts";
import type { Machine } from "./machine.ts";
import type { SoakSample } from "./soak.ts";

/** A finding, and the measure that it is of. */
export interface RecordedFinding extends Finding {
  readonly measure: string;
}

/** What is recorded of one run of the suite. */
export interface Report {
  /** ISO 8601. */
  readonly date: string;
  readonly quick: boolean;
  /** What `--only` said; null for the whole suite. */
  readonly only: string | null;
  readonly machine: Machine;
  readonly findings: readonly RecordedFinding[];
  /** Measures that could not be finished, and why. */
  readonly failures: readonly string[];
}

const COLUMNS = ["what", "figure", "baseline", "measured", "spread", "target", "verdict"] as const;

/** The findings as a table for a terminal, its columns aligned. */
export function renderTable(findings: readonly Finding[]): string {
  const rows = [[...COLUMNS], ...findings.map(findingCells)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join("  ")
      .trimEnd();
  const lines = rows.flatMap((row, index) => {
    const note = findings[index - 1]?.note ?? "";
    return note === "" ? [line(row)] : [line(row), `    ${note}`];
  });
  lines.splice(1, 0, widths.map((width) => "─".repeat(width)).join("  "));
  return lines.join("\n");
}

export function renderMarkdown(report: Report): string {
  const { machine } = report;
  const head = [
    `# Bench of ${report.date.slice(0, 16).replace("T", " ")} UTC${report.quick ? " (quick: rough figures)" : ""}`,
    "",
    `Commit ${machine.commit ?? "unknown"}; Node ${machine.node}, ${machine.sqlite}, Redis ${machine.redis}; ${machine.processor}, ` +
      `${machine.cores} cores, ${machine.memoryGib} GiB, ${machine.kernel}. Load generator, gateway and baselines on this one machine.`,
    "",
    `| ${[...COLUMNS, "note"].join(" | ")} |`,
    `|${"---|".repeat(COLUMNS.length + 1)}`,
  ];
  const rows = report.findings.map((finding) => `| ${[...findingCells(finding), finding.note].join(" | ")} |`);
  const failures = report.failures.map((failure) => `\nNot finished: ${failure}`);
  return [...head, ...rows, ...failures, ""].join("\n");
}

/** Writes the report beside the earlier ones; gives the path without its ending. */
export function record(root: string, report: Report, samples: readonly SoakSample[]): string {
  const folder = join(root, "perf", "results");
  mkdirSync(folder, { recursive: true });
  const commit = (report.machine.commit ?? "unknown").replace("+", "-changed");
  const kind =
    samples.length > 0 ? "-soak" : `${report.only === null ? "" : `-${report.only}`}${report.quick ? "-quick" : ""}`;
  const base = join(folder, `${report.date.slice(0, 10)}-${commit}${kind}`);
  writeFileSync(`${base}.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(`${base}.md`, renderMarkdown(report));
  if (samples.length > 0) {
    const lines = samples.map((sample) => `${sample.seconds.toFixed(1)},${sample.residentBytes}`);
    writeFileSync(`${base}.csv`, `${["seconds,resident_bytes", ...lines].join("\n")}\n`);
  }
  return base;
}

export function findingCells(finding: Finding): string[] {
  const { measured, spread, target } = finding;
  return [
    finding.name,
    finding.figure,
    finding.baseline,
    measured === null ? "–" : showNumber(measured),
    spread === null ? "–" : `${showNumber(spread[0])} to ${showNumber(spread[1])}`,
    target === null ? "–" : `${target.kind} ${target.bound} ${target.unit}`,
    verdictOf(finding),
  ];
}

/** Three significant digits, and all of those before the point: `0.0468`, `4.68`, `46.8`, `46812`. */
export function showNumber(value: number): string {
  const size = Math.abs(Number(value.toPrecision(3)));
  if (size === 0 || size >= 100) return value.toFixed(0);
  return value.toFixed(Math.min(MOST_DIGITS, 2 - Math.floor(Math.log10(size))));
}

/** Behind the point. */
const MOST_DIGITS = 9;
