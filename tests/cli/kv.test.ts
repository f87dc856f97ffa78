import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import type { KeyValue } from "../../src/client/key-value.ts";
import { FakeGateway } from "../client/fake-gateway.ts";
import { SharedGateway } from "../client/shared-gateway.ts";
import { waitUntil } from "../client/wait-until.ts";
import { type Finished, type RunOptions, runCommand } from "./run-command.ts";

let kv: KeyValue;
const gateway = SharedGateway.forTestsHere((client) => {
  kv = client.keyValue("default");
});

function run(line: string, options: RunOptions = {}): Promise<Finished> {
  return runCommand(["kv", ...line.split(" ")], {
    ...options,
    env: { ...gateway.environment, ...options.env },
  });
}

async function succeeds(line: string, options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(line, options);
  assert.equal(stderr, "");
  assert.equal(code, 0);
  return stdout.toString();
}

const everyByte = Buffer.from(Uint8Array.from({ length: 512 }, (_, i) => i));

test("get writes the value's bytes and nothing else", async () => {
  await kv.put("bytes", everyByte);
  const { code, stdout, stderr } = await run("get bytes");
  assert.deepEqual(stdout, everyByte);
  assert.equal(stderr, "");
  assert.equal(code, 0);
});

test("get ends a text's last line on a terminal, and leaves one that is ended", async () => {
  await kv.put("open", "text");
  await kv.put("ended", "text\n");
  assert.equal(await succeeds("get open"), "text");
  assert.equal(await succeeds("get open", { terminals: ["stdout"] }), "text\n");
  assert.equal(await succeeds("get ended", { terminals: ["stdout"] }), "text\n");
});

test("get of a key that is not there ends with 1 and says which key and where", async () => {
  assert.deepEqual(await run("get nowhere"), {
    code: 1,
    stdout: Buffer.alloc(0),
    stderr: 'prism: NOT_FOUND: there is no key "nowhere" in namespace "default"\n',
  });
});

test("get tells version and expiry in every structured form", async () => {
  const { version } = await kv.put("forms", "größe");
  const expected = { key: "forms", value: "größe", encoding: "utf8", version, expiresAt: null };
  assert.deepEqual(JSON.parse(await succeeds("get forms -o json")), expected);
  assert.deepEqual(parse(await succeeds("get forms -o yaml")), expected);
  assert.equal(
    await succeeds("get forms -o table"),
    `KEY    VALUE  ${"VERSION".padEnd(String(version).length)}  EXPIRES\nforms  größe  ${String(version).padEnd(7)}  never\n`,
  );
  await kv.put("forms2", everyByte, { ttlMs: 86_400_000 });
  const binary = JSON.parse(await succeeds("get forms2 -o json"));
  assert.equal(binary.encoding, "base64");
  assert.deepEqual(Buffer.from(binary.value, "base64"), everyByte);
  assert.ok(Math.abs(Date.parse(binary.expiresAt) - Date.now() - 86_400_000) < 60_000);
});

test("put takes its value from the argument, from standard input, and from a file", async () => {
  await succeeds("put arg hello");
  assert.equal((await kv.get("arg"))?.text(), "hello");
  await succeeds("put stdin", { stdin: everyByte });
  assert.deepEqual(Buffer.from((await kv.get("stdin"))?.value ?? ""), everyByte);
  await succeeds("put dash -", { stdin: "from a pipe\n" });
  assert.equal((await kv.get("dash"))?.text(), "from a pipe\n");
  const file = join(gateway.folder, "value.bin");
  writeFileSync(file, everyByte);
  await succeeds(`put file --file ${file}`);
  assert.deepEqual(Buffer.from((await kv.get("file"))?.value ?? ""), everyByte);
  await succeeds("put none", { stdin: "" });
  assert.equal((await kv.get("none"))?.value.length, 0);
});

test("put tells the new version, alone when raw", async () => {
  const printed = await succeeds("put versioned x -o raw");
  assert.equal(printed, `${(await kv.get("versioned"))?.version}\n`);
  const record = JSON.parse(await succeeds("put versioned y -o json"));
  assert.deepEqual(record, { version: (await kv.get("versioned"))?.version, replayed: false });
});

