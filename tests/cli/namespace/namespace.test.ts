import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { parse } from "yaml";
import { OpenedAdmin } from "../../control/admin-api/opened-admin.ts";
import { eventually } from "../../support/eventually.ts";
import { get, put } from "../../support/frames.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Finished, type RunOptions, runCommand } from "../run-command.ts";

const YAML = `
workers: 2
backends: { disk: { type: sqlite, path: ./data }, ram: { type: memory } }
namespaces: [{ name: fixed, pattern: keyvalue, backend: disk }]
`;

interface Bench {
  readonly admin: OpenedAdmin;
  readonly folder: string;
  run(line: string, options?: RunOptions): Promise<Finished>;
  file(text: string, name?: string): void;
}

async function open(t: TestContext): Promise<Bench> {
  const admin = await OpenedAdmin.open(t, { yaml: YAML });
  const folder = tempFolder(t);
  const env = { PRISM_ADMIN_ADDRESS: admin.url };
  return {
    admin,
    folder,
    run: (line, options = {}) => {
      const words = line.split(" ").map((word) => word.replace("@", `${folder}/`));
      return runCommand(["namespace", ...words], { env, cwd: folder, ...options });
    },
    file: (text, name = "n.yaml") => writeFileSync(join(folder, name), text),
  };
}

const text = ({ stdout }: Finished): string => stdout.toString();

test("apply makes what is missing, changes what differs, leaves the rest, and says which", async (t) => {
  const { run, file, admin } = await open(t);
  file("- { name: orders, pattern: keyvalue, backend: disk }\n- { name: carts, pattern: keyvalue, backend: ram }\n");
  const dry = await run("apply -f @n.yaml --dry-run");
  assert.equal(text(dry), "NAME    CHANGE\norders  would be created\ncarts   would be created\n");
  assert.equal((await admin.ask("/v1/namespaces")).body.totalSize, 1);
  assert.equal(text(await run("apply -f @n.yaml")), "NAME    CHANGE\norders  created\ncarts   created\n");
  const client = await admin.started.connect();
  assert.equal((await client.call(put(1, "orders", "k", "v"))).reason, "");
  file(`namespaces:
  - { name: orders, pattern: keyvalue, backend: disk, limits: [{ principal: "*", bytesPerSecond: 1MiB }] }
  - { name: carts, pattern: keyvalue, backend: ram }
`);
  const again = await run("apply -f @n.yaml -o json");
  assert.deepEqual(JSON.parse(text(again)), [
    { name: "orders", change: "UPDATED", dryRun: false },
    { name: "carts", change: "UNCHANGED", dryRun: false },
  ]);
  assert.equal(text(await run("apply -f @n.yaml")), "NAME    CHANGE\norders  unchanged\ncarts   unchanged\n");
});

test("apply reads one namespace, several documents, JSON, and standard input", async (t) => {
  const { run, file } = await open(t);
  const stdin = "{ name: a, pattern: keyvalue, backend: ram }";
  assert.match(text(await run("apply -f -", { stdin })), /a +created/);
  file("name: b\npattern: keyvalue\nbackend: ram\n---\n- { name: c, pattern: keyvalue, backend: ram }\n---\n");
  assert.match(text(await run("apply -f @n.yaml")), /b +created\nc +created/);
  file('{"name": "d", "pattern": "keyvalue", "backend": "ram"}', "n.json");
  assert.match(text(await run("apply -f @n.json")), /d +created/);
});

test("apply changes nothing when one of them is wrong, and tells all that is, with places", async (t) => {
  const { run, file, admin } = await open(t);
  file(`- { name: good, pattern: keyvalue, backend: ram }
- { name: one, pattern: keyvalue, bakend: ram }
- { name: fixed, pattern: keyvalue, backend: disk }
`);
  const { code, stderr, stdout } = await run("apply -f @n.yaml");
  assert.deepEqual([code, stdout.toString()], [1, ""]);
  assert.match(stderr, /n\.yaml:2: prism: NAMESPACE_INVALID: .*bakend unknown key \(did you mean "backend"\?\)/);
  assert.match(stderr, /n\.yaml:3: prism: NAMESPACE_DECLARED_IN_FILE: .* is declared in prism\.yaml/);
  assert.equal((await admin.ask("/v1/namespaces")).body.totalSize, 1);
});

test("a file that declares nothing, or something else, is told with its line, and nothing is sent", async (t) => {
  const { run, file } = await open(t);
  const cases: [string, RegExp][] = [
    ["", /declares no namespace/],
    ["# nothing\n", /declares no namespace/],
    ["- 1\n", /n\.yaml:1: this is no namespace/],
    ["- { pattern: keyvalue }\n", /n\.yaml:1: a namespace without a name/],
    ["a: [", /n\.yaml:1: /],
    ["namespaces: 3\n", /n\.yaml:1: namespaces is not a list/],
    ["workers: 2\nnamespaces: []\n", /n\.yaml:1: workers cannot be applied/],
    ["- { name: a }\n\n- { name: a }\n", /n\.yaml:3: "a" is declared twice, first at .*n\.yaml:1/],
  ];
  for (const [content, expected] of cases) {
    file(content);
    const { code, stderr } = await run("apply -f @n.yaml");
    assert.equal(code, 2, content);
    assert.match(stderr, expected);
  }
  const missing = await run("apply -f @nowhere.yaml");
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /^prism: FILE_UNREADABLE: /);
});

