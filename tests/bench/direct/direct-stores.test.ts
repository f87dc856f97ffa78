import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { SuiteResult } from "../../../src/bench/suite/suite-result.ts";
import { runCommand } from "../../cli/run-command.ts";
import { fileServer, serverMissing } from "../../support/servers/private-servers.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** Every operation that the store has, on keys that were put before, each answer compared that can be. */
function scenarioOf(operations: readonly string[]): string {
  const mix = operations.map((operation) => ({ operation }));
  const flow = { name: "clients", namespace: "items", connections: 4, depth: 8, mix, keys: { count: 200 } };
  const phases = [
    { name: "warm-up", kind: "warm-up", duration: "1s" },
    { name: "steady", duration: "400ms" },
  ];
  return JSON.stringify({ name: "direct", summary: "A store alone.", rounds: 1, flows: [flow], phases });
}

async function runDirect(t: TestContext, backend: object, operations: readonly string[]): Promise<SuiteResult> {
  const cwd = tempFolder(t);
  writeFileSync(join(cwd, "direct.yaml"), scenarioOf(operations));
  const namespaces = [{ name: "items", pattern: "keyvalue", backend: "store" }];
  writeFileSync(join(cwd, "prism.yaml"), JSON.stringify({ backends: { store: backend }, namespaces }));
  const { code, stdout, stderr } = await runCommand(["bench", "run", "direct.yaml", "--direct", "-o", "json"], { cwd });
  assert.equal(code, 0, stderr + stdout.toString());
  return JSON.parse(stdout.toString()) as SuiteResult;
}

function check(result: SuiteResult, type: string, operations: readonly string[]): void {
  assert.deepEqual([result.faults, result.target], [[], { kind: "direct", stores: [`items: ${type}`] }]);
  const [flow] = result.rounds[0]?.flows ?? [];
  assert.equal(flow?.door, "direct");
  assert.deepEqual(
    flow?.operations.map(({ operation, errors, answers }) => [operation, errors, answers > 0]),
    operations.map((operation) => [operation, [], true]),
  );
}

test("Redis is asked without a gateway, and answers what was put", {
  skip: serverMissing("redis"),
  timeout: 300_000,
}, async (t) => {
  const { port } = await fileServer("redis");
  const operations = ["get", "put", "insert", "read-modify-write"];
  check(await runDirect(t, { type: "redis", url: `redis://127.0.0.1:${port}` }, operations), "redis", operations);
});

test("PostgreSQL is asked without a gateway, and answers what was put", {
  skip: serverMissing("postgres"),
  timeout: 300_000,
}, async (t) => {
  const { port } = await fileServer("postgres");
  const operations = ["get", "put", "insert", "scan", "read-modify-write"];
  const backend = { type: "postgres", url: `postgres://prism@127.0.0.1:${port}/prism` };
  check(await runDirect(t, backend, operations), "postgres", operations);
});
