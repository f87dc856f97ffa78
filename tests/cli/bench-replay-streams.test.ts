import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { ReplayReport } from "../../src/bench/replay/replay-recording.ts";
import { readCapture } from "../../src/capture/read-capture.ts";
import { PrismClient } from "../../src/client/index.ts";
import { CallNumber, operationName } from "../../src/codec/calls.ts";
import { OpenedAdmin } from "../control/admin-api/opened-admin.ts";
import { request } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { runCommand } from "./run-command.ts";

const YAML = `
workers: 1
backends: { disk: { type: sqlite, path: data } }
namespaces:
  - { name: events, pattern: stream, backend: disk, capture: { keySeparator: "/" } }
`;

const SECRETS = ["ada@example.org", "4111-1111", "billing-team", "worker-of-ada", "x-customer", "once-only"];

/** A recording of a stream of which a group has three messages left, with what it says of the group's own calls. */
async function record(t: TestContext): Promise<string> {
  const admin = await OpenedAdmin.open(t, { yaml: YAML });
  const client = new PrismClient(`prism://127.0.0.1:${admin.started.port}`, { maxConnections: 1 });
  const events = client.stream("events");
  const [mail = "", card = "", group = "", consumer = "", header = "", once = ""] = SECRETS;
  await events.publish({ key: "seen", value: "before" });
  const fetched = await events.fetch({ group, consumer });
  for (const message of fetched.messages) await message.ack();
  for (const i of [1, 2, 3])
    await events.publish({ key: `user/${mail}`, value: `waits ${card} ${"z".repeat(i * 50)}` });
  const { body } = await admin.ask("/v1/captures", { method: "POST", body: { namespace: "events", seconds: 60 } });
  const { folder, recording } = body as Record<string, string>;
  await events.publish({ key: `user/${mail}`, value: card, headers: [[header, mail]], idempotencyKey: once });
  await events.publishMany([
    { key: "a/1", value: card },
    { key: "a/2", value: "" },
  ]);
  const first = await events.fetch({ group, consumer, maxMessages: 4 });
  assert.equal(first.messages.length, 4);
  for (const message of first.messages.slice(0, 3)) await message.ack();
  await first.messages[3]?.nack();
  await assert.rejects(async () => first.messages[0]?.ack(), /LEASE/);
  const rest = await events.fetch({ group, consumer });
  for (const message of rest.messages) await message.ack();
  const alone = await events.fetch({ start: { after: first.messages[2]?.position ?? "" } });
  assert.equal(alone.messages.length, 3);
  await events.lag(group);
  await admin.ask(`/v1/captures/${recording}/stop`, { method: "POST" });
  await client.close();
  return folder as string;
}

async function replay(t: TestContext, ...args: string[]) {
  const cwd = tempFolder(t);
  const { code, stdout, stderr } = await runCommand(["bench", "replay", ...args, "-o", "json"], {
    cwd,
    env: { HOME: cwd },
  });
  assert.equal(stderr, "");
  return { code, report: JSON.parse(String(stdout)) as ReplayReport };
}

