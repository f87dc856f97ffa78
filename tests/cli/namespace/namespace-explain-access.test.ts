import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { OpenedAdmin } from "../../control/admin-api/opened-admin.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Finished, runCommand } from "../run-command.ts";

const YAML = `auth: { mode: required, apiKeys: { file: keys } }
namespaces:
  - name: orders
    pattern: keyvalue
    backend: ram
    access:
      - { principal: "service:order-api", allow: [read, scan, write] }
      - { principal: "team:analytics", allow: [read, scan], keyPrefix: "eu/" }
      - { principal: "user:*", deny: [delete] }
      - { principal: "*", allow: [delete] }
      - { principal: "*", deny: [scan], keyPrefix: "eu/secret/" }
`;

function explainIn(folder: string, line: string, yaml = YAML): Promise<Finished> {
  writeFileSync(join(folder, "prism.yaml"), yaml);
  return runCommand(["namespace", "explain-access", ...line.split(" ")], { cwd: folder });
}

test("the rule that decides is told with its place, and those that it goes before", async (t) => {
  const { code, stdout } = await explainIn(
    tempFolder(t),
    "-n orders --principal user:ada --team analytics --operation delete --key eu/1",
  );
  assert.equal(code, 0);
  assert.equal(
    stdout.toString(),
    `denied: delete of key "eu/1" in namespace orders by user:ada (team:analytics)
  by
    prism.yaml:9:9  { principal: "user:*", deny: [delete] }
  which goes before
    prism.yaml:10:9  { principal: "*", allow: [delete] }
`,
  );
});

test("without a key it is told for which keys what rule decides", async (t) => {
  const folder = tempFolder(t);
  const { stdout } = await explainIn(folder, "-n orders --principal user:ada --team analytics --operation get");
  assert.equal(
    stdout.toString(),
    `depends on key: get, which is read, in namespace orders by user:ada (team:analytics)
  for other keys no rule speaks of it: denied
  for keys with a prefix, by
    prism.yaml:8:9  { principal: "team:analytics", allow: [read, scan], keyPrefix: "eu/" }
`,
  );
});

test("a scan is told with the prefix that is in its way", async (t) => {
  const folder = tempFolder(t);
  const ask = async (key: string): Promise<string[]> => {
    const line = `-n orders --principal user:ada --team analytics --operation scan --key ${key} -o json`;
    const { decision, decidedBy } = JSON.parse((await explainIn(folder, line)).stdout.toString()) as {
      decision: string;
      decidedBy: { line: number }[];
    };
    return [decision, ...decidedBy.map((rule) => String(rule.line))];
  };
  assert.deepEqual(await ask("eu/"), ["denied", "11"]);
  assert.deepEqual(await ask("eu/open/"), ["allowed", "8"]);
  assert.deepEqual(await ask("us/"), ["denied"]);
});

test("for programs the explanation is JSON or YAML with everything in it", async (t) => {
  const folder = tempFolder(t);
  const { stdout } = await explainIn(folder, "-n orders --principal service:order-api --operation write -o json");
  const explained = JSON.parse(stdout.toString()) as Record<string, unknown>;
  assert.deepEqual(explained, {
    decision: "allowed",
    namespace: "orders",
    principal: "service:order-api",
    teams: [],
    operation: "write",
    class: "write",
    key: null,
    enforced: true,
    decidedBy: [
      {
        path: "namespaces[0].access[0]",
        file: "prism.yaml",
        line: 7,
        column: 9,
        principal: "service:order-api",
        allow: ["read", "scan", "write"],
        deny: [],
        keyPrefix: null,
      },
    ],
    overruled: [],
    forKeys: [],
  });
  const yaml = await explainIn(folder, "-n orders --principal service:order-api --operation put -o yaml");
  assert.match(yaml.stdout.toString(), /^decision: allowed\n/);
});

test("where nobody is asked who it is, it is said that no rule applies", async (t) => {
  const open = YAML.replace(/^auth.*\n/, "");
  const { stdout } = await explainIn(tempFolder(t), "-n orders --principal user:eve --operation read", open);
  assert.match(
    stdout.toString(),
    /^denied: read in .*\n {2}no rule speaks of it\nno rule applies now: auth.mode is off/,
  );
});

test("what cannot be explained is said", async (t) => {
  const folder = tempFolder(t);
  const misspelt = await explainIn(folder, "-n order --principal user:eve --operation read");
  assert.equal(misspelt.code, 1);
  assert.equal(
    misspelt.stderr,
    'prism: NAMESPACE_NOT_DECLARED: prism.yaml declares no namespace "order"\nhint: did you mean "orders"?\n',
  );
  for (const line of [
    "-n orders --principal eve --operation read",
    "-n orders --principal user:eve --operation reed",
  ]) {
    assert.equal((await explainIn(folder, line)).code, 2, line);
  }
  assert.equal((await explainIn(folder, "-n orders --principal user:e --operation read", "namespaces: 3")).code, 2);
});

test("a running gateway is asked for the rules that it has now, whoever declared them", async (t) => {
  const admin = await OpenedAdmin.open(t, { yaml: YAML.replace(/^auth.*\n/, "backends: { ram: { type: memory } }\n") });
  const env = { PRISM_ADMIN_ADDRESS: admin.url };
  const ask = async (line: string): Promise<string> =>
    (await runCommand(["namespace", "explain-access", "--live", ...line.split(" ")], { env })).stdout.toString();
  assert.equal(
    await ask("-n orders --principal user:ada --team analytics --operation delete --key eu/1"),
    `denied: delete of key "eu/1" in namespace orders by user:ada (team:analytics)
  by
    prism.yaml: access[2]  { principal: "user:*", deny: [delete] }
  which goes before
    prism.yaml: access[3]  { principal: "*", allow: [delete] }
`,
  );
  const access = [{ principal: "user:ada", allow: ["read"], keyPrefix: "own/" }];
  await admin.started.gateway.namespaces.api.create(
    { namespace: { name: "carts", pattern: "keyvalue", backend: "ram", access } },
    { principal: "user:root", door: "admin" },
  );
  assert.equal(
    await ask("-n carts --principal user:ada --operation get --key own/1"),
    `allowed: get, which is read, of key "own/1" in namespace carts by user:ada
  by
    access[0]  { principal: "user:ada", allow: [read], keyPrefix: "own/" }
`,
  );
  const missing = await runCommand(
    ["namespace", "explain-access", "--live", "-n", "none", "--principal", "user:a", "--operation", "read"],
    { env },
  );
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /^prism: NAMESPACE_NOT_FOUND: /);
});
