import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { TuneReport } from "../../../src/bench/tune/tune-report.ts";
import { OpenedAdmin } from "../../control/admin-api/opened-admin.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { fileServer, serverMissing } from "../../support/servers/private-servers.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { mainFile, runCommand } from "../run-command.ts";

const SCENARIO = `
name: sample
summary: a few keys in memory
flows:
  - { name: clients, namespace: memory, connections: 2, depth: 4, mix: [{ operation: get }], keys: { count: 50 } }
phases: [{ name: steady, duration: 1s }]
`;

const MEMORY = `workers: 1
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram }]
`;

/** A folder with the scenario, and the folder for the gateways that are tried. */
function placeOf(t: TestContext): { cwd: string; data: string } {
  const cwd = tempFolder(t);
  const data = join(cwd, "tried");
  mkdirSync(data);
  writeFileSync(join(cwd, "sample.yaml"), SCENARIO);
  return { cwd, data };
}

/** Processes that work in a folder below; proc(5). Elsewhere than on Linux none is seen. */
function workingIn(folder: string): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

test("settings are tried on gateways of its own, which leave nothing behind", { timeout: 300_000 }, async (t) => {
  const { cwd, data } = placeOf(t);
  // Of a ring this large there is one smaller and none larger to try.
  writeFileSync(join(cwd, "prism.yaml"), `${MEMORY}limits: { ringBytes: 128MiB }\n`);
  const args = ["--only", "limits.ringBytes", "--run", "500ms", "--max-runs", "4", "--data", "tried", "-o", "json"];
  const { code, stdout, stderr } = await runCommand(["tune", "--scenario", "sample.yaml", ...args], { cwd });
  assert.equal(code, 0, stderr);
  const report = JSON.parse(stdout.toString()) as TuneReport;
  assert.deepEqual([report.format, report.measure], ["prism-tune-report/1", "throughput"]);
  assert.ok(report.runs >= 3 && report.runs <= 4, `${report.runs} runs`);
  const [asItIs, ...tried] = report.tried;
  assert.deepEqual(asItIs?.settings, {});
  assert.ok(tried.length >= 1);
  for (const { settings, ratios, excluded } of tried) {
    assert.deepEqual([Object.keys(settings), excluded], [["limits.ringBytes"], null]);
    assert.ok((ratios.throughput as number) > 0);
  }
  // Four runs are no verdict.
  assert.ok(["unconfirmed", "noise"].includes(report.conclusion.kind));
  assert.equal(report.conclusion.settings, null);
  assert.deepEqual([readdirSync(data), workingIn(data)], [[], []]);
});

test("what cannot be tried is told before anything runs", async (t) => {
  const { cwd } = placeOf(t);
  const told = async (args: readonly string[], message: RegExp): Promise<void> => {
    const { code, stderr } = await runCommand(["tune", "--scenario", "sample.yaml", ...args], { cwd });
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
  };
  await told(
    ["--only", "workers"],
    /--only: workers cannot be tried: everything .* has one owner.*; these can: limits\./,
  );
  await told(["--only", "limits.rings"], /limits\.rings cannot be tried; these can: limits\.ringBytes/);
  await told(["--max-runs", "1"], /whole number from 2 to 10000/);
  await told(["--url", "prism://127.0.0.1:7400", "--data", "tried"], /leave them out with --url/);
  writeFileSync(join(cwd, "prism.yaml"), "{ backends: { ram: { type: memory } }, namespaces: [] }\n");
  await told([], /the configuration has no namespace "memory"; name the gateway's file with --config/);
});

/** `prism tune` in a process of its own, when its second run is under way. */
async function tuning(t: TestContext, { cwd, data }: { cwd: string; data: string }): Promise<ChildProcess> {
  const args = [mainFile, "tune", "--scenario", "sample.yaml", "--run", "500ms", "--data", data];
  const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env.PATH ?? "", HOME: cwd } });
  afterwards(t, () => child.kill("SIGKILL"));
  for await (const chunk of child.stderr as NodeJS.ReadableStream) if (String(chunk).includes("run 1 of")) break;
  await eventually("the next gateway is started", () => workingIn(data).length > 0 || process.platform !== "linux");
  return child;
}

test("Ctrl-C ends the gateway and the generators, and tells what there was", { timeout: 300_000 }, async (t) => {
  const place = placeOf(t);
  const child = await tuning(t, place);
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.kill("SIGINT");
  const [code] = (await once(child, "close")) as [number | null];
  assert.equal(code, 130);
  assert.match(text, /note: ended by Ctrl-C/);
  assert.deepEqual([readdirSync(place.data), workingIn(place.cwd)], [[], []]);
});

test("a gateway that is tried ends with the tuning, also where that is killed", { timeout: 300_000 }, async (t) => {
  const place = placeOf(t);
  const child = await tuning(t, place);
  child.kill("SIGKILL");
  await once(child, "close");
  await eventually("everything has ended", () => workingIn(place.cwd).length === 0);
  await eventually("the folder is gone", () => readdirSync(place.data).length === 0);
});

test("a running gateway is tuned by its number of workers, which is put back", { timeout: 300_000 }, async (t) => {
  const admin = await OpenedAdmin.open(t, { yaml: MEMORY });
  const { cwd } = placeOf(t);
  const args = ["--url", `prism://127.0.0.1:${admin.started.port}`, "--admin-address", admin.url, "--seconds", "60"];
  const limits = ["--run", "500ms", "--max-runs", "4", "-o", "json"];
  const all = ["tune", "--scenario", "sample.yaml", ...args, ...limits];
  const { code, stdout, stderr } = await runCommand(all, { cwd, env: { HOME: cwd } });
  assert.equal(code, 0, stderr);
  const { tried, swept } = JSON.parse(stdout.toString()) as TuneReport;
  assert.deepEqual(swept, [{ path: "workers", current: 1, others: [2] }]);
  assert.deepEqual(
    tried.map(({ settings }) => settings),
    [{}, { workers: 2 }],
  );
  const { body } = await admin.ask("/v1/workers");
  assert.equal((body as { count: number }).count, 1);
});

test("the pool of a running gateway is tuned, and put back", {
  skip: serverMissing("redis"),
  timeout: 300_000,
}, async (t) => {
  const { port } = await fileServer("redis");
  const yaml = `workers: 1
backends: { cache: { type: redis, url: "redis://127.0.0.1:${port}", connections: 3 }, ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: cache }]
`;
  const admin = await OpenedAdmin.open(t, { yaml });
  const { cwd } = placeOf(t);
  const args = ["--url", `prism://127.0.0.1:${admin.started.port}`, "--admin-address", admin.url];
  const limits = ["--only", "backends.cache.connections", "--run", "500ms", "--max-runs", "14", "-o", "json"];
  const all = ["tune", "--scenario", "sample.yaml", ...args, ...limits];
  const { code, stdout, stderr } = await runCommand(all, { cwd, env: { HOME: cwd } });
  assert.equal(code, 0, stderr);
  const { tried, swept } = JSON.parse(stdout.toString()) as TuneReport;
  assert.deepEqual(swept, [{ path: "backends.cache.connections", current: 3, others: [1, 2, 4, 8, 16] }]);
  assert.ok(tried.length === 6 && tried.every(({ excluded }) => excluded === null), JSON.stringify(tried));
  const { body } = await admin.ask("/v1/pools");
  assert.equal((body as { pools: { connections: number }[] }).pools[0]?.connections, 3);
});
