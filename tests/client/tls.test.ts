import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { type TestContext, test } from "node:test";
import { createServer as createTlsServer } from "node:tls";
import { ServerCredentials } from "@grpc/grpc-js";
import type { ClientOptions } from "../../src/client/client-options.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { eventually } from "../support/eventually.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";
import { GrpcPeer } from "./grpc-peer.ts";

const ca = new TestCa();
const server = ca.issueServer();
const patient = { maxAttempts: 1, timeoutMs: 5_000 } as const;

/** What comes of one get: its text, or the failure's reason and message. */
async function attempt(address: string, options: ClientOptions): Promise<string> {
  const client = new PrismClient(address, { ...patient, ...options });
  try {
    return (await client.keyValue("memory").get("k"))?.text() ?? "no item";
  } catch (error) {
    assert.ok(error instanceof PrismError);
    return error.message;
  } finally {
    await client.close({ timeoutMs: 1 });
  }
}

/** A server for each protocol whose certificate is `server`, by name of the scheme; the last is not ours. */
async function startAll(t: TestContext): Promise<readonly (readonly [scheme: string, port: number])[]> {
  const { port, grpcPort } = await startGateway(t);
  const credentials = ServerCredentials.createSsl(null, [
    { cert_chain: Buffer.from(server.cert), private_key: Buffer.from(server.key) },
  ]);
  const peer = await GrpcPeer.start((call) => call.answer({}), credentials);
  t.after(() => peer.stop());
  return [
    ["prisms", port],
    ["grpcs", grpcPort],
    ["grpcs", peer.port],
  ];
}

function startGateway(t: TestContext, issued = server): Promise<StartedGateway> {
  const folder = new TlsFolder(tempFolder(t)).write(issued);
  return StartedGateway.open(t, { yaml: folder.yaml() });
}

test("a gateway whose certificate can be trusted is talked to by TLS, in frames and in gRPC", async (t) => {
  for (const [scheme, port] of await startAll(t)) {
    for (const authority of [ca.cert, Buffer.from(ca.cert), [new TestCa("other").cert, ca.cert]]) {
      assert.equal(await attempt(`${scheme}://127.0.0.1:${port}`, { tls: { ca: authority } }), "no item", scheme);
    }
    assert.equal(await attempt(`${scheme}://localhost:${port}`, { tls: { ca: ca.cert } }), "no item", scheme);
  }
});

test("a gateway that cannot be trusted is not talked to, and the message says what helps", async (t) => {
  for (const [scheme, port] of await startAll(t)) {
    const address = `${scheme}://127.0.0.1:${port}`;
    assert.match(await attempt(address, {}), /CONNECT_FAILED: .*tls\.ca/, scheme);
    assert.match(
      await attempt(address, { tls: { ca: new TestCa("other").cert } }),
      /CONNECT_FAILED: .*tls\.ca/,
      scheme,
    );
    const misnamed = { ca: ca.cert, serverName: "gateway.example.org" };
    assert.match(await attempt(address, { tls: misnamed }), /CONNECT_FAILED: .*tls\.serverName/, scheme);
    assert.equal(await attempt(address, { tls: { rejectUnauthorized: false } }), "no item", scheme);
  }
});

test("a name other than the address's is asked for and checked", async (t) => {
  const named = ca.issueServer({ dnsNames: ["gateway.example.org"], addresses: [] });
  const { port, grpcPort } = await startGateway(t, named);
  for (const address of [`prisms://127.0.0.1:${port}`, `grpcs://127.0.0.1:${grpcPort}`]) {
    assert.equal(await attempt(address, { tls: { ca: ca.cert, serverName: "gateway.example.org" } }), "no item");
    assert.match(await attempt(address, { tls: { ca: ca.cert } }), /CONNECT_FAILED/);
  }
});

