import assert from "node:assert/strict";
import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "../../src/common/clock.ts";
import { createApiKey } from "../../src/security/tokens/api-key.ts";
import { parseApiKeyFile } from "../../src/security/tokens/api-key-record.ts";
import { eventually } from "../support/eventually.ts";
import { request } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { type Finished, type RunOptions, runCommand } from "./run-command.ts";

const clock = { ...systemClock, wallMs: () => Date.UTC(2026, 0, 1) };

/** Whoever shows a key may do everything. */
const OPEN_TO_ALL = `auth: { mode: required, apiKeys: { file: keys.jsonl } }
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "*", allow: [all] }] }]
`;

function apikey(cwd: string, line: string, options: RunOptions = {}): Promise<Finished> {
  return runCommand(["apikey", ...line.split(" ")], { cwd, clock, ...options });
}

test("a key is printed alone and once, and the file proves it without holding it", async (t) => {
  const folder = tempFolder(t);
  const made = await apikey(folder, "create --principal service:x --team a --team team:b --expires 90d --file k");
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout.toString(), /^prism_[a-z2-7]{10}_[A-Za-z0-9_-]{43}\n$/);
  assert.match(
    made.stderr,
    /^key [a-z2-7]{10} for service:x, valid until 2026-04-01T00:00:00\.000Z, in .*\/k\.\nIt is shown this once/,
  );
  const text = readFileSync(join(folder, "k"), "utf8");
  assert.ok(!text.includes(made.stdout.toString().trim().slice(17)));
  const [record] = parseApiKeyFile(text);
  assert.deepEqual(
    [record?.principal, record?.teams, record?.createdMs, record?.expiresAtMs],
    ["service:x", ["team:a", "team:b"], clock.wallMs(), Date.UTC(2026, 3, 1)],
  );
  assert.equal(statSync(join(folder, "k")).mode & 0o777, 0o600);
  assert.ok(!existsSync(join(folder, "k.new")));
});

test("a key for programs is JSON", async (t) => {
  const folder = tempFolder(t);
  const { stdout, stderr } = await apikey(folder, "create --principal user:ada --file k -o json");
  const made = JSON.parse(stdout.toString()) as Record<string, unknown>;
  assert.match(String(made.key), new RegExp(`^prism_${made.id}_`));
  assert.deepEqual([made.principal, made.teams, made.expires, made.file], ["user:ada", [], null, join(folder, "k")]);
  assert.equal(stderr, "");
});