describe("a recording of a stream", () => {
  it("has what was published and delivered, and nothing of what it was about", async (t) => {
    const folder = await record(t);
    const { records, cut, damaged } = readCapture([folder]);
    assert.deepEqual([cut, damaged], [[], []]);
    const operations = records.map(({ call }) => operationName(call));
    assert.deepEqual([...new Set(operations)], ["publish", "batch_publish", "fetch", "ack", "nack", "lag"]);
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".capture"))) {
      const bytes = readFileSync(join(folder, name));
      for (const secret of [...SECRETS, "waits", "seen", "zzz", "ada@"]) {
        assert.equal(bytes.includes(secret, 0, "latin1"), false, secret);
      }
    }
  });

  it("has a subscription as the fetches that it is to the worker, which are played", async (t) => {
    const admin = await OpenedAdmin.open(t, { yaml: YAML });
    const { body } = await admin.ask("/v1/captures", { method: "POST", body: { namespace: "events", seconds: 60 } });
    const { folder, recording } = body as Record<string, string>;
    const subscriber = await admin.started.connect();
    const subscribe = request(1, CallNumber.STREAM_SUBSCRIBE, [
      [1, "events"],
      [2, "pushed-to"],
      [16, 100],
    ]);
    await subscriber.call(subscribe);
    const client = new PrismClient(`prism://127.0.0.1:${admin.started.port}`);
    const delivered = (): number =>
      subscriber.answers.reduce(
        (sum, answer) => sum + answer.result(CallNumber.STREAM_SUBSCRIBE).messages(1).length,
        0,
      );
    for (let i = 1; i <= 3; i++) {
      await client.stream("events").publish({ key: "k", value: `message ${i}` });
      await subscriber.until(() => delivered() === i);
    }
    await client.close();
    await admin.ask(`/v1/captures/${recording}/stop`, { method: "POST" });
    const { port } = await StartedGateway.open(t, { yaml: YAML });
    const flags = ["--preload", "--speed", "max", "--max-differences", "0", "--url", `prism://127.0.0.1:${port}`];
    const { code, report } = await replay(t, folder as string, ...flags);
    assert.equal(code, 0, JSON.stringify(report.answers));
    assert.deepEqual([report.answers.differences, report.unanswered], [0, 0]);
    const fetches = report.latencyUs.find(({ operation }) => operation === "fetch");
    assert.ok((fetches?.recorded.count ?? 0) >= 3, "one for each message, and the first");
  });

  it("is played with leases and positions of the target, through each door, and finds what was found", async (t) => {
    const folder = await record(t);
    const { port, grpcPort, httpPort } = await StartedGateway.open(t, { yaml: YAML });
    const url = [
      "--url",
      `prism://127.0.0.1:${port}`,
      "--grpc-port",
      String(grpcPort),
      "--http-port",
      String(httpPort),
    ];
    for (const door of ["tcp", "grpc", "http"]) {
      const flags = ["--preload", "--speed", "max", "--max-differences", "0", "--door", door];
      const { code, report } = await replay(t, folder, ...url, ...flags);
      const { compared, differences, notCompared } = report.answers;
      assert.deepEqual([code, differences, report.notCarried], [0, 0, []], JSON.stringify(report.answers));
      // The lag is what turns on the moment; besides each request, a group and a reader.
      assert.deepEqual([compared, notCompared], [report.requests - 1 + 2, 1]);
      assert.deepEqual([report.preloaded?.published, report.preloaded?.groups], [3, 1]);
    }
    // What had waited is not there: the group is delivered less, and what stands for its leases is refused.
    const other = await StartedGateway.open(t, { yaml: YAML });
    const { code, report } = await replay(t, folder, "--url", `prism://127.0.0.1:${other.port}`, "--speed", "max");
    assert.equal(code, 1);
    const group = report.answers.examples.find(({ key }) => key.startsWith("group"));
    assert.deepEqual([group?.kind, group?.recorded, group?.replayed], ["count", "6 messages", "3 messages"]);
    assert.ok(report.answers.byKind.outcome > 0);
  });

  it("is played to its end where a connection is lost that calls wait on: each is sent once, and has no answer", async (t) => {
    const folder = await record(t);
    const { port, httpPort } = await StartedGateway.open(t, { yaml: YAML });
    // A door that does not speak HTTP/2 ends the connection.
    const wrongDoor = ["--door", "grpc", "--grpc-port", String(httpPort)];
    const { code, report } = await replay(
      t,
      folder,
      "--url",
      `prism://127.0.0.1:${port}`,
      ...wrongDoor,
      "--speed",
      "max",
    );
    assert.equal(code, 1);
    assert.deepEqual([report.sent, report.unanswered], [report.requests, report.requests]);
  });
});
