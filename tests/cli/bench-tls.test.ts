import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { SuiteResult } from "../../src/bench/suite/suite-result.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";
import { runCommand } from "./run-command.ts";

const DOORS = ["tcp", "websocket", "grpc", "http"];

/** A flow for each door, which asks for keys that it has put. */
const scenario = JSON.stringify({
  ...{ name: "secure", summary: "Every door by TLS.", rounds: 1 },
  flows: DOORS.map((door) => ({
    ...{ name: door, door, namespace: "memory", connections: 2, depth: door === "http" ? 1 : 2 },
    ...{ mix: [{ operation: "get" }], keys: { count: 20 } },
  })),
  phases: [
    { name: "warm-up", kind: "warm-up", duration: "3s" },
    { name: "steady", duration: "3s" },
  ],
});

test("every door is loaded by TLS, with a certificate of the client's own, and not without", {
  timeout: 120_000,
}, async (t) => {
  const [ca, clientCa] = [new TestCa("servers"), new TestCa("clients")];
  const cwd = tempFolder(t);
  const files = new TlsFolder(cwd).write(ca.issueServer(), clientCa);
  const { port, grpcPort, httpPort } = await StartedGateway.open(t, {
    folder: cwd,
    yaml: files.mutualYaml("required"),
    flags: { workers: 1 },
  });
  const client = clientCa.issueClient({ commonNames: ["load"] });
  for (const [name, text] of [
    ["ca.crt", ca.cert],
    ["load.crt", client.cert],
    ["load.key", client.key],
    ["secure.yaml", scenario],
  ] as const)
    writeFileSync(join(cwd, name), text);
  const doors = ["--grpc-port", String(grpcPort), "--http-port", String(httpPort), "-o", "json"];
  const run = (url: string, ...flags: readonly string[]) =>
    runCommand(["bench", "run", "secure.yaml", "--url", url, ...doors, ...flags], { cwd });
  const trusting = ["--tls-ca", join(cwd, "ca.crt")];
  const shown = ["--tls-cert", join(cwd, "load.crt"), "--tls-key", join(cwd, "load.key")];

  const loaded = await run(`prisms://localhost:${port}`, ...trusting, ...shown);
  assert.equal(loaded.code, 0, loaded.stderr + loaded.stdout.toString());
  const { rounds, target } = JSON.parse(loaded.stdout.toString()) as SuiteResult;
  assert.equal(target.kind === "gateway" && target.isSecure, true);
  for (const { flow, operations } of rounds[0]?.flows ?? []) {
    const [get] = operations;
    assert.deepEqual([get?.errors, (get?.answers ?? 0) > 0], [[], true], flow);
  }

  const untrusting = await run(`prisms://localhost:${port}`, ...shown);
  assert.equal(untrusting.code, 1);
  assert.match(
    untrusting.stdout.toString(),
    /cannot be put: CONNECTION [A-Z_]*(SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET)/,
  );
  const plain = await run(`prism://localhost:${port}`, ...trusting);
  assert.equal(plain.code, 2);
  assert.match(plain.stderr, /options of TLS are for a prisms:\/\/ address/);
});
