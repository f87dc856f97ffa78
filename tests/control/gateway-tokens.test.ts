import assert from "node:assert/strict";
import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { type ApiKey, createApiKey, hashApiKey } from "../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../src/security/tokens/api-key-record.ts";
import { WebSocketClient } from "../acceptor/http/websocket-client.ts";
import type { Answer } from "../support/answer.ts";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { request } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

const YAML = `auth: { mode: required, apiKeys: { file: keys.jsonl }, admins: ['user:ada'] }
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "*", allow: [all] }] }]
`;

function lineOf(key: ApiKey, principal: string): string {
  return formatApiKeyRecord({
    id: key.id,
    hash: hashApiKey(key),
    principal,
    teams: [],
    createdMs: 0,
    expiresAtMs: 0,
    comment: "",
  });
}

function write(folder: string, ...lines: readonly string[]): void {
  writeFileSync(join(folder, "new"), lines.join(""), { mode: 0o600 });
  renameSync(join(folder, "new"), join(folder, "keys.jsonl"));
}

async function start(t: TestContext): Promise<{ started: StartedGateway; ada: ApiKey; bob: ApiKey; folder: string }> {
  const folder = tempFolder(t);
  const [ada, bob] = [createApiKey(), createApiKey()];
  write(folder, lineOf(ada, "user:ada"), lineOf(bob, "service:bob"));
  return { started: await StartedGateway.open(t, { yaml: YAML, folder }), ada, bob, folder };
}

function get(client: FrameClient, authorization?: string): Promise<Answer> {
  const id = client.answerCount + 1;
  return client.call(
    request(
      id,
      16,
      [
        [1, "memory"],
        [2, "k"],
      ],
      authorization === undefined ? [] : [[5, authorization]],
    ),
  );
}

describe("a gateway that asks for credentials", () => {
  it("answers nobody without them, and whoever has shown them once", async (t) => {
    const { started, ada } = await start(t);
    const client = await started.connect();
    assert.equal((await get(client)).reason, "CREDENTIALS_REQUIRED");
    assert.equal((await get(client, "Bearer prism_nonsense")).reason, "CREDENTIALS_INVALID");
    assert.equal((await get(client, `Bearer ${createApiKey().text}`)).reason, "API_KEY_UNKNOWN");
    assert.equal((await get(client, `Bearer ${"x".repeat(100_000)}`)).reason, "CREDENTIALS_TOO_LARGE");
    assert.equal((await get(client, `Bearer ${ada.text}`)).reason, "");
    assert.equal((await get(client)).reason, "");
    assert.equal((await get(await started.connect())).reason, "CREDENTIALS_REQUIRED");
  });

  it("turns a revoked key away from connections that are open, and lets a new one in", async (t) => {
    const { started, ada, bob, folder } = await start(t);
    const [first, second] = [await started.connect(), await started.connect()];
    assert.equal((await get(first, `Bearer ${ada.text}`)).reason, "");
    assert.equal((await get(second, `Bearer ${bob.text}`)).reason, "");
    const carol = createApiKey();
    write(folder, lineOf(bob, "service:bob"), lineOf(carol, "user:carol"));
    await eventually("ada is turned away", async () => (await get(first)).reason !== "");
    assert.equal((await get(first)).reason, "CREDENTIALS_REQUIRED");
    assert.equal((await get(first, `Bearer ${ada.text}`)).reason, "API_KEY_UNKNOWN");
    assert.equal((await get(second)).reason, "");
    assert.equal((await get(first, `Bearer ${carol.text}`)).reason, "");
  });

  it("turns a revoked key away from a WebSocket that showed it at the upgrade", async (t) => {
    const { started, ada, bob, folder } = await start(t);
    const socket = await WebSocketClient.open(t, started.httpPort, { Authorization: `Bearer ${ada.text}` });
    const reason = async (): Promise<string> => {
      const count = socket.answers.length + 1;
      socket.send(
        request(count, 16, [
          [1, "memory"],
          [2, "k"],
        ]),
      );
      return (await socket.answered(count)).at(-1)?.reason ?? "closed";
    };
    assert.equal(await reason(), "");
    write(folder, lineOf(bob, "service:bob"));
    await eventually("ada is turned away", async () => (await reason()) !== "");
    assert.equal(await reason(), "CREDENTIALS_REQUIRED");
  });

  it("keeps its keys when the file is edited badly or goes away, and says so", async (t) => {
    const { started, ada, folder } = await start(t);
    const client = await started.connect();
    assert.equal((await get(client, `Bearer ${ada.text}`)).reason, "");
    write(folder, "{\n");
    const bad = await started.logged(({ message }) => message === "keys cannot be read; those read before count on");
    assert.match(String(bad.fields.problem), /keys\.jsonl is wrong on line 1: it is no JSON$/);
    rmSync(join(folder, "keys.jsonl"));
    await started.logged(({ fields }) => String(fields.problem).endsWith("does not exist"));
    assert.equal((await get(client)).reason, "");
    write(folder, lineOf(ada, "user:ada"));
    await started.logged(({ message }) => message === "keys can be read again");
    assert.equal((await get(client)).reason, "");
  });

  it("tells administrators from others for the admin API", async (t) => {
    const { started, ada, bob } = await start(t);
    const { adminAuth } = started.gateway;
    const told = await Promise.all([ada, bob].map(({ text }) => adminAuth.admit(`Bearer ${text}`)));
    assert.deepEqual(
      told.map((verdict) => ("reason" in verdict ? verdict.reason : verdict.principal.name)),
      ["user:ada", "NOT_ADMIN"],
    );
  });

  it("does not start without its file of keys, nor with one that others may write", async (t) => {
    const folder = tempFolder(t);
    await assert.rejects(
      StartedGateway.unopened(t, { yaml: YAML, folder }).gateway.open(),
      /keys\.jsonl does not exist/,
    );
    writeFileSync(join(folder, "keys.jsonl"), "", { mode: 0o600 });
    chmodSync(join(folder, "keys.jsonl"), 0o666);
    await assert.rejects(
      StartedGateway.unopened(t, { folder }).gateway.open(),
      /can be written by everybody; `chmod 600` it/,
    );
  });
});
