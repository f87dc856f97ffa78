import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { nkeys } from "nats";
import { Outcome } from "../../../src/backends/contract.ts";
import { createNatsKeyValueStore } from "../../../src/backends/nats/keyvalue/keyvalue-store.ts";
import { createNatsStreamStore } from "../../../src/backends/nats/stream/stream-store.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import type { NatsSettings } from "../../../src/config/backends/nats.ts";
import { serverMissing, startServer } from "../../support/servers/private-servers.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { TestCa } from "../../support/test-ca.ts";
import { TlsFolder } from "../../support/tls-folder.ts";
import { message, spec } from "../embedded-stream/stream-cases.ts";
import { natsSettings, natsSurroundings } from "./nats-settings.ts";

const TIMEOUT_MS = 5_000;

/** What a probe with these settings comes to: empty, or the reason why not. */
async function probe(t: TestContext, settings: NatsSettings): Promise<string> {
  const store = createNatsKeyValueStore(settings, natsSurroundings());
  t.after(() => store.close());
  try {
    await store.probe(TIMEOUT_MS);
    return "";
  } catch (error) {
    assert.ok(error instanceof PrismError);
    assert.doesNotMatch(error.failure.message, /sesame/);
    return error.failure.reason;
  }
}

function secretFile(t: TestContext, text: string): string {
  const file = join(tempFolder(t), "secret");
  writeFileSync(file, `${text}\n`, { mode: 0o600 });
  return `file:${file}`;
}

describe("a connection to NATS", { skip: serverMissing("nats") }, () => {
  it("is made with a user and a password, beside the URL or in it, and not without", async (t) => {
    const { port } = await startServer(t, "nats", { authorization: "{ user: prism, password: sesame }" });
    const open = natsSettings(port);
    assert.equal(await probe(t, open), "STORE_AUTHENTICATION_FAILED");
    assert.equal(await probe(t, { ...open, user: "prism", password: secretFile(t, "sesame") }), "");
    assert.equal(await probe(t, { ...open, url: secretFile(t, `nats://prism:sesame@127.0.0.1:${port}`) }), "");
    const wrong = { ...open, user: "prism", password: secretFile(t, "open sesame") };
    assert.equal(await probe(t, wrong), "STORE_AUTHENTICATION_FAILED");
    assert.equal(await probe(t, { ...open, password: "env:NOT_SET_ANYWHERE", user: "prism" }), "STORE_MISCONFIGURED");
  });

  it("is made with a token, or an NKey", async (t) => {
    const token = await startServer(t, "nats", { authorization: "{ token: sesame }" });
    assert.equal(await probe(t, natsSettings(token.port, { token: secretFile(t, "sesame") })), "");
    const pair = nkeys.createUser();
    const named = await startServer(t, "nats", { authorization: `{ users: [{ nkey: ${pair.getPublicKey()} }] }` });
    const seed = Buffer.from(pair.getSeed()).toString("utf8");
    assert.equal(await probe(t, natsSettings(named.port, { nkeySeed: secretFile(t, seed) })), "");
    const other = Buffer.from(nkeys.createUser().getSeed()).toString("utf8");
    const stranger = natsSettings(named.port, { nkeySeed: secretFile(t, other) });
    assert.equal(await probe(t, stranger), "STORE_AUTHENTICATION_FAILED");
  });

  it("speaks TLS to a server whose authority it knows, and to no other", async (t) => {
    const ca = new TestCa("stores");
    const folder = tempFolder(t);
    const files = new TlsFolder(folder).write(ca.issueServer());
    const caFile = join(folder, "ca.crt");
    writeFileSync(caFile, ca.cert);
    const { port } = await startServer(t, "nats", {
      tls: `{ cert_file: "${files.certFile}", key_file: "${files.keyFile}" }`,
    });
    const tls = { ca: caFile, certificate: null, key: null };
    const url = `tls://127.0.0.1:${port}`;
    assert.equal(await probe(t, natsSettings(port, { url, tls })), "");
    assert.equal(await probe(t, natsSettings(port, { url })), "STORE_TLS_FAILED");
    const plain = await startServer(t, "nats");
    assert.equal(
      await probe(t, natsSettings(plain.port, { url: `tls://127.0.0.1:${plain.port}` })),
      "STORE_TLS_FAILED",
    );
  });

  it("says what the gateway's user may not do", async (t) => {
    const permissions = '{ publish: { deny: ["$KV.prism-*.>", "prism.*.m"] } }';
    const { port } = await startServer(t, "nats", {
      authorization: `{ users: [{ user: prism, password: sesame, permissions: ${permissions} }] }`,
    });
    const settings = natsSettings(port, { user: "prism", password: secretFile(t, "sesame") });
    const problems: unknown[] = [];
    const store = createNatsStreamStore(settings, natsSurroundings(problems));
    t.after(() => store.close());
    const ns = store.openStream(spec("events"));
    const refused = message(ns, "a");
    const error = await store.appendMany([refused]).catch((thrown) => thrown);
    assert.ok(error instanceof PrismError, String(refused.outcome === Outcome.DONE));
    assert.equal(error.failure.reason, "STORE_PERMISSION_DENIED");
    assert.equal(problems.length, 1);
  });

  it("needs JetStream", async (t) => {
    const { port } = await startServer(t, "nats", {
      accounts: "{ A: { users: [{ user: prism, password: sesame }] } }",
    });
    const settings = natsSettings(port, { user: "prism", password: secretFile(t, "sesame") });
    assert.equal(await probe(t, settings), "STORE_MISCONFIGURED");
    assert.equal(await probe(t, natsSettings(1)), "STORE_UNAVAILABLE");
  });

  it("waits a little after an attempt that failed, and then tries again", async (t) => {
    const server = await startServer(t, "nats");
    const store = createNatsKeyValueStore(natsSettings(server.port), natsSurroundings());
    t.after(() => store.close());
    await store.probe(TIMEOUT_MS);
    await server.stop();
    for (let i = 0; i < 8; i++)
      await assert.rejects(store.probe(TIMEOUT_MS), /STORE_UNAVAILABLE|STORE_CONNECTION_LOST/);
    const startedMs = performance.now();
    await assert.rejects(store.probe(TIMEOUT_MS), /STORE_UNAVAILABLE/);
    assert.ok(performance.now() - startedMs < 1_000);
    assert.equal(store.stats().connections, 0);
  });
});
