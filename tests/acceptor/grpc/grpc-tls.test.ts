import assert from "node:assert/strict";
import { connect as connectHttp2 } from "node:http2";
import { connect as connectPlain, type Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { type ConnectionOptions, connect } from "node:tls";
import { Door } from "../../../src/security/caller.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { GrpcClient } from "../../support/grpc-client.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { TestCa } from "../../support/test-ca.ts";
import { TlsFolder } from "../../support/tls-folder.ts";

const ca = new TestCa("servers");
const clientCa = new TestCa("clients");
const server = ca.issueServer();
const ada = clientCa.issueClient({ commonNames: ["ada"] });
const namespace = "memory";
const put = { namespace, key: "k", value: Buffer.from("v") };
/** grpc-js tries for ever to connect unless a call has a time. */
const SOON = { timeoutMs: 1_000 };

interface Opened {
  readonly started: StartedGateway;
  readonly folder: TlsFolder;
}

async function open(t: TestContext, mutual: "none" | "optional" | "required", more = ""): Promise<Opened> {
  const folder = new TlsFolder(tempFolder(t)).write(server, clientCa);
  const yaml = mutual === "none" ? folder.yaml(more) : folder.mutualYaml(mutual, more);
  return { started: await StartedGateway.open(t, { yaml }), folder };
}

function clientOf(
  t: TestContext,
  { started }: Opened,
  tls: { cert?: string; key?: string; ca?: string } = {},
): GrpcClient {
  const { cert, key } = tls;
  return GrpcClient.secure(t, started.grpcPort, { ca: tls.ca ?? ca.cert, ...(cert && key ? { cert, key } : {}) });
}

function failures({ started }: Opened): Record<string, number> {
  return Object.fromEntries(started.gateway.tls?.handshakes.get(Door.GRPC)?.failures ?? []);
}

/** Whether a client gets as far as HTTP/2's settings. */
function greets(t: TestContext, { started }: Opened, options: ConnectionOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connectHttp2(`https://localhost:${started.grpcPort}`, { ca: ca.cert, ...options });
    afterwards(t, () => session.destroy());
    session.once("remoteSettings", () => resolve(true));
    session.once("error", () => resolve(false));
    session.once("close", () => resolve(false));
  });
}

async function closing(socket: Socket): Promise<void> {
  socket.on("error", () => undefined).resume();
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
}

describe("the gRPC door with TLS", () => {
  it("serves by 1.2 and 1.3 and by nothing older", async (t) => {
    const opened = await open(t, "none");
    assert.notEqual((await clientOf(t, opened).call("Put", put)).version, 0);
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      assert(await greets(t, opened, { minVersion: version, maxVersion: version }), version);
    }
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    assert(!(await greets(t, opened, old)));
    await eventually("it is counted", () => failures(opened).version === 1);
  });

  it("agrees on h2, and serves nobody who asks for another protocol or for none", async (t) => {
    const opened = await open(t, "none");
    const options = { host: "127.0.0.1", port: opened.started.grpcPort, servername: "localhost", ca: ca.cert };
    const agreed = connect({ ...options, ALPNProtocols: ["http/1.1", "h2"] });
    afterwards(t, () => agreed.destroy());
    await new Promise((resolve) => agreed.once("secureConnect", resolve));
    assert.equal(agreed.alpnProtocol, "h2");
    await closing(connect({ ...options, ALPNProtocols: ["http/1.1"] }));
    assert.equal(failures(opened)["no-shared-protocol"], 1);
    const silent = connect(options);
    silent.once("secureConnect", () => silent.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    await closing(silent);
  });

  it("closes a connection that speaks HTTP/2 without TLS", async (t) => {
    const opened = await open(t, "none");
    const socket = connectPlain({ host: "127.0.0.1", port: opened.started.grpcPort });
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    await closing(socket);
    await eventually("it is counted", () => failures(opened)["not-tls"] === 1);
  });

  it("ends a handshake that does not end, and is not kept open by one", async (t) => {
    const opened = await open(t, "none", "  handshakeTimeout: 150ms\n");
    await closing(connectPlain({ host: "127.0.0.1", port: opened.started.grpcPort }));
    assert.equal(failures(opened).timeout, 1);
    const silent = connectPlain({ host: "127.0.0.1", port: opened.started.grpcPort });
    await new Promise((resolve) => silent.once("connect", resolve));
    await Promise.all([closing(silent), opened.started.close()]);
  });

  it("shows new certificates without a restart, and goes on with connections that are open", async (t) => {
    const opened = await open(t, "none");
    const old = clientOf(t, opened);
    await old.call("Put", put);
    const newCa = new TestCa("new servers");
    opened.folder.write(newCa.issueServer());
    await opened.started.logged(({ message }) => message === "new TLS certificates are served");
    assert.equal((await old.call("Get", { namespace, key: "k" })).found, true);
    const fresh = clientOf(t, opened, { ca: newCa.cert });
    assert.equal((await fresh.call("Get", { namespace, key: "k" })).found, true);
    await assert.rejects(clientOf(t, opened).call("Get", { namespace, key: "k" }, SOON), { code: 14 });
  });
});

describe("a client's certificate at the gRPC door", () => {
  it("says who asks", async (t) => {
    const access = '[{ principal: "user:ada", allow: [read, write] }]';
    const opened = await open(
      t,
      "optional",
      `auth: { mode: required }
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram, access: ${access} }]\n`,
    );
    assert.notEqual((await clientOf(t, opened, ada).call("Put", put)).version, 0);
    const bob = clientCa.issueClient({ commonNames: ["bob"] });
    await assert.rejects(clientOf(t, opened, bob).call("Put", put), { code: 7 });
    await assert.rejects(clientOf(t, opened).call("Put", put), { code: 16 });
  });

  it("lets nobody in by another authority, out of its time, or without one that is required", async (t) => {
    const opened = await open(t, "required");
    const other = new TestCa("clients").issueClient({ commonNames: ["ada"] });
    const expired = clientCa.issueClient({ commonNames: ["ada"], notAfter: new Date(Date.now() - 1000) });
    assert.notEqual((await clientOf(t, opened, ada).call("Put", put)).version, 0);
    for (const options of [other, expired, {}]) {
      await assert.rejects(
        clientOf(t, opened, options).call("Put", put, SOON),
        ({ code }: { code: number }) => code === 14 || code === 4,
      );
    }
    assert(Number(failures(opened)["no-certificate"]) >= 1);
    assert(Number(failures(opened)["expired-certificate"]) >= 1);
  });

  it("must hold also when it is optional", async (t) => {
    const opened = await open(t, "optional");
    const other = new TestCa("clients").issueClient({ commonNames: ["ada"] });
    assert(!(await greets(t, opened, other)));
    assert(await greets(t, opened, {}));
  });
});
