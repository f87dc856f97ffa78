import type { TopReport } from "../../control/top/top-report.ts";
import { approximateBytes } from "../approximate-bytes.ts";
import { plainText } from "../plain-text.ts";
import { Table } from "../table.ts";
import {
  isAtWork,
  offloadRow,
  operationRow,
  shortCount,
  shortTime,
  storeRow,
  storeState,
  workerRow,
} from "./top-rows.ts";
import { operationsOf, type TopView } from "./top-view.ts";

/** A line and how it looks. */
export interface TopLine {
  readonly text: string;
  readonly look: "plain" | "title" | "alarm" | "faint";
}

export interface TopSize {
  readonly columns: number;
  /** Infinity = all that there is. */
  readonly rows: number;
}

/**
 * A report as lines, none of them wider or more than the size allows. Operations get what rows the rest leaves, and at least
 * a third of them.
 * @param problem why there is no newer report; empty when there is.
 */
export function renderTop(report: TopReport, view: TopView, size: TopSize, problem = ""): TopLine[] {
  const head = [titleLine(report, view), ...summaryLines(report)];
  if (problem !== "") head.push(alarm(plainText(problem, size.columns)));
  const foot = Number.isFinite(size.rows) ? [footLine(view)] : [];
  const room = Math.max(0, size.rows - head.length - foot.length);
  const most = Number.isFinite(room) ? Math.max(1, Math.floor(room / 3) - 2) : room;
  const workers = section(
    report.workers.map((worker) => ({ row: workerRow(worker), isAlarm: !worker.isUp || !worker.reported })),
    most,
  );
  const stores = section(
    report.stores.map((store) => ({ row: storeRow(store), isAlarm: storeState(store) !== "up" })),
    most,
  );
  const offload = section(
    report.offload.kinds
      .filter(isAtWork)
      .map((kind) => ({ row: offloadRow(kind), isAlarm: kind.failedPerSecond + kind.refusedPerSecond > 0 })),
    most,
  );
  const above = [...head, ...workers, ...stores, ...offload];
  const left = Math.max(0, size.rows - above.length - foot.length);
  const lines = [...above, ...operationLines(report, view, left)].slice(0, Math.max(0, size.rows - foot.length));
  // Keys are told on the last row, wherever the tables end.
  while (foot.length > 0 && lines.length + foot.length < size.rows) lines.push(plain(""));
  return [...lines, ...foot].map(({ text, look }) => ({ text: cut(text, size.columns), look }));
}

function titleLine({ version, uptimeSeconds, time, intervalMs }: TopReport, view: TopView): TopLine {
  const state = view.isPaused ? "  PAUSED" : "";
  const clock = plainText(time, 30).slice(11, 19);
  const parts = [`prism ${plainText(version, 20)}`, `up ${span(uptimeSeconds)}`, `${clock} UTC`];
  return { text: `${parts.join("  ")}  over ${(intervalMs / 1e3).toFixed(1)}s${state}`, look: "title" };
}

