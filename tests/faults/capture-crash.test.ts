import assert from "node:assert/strict";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import type { ReplayReport } from "../../src/bench/replay/replay-recording.ts";
import { readCapture } from "../../src/capture/read-capture.ts";
import { segmentsOf } from "../../src/capture/recording.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { runCommand } from "../cli/run-command.ts";
import { eventually } from "../support/eventually.ts";
import { get, put, request } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { encodeMessage } from "../support/protobuf.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

const YAML = `
workers: 1
backends: { ram: { type: memory }, disk: { type: sqlite, path: data } }
namespaces:
  - { name: orders, pattern: keyvalue, backend: ram, capture: { mode: on } }
  - { name: events, pattern: stream, backend: disk, capture: { mode: on } }
`;

const publish = (id: number, value: string): Buffer =>
  request(id, CallNumber.STREAM_PUBLISH, [
    [1, "events"],
    [2, encodeMessage([1, "k"], [2, value])],
  ]);

it("what a gateway has recorded when it is killed can be played, of items and of streams", {
  timeout: 120_000,
}, async (t) => {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "prism.yaml"), YAML);
  const gateway = await GatewayProcess.serving(t, { folder });
  const client = await gateway.connect();
  const captures = join(folder, ".prism", "captures");
  const recordings = (): string[] => readdirSync(captures).map((name) => join(captures, name));
  const bytesOf = (recording: string): number =>
    segmentsOf(recording).reduce((sum, path) => sum + statSync(path).size, 0);
  let id = 0;
  await eventually("both have files that grow", async () => {
    for (let i = 0; i < 20; i++) {
      await client.call(put(++id, "orders", `key-${i}`, `value ${id}`));
      await client.call(get(++id, "orders", `key-${i}`));
      await client.call(publish(++id, `message ${id}`));
    }
    return recordings().length === 2 && recordings().every((recording) => bytesOf(recording) > 20_000);
  });
  // In the midst of what it is asked.
  for (let i = 0; i < 50; i++) client.send(put(++id, "orders", `key-${i}`, "v"));
  await gateway.kill();

  const { records, damaged } = readCapture(recordings());
  assert.deepEqual(damaged, []);
  assert.ok(records.length > 100 && records.length <= id, `${records.length} of ${id}`);
  const { port } = await StartedGateway.open(t, { yaml: YAML.replaceAll("mode: on", "mode: off") });
  const flags = ["--preload", "--speed", "max", "--max-differences", "0", "-o", "json"];
  const args = ["bench", "replay", ...recordings(), "--url", `prism://127.0.0.1:${port}`, ...flags];
  const { code, stdout, stderr } = await runCommand(args, { cwd: folder, env: { HOME: folder } });
  assert.deepEqual([code, stderr], [0, ""], String(stdout));
  const report = JSON.parse(String(stdout)) as ReplayReport;
  assert.deepEqual([report.sent, report.unanswered, report.answers.differences], [records.length, 0, 0]);
  assert.deepEqual(report.latencyUs.map(({ operation }) => operation).sort(), ["get", "publish", "put"]);
});
