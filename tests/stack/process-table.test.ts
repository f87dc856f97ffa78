import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { findProcess, isAlive, isPaused, processTree } from "../../src/stack/process-table.ts";
import { eventually } from "../support/eventually.ts";

test("a process is known by its number and its start, and is gone when it has ended", async (t) => {
  const shell = spawn("sh", ["-c", "sleep 60 & wait"], { stdio: "ignore" });
  const pid = shell.pid as number;
  t.after(() => shell.kill("SIGKILL"));
  const facts = findProcess(pid);
  assert.ok(facts !== null);
  assert.equal(facts.parent, process.pid);
  assert.equal(isAlive(facts), true);
  assert.equal(isAlive({ pid, started: "at another time" }), false);
  await eventually("the shell has a child", () => processTree(pid).length === 2);
  const [root, child] = processTree(pid);
  assert.deepEqual([root?.pid, child?.parent], [pid, pid]);
  const ended = once(shell, "exit");
  for (const each of [root, child]) process.kill(each?.pid as number, "SIGKILL");
  await ended;
  assert.equal(isAlive(facts), false);
  await eventually("its child is gone", () => child !== undefined && !isAlive(child));
  assert.deepEqual(processTree(pid), []);
});

test("a process is paused when all its threads have stopped, until it goes on", async (t) => {
  const busy = spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
  const pid = busy.pid as number;
  const facts = { pid };
  t.after(() => busy.kill("SIGKILL"));
  assert.equal(isPaused(facts), false);
  busy.kill("SIGSTOP");
  await eventually("it is paused", () => isPaused(facts));
  busy.kill("SIGCONT");
  await eventually("it goes on", () => !isPaused(facts));
  const ended = once(busy, "exit");
  busy.kill("SIGKILL");
  await ended;
  assert.equal(isPaused(facts), true);
});
