import { DIFFERENCES } from "../../bench/replay/answer-diff.ts";
import type { ReplayReport } from "../../bench/replay/replay-recording.ts";
import { plainText } from "../plain-text.ts";
import { Table } from "../table.ts";

/** What a replay found, for a person. */
export function renderReplay(report: ReplayReport, maxDifferences: number): string {
  const { requests, recordedSeconds, speed, sent, unanswered, connections, seconds, mostLateMs, preloaded } = report;
  const lines = [
    `${requests} requests of ${recordedSeconds.toFixed(1)} s, played at ${speed === "max" ? "full speed" : `${speed}×`} over ${connections} connections${throughText(report)}`,
    `${sent} sent in ${seconds.toFixed(1)} s, ${unanswered} not answered; the latest ${mostLateMs.toFixed(1)} ms after it was due`,
  ];
  for (const { operation, why, count } of report.notCarried) lines.push(`${count} of ${operation} not played: ${why}`);
  if (preloaded !== null) lines.push(preloadText(preloaded));
  lines.push(...report.notes, "");
  return `${lines.join("\n")}\n${renderTimes(report)}\n${renderAnswers(report, maxDifferences)}`;
}

function preloadText({ put, deleted, published, groups }: NonNullable<ReplayReport["preloaded"]>): string {
  const keys = `first ${put} keys put and ${deleted} deleted`;
  return published + groups === 0
    ? keys
    : `${keys}, ${groups} groups set to the end and ${published} messages published`;
}

function throughText({ through }: ReplayReport): string {
  if (through === "direct") return " of the store alone";
  return through === "recorded" ? " through the doors that they came by" : ` through the door ${through}`;
}

function renderTimes({ latencyUs }: ReplayReport): string {
  const rows = latencyUs.flatMap(({ operation, recorded, replayed }) =>
    (
      [
        ["recorded", recorded],
        ["replayed", replayed],
      ] as const
    ).map(([when, times]) => ({
      operation: when === "recorded" ? operation : "",
      "in µs": when,
      count: String(times.count),
      p50: String(times.p50),
      p90: String(times.p90),
      p99: String(times.p99),
      "p99.9": String(times.p999),
      max: String(times.max),
    })),
  );
  return `${new Table().render(rows)}recorded: in the gateway; replayed: at this client, from when each was due\n`;
}

function renderAnswers({ answers }: ReplayReport, maxDifferences: number): string {
  const { compared, notCompared, notComparable, differences, byKind, examples } = answers;
  const share = compared === 0 ? 0 : (differences / compared) * 100;
  const kinds = DIFFERENCES.filter((kind) => byKind[kind] > 0).map((kind) => `${kind} ${byKind[kind]}`);
  const lines = [
    `${differences} of ${compared} answers differ (${share.toFixed(2)} %, up to ${maxDifferences} % may)${kinds.length === 0 ? "" : `: ${kinds.join(", ")}`}`,
    ...(notCompared === 0
      ? []
      : [
          `${notCompared} answers not compared: ranges and pages, for scrubbing keys loses their order, and what turns on the moment`,
        ]),
    ...(notComparable === 0
      ? []
      : [`${notComparable} not compared: calls that were not played, or not recorded, have written their keys`]),
    ...examples.map(({ kind, operation, key, atUs, recorded, replayed }) =>
      plainText(`  ${(atUs / 1e6).toFixed(3)} s  ${operation} ${key}  ${kind}: ${recorded}, now ${replayed}`, MAX_LINE),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

const MAX_LINE = 160;
