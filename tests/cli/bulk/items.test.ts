import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import type { KeyValue } from "../../../src/client/key-value.ts";
import { SharedGateway } from "../../client/shared-gateway.ts";
import { type Finished, type RunOptions, runCommand } from "../run-command.ts";

let kv: KeyValue;
let memory: KeyValue;
let folder: string;
const gateway = SharedGateway.forTestsHere((client) => {
  kv = client.keyValue("default");
  memory = client.keyValue("memory");
});

beforeEach((t) => {
  folder = mkdtempSync(join(gateway.folder, "bulk-"));
  (t as import("node:test").TestContext).after?.(() => rmSync(folder, { recursive: true, force: true }));
});

function run(line: string, options: RunOptions = {}): Promise<Finished> {
  return runCommand(
    line.split(" ").map((word) => word.replace("@", `${folder}/`)),
    { ...options, env: gateway.environment },
  );
}

async function succeeds(line: string, options: RunOptions = {}): Promise<Record<string, number>> {
  const { code, stdout, stderr } = await run(line, options);
  assert.equal(stderr, "");
  assert.equal(code, 0);
  return JSON.parse(stdout.toString());
}

async function everything(of: KeyValue, prefix: string): Promise<[string, string, number][]> {
  const items: [string, string, number][] = [];
  for await (const { key } of of.scanAll({ prefix })) {
    const download = await of.getStream(key);
    const parts: Uint8Array[] = [];
    for await (const part of download ?? []) parts.push(part);
    items.push([key, Buffer.concat(parts).toString("base64"), download?.expiresAtMs ?? -1]);
  }
  return items;
}

async function clear(of: KeyValue, prefix: string): Promise<void> {
  for await (const { key } of of.scanAll({ prefix, keysOnly: true })) await of.delete(key);
}

const everyByte = Buffer.from(Uint8Array.from({ length: 512 }, (_, i) => i));

/** Values that a format could get wrong: no text, text that needs escapes, empty, in parts. */
async function putTrials(prefix: string): Promise<void> {
  await kv.put(`${prefix}bytes`, everyByte);
  await kv.put(`${prefix}text`, 'größe, "so"\r\n\ttoo\u2028\u0000\ufeff');
  await kv.put(`${prefix}empty`, "");
  await kv.put(`${prefix}schlüssel,"\n😀`, "\ufeffmark");
  await kv.put(`${prefix}mortal`, "soon", { ttlMs: 3_600_000 });
  await kv.putStream(`${prefix}large`, [Buffer.alloc(2_500_000, everyByte)]);
  await kv.putStream(`${prefix}large-mortal`, [Buffer.alloc(1_048_577, "x")], { ttlMs: 7_200_000 });
  for (let i = 0; i < 3_000; i++) void kv.put(`${prefix}many/${i}`, `value ${i}`);
  await kv.put(`${prefix}many/last`, "last");
}

for (const format of ["ndjson", "ndjson.gz", "csv", "csv.gz", "parquet"]) {
  test(`what is exported as ${format} is imported with the same bytes and times, whatever they are`, async () => {
    await putTrials("trial/");
    const before = await everything(kv, "trial/");
    const exported = await succeeds(`export --prefix trial/ --file @items.${format} -o json`);
    assert.equal(exported.items, 3_008);
    assert.equal(exported.rows, 3_008 + 4 + 2);
    await clear(kv, "trial/");
    const { seconds, ...tally } = await succeeds(`import @items.${format} -o json`);
    const tookMs = (seconds as number) * 1_000;
    assert.ok(tookMs > 0);
    assert.deepEqual(tally, { written: 3_008, skipped: 0, expired: 0, rejected: 0, bytes: exported.bytes });
    const there = await everything(kv, "trial/");
    assert.deepEqual(
      there.map(([key, value]) => [key, value]),
      before.map(([key, value]) => [key, value]),
    );
    for (const [i, [key, , expiresAtMs]] of before.entries()) {
      // The client's clock says how long is left; a large value's begins when it is whole.
      const laterMs = (there[i]?.[2] ?? 0) - expiresAtMs;
      assert.ok(laterMs > -1_000 && laterMs < tookMs + 1_000, `${key}: ${laterMs} ms`);
    }
    assert.ok(!existsSync(join(folder, `items.${format}.checkpoint`)));
  });
}

test("an export is NDJSON that says version and expiry, a large value in rows of parts", async () => {
  await clear(kv, "trial/");
  const { version } = await kv.put("trial/a", "größe");
  await kv.put("trial/b", everyByte, { ttlMs: 60_000 });
  await kv.putStream("trial/c", [Buffer.alloc(1_100_000, "c")]);
  const { code, stdout, stderr } = await run("export --prefix trial/ -o raw");
  assert.equal(code, 0);
  assert.equal(stderr, "3\n", "the summary is not among the rows");
  const rows = stdout
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(rows[0], { key: "trial/a", value: "größe", encoding: "utf8", version, expiresAt: null });
  assert.equal(rows[1].encoding, "base64");
  assert.ok(Date.parse(rows[1].expiresAt) > 0);
  assert.deepEqual(
    rows.slice(2).map(({ key, part, parts, value }) => [key, part, parts, value.length]),
    [0, 1, 2].map((part) => ["trial/c", part, 3, part < 2 ? 524_288 : 51_424]),
  );
  assert.match((await run("export --prefix trial/ --file @a.ndjson")).stdout.toString(), /^ITEMS +ROWS +BYTES/);
  await run("export --prefix trial/ --gzip --file @b.ndjson");
  assert.deepEqual(gunzipSync(readFileSync(join(folder, "b.ndjson"))), stdout);
});

