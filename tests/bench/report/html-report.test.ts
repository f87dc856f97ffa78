import assert from "node:assert/strict";
import { test } from "node:test";
import { renderHtmlReport } from "../../../src/bench/report/html-report.ts";
import type { SuiteResult } from "../../../src/bench/suite/suite-result.ts";
import { type SampleRound, sampleResult } from "../suite/sample-result.ts";

const round: SampleRound = { perSecond: 1_000, p50: 100, cpuUs: 12, minute: 0 };
const HOSTILE = `</style></title><script>alert("1")</script>'&`;

/** Elements that are open at the end, or closed in the wrong order. */
function unbalanced(page: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = "", rest = ""] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
    if (["meta", "path"].includes(name) && (rest.endsWith("/") || name === "meta")) continue;
    if (slash === "") open.push(name);
    else if (open.pop() !== name) return [`</${name}> closes something else`];
    else continue;
    if (name === "path" && rest.endsWith("/")) open.pop();
  }
  return open;
}

function hrefs(page: string): string[] {
  return [...page.matchAll(/\b(?:href|src|action|data|xlink:href)="([^"]*)"/g)].map(([, target]) => target ?? "");
}

test("a report is one document, balanced, without script, and loads nothing from anywhere", () => {
  const page = renderHtmlReport([sampleResult([round, round])]);
  assert.deepEqual(unbalanced(page), []);
  assert.deepEqual(hrefs(page), ["#s0"]);
  assert.doesNotMatch(page, /<script|<link|<img|@import|url\(/);
  assert.match(page, /Content-Security-Policy" content="default-src 'none'/);
  assert.match(page, /prefers-color-scheme: dark/);
});

test("what a scenario's author wrote stands in it as text", () => {
  const sample = sampleResult([round], { verdict: "void", faults: [HOSTILE] });
  const scenario = { name: HOSTILE, summary: HOSTILE, file: HOSTILE, text: HOSTILE, digest: HOSTILE };
  const flows = sample.rounds[0]?.flows.map((flow) => ({ ...flow, flow: HOSTILE })) ?? [];
  const rounds = sample.rounds.map((own) => ({ ...own, flows }));
  const page = renderHtmlReport([{ ...sample, scenario, rounds }]);
  assert.deepEqual(unbalanced(page), []);
  assert.doesNotMatch(page, /<script/);
  assert.equal(page.split("</style>").length, 2);
});

test("each chart says in words and in a table what it shows, both corrected and uncorrected", () => {
  const page = renderHtmlReport([sampleResult([round])]);
  for (const [, title, text] of page.matchAll(/<svg [^>]*aria-labelledby="([^"]+)" aria-describedby="([^"]+)"/g)) {
    assert.match(page, new RegExp(`<title id="${title}">`));
    assert.match(page, new RegExp(`<desc id="${text}">[^<]{20}`));
  }
  assert.equal([...page.matchAll(/role="img"/g)].length, 3);
  assert.match(page, /99 % within 300 µs \(uncorrected 200 µs\)/);
  assert.match(page, /readers \(tcp\) get, corrected<\/th><td class="figure">100 µs/);
});

test("curves end where the count of answers no longer tells", () => {
  const page = renderHtmlReport([sampleResult([round])]);
  const [, path = ""] = page.match(/<path class="line c0 dashed" d="M([^"]+)"><title>/) ?? [];
  const last = path.split("L").at(-1) ?? "";
  // 2,000 answers know the 99.95th percentile: 3.3 nines of the four that are drawn.
  const share = (Number(last.split(" ")[0]) - 76) / 660;
  assert.ok(share > 0.79 && share <= 0.826, `${share}`);
});

test("results of one scenario are drawn over each other, others have sections of their own", () => {
  const other = { ...sampleResult([round]).scenario, name: "write-heavy" };
  const page = renderHtmlReport([
    sampleResult([round]),
    sampleResult([round], { scenario: other }),
    sampleResult([{ ...round, p50: 200 }]),
  ]);
  assert.equal([...page.matchAll(/<section /g)].length, 2);
  assert.match(page, /run 1: readers \(tcp\) get, corrected/);
  assert.match(page, /run 2: readers \(tcp\) get, uncorrected/);
  assert.equal([...page.matchAll(/role="img"/g)].length, 6);
});

test("targets, knee, errors, environment and how to repeat it are told", () => {
  const sample = sampleResult([round]);
  const knee = {
    ...{ perSecond: 500, p99: 90, isBracketed: false },
    steps: [{ offeredPerSecond: 500, achievedPerSecond: 499, p99: 90, isServed: true }],
  };
  const flows = sample.rounds[0]?.flows.map((flow) => ({
    ...flow,
    operations: flow.operations.map((own) => ({
      ...own,
      errors: [{ code: "UNAVAILABLE", reason: "QUEUE_FULL", count: 7 }],
    })),
  }));
  const result = {
    ...sample,
    rounds: sample.rounds.map((own) => ({ ...own, knee, flows: flows ?? [], server: null })),
    verdict: "missed",
    targets: [
      {
        target: "readers p99 ≤ 50 µs",
        measure: "p99",
        flow: "readers",
        operation: null,
        bound: 50,
        value: 300,
        isMet: false,
      },
    ],
  } satisfies SuiteResult;
  const page = renderHtmlReport([result]);
  for (const part of [
    /<span class="missed">missed<\/span>/,
    /readers p99 ≤ 50 µs<\/th><td class="figure">300<\/td><td>MISSED/,
    /7 UNAVAILABLE QUEUE_FULL/,
    /The knee: 500 a second or more: no step was too much/,
    /A Processor, 2 cores, 8 GiB/,
    /not on this machine/,
    /prism bench run perf\/scenarios\/read-heavy\.yaml --seed 1 --scale 1 --rounds 1/,
  ])
    assert.match(page, part);
});

test("a result without rounds or answers makes a report too", () => {
  const page = renderHtmlReport([sampleResult([], { verdict: "void", faults: ["no gateway answers"] })]);
  assert.deepEqual(unbalanced(page), []);
  assert.match(page, /no gateway answers/);
  assert.match(page, /No right answer was measured/);
});
