import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:http2";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { AuditKeys, readHashSecret } from "../../src/security/audit/audit-keys.ts";
import { KeyHash } from "../../src/security/audit/key-hash.ts";
import { verifyFolder } from "../../src/security/audit/verify-folder.ts";
import { eventually } from "../support/eventually.ts";
import { get, put, request } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

const AUDITED = `
workers: 2
audit: { mode: on }
backends: { disk: { type: sqlite, path: data }, ram: { type: memory } }
namespaces:
  - { name: durable, pattern: keyvalue, backend: disk }
  - { name: fast, pattern: keyvalue, backend: ram, audit: all }
  - { name: quiet, pattern: keyvalue, backend: ram, audit: off }
`;

const WITH_TOKENS = `${AUDITED}
auth: { mode: required, jwt: [{ name: own, issuer: me, audience: [prism], secret: "file:secret" }] }
`;

describe("a gateway with an audit", () => {
  it("records what each namespace asks for, in a log that verifies", async (t) => {
    const started = await StartedGateway.open(t, { yaml: AUDITED });
    const client = await started.connect();
    for (const namespace of ["durable", "fast", "quiet"]) {
      assert.equal((await client.call(put(1, namespace, "k", "v"))).code, Code.OK);
      assert.equal((await client.call(get(2, namespace, "k"))).value, "v");
    }
    await started.close();
    const hash = new KeyHash(readHashSecret(keysOf(started))).hex("k");
    const told = recordsOf(started, "worker-0", "worker-1").map(
      ({ principal, door, namespace, operation, key, code }) => [
        [principal, door, namespace, operation, code].join(" "),
        key === hash,
      ],
    );
    assert.deepEqual(told, [
      ["anonymous tcp durable put OK", true],
      ["anonymous tcp fast put OK", true],
      ["anonymous tcp fast get OK", true],
    ]);
    assertSound(started);
  });

  it("goes on with its log when it starts again, and when a worker is replaced", async (t) => {
    const first = await StartedGateway.open(t, { yaml: AUDITED });
    const client = await first.connect();
    await client.call(put(1, "durable", "k", "1"));
    await first.gateway.supervisor.kill(0);
    await eventually(
      "the worker is back",
      async () => (await client.call(put(1, "durable", "k", "2"))).code === Code.OK,
    );
    await first.close();
    const second = await StartedGateway.open(t, { yaml: AUDITED, folder: first.folder });
    await (await second.connect()).call(put(1, "durable", "k", "3"));
    await second.close();
    assertSound(second);
    assert.ok(recordsOf(second, "worker-0").length >= 3);
  });

  it("does not start while another one writes the folder, and says which", async (t) => {
    const first = await StartedGateway.open(t, { yaml: AUDITED });
    const folder = join(first.folder, ".prism", "audit");
    const other = StartedGateway.unopened(t, { yaml: AUDITED, flags: { "audit.folder": folder } });
    await assert.rejects(
      other.gateway.open(),
      new RegExp(`AUDIT_FOLDER_UNUSABLE: .*the process ${process.pid} writes it`),
    );
    await first.close();
    await (await StartedGateway.open(t, { yaml: AUDITED, flags: { "audit.folder": folder } })).close();
  });

  it("does not start with a folder or keys that cannot be used", async (t) => {
    const inFile = StartedGateway.unopened(t, { yaml: AUDITED, flags: { "audit.folder": "/dev/null/audit" } });
    await assert.rejects(inFile.gateway.open(), /AUDIT_FOLDER_UNUSABLE/);
    const keyless = StartedGateway.unopened(t, { yaml: AUDITED, flags: { "audit.keyFolder": "/dev/null/keys" } });
    await assert.rejects(keyless.gateway.open(), /AUDIT_KEY_UNUSABLE/);
    const foreign = StartedGateway.unopened(t, { yaml: AUDITED });
    AuditKeys.createOrRead(keysOf(foreign));
    writeFileSync(join(keysOf(foreign), "signing-key.pem"), "no key");
    await assert.rejects(foreign.gateway.open(), /signing-key\.pem is no private key/);
  });
});

describe("a gateway that asks for credentials", () => {
  it("records who shows none, many alike as one with their number", async (t) => {
    const folder = tempFolder(t);
    writeFileSync(join(folder, "secret"), "x".repeat(32));
    const started = await StartedGateway.open(t, { yaml: WITH_TOKENS, folder });
    const client = await started.connect();
    for (let i = 0; i < 100; i++) {
      assert.equal((await client.call(put(i + 1, "durable", "k", "v"))).code, Code.UNAUTHENTICATED);
    }
    const wrong = request(7, 16, [[1, "fast"]], [[5, "Bearer nonsense"]]);
    assert.equal((await client.call(wrong)).code, Code.UNAUTHENTICATED);
    const { http, grpc } = started.gateway.ports;
    const path = "/v1/namespaces/fast/keyvalue/secret";
    assert.equal((await fetch(`http://127.0.0.1:${http}${path}`, { method: "DELETE" })).status, 401);
    await callUnknown(grpc);
    await started.close();
    const all = recordsOf(started, "acceptor");
    assert.deepEqual(
      all
        .filter(({ door }) => door !== "tcp")
        .map(({ door, peer, namespace, operation }) => [door, peer, namespace, operation]),
      [
        ["http", "127.0.0.1", "fast", "delete"],
        ["grpc", "127.0.0.1", undefined, "put"],
      ],
    );
    assert.doesNotMatch(JSON.stringify(all), /secret|nonsense/);
    const records = all.filter(({ door }) => door === "tcp");
    const count = records.reduce((sum, record) => sum + ((record.count as number | undefined) ?? 1), 0);
    assert.equal(count, 101);
    assert.ok(records.length < 10, `${records.length} records`);
    const { principal, door, peer, namespace, operation, code, reason } = records[0] ?? {};
    assert.deepEqual(
      [principal, door, peer, namespace, operation, code, reason],
      [null, "tcp", "127.0.0.1", "durable", "put", "UNAUTHENTICATED", "CREDENTIALS_REQUIRED"],
    );
    assertSound(started);
  });
});

/** A call over gRPC that shows no credentials; resolves when it was refused. */
async function callUnknown(port: number): Promise<void> {
  const session = connect(`http://127.0.0.1:${port}`);
  const headers = { ":method": "POST", ":path": "/prism.v1.KeyValueService/Put", "content-type": "application/grpc" };
  const stream = session.request(headers, { endStream: true });
  const [answer] = (await once(stream, "response")) as [Record<string, string>];
  assert.equal(answer["grpc-status"], String(Code.UNAUTHENTICATED));
  session.destroy();
}

function auditOf(started: StartedGateway): string {
  return join(started.folder, ".prism", "audit");
}

function keysOf(started: StartedGateway): string {
  return join(started.folder, ".prism", "audit-keys");
}

function recordsOf(started: StartedGateway, ...chains: readonly string[]): Record<string, unknown>[] {
  const text = chains.map((chain) => readFileSync(join(auditOf(started), `${chain}.000001.jsonl`), "utf8")).join("");
  const lines = text.split("\n").filter((line) => line.startsWith('{"time":'));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

function assertSound(started: StartedGateway): void {
  const keys = AuditKeys.read(keysOf(started));
  const publicKeys = new Map([[keys.id, keys.publicKey]]);
  const verdict = verifyFolder(auditOf(started), { publicKeys, mustBeClosed: true, leastSeals: new Map() });
  assert.deepEqual(
    verdict.chains.flatMap(({ faults }) => faults),
    [],
  );
  assert.equal(verdict.chains.length, 3);
}