test("an export that fails leaves no file", async () => {
  const { code, stderr } = await run("export -n nowhere --file @items.ndjson");
  assert.equal(code, 1);
  assert.match(stderr, /NAMESPACE_NOT_FOUND/);
  assert.ok(!existsSync(join(folder, "items.ndjson")) && !existsSync(join(folder, "items.ndjson.partial")));
});

test("rows that are wrong are told by line with the reason, kept in a file, and the others are written", async () => {
  const lines = [
    '{"key":"wrong/1","value":"one"}',
    "no JSON",
    '{"key":"","value":"no key"}',
    "",
    '{"key":"wrong/5","value":"@@@@","encoding":"base64"}',
    `{"key":"wrong/6","value":"six","expires":"2030-01-01T00:00:00Z"}`,
    '{"key":"wrong/7","value":"too far","expiresAt":"2099-01-01T00:00:00Z"}',
    '{"key":"wrong/8","value":"gone","expiresAt":"2001-01-01T00:00:00Z"}',
    '{"key":"wrong/9","value":"part","part":1,"parts":2}',
    '{"key":"wrong/10","value":"ten"}',
    '{"key":"wrong/1","value":"the later one stays"}',
  ];
  writeFileSync(join(folder, "wrong.ndjson"), lines.join("\r\n"));
  const { code, stdout, stderr } = await run("import @wrong.ndjson -n memory -o json");
  assert.equal(code, 1);
  const { seconds: _, ...tally } = JSON.parse(stdout.toString());
  assert.deepEqual(tally, { written: 3, skipped: 0, expired: 1, rejected: 6, bytes: 25 });
  assert.deepEqual(stderr.trimEnd().split("\n"), [
    "line 2: ROW_INVALID: the line is no JSON",
    "line 3: ROW_INVALID: key is missing; give a text of 1 to 1024 bytes",
    "line 5: ROW_INVALID: value is no base64 of RFC 4648, with its padding",
    'line 6: ROW_INVALID: there is no field "expires"; did you mean expiresAt?',
    stderr.trimEnd().split("\n")[4],
    "line 9: ROW_INVALID: part 0 of 2 of the value is missing; the rows of a value stand one behind the other, by part",
  ]);
  assert.match(stderr.split("\n")[4] ?? "", /^line 7: TTL_/);
  assert.equal((await memory.get("wrong/1"))?.text(), "the later one stays");
  const kept = readFileSync(join(folder, "wrong.ndjson.rejected.ndjson"), "utf8").trimEnd().split("\n");
  const rejected = kept.map((line) => JSON.parse(line));
  assert.deepEqual(
    rejected.map((row) => row.rejected.line),
    [2, 3, 5, 6, 7, 9],
  );
  assert.equal(rejected[0].rejected.text, "no JSON\r");
  assert.equal(rejected[4].key, "wrong/7");
});

test("an import ends when more rows are wrong than may be", async () => {
  writeFileSync(join(folder, "wrong.ndjson"), "x\n".repeat(50));
  const { code, stderr } = await run("import @wrong.ndjson --max-errors 3");
  assert.equal(code, 1);
  assert.match(stderr, /^prism: TOO_MANY_ERRORS: 4 rows were rejected and 3 may be/m);
});

test("a key that has an item is overwritten, skipped or rejected, as asked", async () => {
  const large = Buffer.alloc(1_200_000, "n").toString("base64");
  const rows = [
    '{"key":"there/1","value":"new"}',
    '{"key":"there/2","value":"new"}',
    `{"key":"there/3","value":"${large}","encoding":"base64"}`,
  ];
  const stdin = rows.join("\n");
  await memory.put("there/1", "old");
  await memory.put("there/3", "old");
  const skip = await succeeds("import - -n memory --on-conflict skip -o json", { stdin });
  assert.equal(skip.written, 1);
  assert.equal(skip.skipped, 2);
  assert.equal((await memory.get("there/1"))?.text(), "old");
  const fail = await run("import - -n memory --on-conflict fail -o json", { stdin });
  assert.equal(fail.code, 1);
  assert.equal(
    fail.stderr,
    [1, 2, 3].map((line) => `line ${line}: VERSION_MISMATCH: there is an item of this key\n`).join(""),
  );
  const overwrite = await succeeds("import - -n memory -o json", { stdin: gzipSync(stdin) });
  assert.equal(overwrite.written, 3);
  assert.equal((await memory.getStream("there/3"))?.size, 1_200_000);
});

test("a rate is kept", async () => {
  const stdin = Array.from({ length: 30 }, (_, i) => `{"key":"slow/${i}","value":""}`).join("\n");
  const { seconds } = await succeeds("import - -n memory --rate 60 -o json", { stdin });
  // Twelve rows go at once, the others when their turn is.
  assert.ok((seconds as number) >= 0.3 && (seconds as number) < 5, String(seconds));
});

test("what is not understood ends with 2 and what cannot be read with 1", async () => {
  const unknown = await run("import @items.txt");
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /does not end in what it is; give --format ndjson/);
  assert.equal((await run("import - --resume")).code, 2);
  const missing = await run("import @missing.ndjson");
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /FILE_UNREADABLE/);
  writeFileSync(join(folder, "broken.ndjson.gz"), gzipSync("{}\n").subarray(0, 15));
  const broken = await run("import @broken.ndjson.gz");
  assert.equal(broken.code, 1);
  assert.match(broken.stderr, /FILE_UNREADABLE: cannot read .*broken.ndjson.gz: unexpected end of file/);
});
