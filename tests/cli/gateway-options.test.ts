import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { encodeFailureFrame } from "../../src/codec/response.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { FakeGateway } from "../client/fake-gateway.ts";
import { GrpcPeer } from "../client/grpc-peer.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";
import { runCommand } from "./run-command.ts";

const kvGet = (...options: string[]): string[] => ["kv", "get", "k", ...options];

test("a token is shown, a flag's before the environment's", async (t) => {
  const seen: string[] = [];
  const gateway = await FakeGateway.start((request) => {
    seen.push(request.authorization);
    request.connection.answerGet(request.id, "v");
  });
  t.after(() => gateway.stop());
  const env = { PRISM_ADDRESS: gateway.address, PRISM_TOKEN: "variable" };
  assert.equal((await runCommand(kvGet(), { env })).code, 0);
  assert.equal((await runCommand(kvGet("--token", "flag"), { env })).code, 0);
  assert.equal((await runCommand(kvGet(), { env: { ...env, PRISM_TOKEN: "" } })).code, 0);
  assert.deepEqual(seen, ["Bearer variable", "Bearer flag", ""]);
});

test("a gateway that wants credentials is told of with what to do, and a token is never printed", async (t) => {
  const required = new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_REQUIRED", "who are you?");
  const gateway = await FakeGateway.start(({ connection, id }) =>
    connection.socket.write(encodeFailureFrame(id, required)),
  );
  t.after(() => gateway.stop());
  const refused = await runCommand(kvGet("--token", "s3cret"), { env: { PRISM_ADDRESS: gateway.address } });
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /CREDENTIALS_REQUIRED[\s\S]*hint: .*PRISM_TOKEN/);
  const wrong = await runCommand(kvGet("--token", "s3 cret"), { env: { PRISM_ADDRESS: gateway.address } });
  assert.equal(wrong.code, 2);
  assert.doesNotMatch(refused.stderr + wrong.stderr, /s3/);
});

test("a gateway is reached by TLS, with files from flags or the environment", async (t) => {
  const ca = new TestCa();
  const folder = tempFolder(t);
  const server = new TlsFolder(folder).write(ca.issueServer(), ca);
  const gateway = await StartedGateway.open(t, { yaml: server.mutualYaml("required") });
  const address = `prisms://127.0.0.1:${gateway.port}`;
  const { cert, key } = ca.issue({ commonNames: ["ada"], usage: "client" });
  const [caFile, certFile, keyFile] = ["ca", "ada", "ada.key"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(caFile, ca.cert);
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key);
  const put = ["kv", "put", "k", "v", "-n", "memory", "--address", address];
  const flags = ["--tls-ca", caFile, "--tls-cert", certFile, "--tls-key", keyFile];
  const byFlags = await runCommand([...put, ...flags]);
  assert.equal(byFlags.stderr, "");
  assert.equal(byFlags.code, 0);
  const env = { PRISM_TLS_CA: caFile, PRISM_TLS_CERT: certFile, PRISM_TLS_KEY: keyFile };
  assert.equal((await runCommand(put, { env })).code, 0);
  const named = await runCommand([...put, "--tls-server-name", "elsewhere"], { env });
  assert.match(named.stderr, /CONNECT_FAILED: .*elsewhere/);
  const missing = await runCommand([...put, "--tls-ca", join(folder, "none")], { env });
  assert.match(missing.stderr, /FILE_UNREADABLE: cannot read .*none/);
  assert.equal(missing.code, 1);
});

test("files of the environment do not get in the way of a gateway without TLS, and flags say that they would not help", async (t) => {
  const gateway = await FakeGateway.start((request) => request.connection.answerGet(request.id, "v"));
  t.after(() => gateway.stop());
  const env = { PRISM_ADDRESS: gateway.address, PRISM_TLS_CA: "/nowhere" };
  assert.equal((await runCommand(kvGet(), { env })).code, 0);
  const flagged = await runCommand(kvGet("--tls-server-name", "a"), { env });
  assert.match(flagged.stderr, /TLS_NOT_USED[\s\S]*hint: write prisms/);
  assert.equal(flagged.code, 2);
});

test("a gateway is reached by gRPC", async (t) => {
  const peer = await GrpcPeer.start((call) => call.answer({ found: true, value: Buffer.from("v"), version: 1 }));
  t.after(() => peer.stop());
  const { stdout, code } = await runCommand(kvGet("--address", peer.address, "--token", "t"));
  assert.deepEqual([stdout.toString(), code], ["v", 0]);
  assert.deepEqual(peer.calls[0]?.metadata.get("authorization"), ["Bearer t"]);
});
