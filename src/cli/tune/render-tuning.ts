import { stringify } from "yaml";
import { describeCandidate, shownValue } from "../../bench/tune/candidate.ts";
import { nested } from "../../bench/tune/private-config.ts";
import type { ConfirmedCandidate, ConfirmedFigure, TriedCandidate, TuneReport } from "../../bench/tune/tune-report.ts";
import { Table } from "../table.ts";

/** What was found, for a person: all that was tried, what was confirmed, and what to do. */
export function renderTuning(report: TuneReport): string {
  const { scenario, tried, confirmed, conclusion, leftOut, notes, endedEarly } = report;
  const parts = [`${scenario.name}: ${scenario.summary}\n`];
  if (tried.length > 1) {
    parts.push("\nTried, new ÷ old by the mean of few runs:\n", new Table().render(tried.map(triedRow)));
  }
  if (confirmed.length > 0) {
    const rounds = confirmed[0]?.rounds ?? 0;
    parts.push(
      `\nConfirmed, in ${rounds} rounds in turn, 95 % sure of all verdicts together:\n`,
      new Table().render(confirmed.map(confirmedRow)),
      frontierLine(confirmed),
    );
  }
  const tellings = [
    ...leftOut.map(({ path, why }) => `not tried: ${path}: ${why}`),
    ...notes.map((note) => `note: ${note}`),
    ...(endedEarly === "budget"
      ? ["note: the budget ended the search before everything was tried: raise --max-runs or --seconds"]
      : []),
    ...(endedEarly === "interrupted" ? ["note: ended by Ctrl-C; what is above is what there was"] : []),
    `${report.runs} runs in ${Math.round(report.seconds)} s; for ${report.measure}; a change counts from ${Math.round(report.smallest * 1_000) / 10} % on`,
  ];
  parts.push(`\n${tellings.join("\n")}\n`, `\n${conclusion.text}\n`);
  if (conclusion.settings !== null) parts.push(`\n${pasted(conclusion.settings)}`);
  return parts.join("");
}

/** As it stands in `prism.yaml`. */
function pasted(settings: TriedCandidate["settings"]): string {
  const shown = Object.entries(settings).map(([path, value]) => [path, shownValue(path, value)]);
  return stringify(nested(Object.fromEntries(shown)));
}

function triedRow({ settings, runs, ratios, excluded }: TriedCandidate): Record<string, string> {
  const show = (ratio: number | null): string => (ratio === null ? "–" : ratio.toFixed(2));
  return {
    settings: describeCandidate(settings),
    runs: String(runs),
    throughput: show(ratios.throughput),
    p99: show(ratios.p99),
    "CPU a request": show(ratios.cpu),
    "": excluded === null ? "" : `out: ${excluded}`,
  };
}

function confirmedRow({ settings, figures, isOnFrontier }: ConfirmedCandidate): Record<string, string> {
  const show = (measure: ConfirmedFigure["measure"]): string => {
    const figure = figures.find((own) => own.measure === measure);
    return figure === undefined ? "–" : cell(figure);
  };
  return {
    settings: describeCandidate(settings),
    "answers a second": show("throughput"),
    "p99 µs": show("p99"),
    "CPU µs a request": show("cpu"),
    frontier: isOnFrontier ? "yes" : "",
  };
}

/** The value, and how it compares: `41,200 ×1.21 (1.14–1.29) better`. */
function cell({ measure, value, ratio, low, high, verdict }: ConfirmedFigure): string {
  const shown = measure === "cpu" ? value.toFixed(1) : Math.round(value).toLocaleString("en");
  if (ratio === null || verdict === null) return shown;
  const known = low !== null && high !== null && Number.isFinite(low) && Number.isFinite(high);
  const interval = known ? ` (${low.toFixed(2)}–${high.toFixed(2)})` : "";
  const words = verdict === "too few rounds" ? (known ? "noise" : "too few rounds") : verdict;
  return `${shown} ×${ratio.toFixed(2)}${interval} ${words}`;
}

function frontierLine(confirmed: readonly ConfirmedCandidate[]): string {
  const told = confirmed
    .slice(1)
    .some(({ figures }) => figures.some(({ verdict }) => verdict === "better" || verdict === "worse"));
  return told ? "" : "No figure is told apart from the configuration as it is: the frontier is within the noise.\n";
}