test("put keeps its conditions", async () => {
  await succeeds("put cond 1 --if-absent");
  const taken = await run("put cond 2 --if-absent");
  assert.equal(taken.code, 1);
  assert.match(taken.stderr, /^prism: VERSION_MISMATCH: .+\nhint: /);
  const version = (await kv.get("cond"))?.version ?? 0;
  assert.equal((await run(`put cond 3 --if-version ${version + 1}`)).code, 1);
  await succeeds(`put cond 4 --if-version ${version}`);
  assert.equal((await kv.get("cond"))?.text(), "4");
});

test("put takes a time to live in any unit", async () => {
  await succeeds("put ttl x --ttl 12h");
  const left = ((await kv.get("ttl"))?.expiresAtMs ?? 0) - Date.now();
  assert.ok(left > 11.9 * 3_600_000 && left <= 12 * 3_600_000);
});

test("put under the same idempotency key is done once", async () => {
  const first = JSON.parse(await succeeds("put idem a --idempotency-key k1 -o json"));
  assert.deepEqual(JSON.parse(await succeeds("put idem a --idempotency-key k1 -o json")), { ...first, replayed: true });
});

test("delete tells whether there was a key; exists ends with 1 when there is none", async () => {
  await kv.put("gone", "");
  assert.equal(await succeeds("exists gone"), "true\n");
  assert.equal(await succeeds("delete gone -o raw"), "true\n");
  assert.equal(await succeeds("delete gone -o raw"), "false\n");
  const { code, stdout, stderr } = await run("exists gone");
  assert.deepEqual([code, stdout.toString(), stderr], [1, "false\n", ""]);
});

test("scan lists a prefix in order, over pages, in every form", async () => {
  const memory = gateway.client.keyValue("memory");
  const keys = Array.from({ length: 2_345 }, (_, i) => `s/${String(i).padStart(5, "0")}`);
  await Promise.all(keys.map((key, i) => memory.put(key, `v${i}`)));
  const line = "scan -n memory --prefix s/";
  assert.equal(await succeeds(`${line} --keys-only -o raw`), `${keys.join("\n")}\n`);
  assert.equal(await succeeds(`${line} -o raw --limit 3`), "s/00000\tv0\ns/00001\tv1\ns/00002\tv2\n");
  const json = JSON.parse(await succeeds(`${line} -o json`)) as { key: string; value: string }[];
  assert.deepEqual(
    json.map((item) => [item.key, item.value]),
    keys.map((key, i) => [key, `v${i}`]),
  );
  const yaml = parse(await succeeds(`${line} -o yaml --limit 1500`)) as { key: string }[];
  assert.deepEqual(
    yaml.map((item) => item.key),
    keys.slice(0, 1_500),
  );
  const table = (await succeeds(`${line} --limit 2`)).split("\n");
  assert.match(table[0] ?? "", /^KEY +VALUE +VERSION +EXPIRES$/);
  assert.match(table[2] ?? "", /^s\/00001 +v1 +\d+ +never$/);
  assert.equal(table.length, 4);
  assert.equal(await succeeds(`${line} --start s/00010 --end s/00012 --keys-only -o raw`), "s/00010\ns/00011\n");
});

test("a scan that finds nothing is still a whole document", async () => {
  assert.equal(await succeeds("scan --prefix nowhere/ -o json"), "[]\n");
  assert.equal(await succeeds("scan --prefix nowhere/ -o yaml"), "[]\n");
  assert.equal(await succeeds("scan --prefix nowhere/"), "");
});

test("what would move the cursor is escaped in a table", async () => {
  await kv.put("t/\x1b[2J", "a\nb\x07");
  const table = await succeeds("scan --prefix t/");
  assert.match(table, /^t\/\\u\{1b\}\[2J +a\\nb\\u\{7\} /m);
});

test("a namespace that is not there, and a gateway that is not there, are told with a hint", async () => {
  const missing = await run("get k -n defualt");
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /^prism: NAMESPACE_NOT_FOUND: .*did you mean "default"\?\nhint: .+\n$/);
  const nobody = await run("get k --address 127.0.0.1:1");
  assert.equal(nobody.code, 1);
  assert.match(
    nobody.stderr,
    /^prism: CONNECT_FAILED: cannot connect to 127\.0\.0\.1:1: .*ECONNREFUSED.*\nhint: .*prism serve/,
  );
});

