import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Children } from "../../perf/children.ts";
import { withEcho } from "../../perf/servers/echo.ts";
import { ServerProcess } from "../../perf/servers/server-process.ts";
import { withSqlite } from "../../perf/servers/sqlite.ts";
import { Generator } from "../../src/bench/generator.ts";
import { serverMissing } from "../support/servers/private-servers.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { countedEcho, startServer } from "./fixtures/scripted-server.ts";

const children = new Children();

test("the generator's process gives the result and ends by itself", async () => {
  await withEcho(children, async ({ port }) => {
    const phases: string[] = [];
    const plan = countedEcho({ host: "127.0.0.1", port }, { connections: 4, depth: 8, requests: 4_321 });
    const generator = new Generator(plan, (phase) => phases.push(phase));
    const result = await generator.result;
    assert.deepEqual(result.faults, []);
    assert.equal(result.totalAnswers, 4_321);
    assert.deepEqual(phases, ["measuring", "measured"]);
    assert.equal((await generator.ended).code, 0);
  });
});

test("a generator that is killed rejects instead of giving half a result", async () => {
  await using server = await startServer(() => undefined);
  const generator = new Generator(countedEcho(server.target, {}));
  generator.kill();
  await assert.rejects(generator.result, /ended early/);
});

test("a plan that cannot be run is refused before a process is started", () => {
  assert.throws(() => new Generator(countedEcho({ host: "198.51.100.7", port: 1 }, {})), /this machine only/);
});

test("the echo server ends with the work it was started for, also when that fails", async () => {
  let pid = 0;
  const work = withEcho(children, async (echo) => {
    pid = echo.pid;
    throw new Error("as planned");
  });
  await assert.rejects(work, /as planned/);
  assert.equal(isAlive(pid), false);
});

test("the process that calls SQLite directly puts and gets, and leaves nothing", async () => {
  let pid = 0;
  await withSqlite(children, { keys: 50, valueBytes: 64 }, async (run, process) => {
    pid = process;
    assert.ok((await run({ operation: "put", warmUpMs: 0, durationMs: 1 })) > 0);
    assert.ok((await run({ operation: "get", warmUpMs: 0, durationMs: 1 })) > 0);
  });
  assert.equal(isAlive(pid), false);
});

test("a server that ends before it is ready is reported with its last words", async () => {
  const server = new ServerProcess(process.execPath, ["-e", "console.error('no such port'); process.exit(3)"], {
    name: "it",
  });
  await assert.rejects(
    server.waitUntil(() => Promise.resolve(false)),
    /it ended before it was ready: no such port/,
  );
  await server.end();
});

test("a command that does not exist is reported", async () => {
  const server = new ServerProcess("/nowhere/at/all", [], { name: "it" });
  await assert.rejects(
    server.waitUntil(() => Promise.resolve(false)),
    /ENOENT/,
  );
  await server.end();
});

for (const how of ["SIGINT", "SIGTERM", "throws"] as const) {
  test(`a bench that ends by ${how} takes its servers with it`, async () => {
    const file = fileURLToPath(new URL("./fixtures/interrupted-bench.js", import.meta.url));
    assert.ok(existsSync(file));
    const bench = spawn(process.execPath, [file, how], { stdio: ["ignore", "pipe", "ignore"] });
    const [line] = (await once(bench.stdout, "data")) as [Buffer];
    const pid = Number(line.toString());
    assert.ok(pid > 0);
    if (how !== "throws") bench.kill(how);
    if (bench.exitCode === null) await once(bench, "exit");
    await goneWithin(pid);
    assert.equal(isAlive(pid), false);
  });
}

test("a PostgreSQL of a bench that is interrupted ends, and its folder is gone", {
  skip: serverMissing("postgres"),
}, async (t) => {
  const folder = tempFolder(t);
  // It runs as another user, who must come through.
  chmodSync(folder, 0o711);
  const file = fileURLToPath(new URL("./fixtures/interrupted-postgres.js", import.meta.url));
  const env = { ...process.env, TMPDIR: folder };
  const bench = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "ignore"] });
  await once(bench.stdout, "data");
  const [name] = readdirSync(folder);
  const { pid } = JSON.parse(readFileSync(join(folder, name as string, "server.json"), "utf8"));
  assert.ok(isAlive(pid));
  bench.kill("SIGTERM");
  await once(bench, "exit");
  assert.deepEqual(readdirSync(folder), []);
  await goneWithin(pid);
  assert.equal(isAlive(pid), false);
});

/** A killed process is gone when the kernel has reaped it: a few turns of asking, never more than five seconds. */
async function goneWithin(pid: number): Promise<void> {
  for (let asked = 0; isAlive(pid) && asked < 500; asked++) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
