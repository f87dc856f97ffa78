import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { ReceivedMessage } from "../../../src/client/received-message.ts";
import type { Stream } from "../../../src/client/stream.ts";
import { SharedGateway } from "../../client/shared-gateway.ts";
import { type Finished, type RunOptions, runCommand } from "../run-command.ts";

let stream: Stream;
const gateway = SharedGateway.forTestsHere((client) => {
  stream = client.stream("events");
});

function run(line: string, options: RunOptions = {}): Promise<Finished> {
  const words = line.split(" ").map((word) => word.replace("@", `${gateway.folder}/`));
  return runCommand(["stream", ...words], { ...options, env: gateway.environment });
}

async function succeeds(line: string, options: RunOptions = {}): Promise<Record<string, number>> {
  const { code, stdout, stderr } = await run(`${line} -o json`, options);
  assert.equal(stderr, "");
  assert.equal(code, 0);
  return JSON.parse(stdout.toString());
}

async function messagesAfter(position: string): Promise<ReceivedMessage[]> {
  const messages: ReceivedMessage[] = [];
  let start: Parameters<Stream["fetch"]>[0] = { start: position === "" ? "earliest" : { after: position } };
  for (;;) {
    const found = await stream.fetch({ ...start, maxMessages: 1_000 });
    if (found.messages.length === 0) return messages;
    messages.push(...found.messages);
    start = { start: { after: found.nextPosition } };
  }
}

const contentOf = ({ key, value, headers }: ReceivedMessage): unknown => [
  key,
  Buffer.from(value).toString("hex"),
  headers.map(([name, bytes]) => [name, Buffer.from(bytes).toString("hex")]),
];

const everyByte = Uint8Array.from({ length: 256 }, (_, i) => i);

test("a stream is exported and published again with the same bytes, in its order, and once", async () => {
  await stream.publish({
    value: everyByte,
    key: "größe",
    headers: [
      ["a", "text"],
      ["a", everyByte],
      ["b", ""],
    ],
  });
  await stream.publishMany(Array.from({ length: 999 }, (_, i) => ({ value: `message ${i}`, key: `k${i % 7}` })));
  await stream.publishMany(Array.from({ length: 900 }, (_, i) => ({ value: `more ${i}` })));
  let last = "";
  for (const format of ["ndjson", "csv.gz", "parquet"]) {
    const before = await messagesAfter(last);
    const start = last === "" ? "earliest" : `after:${last}`;
    last = before.at(-1)?.position ?? "";
    const exported = await succeeds(`export --file @${format}-file.${format} --start ${start} --idle 200ms`);
    assert.equal(exported.messages, 1_900, format);
    assert.equal((await succeeds(`import @${format}-file.${format}`)).written, 1_900, format);
    const again = await messagesAfter(last);
    assert.deepEqual(again.map(contentOf), before.map(contentOf), format);
    assert.equal((await succeeds(`import @${format}-file.${format}`)).written, 1_900);
    assert.equal((await messagesAfter(last)).length, 1_900, "the same file again publishes nothing");
  }
});

test("a row says where it stood and when; a foreign one needs a value alone", async () => {
  const { position } = await stream.publish({ value: everyByte, headers: { bytes: everyByte } });
  const { stdout } = await run(`export --start position:${position} --idle 100ms -o raw`);
  const { publishedAt, ...row } = JSON.parse(stdout.toString());
  assert.ok(Date.parse(publishedAt) > 0);
  const base64 = Buffer.from(everyByte).toString("base64");
  const headers = [["bytes", base64, "base64"]];
  assert.deepEqual(row, { position, key: "", value: base64, encoding: "base64", headers });
  const lines = ['{"value":"one"}', '{"value":"two","headers":{"a":"b"},"idempotencyKey":"two"}', '{"valeu":"three"}'];
  const { code, stderr } = await run("import -", { stdin: lines.join("\n") });
  assert.equal(code, 1);
  assert.equal(stderr, 'line 3: ROW_INVALID: there is no field "valeu"; did you mean value?\n');
  const [one, two] = await messagesAfter(position);
  assert.equal(one?.text, "one");
  assert.equal(two?.header("a"), "b");
});

test("of an import that was broken off no message is published twice", async () => {
  const { position } = await stream.publish("begin");
  const file = join(gateway.folder, "broken.ndjson");
  const lines = Array.from({ length: 1_200 }, (_, i) => JSON.stringify({ value: `broken ${i}` }));
  writeFileSync(file, [...lines.slice(0, 700), "wrong", ...lines.slice(700)].join("\n"));
  const broken = await run("import @broken.ndjson --max-errors 0");
  assert.match(broken.stderr, /line 701: ROW_INVALID[\s\S]*TOO_MANY_ERRORS/);
  assert.ok(existsSync(`${file}.checkpoint`));
  assert.ok((await messagesAfter(position)).length >= 500);
  const resumed = await run("import @broken.ndjson --resume -o json");
  assert.equal(JSON.parse(resumed.stdout.toString()).written, 1_200);
  assert.deepEqual(
    (await messagesAfter(position)).map(({ text }) => text),
    lines.map((line) => JSON.parse(line).value),
  );
});

test("a stream that is a namespace of items, or the other way round, is told so", async () => {
  assert.match((await run("export -n default --idle 50ms")).stderr, /WRONG_PATTERN/);
  assert.match((await run("import - -n default", { stdin: '{"value":"x"}' })).stderr, /^prism: WRONG_PATTERN/);
});
