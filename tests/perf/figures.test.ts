import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { latestFigures, renderFigures } from "../../perf/figures.ts";
import { type Report, showNumber } from "../../perf/report.ts";

const root = new URL("../../../", import.meta.url);
const machine = {
  processor: "p",
  cores: 2,
  memoryGib: 4,
  kernel: "k",
  node: "20",
  sqlite: "s",
  redis: "7",
  commit: "abc",
};

function report(changes: Partial<Report>, measures: readonly string[], figure: string): Report {
  const finding = { name: "gets", figure, baseline: "–", measured: 2, spread: null, target: null, note: "noted" };
  const findings = measures.map((measure) => ({ ...finding, measure }));
  return { date: "2026-01-02T03:04:05.000Z", quick: false, only: null, machine, findings, failures: [], ...changes };
}

test("the page of figures is that of the records", () => {
  const page = readFileSync(new URL("docs-cms/figures.md", root), "utf8");
  const results = fileURLToPath(new URL("perf/results/", root));
  assert.equal(page, renderFigures(latestFigures(results)), "run `npm run generate`");
});

test("what was measured is shown with three digits that say something", () => {
  const shown = [0.0468, -0.00123, 0.9996, 2, 46.84, 99.96, 491_221, 0].map(showNumber);
  assert.deepEqual(shown, ["0.0468", "-0.00123", "1.00", "2.00", "46.8", "100", "491221", "0"]);
});

test("of each measure the last record counts, but none that is quick or of a changed work tree", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "prism-figures-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const records: [string, Report][] = [
    ["a", report({ date: "2026-01-01T00:00:00.000Z" }, ["http", "memory"], "old")],
    ["b", report({ date: "2026-01-02T00:00:00.000Z" }, ["memory"], "new")],
    ["c", report({ date: "2026-01-03T00:00:00.000Z", quick: true }, ["memory"], "quick")],
    ["d", report({ date: "2026-01-04T00:00:00.000Z", machine: { ...machine, commit: "abc+" } }, ["memory"], "changed")],
  ];
  for (const [name, content] of records) writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
  const figures = latestFigures(folder);
  assert.deepEqual(
    figures.map(({ measure, record, findings }) => [measure, record, findings[0]?.figure]),
    [
      ["http", "a", "old"],
      ["memory", "b", "new"],
    ],
  );
  const page = renderFigures(figures);
  assert.match(page, /## memory\n\n\[2026-01-02 00:00 UTC\]\(\.\.\/perf\/results\/b\.md\), commit abc; p, 2 cores/);
  assert.match(page, /\| gets \| new \| – \| 2\.00 \| – \| – \| – \| noted \|/);
});
