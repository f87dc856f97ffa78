import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sampleResult } from "../bench/suite/sample-result.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

function linesOf(first: number, slowdown: number): string {
  const lines = Array.from({ length: 10 }, (_, at) => {
    const rates = { perSecond: 1_000 / slowdown, p50: 1_000 * slowdown, cpuUs: 12 * slowdown };
    return JSON.stringify(sampleResult([{ ...rates, minute: first + 2 * at }]));
  });
  return `${lines.join("\n")}\n`;
}

test("prism bench compare ends with 1 when something is worse, and with 0 otherwise", async (t) => {
  const cwd = tempFolder(t);
  writeFileSync(join(cwd, "old.json"), linesOf(0, 1));
  writeFileSync(join(cwd, "new.json"), linesOf(1, 1.2));
  const worse = await runCommand(["bench", "compare", "old.json", "new.json"], { cwd });
  assert.equal(worse.code, 1, worse.stderr);
  assert.match(worse.stdout.toString(), /CPU per request +1\.200 +1\.200 to 1\.200 +100 % +WORSE/);
  assert.match(worse.stdout.toString(), /0 better, 4 worse, 0 same, 0 with too few rounds\n$/);
  const better = await runCommand(["bench", "compare", "new.json", "old.json", "-o", "json"], { cwd });
  assert.equal(better.code, 0, better.stderr);
  const report = JSON.parse(better.stdout.toString()) as { comparisons: { verdict: string }[] };
  assert.deepEqual(
    report.comparisons.map(({ verdict }) => verdict),
    Array(4).fill("better"),
  );
  const small = await runCommand(["bench", "compare", "old.json", "new.json", "--smallest", "30"], { cwd });
  assert.equal(small.code, 0);
  assert.match(small.stdout.toString(), /4 same/);
  const refused = await runCommand(["bench", "compare", "old.json", "new.json", "--smallest", "none"], { cwd });
  assert.equal(refused.code, 2);
});
