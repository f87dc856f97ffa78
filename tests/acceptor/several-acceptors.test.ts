import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { canShareTcpPort, currentRuntime } from "../../src/config/check-acceptors.ts";
import { createApiKey, hashApiKey } from "../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../src/security/tokens/api-key-record.ts";
import { OpenedAdmin } from "../control/admin-api/opened-admin.ts";
import { eventually } from "../support/eventually.ts";
import { FrameClient } from "../support/frame-client.ts";
import { get, put, request } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";

const canShare = canShareTcpPort(currentRuntime());
/** Each test has its own gateways, which begin and end within seconds. */
const OPTIONS = {
  timeout: 300_000,
  skip: canShare ? false : `Node.js ${process.versions.node} shares no ports; scripts/node-24 runs this on Node.js 24`,
};

const YAML = `acceptors: 3
workers: 2
backends: { disk: { type: sqlite, path: data }, ram: { type: memory } }
namespaces:
- { name: kept, pattern: keyvalue, backend: disk }
- { name: memory, pattern: keyvalue, backend: ram }
`;

const open = (t: TestContext, more = ""): Promise<StartedGateway> => StartedGateway.open(t, { yaml: `${YAML}${more}` });

/** So many that the chance of one acceptor having none of them is one in hundreds of millions. */
const MANY = 48;

async function connectAll(t: TestContext, port: number, count = MANY): Promise<FrameClient[]> {
  return Promise.all(Array.from({ length: count }, () => FrameClient.open(t, port)));
}

/** Connections of each acceptor now. */
async function spreadOf({ gateway }: StartedGateway): Promise<number[]> {
  await gateway.acceptors.report();
  return gateway.acceptors.all.map(({ counters }) => counters.connections.tcp.open);
}

