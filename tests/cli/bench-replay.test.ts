import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { ReplayReport } from "../../src/bench/replay/replay-recording.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { OpenedAdmin } from "../control/admin-api/opened-admin.ts";
import { get, put, request, scan } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const YAML = `
workers: 1
backends: { ram: { type: memory } }
namespaces:
  - { name: orders, pattern: keyvalue, backend: ram, capture: { keySeparator: "/", values: hash } }
  - { name: rehearsal, pattern: keyvalue, backend: ram }
`;

const bytes = (text: string): Buffer => Buffer.from(text);
const WORDS = "paid, shipped and delivered; ".repeat(9);

/** A recording of some traffic about keys of which some were there before. */
async function record(t: TestContext): Promise<string> {
  const admin = await OpenedAdmin.open(t, { yaml: YAML });
  const [one, two] = [await admin.started.connect(), await admin.started.connect()];
  for (let i = 0; i < 8; i++) await one.call(put(i + 1, "orders", `cart/${i}`, `${i} ${WORDS}`));
  const body = { namespace: "orders", seconds: 60 };
  const { folder, recording } = (await admin.ask("/v1/captures", { method: "POST", body })).body as Record<
    string,
    string
  >;
  for (let i = 0; i < 12; i++) await one.call(get(100 + i, "orders", `cart/${i}`));
  await two.call(put(1, "orders", "cart/20", "x"));
  const { version } = await two.call(get(2, "orders", "cart/20"));
  // A condition on a version that only this gateway has given.
  const conditional = (id: number, value: string, ifVersion: number): Buffer =>
    request(id, CallNumber.KV_PUT, [
      [1, bytes("orders")],
      [2, bytes("cart/20")],
      [3, bytes(value)],
      [5, ifVersion],
    ]);
  await two.call(conditional(3, "changed", Number(version)));
  await two.call(conditional(4, "changed again", Number(version)));
  await two.call(scan(5, "orders", [2, bytes("cart/")]));
  const page = await two.call(scan(6, "orders", [2, bytes("cart/")], [5, 4]));
  await two.call(scan(7, "orders", [2, bytes("cart/")], [5, 4], [6, bytes(page.result(CallNumber.KV_SCAN).text(2))]));
  const keys = ["cart/1", "cart/9", "cart/20"].map((key) => [2, bytes(key)] as const);
  await two.call(request(8, CallNumber.KV_BATCH_GET, [[1, bytes("orders")], ...keys]));
  await two.call(
    request(9, CallNumber.KV_DELETE, [
      [1, bytes("orders")],
      [2, bytes("cart/3")],
    ]),
  );
  await admin.ask(`/v1/captures/${recording}/stop`, { method: "POST" });
  return folder as string;
}

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
    const { port } = await StartedGateway.open(t, { yaml: YAML });
    const args = [folder, "--preload", "--speed", "max", "--max-differences", "0", "-o", "json"];
    const { code, stdout, stderr } = await replay(t, port, ...args);
    assert.deepEqual([code, stderr], [0, ""], stdout);
    const report = JSON.parse(stdout) as ReplayReport;
    assert.deepEqual([report.requests, report.sent, report.unanswered, report.connections], [21, 21, 0, 2]);
    assert.deepEqual(report.preloaded, { put: 8, deleted: 4 });
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
    const { port } = await StartedGateway.open(t, { yaml: YAML });
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
    assert.match(stdout, /^21 requests of \d+\.\d s, played at 100× over 2 connections\n21 sent in /);
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
    const { port } = await StartedGateway.open(t, { yaml: YAML });
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
