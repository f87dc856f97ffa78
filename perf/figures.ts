import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "./machine.ts";
import type { RecordedFinding, Report } from "./report.ts";
import { findingCells } from "./report.ts";

/** The findings of one measure, and the run that they are of. */
export interface MeasureFigures {
  readonly measure: string;
  /** Of the record, in `perf/results/`, without its ending. */
  readonly record: string;
  readonly date: string;
  readonly machine: Machine;
  readonly findings: readonly RecordedFinding[];
}

/** Of each measure what was recorded last; quick runs and what a work tree with changes gave do not count. */
export function latestFigures(folder: string): MeasureFigures[] {
  const latest = new Map<string, MeasureFigures>();
  for (const { record, report } of readReports(folder)) {
    for (const measure of new Set(report.findings.map((finding) => finding.measure))) {
      const findings = report.findings.filter((finding) => finding.measure === measure);
      const { date, machine } = report;
      if ((latest.get(measure)?.date ?? "") < date) latest.set(measure, { measure, record, date, machine, findings });
    }
  }
  return [...latest.values()].sort((a, b) => (a.measure < b.measure ? -1 : 1));
}

/** The page `docs-cms/figures.md`. */
export function renderFigures(figures: readonly MeasureFigures[]): string {
  return `${[...HEAD, ...figures.flatMap(section)].join("\n")}\n`;
}

const HEAD = [
  "<!-- Generated from perf/results/ by scripts/generate-figures.mjs; do not edit. -->",
  "",
  "# Figures",
  "",
  "What was measured last, each against its baseline in the same rounds. `npm run bench` repeats all of it, and",
  "`npm run bench -- --only NAME` one part; what each measure asks and how stands in [perf/](../perf/README.md), how the load is made in",
  "[load suites](load-suites.md). Ratios carry over to other machines, absolute figures do not: gateway, load generator and baseline shared one machine.",
  "",
  "*figure* and *baseline* are medians of the rounds, *measured* is the median of the rounds' ratios or the figure itself, *spread* the least and",
  "the most of it. A target that is missed is shown as such.",
];

function section({ measure, record, date, machine, findings }: MeasureFigures): string[] {
  const { commit, node, processor, cores, memoryGib, kernel, redis } = machine;
  const where = `${processor}, ${cores} cores, ${memoryGib} GiB, ${kernel}; Node ${node}, Redis ${redis}`;
  return [
    "",
    `## ${measure}`,
    "",
    `[${date.slice(0, 16).replace("T", " ")} UTC](../perf/results/${record}.md), commit ${commit ?? "unknown"}; ${where}.`,
    "",
    "| what | figure | baseline | measured | spread | target | verdict | note |",
    `|${"---|".repeat(8)}`,
    ...findings.map((finding) => `| ${[...findingCells(finding), finding.note].join(" | ")} |`),
  ];
}

function readReports(folder: string): { record: string; report: Report }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({
      record: name.slice(0, -".json".length),
      report: JSON.parse(readFileSync(join(folder, name), "utf8")) as Report,
    }))
    .filter(({ report }) => !report.quick && !(report.machine.commit ?? "+").includes("+"))
    .filter(({ report }) => report.findings.every(({ measure }) => measure !== undefined));
}
