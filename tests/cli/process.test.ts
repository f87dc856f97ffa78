import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { PrismClient } from "../../src/client/prism-client.ts";
import { FakeGateway } from "../client/fake-gateway.ts";
import { RealGateway } from "../client/real-gateway.ts";
import { waitUntil } from "../client/wait-until.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { mainFile, runShell } from "./run-command.ts";

let gateway: RealGateway;

before(async () => {
  gateway = await RealGateway.start();
  const client = await PrismClient.connect(gateway.address);
  const kv = client.keyValue("memory");
  await Promise.all(
    Array.from({ length: 5_000 }, (_, i) => kv.put(`key-${String(i).padStart(6, "0")}`, "x".repeat(200))),
  );
  await client.close();
});

after(() => gateway.remove());

function shell(line: string): ReturnType<typeof runShell> {
  return runShell(line, { cwd: gateway.folder, env: { PRISM_ADDRESS: gateway.address } });
}

test("a reader that goes away ends the command quietly", async () => {
  // The status is the scan's own, noted before the pipe hides it.
  const { stdout, stderr } = await shell("{ prism kv scan -n memory -o raw; echo $? >&2; } | head -n 2");
  assert.equal(stdout.toString().split("\n").length, 3);
  assert.equal(stderr, "0\n");
});

test("an output that cannot be written to its end is a failure", {
  skip: process.platform !== "linux" && "needs /dev/full",
}, async () => {
  const { code, stderr } = await shell("prism kv scan -n memory -o raw > /dev/full");
  assert.equal(code, 1);
  assert.match(stderr, /^prism: OUTPUT_FAILED: .*ENOSPC/);
});

test("bytes pass through a pipe unharmed, in and out", async () => {
  const { code, stdout } = await shell(
    "head -c 700000 /dev/urandom > in && prism kv put big < in > /dev/null && prism kv get big | cmp - in && echo same",
  );
  assert.equal(code, 0);
  assert.equal(stdout.toString(), "same\n");
});

test("Ctrl-C ends the process with 130 and without a word", async () => {
  const silent = await FakeGateway.start();
  const child = spawn(process.execPath, [mainFile, "kv", "get", "k", "--address", silent.address]);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await waitUntil(() => silent.requests.length === 1);
  child.kill("SIGINT");
  const [code] = (await once(child, "close")) as [number | null];
  assert.equal(code, 130);
  assert.equal(said, "");
  await silent.stop();
});

test("the process ends by itself when its work is done, and its status tells how", async () => {
  for (const [line, status] of [
    ["prism version", 0],
    ["prism --version", 0],
    ["prism kv get --help", 0],
    ["prism help kv", 0],
    ["prism kv get nowhere", 1],
    ["prism", 2],
    ["prism kv", 2],
    ["prism bogus", 2],
    ["prism kv get", 2],
  ] as const) {
    const { code } = await shell(line);
    assert.equal(code, status, line);
  }
});

test("a gateway that `prism serve` started is found well by health and doctor, and kept by kv", async (t) => {
  const folder = tempFolder(t);
  const served = await GatewayProcess.serving(t, { folder });
  const env = {
    PRISM_ADDRESS: `127.0.0.1:${served.port}`,
    PRISM_ADMIN_URL: `http://127.0.0.1:${served.adminPort}`,
    PRISM_LISTENERS_TCP_PORT: String(served.port),
    PRISM_LISTENERS_GRPC_PORT: String(served.grpcPort),
    PRISM_LISTENERS_HTTP_PORT: String(served.httpPort),
    PRISM_LISTENERS_ADMIN_PORT: String(served.adminPort),
  };
  const health = await runShell("prism health", { cwd: folder, env });
  assert.equal(health.stdout.toString(), "live: yes\nready: yes\n");
  const doctor = await runShell("prism doctor", { cwd: folder, env });
  assert.equal(doctor.code, 0, doctor.stdout.toString());
  assert.match(
    doctor.stdout.toString(),
    new RegExp(`a Prism gateway listens on 127\\.0\\.0\\.1:${served.port} already`),
  );
  assert.match(
    doctor.stdout.toString(),
    new RegExp(`a Prism gateway listens on 127\\.0\\.0\\.1:${served.adminPort} already`),
  );
  const kept = await runShell("prism kv put k kept > /dev/null && prism kv get k", { cwd: folder, env });
  assert.equal(kept.stdout.toString(), "kept");
});

test("bench takes its times as seconds and as durations, and says so of anything else", async (t) => {
  const cwd = tempFolder(t);
  const served = await GatewayProcess.serving(t, { folder: cwd });
  // Long enough for an answer to come on a machine that is busy with other tests: a run without one is void.
  for (const time of ["0.5", "500ms"]) {
    const line = `prism bench --port ${served.port} -c 1 --keys 10 --warm-up 0 --duration ${time} -o json`;
    const { stdout, stderr, code } = await runShell(line, { cwd });
    assert.equal(code, 0, stderr.toString());
    const { seconds } = JSON.parse(stdout.toString());
    // A timer may be some milliseconds early by the clock that measures.
    assert.ok(seconds > 0.4 && seconds < 30, `${seconds} s`);
  }
  const refused = await runShell("prism bench --duration 2x", { cwd });
  assert.equal(refused.code, 2);
  assert.match(refused.stderr.toString(), /--duration.*2x.*Give seconds, or a duration such as 500ms or 2m/);
});
