import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { answersGrpc } from "../../src/cli/doctor/answers-grpc.ts";
import { checkDataFolder } from "../../src/cli/doctor/check-data-folder.ts";
import { checkDurableWrite } from "../../src/cli/doctor/check-durable-write.ts";
import { checkMemory } from "../../src/cli/doctor/check-memory.ts";
import { checkNode } from "../../src/cli/doctor/check-node.ts";
import { checkOpenFiles } from "../../src/cli/doctor/check-open-files.ts";
import { answersAdmin, answersFrames, checkPort } from "../../src/cli/doctor/check-port.ts";
import type { CheckResult } from "../../src/cli/doctor/check-result.ts";
import { createAdminServer } from "../../src/control/admin-server.ts";
import { RealGateway } from "../client/real-gateway.ts";
import { freePortVariables } from "../support/free-ports.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const MIB = 1024 ** 2;
const freePorts = {
  ...freePortVariables,
  PRISM_LIMITS_MAX_CONNECTIONS: "10",
};

async function listen(t: TestContext): Promise<number> {
  const server = createServer((socket) => socket.end("SSH-2.0-not-prism\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

test("a machine that has everything is all OK, and is left as it was", async (t) => {
  const cwd = tempFolder(t);
  const { code, stdout, stderr } = await runCommand(["doctor", "-o", "json"], { cwd, env: freePorts });
  assert.equal(stderr, "");
  const results = JSON.parse(stdout.toString()) as CheckResult[];
  assert.deepEqual(
    results.filter((result) => result.status === "FAIL"),
    [],
  );
  assert.equal(code, 0);
  assert.deepEqual(
    results.map((result) => result.check),
    [
      "Node.js",
      "configuration",
      "authentication",
      "tcp door",
      "grpc door",
      "http door",
      "admin door",
      "data of disk",
      "writes of disk",
      "memory",
      "open files",
    ],
  );
  assert.deepEqual(readdirSync(cwd), []);
});

test("every check is a line that begins with its status, and what to do is below it", async (t) => {
  const cwd = tempFolder(t);
  const port = await listen(t);
  const { code, stdout } = await runCommand(["doctor"], {
    cwd,
    env: { ...freePorts, PRISM_LISTENERS_TCP_PORT: String(port) },
  });
  assert.equal(code, 1);
  assert.match(stdout.toString(), /^OK {4}Node\.js: version /);
  assert.match(
    stdout.toString(),
    new RegExp(
      `^FAIL {2}tcp door: another program listens on 127\\.0\\.0\\.1:${port}\n {6}→ .*listeners\\.tcp\\.port`,
      "m",
    ),
  );
  assert.ok(!stdout.includes("\x1b"));
});

test("colours show on a terminal, and never with NO_COLOR", async (t) => {
  const cwd = tempFolder(t);
  const shown = async (env: Record<string, string>): Promise<boolean> =>
    (await runCommand(["doctor"], { cwd, env: { ...freePorts, ...env }, terminals: ["stdout"] })).stdout.includes(
      "\x1b[32m",
    );
  assert.equal(await shown({}), true);
  assert.equal(await shown({ NO_COLOR: "1" }), false);
  assert.equal(await shown({ TERM: "dumb" }), false);
});

test("a configuration that is wrong is a FAIL with file, line and remedy, and nothing else is guessed", async (t) => {
  const cwd = tempFolder(t);
  writeFileSync(join(cwd, "prism.yaml"), "workers: 1\nlistners: {}\n");
  const { code, stdout } = await runCommand(["doctor", "-o", "json"], { cwd });
  assert.equal(code, 1);
  const results = JSON.parse(stdout.toString()) as CheckResult[];
  assert.deepEqual(
    results.map((result) => [result.check, result.status]),
    [
      ["Node.js", "OK"],
      ["configuration", "FAIL"],
    ],
  );
  assert.match(results[1]?.found ?? "", /prism\.yaml:2:1: .*did you mean "listeners"/);
  assert.equal((await runCommand(["doctor", "-c", "nowhere.yaml"], { cwd })).code, 1);
});

test("a port is free, or a gateway's, or another program's", async (t) => {
  const port = await listen(t);
  const taken = await checkPort("tcp", "127.0.0.1", port, answersFrames);
  assert.equal(taken.status, "FAIL");
  assert.equal((await checkPort("admin", "127.0.0.1", port, answersAdmin)).status, "FAIL");
  const gateway = await RealGateway.start();
  t.after(() => gateway.remove());
  const ours = await checkPort("tcp", "127.0.0.1", gateway.port, answersFrames);
  assert.deepEqual([ours.status, ours.found], ["OK", `a Prism gateway listens on 127.0.0.1:${gateway.port} already`]);
  await gateway.close();
  const free = await checkPort("tcp", "127.0.0.1", gateway.port, answersFrames);
  assert.deepEqual([free.status, free.found], ["OK", `127.0.0.1:${gateway.port} is free`]);
  assert.equal((await checkPort("tcp", "192.0.2.1", 7400, answersFrames)).status, "FAIL");
});

test("a gRPC port is free, or a gateway's, or another program's", async (t) => {
  const started = await StartedGateway.open(t);
  const port = started.grpcPort;
  const ours = await checkPort("grpc", "127.0.0.1", port, answersGrpc);
  assert.deepEqual([ours.status, ours.found], ["OK", `a Prism gateway listens on 127.0.0.1:${port} already`]);
  assert.equal((await checkPort("grpc", "127.0.0.1", await listen(t), answersGrpc)).status, "FAIL");
  assert.equal((await checkPort("grpc", "127.0.0.1", started.port, answersGrpc)).status, "FAIL");
  await started.close();
  assert.equal((await checkPort("grpc", "127.0.0.1", port, answersGrpc)).found, `127.0.0.1:${port} is free`);
});

test("the admin door of a gateway is known by its metrics", async (t) => {
  const admin = createAdminServer({ ready: () => ({ ready: true, reasons: [] }), metrics: async () => "prism_up 1\n" });
  const port = await admin.open("127.0.0.1", 0);
  t.after(() => admin.close());
  assert.equal((await checkPort("admin", "127.0.0.1", port, answersAdmin)).status, "OK");
});

test("a data folder must be writable, and may be made", async (t) => {
  const folder = tempFolder(t);
  const made = await checkDataFolder("disk", join(folder, "a", "b"));
  assert.equal(made.status, "OK");
  assert.match(made.found, /a\/b will be made, .* free$/);
  writeFileSync(join(folder, "file"), "");
  assert.equal((await checkDataFolder("disk", join(folder, "file"))).status, "FAIL");
  assert.equal((await checkDataFolder("disk", join(folder, "file", "below"))).status, "FAIL");
});

test("a data folder that this user may not write is a FAIL", {
  skip: process.getuid?.() === 0 && "root may write everywhere",
}, async (t) => {
  const folder = join(tempFolder(t), "locked");
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  assert.equal((await checkDataFolder("disk", folder)).status, "FAIL");
  assert.equal((await checkDurableWrite("disk", folder)).status, "FAIL");
});

test("a durable write is tried for true, and its traces are removed", async (t) => {
  const folder = tempFolder(t);
  assert.equal((await checkDurableWrite("disk", folder)).status, "OK");
  assert.deepEqual(readdirSync(folder), []);
  writeFileSync(join(folder, "file"), "");
  const refused = await checkDurableWrite("disk", join(folder, "file", "below"));
  assert.equal(refused.status, "FAIL");
  assert.match(refused.found, /ENOTDIR/);
});

test("Node.js, memory and open files are judged by their bounds", () => {
  assert.equal(checkNode("19.9.0").status, "FAIL");
  assert.equal(checkNode("20.0.0").status, "OK");
  assert.equal(checkNode("100.1.0").status, "OK");
  assert.equal(checkMemory({ freeBytes: 511 * MIB, totalBytes: 9_000 * MIB, limitBytes: 0 }).status, "WARN");
  assert.equal(checkMemory({ freeBytes: 512 * MIB, totalBytes: 9_000 * MIB, limitBytes: 0 }).status, "OK");
  assert.equal(checkMemory({ freeBytes: 8_000 * MIB, totalBytes: 9_000 * MIB, limitBytes: 256 * MIB }).status, "WARN");
  assert.equal(checkMemory({ freeBytes: 8_000 * MIB, totalBytes: 9_000 * MIB, limitBytes: 2 ** 50 }).status, "OK");
  assert.equal(checkOpenFiles(1_024, 1_000).status, "WARN");
  assert.match(checkOpenFiles(1_024, 1_000).remedy, /ulimit -n 1256/);
  assert.equal(checkOpenFiles(1_256, 1_000).status, "OK");
  assert.equal(checkOpenFiles(null, 1_000).status, "OK");
});
