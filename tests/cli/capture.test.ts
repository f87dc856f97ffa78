import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { OpenedAdmin } from "../control/admin-api/opened-admin.ts";
import { put } from "../support/frames.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const YAML = `
workers: 1
backends: { ram: { type: memory } }
namespaces: [{ name: orders, pattern: keyvalue, backend: ram }]
`;

async function open(t: TestContext) {
  const admin = await OpenedAdmin.open(t, { yaml: YAML });
  const cwd = tempFolder(t);
  const run = (...args: string[]) =>
    runCommand(["capture", ...args, "--admin-address", admin.url], { cwd, env: { HOME: cwd } });
  return { admin, run };
}

describe("prism capture", () => {
  it("begins a recording, shows it, and ends it", async (t) => {
    const { admin, run } = await open(t);
    assert.equal((await run("list")).stdout.toString(), "there is no recording\n");
    const begun = await run("start", "-n", "orders", "--seconds", "60", "--max-bytes", "64MiB");
    assert.deepEqual([begun.code, begun.stderr], [0, ""]);
    const [, recording = ""] = /^(\S+) records orders until \S+Z, up to 64MiB\nin \//.exec(String(begun.stdout)) ?? [];
    const client = await admin.started.connect();
    for (let id = 1; id <= 3; id++) await client.call(put(id, "orders", "k", "v"));
    assert.match(String((await run("list")).stdout), new RegExp(`^RECORDING .*\\n${recording} +orders +recording `));
    const ended = await run("stop", recording);
    assert.match(String(ended.stdout), new RegExp(`^${recording} has 3 requests in \\d+ ?B`));
    const listed = JSON.parse(String((await run("list", "-o", "json")).stdout));
    assert.deepEqual(
      [listed.captures[0].recording, listed.captures[0].counts.records, listed.captures[0].isRecording],
      [recording, 3, false],
    );
  });

  it("says what is wrong with what it is asked for", async (t) => {
    const { run } = await open(t);
    const cases: [string[], number, RegExp][] = [
      [["start", "-n", "orders", "--seconds", "0"], 2, /number over 0, up to 3600/],
      [["start", "-n", "orders", "--max-bytes", "many"], 2, /64MiB/],
      [["start", "-n", "order"], 1, /NAMESPACE_NOT_FOUND/],
      [["stop", "nothing"], 1, /CAPTURE_NOT_FOUND/],
    ];
    for (const [args, code, message] of cases) {
      const refused = await run(...args);
      assert.equal(refused.code, code, args.join(" "));
      assert.match(refused.stderr, message);
    }
  });
});
