import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { tempFolder } from "../support/temp-folder.ts";

const flame = fileURLToPath(new URL("../../perf/flame.js", import.meta.url));

test("flame graphs of a load show the acceptor's and the worker's own code, and nothing runs on", async (t) => {
  const folder = tempFolder(t);
  // A group of its own: whoever is still in it afterwards was left behind.
  const args = [flame, "memory-get", "--seconds", "1.5", "--out", folder];
  const child = spawn(process.execPath, args, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const [[code], output, problems] = await Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]);
  assert.equal(code, 0, problems);
  assert.throws(() => process.kill(-(child.pid as number), 0), { code: "ESRCH" });
  const names = readdirSync(folder);
  const pictureOf = (thread: string): string => {
    const name = names.find((each) => each.endsWith(`-memory-get-${thread}.svg`));
    assert.ok(name !== undefined, `${thread} is not among ${names.join(", ")}\n${output}`);
    return readFileSync(join(folder, name), "utf8");
  };
  assert.match(pictureOf("acceptor"), /<svg[\s\S]*acceptor\/[a-z-]+\.ts/);
  const worker = pictureOf("worker-0");
  assert.match(worker, /<svg[\s\S]*workers\/worker-loop\.ts/);
  assert.match(worker, /pipeline\/pipeline\.ts/);
  const note = names.find((each) => each.endsWith("-memory-get.md")) as string;
  assert.match(
    readFileSync(join(folder, note), "utf8"),
    /^# memory-get: .*\n[\s\S]*\| \[acceptor\]\(.*\) \| [\d.]+ % \| [\d,]+ \|/,
  );
});

test("a scenario that there is not is refused with the names of those that there are", async () => {
  const child = spawn(process.execPath, [flame, "nothing"], { stdio: ["ignore", "ignore", "pipe"] });
  const [[code], problems] = await Promise.all([once(child, "exit"), text(child.stderr)]);
  assert.equal(code, 2);
  assert.match(problems, /there is no scenario "nothing"; there are memory-get, .*postgres-get/);
});
