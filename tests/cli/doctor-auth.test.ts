import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { checkAuth } from "../../src/cli/doctor/check-auth.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { keySetOf, TestKey } from "../security/tokens/test-issuer.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

test("whom a gateway would let in is looked at, and whether what says so is there", async (t) => {
  const folder = tempFolder(t);
  const key = await TestKey.create("k");
  const keys = await keySetOf(key);
  const server = createServer((request, response) => response.writeHead(request.url === "/keys" ? 200 : 404).end(keys));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(folder, "keys.json"), keys);
  writeFileSync(join(folder, "wrong.pem"), "nothing");
  writeFileSync(join(folder, "secret"), "x".repeat(32));
  writeFileSync(
    join(folder, "prism.yaml"),
    `auth:
  mode: required
  apiKeys: { file: api.jsonl }
  jwt:
    - { name: a, issuer: a, audience: x, jwksUrl: "${url}/keys" }
    - { name: b, issuer: b, audience: x, jwksUrl: "${url}/none" }
    - { name: c, issuer: "${url}", audience: x, discovery: true }
    - { name: d, issuer: d, audience: x, jwksFile: keys.json }
    - { name: e, issuer: e, audience: x, publicKeyFile: wrong.pem }
    - { name: f, issuer: f, audience: x, secret: "file:secret" }
`,
  );
  const { auth } = loadConfig({ env: {}, cores: 1, cwd: folder });
  const look = async (nowMs = Date.now()): Promise<string[]> =>
    (await checkAuth(auth, nowMs)).map(({ check, status, found }) => `${status} ${check}: ${found}`);
  const [apiKeys, a, b, c, d, e, f] = await look();
  assert.match(apiKeys ?? "", /^FAIL API keys: the file .*\/api\.jsonl does not exist$/);
  assert.equal(a, `OK issuer a: publishes 1 keys at ${url}/keys`);
  assert.equal(b, `WARN issuer b: ${url}/none answered with the status 404`);
  assert.equal(c, `WARN issuer c: ${url}/.well-known/openid-configuration answered with the status 404`);
  assert.equal(d, `OK issuer d: has 1 keys in ${join(folder, "keys.json")}`);
  assert.match(e ?? "", /^FAIL issuer e: .*wrong\.pem: holds no key in PEM/);
  assert.equal(f, `OK issuer f: signs with the secret in file:${join(folder, "secret")}`);
  await runCommand(["apikey", "create", "--principal", "user:a", "--expires", "1h"], { cwd: folder });
  await runCommand(["apikey", "create", "--principal", "user:b"], { cwd: folder });
  assert.equal((await look())[0], `OK API keys: 2 valid and 0 ended in ${join(folder, "api.jsonl")}`);
  assert.match((await look(Date.now() + 7_200_000))[0] ?? "", /: 1 valid and 1 ended in/);
});