test("what cannot be understood ends with 2, says why, and prints nothing else", async () => {
  const lines = [
    "get",
    "get a b",
    "fetch a",
    "get a --colour",
    "get a -o xml",
    "get a --timeout soon",
    "get a --timeout 0",
    "get a --address nowhere:port",
    "put k v --ttl 5",
    "put k v --ttl -1s",
    "put k v --if-version x",
    "put k v --if-version 1 --if-absent",
    "put k v --file f",
    "scan --limit 0",
  ];
  for (const line of lines) {
    const { code, stdout, stderr } = await run(line);
    assert.equal(code, 2, line);
    assert.equal(stdout.length, 0, line);
    assert.match(stderr, /^prism: [A-Z_]+: .+\n/, line);
  }
  assert.match((await run("put k v --ttl 5")).stderr, /Did you mean 5ms\?/);
  assert.match((await run("gett a")).stderr, /Did you mean get\?\)\nhint: see `prism kv --help`\n$/);
  assert.match((await run("get")).stderr, /hint: see `prism kv get --help`\n$/);
});

test("a file that is not there, and more bytes than any value has, are refused before they are sent", async () => {
  const missing = await run("put k --file /nowhere/at/all");
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /^prism: FILE_UNREADABLE: .*ENOENT/);
  const file = join(gateway.folder, "huge");
  writeFileSync(file, "");
  truncateSync(file, 1024 ** 3 + 1);
  const huge = await run(`put k --file ${file}`);
  assert.equal(huge.code, 1);
  assert.match(huge.stderr, /^prism: VALUE_TOO_LARGE: /);
});

test("a value over a MiB is put and got like any other, and told from one in other forms", async () => {
  const value = randomBytes(2 * 1024 ** 2 + 3);
  const put = await run("put film --encoding gzip", { stdin: value });
  assert.equal(put.stderr, "");
  assert.deepEqual((await run("get film")).stdout, value);
  const told = await run("get film -o json");
  assert.equal(told.code, 1);
  assert.match(told.stderr, /^prism: VALUE_IS_LARGE: /);
});

test("a flag goes before the environment", async () => {
  const { code } = await runCommand(["kv", "get", "arg", "--address", gateway.address], {
    env: { PRISM_ADDRESS: "127.0.0.1:1" },
  });
  assert.equal(code, 0);
});

test("Ctrl-C ends a call that waits, with 130 and without a word", async () => {
  const silent = await FakeGateway.start();
  let interrupt = (): void => {};
  const finished = runCommand(["kv", "get", "k", "--address", silent.address], {
    onInterrupt: (action) => (interrupt = action),
  });
  await waitUntil(() => silent.requests.length === 1);
  interrupt();
  assert.deepEqual(await finished, { code: 130, stdout: Buffer.alloc(0), stderr: "" });
  await silent.stop();
});

test("progress shows on a terminal beside a piped output, not in the first second, and is wiped away", async () => {
  let nowUs = 0;
  const clock = { wallMs: () => 0, monotonicUs: () => (nowUs += 400_000) };
  const seen = await run("scan -n memory --prefix s/ -o raw", { terminals: ["stderr"], clock });
  const eraseToEnd = "\x1b[K";
  const [before, line, after] = seen.stderr.split("\r");
  assert.deepEqual([before, after], ["", eraseToEnd]);
  assert.match(line ?? "", /^2 345 items, \d[\d ]* bytes, [\d ]+ a second/);
  assert.ok(line?.endsWith(eraseToEnd));
  nowUs = 0;
  for (const terminals of [[], ["stdout", "stderr"], ["stdout"]] as const) {
    assert.equal((await run("scan -n memory --prefix s/ -o raw", { terminals, clock })).stderr, "");
  }
  assert.equal((await run("scan -n memory --prefix s/ -o raw", { terminals: ["stderr"] })).stderr, "");
});
