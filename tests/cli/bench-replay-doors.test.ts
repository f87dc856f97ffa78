import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { ReplayReport } from "../../src/bench/replay/replay-recording.ts";
import { RECORDED_DOORS } from "../../src/bench/replay/replay-target.ts";
import { PrismClient } from "../../src/client/index.ts";
import { DOOR_NAMES } from "../../src/security/caller.ts";
import type { OpenedAdmin } from "../control/admin-api/opened-admin.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";
import { REPLAY_YAML, record } from "./recorded-traffic.ts";
import { runCommand } from "./run-command.ts";

/** What comes through the other doors: of HTTP four requests, of gRPC five. */
async function otherDoors({ started }: OpenedAdmin): Promise<void> {
  const item = (key: string): string =>
    `http://127.0.0.1:${started.httpPort}/v1/namespaces/orders/keyvalue/${encodeURIComponent(key)}`;
  const created = await fetch(item("via/http"), {
    method: "PUT",
    body: "by its path",
    headers: { "If-None-Match": "*", "Prism-TTL-Ms": "60000", "Idempotency-Key": "once" },
  });
  await fetch(item("via/http"), {
    method: "PUT",
    body: "",
    headers: { "If-Match": String(created.headers.get("etag")) },
  });
  await fetch(item("via/http"));
  await fetch(item("via/http"), { method: "DELETE" });
  const client = new PrismClient(`grpc://127.0.0.1:${started.grpcPort}`);
  const orders = client.keyValue("orders");
  await orders.put("via/grpc", "x".repeat(200_000));
  await orders.get("via/grpc");
  await orders.increment("via/counter", 3);
  await orders.get("via/absent");
  await orders.exists("via/grpc");
  await client.close();
}

const REQUESTS = 30;

async function replay(t: TestContext, folder: string, ...args: string[]) {
  const flags = [folder, "--preload", "--speed", "max", "--max-differences", "0", "-o", "json", ...args];
  const cwd = tempFolder(t);
  const { code, stdout, stderr } = await runCommand(["bench", "replay", ...flags], { cwd, env: { HOME: cwd } });
  assert.deepEqual([code, stderr], [0, ""], String(stdout));
  return JSON.parse(String(stdout)) as ReplayReport;
}

function assertAlike(report: ReplayReport, door: string): void {
  assert.deepEqual([report.through, report.sent, report.unanswered], [door, REQUESTS, 0]);
  assert.deepEqual([report.notCarried, report.notes], [[], []]);
  // The two that go by pages cannot be compared.
  const { compared, notCompared, differences } = report.answers;
  assert.deepEqual([compared, notCompared, differences], [REQUESTS - 2, 2, 0], JSON.stringify(report.answers));
}

describe("prism bench replay through other doors", () => {
  it("plays a recording through each door, and each call through its own, by TLS too", {
    timeout: 120_000,
  }, async (t) => {
    const folder = await record(t, otherDoors);
    const [ca, clientCa] = [new TestCa("servers"), new TestCa("clients")];
    const tlsFolder = tempFolder(t);
    const files = new TlsFolder(tlsFolder).write(ca.issueServer(), clientCa);
    const plain = await StartedGateway.open(t, { yaml: REPLAY_YAML });
    const secure = await StartedGateway.open(t, {
      folder: tlsFolder,
      yaml: `${files.mutualYaml("required")}\n${REPLAY_YAML}`,
    });
    const client = clientCa.issueClient({ commonNames: ["replay"] });
    const pem = { "ca.crt": ca.cert, "own.crt": client.cert, "own.key": client.key };
    for (const [name, text] of Object.entries(pem)) writeFileSync(join(tlsFolder, name), text);
    const [caFile = "", certFile = "", keyFile = ""] = Object.keys(pem).map((name) => join(tlsFolder, name));
    const shown = ["--tls-ca", caFile, "--tls-cert", certFile, "--tls-key", keyFile];
    const targets = [
      [plain, [`prism://127.0.0.1:${plain.port}`]],
      [secure, [`prisms://localhost:${secure.port}`, ...shown]],
    ] as const;
    for (const [{ grpcPort, httpPort }, url] of targets) {
      const ports = ["--grpc-port", String(grpcPort), "--http-port", String(httpPort), "--url", ...url];
      for (const door of ["tcp", "websocket", "grpc", "http", "recorded"]) {
        const report = await replay(t, folder, ...ports, "--door", door);
        assertAlike(report, door);
        assert.ok(report.connections >= 4, String(report.connections));
      }
    }
  });

  it("knows the doors by the numbers that records have", () => {
    assert.deepEqual(RECORDED_DOORS, DOOR_NAMES.slice(0, RECORDED_DOORS.length));
  });

  it("plays what a store has to the store alone, and names the rest", async (t) => {
    const folder = await record(t, otherDoors);
    const cwd = tempFolder(t);
    const config = join(cwd, "prism.yaml");
    const backends = { disk: { type: "sqlite", path: join(cwd, "data") }, ram: { type: "memory" } };
    const namespaces = [
      { name: "orders", pattern: "keyvalue", backend: "disk" },
      { name: "volatile", pattern: "keyvalue", backend: "ram" },
    ];
    writeFileSync(config, JSON.stringify({ backends, namespaces }));
    const report = await replay(t, folder, "--direct", "--config", config);
    assert.deepEqual([report.through, report.unanswered, report.answers.differences], ["direct", 0, 0]);
    // What is read of keys that a condition has had written is another thing here.
    assert.deepEqual([report.answers.compared, report.answers.notComparable], [REQUESTS - 9 - 2, 2]);
    const skipped = report.notCarried.reduce((sum, { count }) => sum + count, 0);
    assert.deepEqual([report.sent, skipped], [REQUESTS - 9, 9], JSON.stringify(report.notCarried));
    assert.deepEqual(
      report.notCarried.map(({ operation, count }) => [operation, count]),
      [
        ["put", 4],
        ["scan", 3],
        ["increment", 1],
        ["exists", 1],
      ],
    );
    const flags = ["bench", "replay", folder, "--direct", "--config", config, "-n"];
    for (const [namespace, message] of [
      ["volatile", /of type memory; redis, postgres and sqlite can be asked alone/],
      ["elsewhere", /has no namespace "elsewhere"; name the gateway's file with --config/],
    ] as const) {
      const refused = await runCommand([...flags, namespace], { cwd });
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, message);
    }
  });
});
