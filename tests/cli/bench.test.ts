import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { LoadResult } from "../../src/bench/load-result.ts";
import { createApiKey, hashApiKey } from "../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../src/security/tokens/api-key-record.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type Finished, runCommand, runShell } from "./run-command.ts";

const YAML = `auth: { mode: required, apiKeys: { file: keys.jsonl } }
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "service:load", allow: [all] }] }]
`;

function bench(port: number, args: string): Promise<Finished> {
  return runShell(`prism bench --port ${port} -c 2 --keys 100 --warm-up 0 --duration 0.1 ${args}`, { cwd: tmpdir() });
}

test("a gateway that asks who comes is loaded with a token, and not without, and says who may not", async (t) => {
  const folder = tempFolder(t);
  const key = createApiKey();
  const rest = { teams: [], createdMs: 0, expiresAtMs: 0, comment: "" };
  const record = { id: key.id, hash: hashApiKey(key), principal: "service:load", ...rest };
  writeFileSync(join(folder, "keys.jsonl"), formatApiKeyRecord(record), { mode: 0o600 });
  const { port } = await StartedGateway.open(t, { yaml: YAML, folder, flags: { workers: 1 } });
  const loaded = await bench(port, `--token ${key.text} -o json`);
  assert.equal(loaded.code, 0, loaded.stderr);
  const result = JSON.parse(loaded.stdout.toString()) as LoadResult;
  assert.deepEqual([result.valid, result.errors], [true, 0]);
  const refused = await bench(port, "");
  assert.equal(refused.code, 1);
  assert.match(refused.stdout.toString(), /the run is void: .*CREDENTIALS_REQUIRED/);
  const denied = await runCommand(["kv", "get", "k", "-n", "elsewhere", "--token", key.text], {
    env: { PRISM_ADDRESS: `prism://127.0.0.1:${port}` },
  });
  assert.match(denied.stderr, /^prism: ACCESS_DENIED: service:load may not get .*\nhint: .*explain-access/);
});
