import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const SCENARIO = `
name: direct
summary: many at a time on a store that answers in the call
rounds: 1
flows:
  - name: writers
    namespace: default
    connections: 8
    depth: 16
    mix: [ { operation: put, weight: 9 }, { operation: get, weight: 1 } ]
    keys: { count: 200 }
    values: { bytes: 64 }
phases:
  - { name: steady, duration: 500ms }
`;

test("a store is asked without a gateway, many at a time, for as long as the scenario says", {
  timeout: 60_000,
}, async (t) => {
  const folder = tempFolder(t);
  const [scenario, config] = [join(folder, "direct.yaml"), join(folder, "prism.yaml")];
  writeFileSync(scenario, SCENARIO);
  const backends = { disk: { type: "sqlite", path: join(folder, "data") } };
  const namespaces = [{ name: "default", pattern: "keyvalue", backend: "disk" }];
  writeFileSync(config, JSON.stringify({ backends, namespaces }));
  const { code, stdout, stderr } = await runCommand(["bench", "run", scenario, "--direct", "--config", config]);
  assert.equal(code, 0, stderr);
  assert.match(stdout.toString(), /writers +direct +put +[1-9][0-9,]* /);
});
