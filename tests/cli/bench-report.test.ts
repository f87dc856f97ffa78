import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sampleResult } from "../bench/suite/sample-result.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const result = sampleResult([{ perSecond: 1_000, p50: 100, cpuUs: 12, minute: 0 }]);

test("prism bench report makes a page beside the results, or where it is told to", async (t) => {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "a.json"), `${JSON.stringify(result)}\n`);
  writeFileSync(join(folder, "b.json"), JSON.stringify(result, null, 2));
  const one = await runCommand(["bench", "report", "a.json"], { cwd: folder });
  assert.deepEqual([one.code, one.stdout.toString()], [0, "a.html\n"], one.stderr);
  const both = await runCommand(["bench", "report", "a.json", "b.json", "-o", "both.html"], { cwd: folder });
  assert.deepEqual([both.code, both.stdout.toString()], [0, "both.html\n"], both.stderr);
  assert.match(readFileSync(join(folder, "both.html"), "utf8"), /run 2: readers/);
});

test("prism bench report says which file and which part of it is no result", async (t) => {
  const folder = tempFolder(t);
  const refused = async (text: string, told: RegExp): Promise<void> => {
    writeFileSync(join(folder, "a.json"), text);
    const { code, stderr } = await runCommand(["bench", "report", "a.json"], { cwd: folder });
    assert.equal(code, 2);
    assert.match(stderr, told);
  };
  await refused("", /a\.json is empty/);
  await refused(`${JSON.stringify(result)}\n{"format": \n`, /a\.json:2 is no JSON/);
  await refused("{}", /a\.json: document 1 has no format, this Prism reads prism-suite-result\/1/);
  await refused(`{"format":"prism-suite-result/9"}`, /has the format "prism-suite-result\/9"/);
  const missing = await runCommand(["bench", "report", "none.json"], { cwd: folder });
  assert.match(missing.stderr, /none\.json cannot be read/);
  const unwritable = await runCommand(["bench", "report", "a.json", "-o", "no/such/folder.html"], { cwd: folder });
  assert.equal(unwritable.code, 2);
});