describe("several acceptors", OPTIONS, () => {
  it("share the connections of the TCP port, and each answers its own", async (t) => {
    const started = await open(t);
    const clients = await connectAll(t, started.port);
    await Promise.all(
      clients.map(async (client, n) => {
        for (const namespace of ["kept", "memory"]) {
          assert.equal((await client.call(put(1, namespace, `k${n}`, `v${n}`))).reason, "");
          assert.equal((await client.call(get(2, namespace, `k${n}`))).value, `v${n}`);
        }
      }),
    );
    const spread = await spreadOf(started);
    assert.equal(
      spread.reduce((sum, count) => sum + count, 0),
      MANY,
    );
    assert.ok(Math.min(...spread) > 0, `${spread}`);
    assert.equal(started.gateway.acceptors.counters.framesIn, 4 * MANY);
    assert.equal(started.gateway.acceptors.counters.framesOut, 4 * MANY);
    t.diagnostic(`connections by acceptor: ${spread}`);
  });

  it("keep large values and pipelines of each connection in order", async (t) => {
    const started = await open(t, "limits: { ringBytes: 64KiB }\n");
    const clients = await connectAll(t, started.port, 12);
    const large = "x".repeat(200_000);
    await Promise.all(
      clients.map(async (client, n) => {
        const frames = [put(1, "memory", `large${n}`, large)];
        for (let id = 2; id <= 400; id += 2)
          frames.push(put(id, "memory", `k${n}`, `v${id}`), get(id + 1, "memory", `k${n}`));
        frames.push(get(402, "memory", `large${n}`));
        client.send(Buffer.concat(frames));
        const answers = new Map((await client.answered(402)).map((answer) => [answer.id, answer]));
        for (let id = 2; id <= 400; id += 2) assert.equal(answers.get(id + 1)?.value, `v${id}`);
        assert.equal(answers.get(402)?.value, large);
      }),
    );
  });

  it("share the connections of the HTTP port", async (t) => {
    const started = await open(t);
    const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/memory/keyvalue/k`;
    assert.equal((await fetch(url, { method: "PUT", body: "v" })).status, 204);
    const answers = await Promise.all(
      Array.from({ length: MANY }, async () => (await fetch(url, { headers: { connection: "close" } })).text()),
    );
    assert.deepEqual(new Set(answers), new Set(["v"]));
    await started.gateway.acceptors.report();
    const each = started.gateway.acceptors.all.map(({ counters }) => counters.http.answers.get(200) ?? 0);
    assert.ok(Math.min(...each) > 0, `${each}`);
    assert.equal(started.gateway.acceptors.counters.http.answers.get(200), MANY);
  });

  it("take no more connections together than the limit, and no more than their part", async (t) => {
    const started = await open(t, "limits: { maxConnections: 7 }\n");
    const clients = await connectAll(t, started.port);
    for (const client of clients) client.send(get(1, "memory", "k"));
    await eventually("each has its answer", () => clients.every(({ answerCount }) => answerCount > 0));
    const reasons = clients.map((client) => client.answers[0]?.reason);
    assert.equal(reasons.filter((reason) => reason === "").length, 7);
    assert.equal(reasons.filter((reason) => reason === "TOO_MANY_CONNECTIONS").length, MANY - 7);
    assert.deepEqual(await spreadOf(started), [3, 2, 2]);
  });

  it("count what one principal asks for together", async (t) => {
    const limits = `- { name: few, pattern: keyvalue, backend: ram, limits: [{ principal: "*", requestsPerSecond: 1, requestBurst: 5 }] }\n`;
    const started = await open(t, limits);
    const clients = await connectAll(t, started.port);
    const fromMs = performance.now();
    const answers = await Promise.all(clients.map((client) => client.call(get(1, "few", "k"))));
    const laterSeconds = Math.ceil((performance.now() - fromMs) / 1_000);
    const taken = answers.filter(({ reason }) => reason === "").length;
    assert.ok(taken >= 5 && taken <= 5 + laterSeconds, `${taken} were taken in ${laterSeconds} s`);
  });

  it("route by what is declared and deleted, on every connection, once the change is made", async (t) => {
    const started = await open(t);
    const clients = await connectAll(t, started.port);
    const { api } = started.gateway.namespaces;
    const caller = { principal: "user:root", door: "admin" };
    const ask = async (id: number): Promise<Set<string>> =>
      new Set(await Promise.all(clients.map(async (client) => (await client.call(get(id, "new", "k"))).reason)));
    for (let round = 0; round < 3; round++) {
      assert.deepEqual(await ask(3 * round + 1), new Set(["NAMESPACE_NOT_FOUND"]));
      await api.create({ namespace: { name: "new", pattern: "keyvalue", backend: "disk" } }, caller);
      assert.deepEqual(await ask(3 * round + 2), new Set([""]));
      await api.delete({ name: "new", force: true }, caller);
      assert.deepEqual(await ask(3 * round + 3), new Set(["NAMESPACE_NOT_FOUND"]));
    }
  });

  it("hold what belongs to a worker that leaves, and lose nothing when workers come and go", async (t) => {
    const admin = await OpenedAdmin.open(t, {
      yaml: YAML.replace("memory, pattern: keyvalue, backend: ram", "other, pattern: keyvalue, backend: two").replace(
        "ram: { type: memory }",
        "two: { type: sqlite, path: two }",
      ),
    });
    const clients = await connectAll(t, admin.started.port, 24);
    let isOver = false;
    const work = clients.map(async (client, n) => {
      let id = 1;
      for (; !isOver; id += 2) {
        const namespace = id % 4 === 1 ? "kept" : "other";
        client.send(Buffer.concat([put(id, namespace, `k${n}`, `v${id}`), get(id + 1, namespace, `k${n}`)]));
        const answers = await client.answered(id + 1);
        assert.deepEqual(
          answers.slice(-2).map(({ reason }) => reason),
          ["", ""],
        );
        assert.equal(answers.find((answer) => answer.id === id + 1)?.value, `v${id}`);
      }
      return id;
    });
    for (const count of [1, 3, 2]) {
      const { status, body } = await admin.ask("/v1/workers", { method: "PUT", body: { count } });
      assert.equal(status, 200, String(body.reason));
      await pause(100);
    }
    isOver = true;
    const done = await Promise.all(work);
    assert.ok(Math.min(...done) > 3, `${done}`);
  });

  it("answer what a worker that dies has of each of them, and go on with the one that comes", async (t) => {
    const started = await open(t);
    const clients = await connectAll(t, started.port, 24);
    for (let round = 0; round < 3; round++) {
      for (const client of clients) {
        const frames = Array.from({ length: 50 }, (_, i) => put(50 * round + i + 1, "kept", `k${i}`, "v"));
        client.send(Buffer.concat(frames));
      }
      await started.gateway.supervisor.kill(round % 2);
      await Promise.all(clients.map((client) => client.answered(50 * (round + 1))));
      for (const client of clients) {
        for (const { reason } of client.answers)
          assert.ok(["", "WORKER_LOST", "WORKER_RESTARTING"].includes(reason), reason);
      }
      await eventually("the worker is back", () => started.gateway.supervisor.isReady);
    }
    const answers = await Promise.all(clients.map((client) => client.call(get(1_000, "kept", "k0"))));
    assert.deepEqual(new Set(answers.map(({ reason }) => reason)), new Set([""]));
  });

  it("check credentials by themselves, and record who is refused", async (t) => {
    const folder = tempFolder(t);
    const key = createApiKey();
    const rest = { teams: [], createdMs: 0, expiresAtMs: 0, comment: "" };
    const record = { id: key.id, hash: hashApiKey(key), principal: "user:ada", ...rest };
    writeFileSync(join(folder, "keys.jsonl"), formatApiKeyRecord(record), { mode: 0o600 });
    const yaml = `auth: { mode: required, apiKeys: { file: keys.jsonl } }\naudit: { mode: on }\n${YAML}`;
    const started = await StartedGateway.open(t, {
      yaml: yaml.replace("backend: ram }", `backend: ram, access: [{ principal: "user:ada", allow: [all] }] }`),
      folder,
    });
    const clients = await connectAll(t, started.port, 24);
    const ask = async (client: FrameClient, id: number, shown: string): Promise<string> => {
      const fields = [[1, "memory"] as const, [2, "k"] as const];
      return (await client.call(request(id, 16, fields, shown === "" ? [] : [[5, `Bearer ${shown}`]]))).reason;
    };
    const each = async (id: number, shown: string): Promise<Set<string>> =>
      new Set(await Promise.all(clients.map((client) => ask(client, id, shown))));
    assert.deepEqual(await each(1, ""), new Set(["CREDENTIALS_REQUIRED"]));
    assert.deepEqual(await each(2, key.text), new Set([""]));
    assert.deepEqual(await each(3, ""), new Set([""]), "what a connection has shown counts on");
    assert.deepEqual(await each(4, createApiKey().text), new Set(["API_KEY_UNKNOWN"]));
    await started.gateway.acceptors.report();
    const checks = [...(started.gateway.credentialChecks?.all() ?? [])];
    const accepted = checks.find(({ outcome }) => outcome === "ACCEPTED");
    assert.ok(accepted !== undefined && accepted.count >= 3, "each acceptor has checked the key once");
    assert.ok((started.gateway.audit?.report()?.records ?? 0) > 0, "denials of all acceptors come to one chain");
  });

  it("speak TLS, and know who shows a certificate", async (t) => {
    const ca = new TestCa("servers");
    const clientCa = new TestCa("clients");
    const ada = clientCa.issueClient({ commonNames: ["ada"], notAfter: new Date(4e12) });
    const folder = new TlsFolder(tempFolder(t)).write(ca.issueServer(), clientCa);
    const started = await StartedGateway.open(t, { yaml: `${folder.mutualYaml("required")}${YAML}` });
    const options = { ca: ca.cert, cert: ada.cert, key: ada.key };
    const clients = await Promise.all(Array.from({ length: 24 }, () => FrameClient.secure(t, started.port, options)));
    await Promise.all(
      clients.map(async (client) => assert.equal((await client.call(get(1, "memory", "k"))).reason, "")),
    );
    assert.ok(Math.min(...(await spreadOf(started))) > 0);
    const handshakes = [...(started.gateway.tlsFigures?.handshakes.values() ?? [])];
    assert.equal(handshakes[0]?.handshakes, 24);
  });

  it("show in the metrics, and can be profiled by name", async (t) => {
    const admin = await OpenedAdmin.open(t, { yaml: YAML });
    const clients = await connectAll(t, admin.started.port);
    await Promise.all(clients.map((client) => client.call(get(1, "memory", "k"))));
    const page = await (await fetch(`${admin.url}/metrics`)).text();
    assert.match(page, new RegExp(`^prism_connections\\{door="tcp"\\} ${MANY}$`, "m"));
    for (const thread of ["acceptor", "acceptor-1", "acceptor-2"]) {
      assert.match(page, new RegExp(`prism_event_loop_utilization[^\n]*thread="${thread}"`));
    }
    const { body } = await admin.ask("/v1/threads");
    const names = JSON.stringify(body);
    for (const thread of ["acceptor-1", "acceptor-2"]) assert.ok(names.includes(`"${thread}"`), names);
    const probe = admin.started.gateway.probes().get("acceptor-2");
    assert.ok(probe !== undefined);
    const profile = await probe.take({ kind: "cpu", durationMs: 50, maxBytes: 2 ** 24 });
    assert.ok(profile.length > 0);
  });

  it("answer what is in flight when the gateway is told to stop, and end", async (t) => {
    const started = await open(t);
    const clients = await connectAll(t, started.port);
    for (const client of clients)
      client.send(Buffer.concat(Array.from({ length: 100 }, (_, i) => put(i + 1, "kept", `k${i}`, "v"))));
    await Promise.all(clients.map((client) => client.answered(1)));
    await started.close();
    for (const client of clients) {
      await client.closed().catch(() => undefined);
      assert.equal(client.answerCount, 100);
      for (const { reason } of client.answers) assert.ok(reason === "" || reason === "SHUTTING_DOWN", reason);
    }
    assert.deepEqual(started.gateway.acceptors.probes, []);
  });

  it("let nobody else share their ports", async (t) => {
    const started = await open(t);
    for (const door of ["tcp", "http"] as const) {
      const port = started.gateway.ports[door];
      const second = StartedGateway.unopened(t, { yaml: YAML, flags: { [`listeners.${door}.port`]: port } });
      await assert.rejects(second.gateway.open(), { code: "EADDRINUSE" });
    }
    assert.equal((await (await started.connect()).call(get(1, "memory", "k"))).reason, "");
  });
});