test("diff shows what apply would change, and its status says whether it would", async (t) => {
  const { run, file } = await open(t);
  file("{ name: orders, pattern: keyvalue, backend: disk }\n");
  const first = await run("diff -f @n.yaml");
  assert.equal(first.code, 1);
  assert.match(
    text(first),
    /^orders \(.*n\.yaml:1\) would be created\n\+ name: orders\n\+ pattern: keyvalue\n\+ backend: disk\n$/,
  );
  await run("apply -f @n.yaml");
  const same = await run("diff -f @n.yaml");
  assert.deepEqual([same.code, text(same)], [0, ""]);
  file('{ name: orders, pattern: keyvalue, backend: disk, access: [{ principal: "*", allow: [read] }] }\n');
  const changed = await run("diff -f @n.yaml");
  assert.equal(changed.code, 1);
  assert.match(text(changed), / {2}backend: disk\n\+ access:\n\+ {3}- principal: "\*"\n/);
});

test("list and describe show what there is; apply takes what describe prints", async (t) => {
  const { run, admin, file } = await open(t);
  const stdin = '{ name: orders, pattern: keyvalue, backend: ram, limits: [{ principal: "*", requestsPerSecond: 5 }] }';
  await run("apply -f -", { stdin });
  const listed = text(await run("list")).split("\n");
  assert.match(listed[0] ?? "", /^NAME +PATTERN +BACKEND +ORIGIN +STATE +UPDATED +BY/);
  assert.match(listed[1] ?? "", /^fixed +keyvalue +disk +FILE +ACTIVE/);
  assert.match(listed[2] ?? "", /^orders +keyvalue +ram +API +ACTIVE +\d{4}-.* anonymous$/);
  const json = JSON.parse(text(await run("list -o json"))) as { name: string }[];
  assert.deepEqual(
    json.map(({ name }) => name),
    ["fixed", "orders"],
  );
  const asked = async () => (await admin.ask("/v1/namespaces/orders")).body;
  // A worker tells of a store when it has opened it.
  await eventually("its store is known", async () => "store" in (await asked()));
  const described = text(await run("describe orders"));
  assert.deepEqual(parse(described), await asked());
  file(described);
  assert.match(text(await run("apply -f @n.yaml")), /orders +unchanged/);
  assert.match(
    text(await run("describe orders -o table")),
    /^limits +\[\{"principal":"\*","requestsPerSecond":5\}\]$/m,
  );
  const missing = await run("describe ordres");
  assert.equal(missing.code, 1);
  assert.match(
    missing.stderr,
    /^prism: NAMESPACE_NOT_FOUND: namespace "ordres" does not exist; did you mean "orders"\?/,
  );
});

test("delete takes what is empty; items by force alone, and only after a yes", async (t) => {
  const { run, admin } = await open(t);
  await run("apply -f -", {
    stdin: "[{ name: x, pattern: keyvalue, backend: disk }, { name: y, pattern: keyvalue, backend: ram }]",
  });
  const client = await admin.started.connect();
  await client.call(put(1, "x", "k", "v"));
  const refused = await run("delete x");
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /^prism: NAMESPACE_NOT_EMPTY: /);
  const silent = await run("delete x --force");
  assert.equal(silent.code, 2);
  assert.match(silent.stderr, /--yes/);
  assert.equal((await client.call(get(2, "x", "k"))).value, "v");
  assert.equal(text(await run("delete x --force --dry-run")), "x would be deleted\n");
  assert.equal(text(await run("delete x y --force --yes")), "x deleted\ny deleted\n");
  assert.equal((await client.call(get(3, "x", "k"))).reason, "NAMESPACE_NOT_FOUND");
  const gone = text(await run("changes x"));
  assert.match(gone, /delete +1 +anonymous +admin\n.*create +1 +anonymous +admin\n$/);
});

test("a gateway that cannot be reached, and an address that is none, are told so", async (t) => {
  const folder = tempFolder(t);
  const away = await runCommand(["namespace", "list", "--admin-address", "http://127.0.0.1:1"], { cwd: folder });
  assert.equal(away.code, 1);
  assert.match(away.stderr, /^prism: ADMIN_UNREACHABLE: cannot reach http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/);
  const none = await runCommand(["namespace", "list", "--admin-address", "ftp://x"], { cwd: folder });
  assert.equal(none.code, 2);
  assert.match(none.stderr, /"ftp:\/\/x" is no address of an admin door/);
});
