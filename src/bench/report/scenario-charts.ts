import type { SuiteResult } from "../suite/suite-result.ts";
import { linearAxis, logAxis, percentileAxis, percentilesOfCurve } from "./axis.ts";
import { groupBy } from "./group-by.ts";
import { type ChartLine, drawLineChart } from "./line-chart.ts";
import { escapeText, showFigure, showLatency, tableMarkup } from "./markup.ts";
import { type FlowSeconds, latenciesOf, type OperationLatencies, secondsOf } from "./result-lines.ts";

/** The charts of one scenario, of all its runs over each other, each with its figures as a table behind it. */
export function scenarioCharts(id: string, runs: readonly (readonly [name: string, result: SuiteResult])[]): string {
  const latencies = runs.flatMap(([name, result]) => latenciesOf(result, name));
  const seconds = runs.flatMap(([name, result]) => secondsOf(result, name));
  // Opening a connection and asking something do not share a scale, but they do share a chart: they are few.
  const groups = latencies.length <= MAX_LINES ? [latencies] : [...groupBy(latencies, ({ flow }) => flow).values()];
  return [
    ...groups.map((group, at) => latencyChart(`${id}-latency-${at}`, group)),
    timeChart(`${id}-rate`, seconds, {
      title: "Right answers a second over time",
      ...{ unit: "answers a second", pick: (own) => own.answers, show: showFigure },
    }),
    timeChart(`${id}-p99`, seconds, {
      title: "99th percentile of each second over time",
      ...{ unit: "p99", pick: (own) => own.p99, show: showLatency },
    }),
  ].join("");
}

function latencyChart(id: string, group: readonly OperationLatencies[]): string {
  const counted = group.filter(({ uncorrected }) => uncorrected.totalCount > 0);
  if (counted.length === 0) return "<p>No right answer was measured: there are no latencies to show.</p>\n";
  const all = counted.flatMap(({ corrected, uncorrected }) => [corrected, uncorrected]);
  const nines = Math.max(1, Math.min(MAX_NINES, Math.ceil(Math.log10(Math.max(...all.map((own) => own.totalCount))))));
  const lines = counted.flatMap((own, colour): ChartLine[] => [
    { label: `${own.label}, corrected`, colour, isDashed: false, points: curveOf(own.corrected, nines) },
    { label: `${own.label}, uncorrected`, colour, isDashed: true, points: curveOf(own.uncorrected, nines) },
  ]);
  const least = Math.min(...all.map((own) => own.minNonZeroValue));
  const most = Math.max(...all.map((own) => own.maxValue));
  const rows = counted.flatMap((own) =>
    (["corrected", "uncorrected"] as const).map((kind) => [
      `${own.label}, ${kind}`,
      ...PERCENTILES.map((percentile) => showLatency(own[kind].getValueAtPercentile(percentile))),
    ]),
  );
  const chart = drawLineChart({
    ...{ id, lines, x: percentileAxis(nines), y: logAxis("latency", least, most, showLatency) },
    title: "Latency by percentile",
    description: counted.map(describeLatencies).join(" "),
  });
  const head = ["operation", ...PERCENTILES.map((percentile) => (percentile === 100 ? "most" : `${percentile} %`))];
  return chart + figuresMarkup(tableMarkup("Latency by percentile", head, rows));
}

/** Up to what the count can tell: of a thousand answers nobody knows the 99.99th percentile. */
function curveOf(latencies: OperationLatencies["corrected"], nines: number): [number, number][] {
  const known = 100 * (1 - 1 / Math.max(1, latencies.totalCount));
  const percentiles = percentilesOfCurve(nines).filter((percentile) => percentile <= known);
  return percentiles.map((percentile) => [percentile, latencies.getValueAtPercentile(percentile)]);
}

function describeLatencies({ label, corrected, uncorrected }: OperationLatencies): string {
  const at = (percentile: number): string =>
    `${showLatency(corrected.getValueAtPercentile(percentile))} (uncorrected ${showLatency(uncorrected.getValueAtPercentile(percentile))})`;
  return `${label}: median ${at(50)}, 99 % within ${at(99)}, 99.9 % within ${at(99.9)}.`;
}

interface TimeFigure {
  readonly title: string;
  readonly unit: string;
  readonly pick: (second: FlowSeconds["seconds"][number]) => number;
  readonly show: (value: number) => string;
}

function timeChart(id: string, flows: readonly FlowSeconds[], { title, unit, pick, show }: TimeFigure): string {
  const lines = flows.map(({ label, seconds }, colour) => {
    const points = seconds.map((own): [number, number] => [own.second, pick(own)]);
    return { label, colour, isDashed: false, points: points.filter(([, value]) => Number.isFinite(value)) };
  });
  const drawn = lines.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return "";
  const all = drawn.flatMap(({ points }) => points);
  const rows = drawn.map(({ label, points }) => {
    const values = points.map(([, value]) => value).sort((a, b) => a - b);
    const middle = values[values.length >> 1] as number;
    return [label, show(values[0] as number), show(middle), show(values[values.length - 1] as number)];
  });
  const chart = drawLineChart({
    ...{ id, title, lines },
    x: linearAxis("seconds since the load began, warm-up included", most(all.map(([second]) => second)), showFigure),
    y: linearAxis(unit, most(all.map(([, value]) => value)), show),
    description: rows
      .map(([label, low, middle, high]) => `${label}: from ${low} to ${high}, mostly ${middle}.`)
      .join(" "),
  });
  return chart + figuresMarkup(tableMarkup(title, ["flow", "least", "median", "most"], rows));
}

/** Not by spreading: a soak has many seconds. */
function most(values: readonly number[]): number {
  return values.reduce((highest, value) => Math.max(highest, value), 0);
}

function figuresMarkup(table: string): string {
  return `<details><summary>${escapeText("The chart's figures")}</summary>${table}</details>\n`;
}

/** Beyond it, each flow has a chart of its own. */
const MAX_LINES = 8;
/** 99.9999 %. */
const MAX_NINES = 6;
const PERCENTILES = [50, 75, 90, 99, 99.9, 99.99, 100];
