import type { OperationResult, RoundResult, SuiteResult } from "../suite/suite-result.ts";
import { groupBy } from "./group-by.ts";
import { escapeText, showFigure, showLatency, tableMarkup } from "./markup.ts";
import { pageStyle } from "./page-style.ts";
import { median } from "./result-lines.ts";
import { scenarioCharts } from "./scenario-charts.ts";

/**
 * Results as one HTML document that is complete by itself: no script, nothing from elsewhere, charts as inline SVG with
 * their figures as tables. Made of the results alone. Results of one scenario are drawn over each other.
 */
export function renderHtmlReport(results: readonly SuiteResult[]): string {
  const scenarios = [...groupBy(results, ({ scenario }) => scenario.name)];
  const sections = scenarios.map(([name, own], at) => scenarioSection(`s${at}`, name, own));
  const contents = scenarios.map(([name, own], at) => {
    const verdicts = own.map(({ verdict }) => verdictMarkup(verdict)).join(", ");
    return `<li><a href="#s${at}">${escapeText(name)}</a>: ${verdicts}</li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Prism: ${escapeText(scenarios.map(([name]) => name).join(", "))}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>Load on Prism</h1>
<p>Latencies are of right answers. <em>Corrected</em>: from the intended time of sending, or as callers would have seen it who do
not wait (coordinated omission). <em>Uncorrected</em>: from the moment of sending. Figures of several rounds are their median,
curves are of all rounds together.</p>
<ul>
${contents.join("\n")}
</ul>
${sections.join("\n")}
</main>
</body>
</html>
`;
}

function scenarioSection(id: string, name: string, results: readonly SuiteResult[]): string {
  const runs = results.map((result, at): [string, SuiteResult] => [
    results.length === 1 ? "" : `run ${at + 1}`,
    result,
  ]);
  const first = results[0] as SuiteResult;
  return [
    `<section id="${id}" aria-labelledby="${id}-name"><h2 id="${id}-name">${escapeText(name)}</h2>`,
    `<p>${escapeText(first.scenario.summary)}</p>`,
    ...runs.map(([run, result]) => verdictSection(run, result)),
    scenarioCharts(id, runs),
    ...runs.map(([run, result]) => operationsTable(run, result) + kneeTable(run, result)),
    ...runs.map(([run, result]) => environmentSection(run, result)),
    "</section>",
  ].join("\n");
}

function verdictSection(run: string, { verdict, faults, targets }: SuiteResult): string {
  const rows = targets.map(({ target, value, isMet }) => [
    target,
    value === null ? "nothing measured" : showFigure(value),
    isMet ? "met" : "MISSED",
  ]);
  const table = rows.length === 0 ? "" : tableMarkup(of("Targets", run), ["target", "measured", "verdict"], rows);
  const list = faults.map((fault) => `<li>${escapeText(fault)}</li>`).join("");
  const named = run === "" ? "Verdict" : `Verdict of ${run}`;
  return `<p>${escapeText(named)}: ${verdictMarkup(verdict)}</p>${list === "" ? "" : `<ul>${list}</ul>`}${table}`;
}

function operationsTable(run: string, { rounds }: SuiteResult): string {
  const head = ["flow", "door", "operation", "a second", "p50", "p99", "p99.9", "most", "uncorrected p99", "errors"];
  const rows = (rounds[0]?.flows ?? []).flatMap((flow) =>
    flow.operations.map(({ operation }) => {
      const all = rounds.flatMap(({ flows }) => flows.filter((own) => own.flow === flow.flow));
      const own = all.flatMap(({ operations }) => operations.filter((one) => one.operation === operation));
      const at = (pick: (one: OperationResult) => number): string => showLatency(median(own.map(pick)));
      return [
        flow.flow,
        flow.door,
        operation,
        showFigure(median(own.map(({ perSecond }) => perSecond))),
        ...[at((one) => one.corrected.p50), at((one) => one.corrected.p99), at((one) => one.corrected.p999)],
        ...[at((one) => one.corrected.max), at((one) => one.uncorrected.p99)],
        errorsOf(own),
      ];
    }),
  );
  return rows.length === 0 ? "" : tableMarkup(of("Operations", run), head, rows);
}

/** Of all rounds, by code and reason. */
function errorsOf(operations: readonly OperationResult[]): string {
  const counts = new Map<string, number>();
  for (const { code, reason, count } of operations.flatMap(({ errors }) => errors)) {
    const name = reason === "" ? code : `${code} ${reason}`;
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return counts.size === 0 ? "0" : [...counts].map(([name, count]) => `${showFigure(count)} ${name}`).join(", ");
}

function kneeTable(run: string, { rounds }: SuiteResult): string {
  const knees = rounds.flatMap(({ knee, round }) => (knee === null ? [] : [{ knee, round }]));
  const rows = knees.flatMap(({ knee, round }) =>
    knee.steps.map((step) => [
      `${round}`,
      ...[showFigure(step.offeredPerSecond), showFigure(step.achievedPerSecond), showLatency(step.p99)],
      step.isServed ? "served" : "not served",
    ]),
  );
  if (rows.length === 0) return "";
  const beyond = knees.every(({ knee }) => knee.isBracketed) ? "" : " or more: no step was too much";
  const found = `${showFigure(median(knees.map(({ knee }) => knee.perSecond)))} a second${beyond}`;
  return tableMarkup(of(`The knee: ${found}`, run), ["round", "offered", "achieved", "p99", "verdict"], rows);
}

function environmentSection(run: string, result: SuiteResult): string {
  const { environment, scenario, rounds, seed, scale } = result;
  const facts: [string, string][] = [
    ["began", result.startedAt],
    ["machine", `${environment.processor}, ${environment.cores} cores, ${memoryText(environment.memoryBytes)}`],
    ["system", `${environment.system}, Node.js ${environment.node}`],
    ["Prism", `${environment.prism}${environment.commit === null ? "" : ` at ${environment.commit}`}`],
    ["under load", targetText(result)],
    ["rounds", rounds.map(({ seconds }) => `${showFigure(seconds)} s`).join(", ")],
    ["generator", rounds.map(generatorText).join("; ")],
    ["server", rounds.map(serverText).join("; ")],
    ["scenario", `${scenario.file}, ${scenario.digest}`],
  ];
  const list = facts.map(([name, text]) => `<dt>${escapeText(name)}</dt><dd>${escapeText(text)}</dd>`).join("\n");
  const line = `prism bench run ${scenario.file} --seed ${seed} --scale ${scale} --rounds ${rounds.length}`;
  return `<h3>${escapeText(of("Environment, and how to repeat it", run))}</h3>
<dl>
${list}
</dl>
<p>Save the scenario as it stands here, then:</p>
<pre>${escapeText(line)}</pre>
<details><summary>The scenario</summary><pre>${escapeText(scenario.text)}</pre></details>`;
}

function targetText({ target }: SuiteResult): string {
  if (target.kind === "direct") return `the store alone: ${target.stores.join(", ")}`;
  const doors = Object.entries(target.ports).map(([door, port]) => `${door} ${port}`);
  return `a gateway at ${target.host}, ${doors.join(", ")}`;
}

function generatorText({ generator }: RoundResult): string {
  const late = generator.lateness === null ? "" : `, ${showLatency(generator.lateness.p99)} late at p99`;
  return `${generator.processes} processes, the busiest ${Math.round(generator.busiest * 100)} % of a core${late}`;
}

function serverText({ server }: RoundResult): string {
  if (server === null) return "not on this machine";
  return `${showFigure(server.cpuUsPerRequest)} µs of processor time a request, at most ${memoryText(server.residentBytesMost)}`;
}

function memoryText(bytes: number): string {
  return bytes >= 2 ** 30 ? `${showFigure(bytes / 2 ** 30)} GiB` : `${showFigure(bytes / 2 ** 20)} MiB`;
}

function verdictMarkup(verdict: SuiteResult["verdict"]): string {
  return `<span class="${verdict}">${verdict}</span>`;
}

function of(what: string, run: string): string {
  return run === "" ? what : `${what}, ${run}`;
}
