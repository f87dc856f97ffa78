import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { ReplayReport } from "../../src/bench/replay/replay-recording.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { REPLAY_YAML, record } from "./recorded-traffic.ts";
import { runCommand } from "./run-command.ts";

async function replay(t: TestContext, port: number, ...args: string[]) {
  const cwd = tempFolder(t);
  const url = `prism://127.0.0.1:${port}`;
  const { code, stdout, stderr } = await runCommand(["bench", "replay", ...args, "--url", url], {
    cwd,
    env: { HOME: cwd },
  });
  return { code, stdout: String(stdout), stderr };
}

describe("prism bench replay", () => {
  it("finds what was found, at a gateway that is filled as the recording found its own", async (t) => {
    const folder = await record(t);
    const { port } = await StartedGateway.open(t, { yaml: REPLAY_YAML });
    const args = [folder, "--preload", "--speed", "max", "--max-differences", "0", "-o", "json"];
    const { code, stdout, stderr } = await replay(t, port, ...args);
    assert.deepEqual([code, stderr], [0, ""], stdout);
    const report = JSON.parse(stdout) as ReplayReport;
    assert.deepEqual([report.requests, report.sent, report.unanswered, report.connections], [21, 21, 0, 2]);
    assert.deepEqual(report.preloaded, { put: 8, deleted: 4, published: 0, groups: 0 });
    // The two that go by pages cannot be compared: keys come in another order.
    assert.deepEqual(
      [report.answers.compared, report.answers.notCompared, report.answers.differences],
      [19, 2, 0],
      stdout,
    );
    const [times] = report.latencyUs;
    assert.deepEqual([times?.operation, times?.recorded.count, times?.replayed.count], ["get", 13, 13]);
    assert.ok((times?.replayed.hdr.length ?? 0) > 10);
  });

  it("says what differs at another, in another namespace, and ends with 1", async (t) => {
    const folder = await record(t);
    const { port } = await StartedGateway.open(t, { yaml: REPLAY_YAML });
    const { code, stdout } = await replay(
      t,
      port,
      folder,
      "-n",
      "orders=rehearsal",
      "--speed",
      "100",
      "--examples",
      "2",
    );
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^21 requests of \d+\.\d s, played at 100× over 2 connections through the door tcp\n21 sent in /,
    );
    assert.match(stdout, /\n12 of 20 answers differ \(60\.00 %, up to 1 % may\): outcome 1, found 10, count 1\n/);
    assert.match(stdout, /\n {2}\d\.\d{3} s {2}get .+ {2}found: found, now absent\n/);
    assert.equal(stdout.match(/ s {2}/g)?.length, 2);
    const again = await replay(t, port, folder, "--preload", "--loops", "2", "--speed", "50", "-o", "json");
    assert.deepEqual([again.code, (JSON.parse(again.stdout) as ReplayReport).sent], [0, 42]);
  });

  it("plays what is whole of a recording whose writer was killed, and says what is not", async (t) => {
    const folder = await record(t);
    const [segment = ""] = readdirSync(folder).filter((name) => name.endsWith(".capture"));
    const whole = readFileSync(join(folder, segment));
    writeFileSync(join(folder, segment), whole.subarray(0, whole.length - 5));
    const { port } = await StartedGateway.open(t, { yaml: REPLAY_YAML });
    const { code, stdout } = await replay(t, port, folder, "--preload", "--speed", "max");
    assert.equal(code, 0);
    assert.match(stdout, /^20 requests .*\n.*\n.*\n\S+\.capture ends with \d+ bytes that are no whole record/);
  });

  it("says what is wrong with what it is given", async (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "worker-0.000001.capture"), "a text");
    const cases: [string[], number, RegExp][] = [
      [["/nowhere/at/all"], 1, /RECORDING_UNREADABLE/],
      [[folder], 1, /no segment of a recording/],
      [[folder, "--speed", "fast"], 2, /from 0\.01 to 1000, or max/],
      [[folder, "-n", "a=b=c"], 2, /recorded=other/],
      [[folder, "--max-differences", "101"], 2, /from 0 to 100/],
    ];
    for (const [args, code, message] of cases) {
      const refused = await replay(t, 1, ...args);
      assert.equal(refused.code, code, args.join(" "));
      assert.match(refused.stderr, message);
    }
    const recording = await record(t);
    const unreachable = await replay(t, 1, recording);
    assert.deepEqual([unreachable.code, /REPLAY_FAILED.*ECONNREFUSED/.test(unreachable.stderr)], [1, true]);
  });
});
