import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Progress } from "../../../src/bulk/import/checkpoint.ts";
import type { KeyValue } from "../../../src/client/key-value.ts";
import { SharedGateway } from "../../client/shared-gateway.ts";
import { waitUntil } from "../../client/wait-until.ts";
import { type Finished, mainFile, runCommand } from "../run-command.ts";

let kv: KeyValue;
const gateway = SharedGateway.forTestsHere((client) => {
  kv = client.keyValue("default");
});

const path = (name: string): string => join(gateway.folder, name);

function run(...words: string[]): Promise<Finished> {
  return runCommand(words, { env: gateway.environment });
}

function progressOf(file: string): Progress {
  return JSON.parse(readFileSync(`${file}.checkpoint`, "utf8"));
}

/** Begins an import in a process of its own, and kills it when it has written down that `line` is done. */
async function killedImport(file: string, line: number, ...words: string[]): Promise<void> {
  const child = spawn(process.execPath, [mainFile, "import", file, ...words], {
    env: { PATH: process.env.PATH, ...gateway.environment },
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  await waitUntil(() => existsSync(`${file}.checkpoint`) && progressOf(file).line >= line);
  child.kill("SIGKILL");
  await ended;
}

async function countItems(prefix: string): Promise<number> {
  let count = 0;
  for await (const _ of kv.scanAll({ prefix, keysOnly: true, pageSize: 10_000 })) count++;
  return count;
}

test("an import that was killed goes on where it was, and takes nothing of itself for a conflict", async () => {
  const file = path("killed.ndjson");
  const rows = 12_000;
  const lines = Array.from({ length: rows }, (_, i) => {
    return JSON.stringify({ key: `killed/${i}`, value: `${i} `.repeat(50), encoding: "utf8" });
  });
  writeFileSync(file, lines.join("\n"));
  const words = ["--on-conflict", "fail", "--max-errors", "0"];
  await killedImport(file, 2_000, ...words, "--rate", "4000");
  const { line } = progressOf(file);
  const sent = await countItems("killed/");
  assert.ok(sent >= line && sent < rows, `${sent} of ${rows} were written, ${line} known to be`);
  const { code, stdout, stderr } = await run("import", file, ...words, "--resume", "-o", "json");
  assert.equal(stderr, "");
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout.toString()).written, rows);
  assert.equal(await countItems("killed/"), rows);
  for (const i of [0, line - 1, line, sent - 1, rows - 1]) {
    assert.equal((await kv.get(`killed/${i}`))?.text(), `${i} `.repeat(50));
  }
  assert.ok(!existsSync(`${file}.checkpoint`));
});

test("of a key that somebody else has written meanwhile a resumed import says so", async () => {
  const file = path("others.ndjson");
  writeFileSync(file, ["a", "b", "c"].map((key) => `{"key":"others/${key}","value":"ours"}`).join("\n"));
  await kv.put("others/b", "theirs");
  await kv.put("others/c", "ours");
  const first = await run("import", file, "--on-conflict", "fail", "--max-errors", "0");
  assert.match(first.stderr, /line 2: VERSION_MISMATCH/);
  const second = await run("import", file, "--on-conflict", "fail", "--resume", "-o", "json");
  // What is there and the same may have been written by the first run; what is there and differs was not.
  assert.equal(second.stderr, "line 2: VERSION_MISMATCH: there is an item of this key\n");
  assert.equal(JSON.parse(second.stdout.toString()).written, 2);
});

test("an import goes on only with what it was broken off of", async () => {
  const file = path("changed.ndjson");
  const lines = Array.from({ length: 9_000 }, (_, i) => `{"key":"changed/${i}","value":"${"v".repeat(100)}"}`);
  writeFileSync(file, [...lines, "wrong"].join("\n"));
  const broken = await run("import", file, "--max-errors", "0");
  assert.match(broken.stderr, /line 9001: ROW_INVALID[\s\S]*TOO_MANY_ERRORS/);
  assert.ok(progressOf(file).blocks >= 1);
  const other = await run("import", file, "-n", "memory", "--resume");
  assert.match(other.stderr, /CHECKPOINT_MISMATCH: .* is of another import \(ndjson into default, overwrite\)/);
  writeFileSync(file, [lines[1], lines[0], ...lines.slice(2), "wrong"].join("\n"));
  const changed = await run("import", file, "--resume");
  assert.equal(changed.code, 1);
  assert.match(
    changed.stderr,
    /CHECKPOINT_MISMATCH: what was imported of the file before is not what stands in it now/,
  );
  writeFileSync(`${file}.checkpoint`, "{}");
  assert.match((await run("import", file, "--resume")).stderr, /CHECKPOINT_UNREADABLE/);
  writeFileSync(file, lines.join("\n"));
  assert.equal((await run("import", file)).code, 0, "without --resume it begins anew");
});

test("the file of rejected rows has each once, after a resumed import too, and none of an import before", async () => {
  const file = path("rejected.ndjson");
  const rejected = `${file}.rejected.ndjson`;
  const lines = Array.from({ length: 1_500 }, (_, i) => `{"key":"rejected/${i}","value":""}`);
  writeFileSync(file, [...lines.slice(0, 700), "one", ...lines.slice(700), "two", "three"].join("\n"));
  writeFileSync(rejected, '{"rejected":{"line":1}}\n');
  await run("import", file, "--max-errors", "1");
  // As if rows behind the checkpoint had been rejected before the kill.
  writeFileSync(rejected, `${readFileSync(rejected, "utf8")}{"rejected":{"line":1502}}\nhalf a row`);
  const { line } = progressOf(file);
  assert.ok(line >= 701 && line < 1_502, String(line));
  const resumed = await run("import", file, "--resume", "-o", "json");
  assert.equal(JSON.parse(resumed.stdout.toString()).rejected, 3);
  const rows = readFileSync(rejected, "utf8").trimEnd().split("\n");
  assert.deepEqual(
    rows.map((row) => JSON.parse(row).rejected.line),
    [701, 1_502, 1_503],
  );
  assert.equal((await run("import", file, "--rejected", file)).code, 2);
});