function summaryLines({ requests, process, doors, levels, offload }: TopReport): TopLine[] {
  const failed = requests.failedPerSecond;
  const { p50Us, p99Us, p999Us, maxUs } = requests;
  const times = [p50Us, p99Us, p999Us, maxUs].map(shortTime);
  const pair = (a: number, b: number): string => `${shortTime(a)}/${shortTime(b)}`;
  const each = process.cpuUsPerRequest === null ? "" : ` (${process.cpuUsPerRequest}µs a request)`;
  const lines: TopLine[] = [
    plain(
      `requests ${shortCount(requests.perSecond)}/s  failed ${shortCount(failed)}/s  p50 ${times[0]} p99 ${times[1]} p99.9 ${times[2]} max ${times[3]}`,
    ),
    plain(
      `queue ${pair(requests.queueP50Us, requests.queueP99Us)}  store ${pair(requests.backendP50Us, requests.backendP99Us)}  cpu ${process.cpuCores}${each}  memory ${approximateBytes(process.residentBytes)}`,
    ),
    plain(
      `doors ${shortCount(doors.connections)} conns  ${shortCount(doors.inFlight)} in flight  in ${approximateBytes(doors.bytesInPerSecond)}/s out ${approximateBytes(doors.bytesOutPerSecond)}/s`,
    ),
  ];
  const { refusedPerSecond, pausesPerSecond, ringFullPausesPerSecond } = doors;
  if (refusedPerSecond + pausesPerSecond > 0) {
    lines.push(
      alarm(
        `doors refused ${shortCount(refusedPerSecond)}/s  paused ${shortCount(pausesPerSecond)}/s (ring full ${shortCount(ringFullPausesPerSecond)}/s)`,
      ),
    );
  }
  if (offload.kinds.some(isAtWork)) {
    const { threads, busy, waiting } = offload;
    lines.push(plain(`pool ${busy} of ${threads} threads busy  ${shortCount(waiting)} waiting`));
  }
  if (levels.declared > 0) {
    const names = levels.missed.map(({ namespace, level }) => plainText(`${namespace} ${level}`, 60)).join(", ");
    const { length } = levels.missed;
    lines.push(
      length === 0
        ? plain(`levels none of ${levels.declared} missed`)
        : alarm(`levels ${length} of ${levels.declared} missed: ${names}`),
    );
  }
  return lines;
}

interface Shown {
  readonly row: Record<string, string>;
  readonly isAlarm: boolean;
}

/** A line that parts it from what is above, a header, and rows: those in trouble first where not all have room. */
function section(all: readonly Shown[], most: number): TopLine[] {
  if (all.length === 0) return [];
  const shown =
    all.length <= most ? all : [...all].sort((a, b) => Number(b.isAlarm) - Number(a.isAlarm)).slice(0, most);
  const [header = "", ...rows] = tableLines(shown.map(({ row }) => row));
  return [
    faint(all.length > shown.length ? `${shown.length} of ${all.length}` : ""),
    { text: header, look: "title" },
    ...rows.map((text, i): TopLine => ({ text, look: shown[i]?.isAlarm === true ? "alarm" : "plain" })),
  ];
}

/** @param room in lines. */
function operationLines(report: TopReport, view: TopView, room: number): TopLine[] {
  const all = operationsOf(report, view);
  const filter = view.filter === "" ? "" : `, with "${plainText(view.filter, 40)}"`;
  if (all.length === 0) return room < 2 ? [] : [plain(""), faint(`no requests in this interval${filter}`)];
  const rows = all.slice(0, Math.max(0, room - 2));
  if (rows.length === 0) return [];
  const [header = "", ...lines] = tableLines(rows.map(operationRow));
  const count = Math.max(all.length, report.operationCount);
  const some = count > rows.length ? `, ${rows.length} of ${count}` : "";
  return [
    faint(`operations by ${view.order}${some}${filter}`),
    { text: header, look: "title" },
    ...lines.map((text, i): TopLine => ({ text, look: (rows[i]?.failedPerSecond ?? 0) > 0 ? "alarm" : "plain" })),
  ];
}

function footLine(view: TopView): TopLine {
  if (view.typed !== null) return plain(`filter: ${view.typed}_   Enter takes it, Esc leaves it`);
  return faint(`q quit  s sort (${view.order})  / filter  p ${view.isPaused ? "go on" : "pause"}`);
}

function tableLines(rows: readonly Record<string, string>[]): string[] {
  return new Table().render(rows).trimEnd().split("\n");
}

function cut(text: string, columns: number): string {
  const characters = [...text];
  return characters.length <= columns ? text : `${characters.slice(0, Math.max(0, columns - 1)).join("")}…`;
}

function span(seconds: number): string {
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3_600), Math.floor(seconds / 86_400)];
  if (days > 0) return `${days}d${hours % 24}h`;
  return hours > 0 ? `${hours}h${minutes % 60}m` : `${minutes}m${seconds % 60}s`;
}

function plain(text: string): TopLine {
  return { text, look: "plain" };
}

function alarm(text: string): TopLine {
  return { text, look: "alarm" };
}

function faint(text: string): TopLine {
  return { text, look: "faint" };
}