test("keys are listed without what makes them, and the ended ones are told", async (t) => {
  const folder = tempFolder(t);
  await apikey(folder, "create --principal user:ada --expires 1d --file k");
  await apikey(folder, "create --principal service:x --team a --comment nightly\u001b[31m --file k");
  const later = { clock: { ...clock, wallMs: () => Date.UTC(2026, 0, 3) } };
  const { stdout } = await apikey(folder, "list --file k", later);
  const [header, ada, x] = stdout.toString().split("\n");
  assert.match(header ?? "", /^ID +PRINCIPAL +STATE +CREATED +EXPIRES +TEAMS +COMMENT$/);
  assert.match(ada ?? "", /^[a-z2-7]{10} +user:ada +ended +2026-01-01T00:00:00.000Z +2026-01-02T00:00:00.000Z$/);
  assert.match(
    x ?? "",
    /^[a-z2-7]{10} +service:x +valid +2026-01-01T00:00:00.000Z +never +team:a +nightly\\u\{1b\}\[31m$/,
  );
  const json = JSON.parse((await apikey(folder, "list --file k -o json")).stdout.toString()) as { state: string }[];
  assert.deepEqual(
    json.map(({ state }) => state),
    ["valid", "valid"],
  );
  assert.equal((await apikey(folder, "list --file none")).stdout.toString(), "");
});

test("keys are revoked by id, by themselves and by principal, and other lines stay", async (t) => {
  const folder = tempFolder(t);
  const path = join(folder, "k");
  writeFileSync(path, "# ours\n");
  const [first, second] = await Promise.all([
    apikey(folder, "create --principal user:a --file k -o json").then(({ stdout }) => JSON.parse(stdout.toString())),
    apikey(folder, "create --principal user:b --file k -o json").then(({ stdout }) => JSON.parse(stdout.toString())),
  ]);
  for (let i = 0; i < 2; i++) await apikey(folder, "create --principal user:c --file k");
  const revoked = await apikey(folder, `revoke ${first.id} ${second.key} --file k`);
  assert.deepEqual(
    [revoked.code, revoked.stdout.toString()],
    [0, `revoked ${first.id} of user:a\nrevoked ${second.id} of user:b\n`],
  );
  assert.equal((await apikey(folder, "revoke --principal user:c --file k")).stdout.toString().split("\n").length, 3);
  assert.equal(readFileSync(path, "utf8"), "# ours\n");
});

test("a key that is not there is told of, and not repeated", async (t) => {
  const folder = tempFolder(t);
  const { code, stderr } = await apikey(folder, `revoke ${createApiKey().text}x --file k`);
  assert.equal(code, 1);
  assert.match(stderr, /^prism: API_KEY_UNKNOWN: there is no key with 1 of the ids given in .*\/k\nhint: /);
  assert.ok(!stderr.includes("prism_"));
  assert.match((await apikey(folder, "revoke --principal user:x --file k")).stderr, /no key of user:x/);
  assert.equal((await apikey(folder, "revoke --file k")).code, 2);
});

test("what is no principal, team or time is not understood", async (t) => {
  const folder = tempFolder(t);
  for (const options of [
    "",
    "--principal ada",
    "--principal team:x",
    "--principal user:*",
    "--principal user:a --team *",
    "--principal user:a --expires 0s",
    "--principal user:a --expires 99999d",
    "--principal user:a --expires soon",
  ]) {
    assert.equal((await apikey(folder, `create --file k ${options}`.trim())).code, 2, options);
  }
  assert.ok(!existsSync(join(folder, "k")));
});

test("the file is the configuration's when none is named", async (t) => {
  const folder = tempFolder(t);
  const without = await apikey(folder, "list");
  assert.deepEqual([without.code, without.stderr.split(":")[1]], [2, " USAGE"]);
  writeFileSync(join(folder, "other.yaml"), "auth: { apiKeys: { file: sub.jsonl } }");
  await apikey(folder, "create --principal user:ada -c other.yaml");
  assert.ok(existsSync(join(folder, "sub.jsonl")));
  const env = { PRISM_AUTH_API_KEYS_FILE: "sub.jsonl" };
  assert.match((await apikey(folder, "list", { env })).stdout.toString(), /user:ada/);
});

test("a file that is wrong, locked or a link is not damaged", async (t) => {
  const folder = tempFolder(t);
  const path = join(folder, "k");
  writeFileSync(path, "{\n");
  const wrong = await apikey(folder, "create --principal user:ada --file k");
  assert.match(wrong.stderr, /^prism: API_KEY_FILE_UNUSABLE: the file .*\/k is wrong on line 1/);
  assert.equal(readFileSync(path, "utf8"), "{\n");
  assert.ok(!existsSync(`${path}.new`));

  writeFileSync(path, "");
  writeFileSync(`${path}.new`, "");
  const busy = await apikey(folder, "create --principal user:ada --file k");
  assert.match(
    busy.stderr,
    /^prism: API_KEY_FILE_BUSY: .*\/k\.new is there.*\nhint: when no such command runs, remove/,
  );

  writeFileSync(join(folder, "real"), "# no line break", { mode: 0o640 });
  chmodSync(join(folder, "real"), 0o646);
  symlinkSync(join(folder, "real"), join(folder, "link"));
  assert.equal((await apikey(folder, "create --principal user:ada --file link")).code, 0);
  assert.ok(lstatSync(join(folder, "link")).isSymbolicLink());
  assert.match(readFileSync(join(folder, "real"), "utf8"), /^# no line break\n\{.*\}\n$/);
  assert.equal(statSync(join(folder, "real")).mode & 0o777, 0o640, "others can write it no more");
});

test("a running gateway takes a new key and turns a revoked one away", async (t) => {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "prism.yaml"), OPEN_TO_ALL);
  const first = await apikey(folder, "create --principal user:ada", { clock: systemClock });
  const gateway = await GatewayProcess.serving(t, { folder });
  const client = await gateway.connect();
  const reason = async (key: string): Promise<string> => {
    const fields = [
      [1, "memory"],
      [2, "k"],
    ] as const;
    const shown = [[5, `Bearer ${key.trim()}`]] as const;
    return (await client.call(request(client.answerCount + 1, 16, [...fields], [...shown]))).reason;
  };
  assert.equal(await reason(first.stdout.toString()), "");
  const second = await apikey(folder, "create --principal user:bob", { clock: systemClock });
  await eventually("the new key counts", async () => (await reason(second.stdout.toString())) === "");
  await apikey(folder, "revoke --principal user:ada", { clock: systemClock });
  await eventually("the old one does not", async () => (await reason(first.stdout.toString())) === "API_KEY_UNKNOWN");
  assert.equal(await reason(second.stdout.toString()), "");
});