test("a client shows the certificate that the gateway asks for", async (t) => {
  const folder = new TlsFolder(tempFolder(t)).write(server, ca);
  const yaml = folder.mutualYaml("required");
  const { port, grpcPort } = await StartedGateway.open(t, { yaml });
  const ada = ca.issue({ commonNames: ["ada"], uris: ["prism://user/ada"], usage: "client" });
  for (const address of [`prisms://127.0.0.1:${port}`, `grpcs://127.0.0.1:${grpcPort}`]) {
    assert.equal(await attempt(address, { tls: { ca: ca.cert, cert: ada.cert, key: ada.key } }), "no item");
    const nameless = await attempt(address, { tls: { ca: ca.cert } });
    assert.match(nameless, /(?:CONNECTION_LOST|CONNECT_FAILED): .*tls\.cert/);
    assert.doesNotMatch(nameless, /\n|openssl/);
    const stranger = new TestCa("other").issue({ commonNames: ["eve"], usage: "client" });
    const refused = await attempt(address, { tls: { ca: ca.cert, cert: stranger.cert, key: stranger.key } });
    assert.match(refused, /CONNECTION_LOST|CONNECT_FAILED/);
  }
});

test("a connection that the gateway ends while nothing is asked makes room for the next one", async (t) => {
  const folder = new TlsFolder(tempFolder(t)).write(server, ca);
  const { port, grpcPort } = await StartedGateway.open(t, { yaml: folder.mutualYaml("required") });
  for (const address of [`prisms://127.0.0.1:${port}`, `grpcs://127.0.0.1:${grpcPort}`]) {
    const client = new PrismClient(address, { ...patient, tls: { ca: ca.cert } });
    await client.open();
    // By TLS 1.3 the gateway refuses when the client thinks that all is well.
    await eventually(`${scheme(address)} has hung up`, async () => connectionsOf(client) === 0);
    await assert.rejects(client.keyValue("memory").get("k"), /CONNECTION_LOST|CONNECT_FAILED/);
    await client.close({ timeoutMs: 1 });
  }
});

function scheme(address: string): string {
  return address.slice(0, address.indexOf(":"));
}

function connectionsOf(client: PrismClient): number {
  return (client as unknown as { dispatcher: { pool: { connections: unknown[] } } }).dispatcher.pool.connections.length;
}

test("doors with and without TLS are not mistaken for each other", async (t) => {
  const plain = await StartedGateway.open(t);
  assert.match(await attempt(`prisms://127.0.0.1:${plain.port}`, {}), /CONNECT_FAILED/);
  const { port: prisms, grpcPort } = await startGateway(t);
  assert.match(await attempt(`prism://127.0.0.1:${prisms}`, {}), /CONNECTION_LOST/);
  assert.match(await attempt(`grpc://127.0.0.1:${grpcPort}`, {}), /CONNECTION_LOST/);
  // Neither speaks HTTP/2, and one says so by ALPN.
  assert.match(await attempt(`grpcs://127.0.0.1:${prisms}`, { tls: { ca: ca.cert } }), /CONNECT_FAILED/);
  const noAlpn = createTlsServer({ cert: server.cert, key: server.key }, (socket) => socket.on("error", () => {}));
  await once(noAlpn.listen(0, "127.0.0.1"), "listening");
  t.after(() => noAlpn.close());
  const { port } = noAlpn.address() as AddressInfo;
  assert.match(await attempt(`grpcs://127.0.0.1:${port}`, { tls: { ca: ca.cert } }), /does not speak HTTP\/2 by TLS/);
});

test("a handshake that never ends is given up after connectTimeoutMs", async (t) => {
  const silent = createTcpServer((socket) => socket.on("error", () => {}));
  await once(silent.listen(0, "127.0.0.1"), "listening");
  t.after(() => silent.close());
  const address = `prisms://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  assert.match(await attempt(address, { connectTimeoutMs: 50 }), /CONNECT_FAILED: .*no connection within 50 ms/);
});

test("tls for an address without it is refused, and so are certificates that are none", () => {
  const reasonOf = (address: string, options: ClientOptions): string => {
    try {
      new PrismClient(address, options);
    } catch (error) {
      return error instanceof PrismError ? error.failure.reason : String(error);
    }
    return "taken";
  };
  assert.equal(reasonOf("prism://127.0.0.1", { tls: {} }), "TLS_NOT_USED");
  assert.equal(reasonOf("grpc://127.0.0.1", { tls: { ca: ca.cert } }), "TLS_NOT_USED");
  for (const tls of [
    { ca: "nonsense" },
    { cert: "nonsense" },
    { cert: server.cert, key: "nonsense" },
    { cert: server.cert },
  ])
    assert.equal(reasonOf("prisms://127.0.0.1", { tls }), "TLS_OPTION_INVALID", JSON.stringify(tls).slice(0, 40));
});
