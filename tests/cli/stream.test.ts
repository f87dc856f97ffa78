import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parse, parseAllDocuments } from "yaml";
import type { Stream } from "../../src/client/stream.ts";
import { SharedGateway } from "../client/shared-gateway.ts";
import { type Finished, type RunOptions, runCommand } from "./run-command.ts";

let stream: Stream;
let groups = 0;
const gateway = SharedGateway.forTestsHere((client) => {
  stream = client.stream("events");
});

function run(line: string, options: RunOptions = {}): Promise<Finished> {
  return runCommand(line.split(" "), { ...options, env: { ...gateway.environment, ...options.env } });
}

async function succeeds(line: string, options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await run(line, options);
  assert.deepEqual([stderr, code], ["", 0]);
  return stdout.toString();
}

async function newGroup(): Promise<string> {
  const group = `cli-${++groups}`;
  await stream.seek(group, "latest");
  return group;
}

describe("prism stream", () => {
  it("publishes a message with its key and headers, and prints it in every form", async () => {
    const group = await newGroup();
    const position = (await succeeds("stream publish paid -k order-7 -H ce-type=order.paid -H a=b=c -o raw")).trim();
    const line = await succeeds(`stream subscribe --group ${group} --limit 1 -o json`);
    const { publishedAt, lease, ...printed } = JSON.parse(line);
    assert.equal(line.split("\n").length, 2, "one line");
    assert.deepEqual(printed, {
      position,
      key: "order-7",
      value: "paid",
      encoding: "utf8",
      headers: [
        ["ce-type", "order.paid"],
        ["a", "b=c"],
      ],
      attempt: 1,
    });
    assert.ok(Math.abs(Date.parse(publishedAt) - Date.now()) < 60_000 && lease !== "");
    assert.equal((await stream.lag(group)).pending, 0, "it is acknowledged");
    const from = `--start position:${position} --limit 1`;
    assert.equal(await succeeds(`stream subscribe ${from} -o raw`), "paid\n");
    assert.equal(parse(await succeeds(`stream subscribe ${from} -o yaml`)).key, "order-7");
    const [header = "", row = ""] = (await succeeds(`stream subscribe ${from}`)).split("\n");
    assert.match(header, /^POSITION +KEY +VALUE +PUBLISHED/);
    assert.match(row, /order-7 +paid/);
  });

  it("publishes the lines of standard input, and copies a stream", async () => {
    const group = await newGroup();
    const printed = await succeeds("stream publish --lines -k k -o json", { stdin: "one\ntwo\nthree\n" });
    assert.deepEqual(JSON.parse(printed), { published: 3 });
    const lines = await succeeds(`stream subscribe --group ${group} --idle 300ms -o json`);
    const copy = await newGroup();
    assert.equal(await succeeds("stream publish --ndjson -o raw", { stdin: lines }), "3\n");
    assert.equal(await succeeds(`stream subscribe --group ${copy} --limit 3 -o raw`), "one\ntwo\nthree\n");
    const documents = await succeeds(`stream seek ${copy} --to earliest -o yaml`);
    assert.equal(parse(documents).group, copy);
    const all = await succeeds(`stream subscribe --group ${copy} --idle 300ms -o yaml`);
    assert.ok(parseAllDocuments(all).length >= 6);
  });

  it("says which line is wrong, and what was published before it", async () => {
    const group = await newGroup();
    const { code, stderr } = await run("stream publish --ndjson", { stdin: '{"value":"a"}\n{"value":1}\n' });
    assert.equal(code, 1);
    assert.equal(stderr, "prism: LINE_INVALID: line 2 is no object with a text as its value\n");
    assert.equal((await stream.lag(group)).waiting, 0, "nothing of its batch was published");
  });

  it("ends with 0 on Ctrl-C, and leaves its group", async () => {
    const group = await newGroup();
    await stream.publish("taken");
    let interrupt = (): void => undefined;
    const { code, stdout } = await run(`stream subscribe --group ${group} --no-ack -o raw`, {
      onInterrupt: (action) => (interrupt = action),
      onOutput: () => interrupt(),
    });
    assert.deepEqual([code, stdout.toString()], [0, "taken\n"]);
    const { messages } = await stream.fetch({ group, consumer: "next", waitMs: 5_000 });
    assert.deepEqual([messages[0]?.text, messages[0]?.attempt], ["taken", 2]);
  });

  it("shows how far groups are behind, and moves them", async () => {
    const group = await newGroup();
    await stream.publishMany([{ value: "a" }, { value: "b" }]);
    assert.equal(await succeeds(`stream lag ${group} -o raw`), "2\n");
    const lag = JSON.parse(await succeeds(`stream lag ${group} -o json`));
    assert.deepEqual([lag.group, lag.waiting, lag.pending], [group, 2, 0]);
    assert.match(
      await succeeds("stream lag"),
      new RegExp(`^GROUP +CONSUMERS +WAITING +PENDING\n(.*\n)*${group} +0 +2 +0`),
    );
    assert.equal(await succeeds(`stream seek ${group} --to latest -o raw`), "0\n");
    const { code, stderr } = await run("stream lag nobody");
    assert.equal(code, 1);
    assert.match(stderr, /^prism: GROUP_NOT_FOUND: /);
  });

  it("lists, replays and removes dead letters", async () => {
    const group = await newGroup();
    await stream.publishMany([
      { key: "k1", value: "bad" },
      { key: "k2", value: "worse" },
    ]);
    const { messages } = await stream.fetch({ group, consumer: "c" });
    await stream.nack(
      group,
      messages.map(({ lease }) => lease),
      { bury: true, reason: "no such order" },
    );
    const listed = JSON.parse(await succeeds(`stream dead-letter list --group ${group} -o json`));
    assert.deepEqual(
      listed.map((letter: Record<string, unknown>) => [letter.reason, (letter.message as { value: string }).value]),
      [
        ["no such order", "bad"],
        ["no such order", "worse"],
      ],
    );
    assert.match(await succeeds(`stream dead-letter list --group ${group}`), /no such order +1 .* k1\n/);
    assert.equal(await succeeds(`stream dead-letter replay ${listed[0].id} -o raw`), "1\n");
    assert.equal(await succeeds(`stream subscribe --group ${group} --limit 1 -o raw`), "bad\n");
    assert.equal(await succeeds(`stream dead-letter remove --all --group ${group} -o raw`), "1\n");
    assert.equal(await succeeds(`stream dead-letter list --group ${group} -o raw`), "");
  });

  it("refuses what it does not understand, with 2", async () => {
    for (const line of [
      "stream subscribe --start yesterday",
      "stream publish a --lines",
      "stream dead-letter replay",
      "stream dead-letter replay 1 --all",
      "stream dead-letter remove 1 --group g",
      "stream seek g",
      "stream publish x -H broken",
    ]) {
      const { code, stdout } = await run(line);
      assert.deepEqual([code, stdout.toString()], [2, ""], line);
    }
  });
});

describe("prism kv increment", () => {
  it("prints the sum, and takes negative and large numbers", async () => {
    assert.equal(await succeeds("kv increment views -o raw"), "1\n");
    assert.equal(await succeeds("kv increment views --by -5 -o raw"), "-4\n");
    const { value, replayed } = JSON.parse(await succeeds("kv increment views --by 9223372036854775807 -o json"));
    assert.deepEqual([value, replayed], ["9223372036854775803", false]);
    const { code, stderr } = await run("kv increment views --by 9223372036854775807");
    assert.equal(code, 1);
    assert.match(stderr, /^prism: COUNTER_OVERFLOW: /);
    assert.equal((await run("kv increment views --by 1.5")).code, 2);
  });
});
