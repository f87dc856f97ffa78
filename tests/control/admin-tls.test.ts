import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { type Agent, type RequestOptions, request } from "node:https";
import { connect, type Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { GatewayAdmin } from "../../src/control/gateway-admin.ts";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";

const ca = new TestCa("servers");
const clientCa = new TestCa("clients");
const server = ca.issueServer();
const ada = clientCa.issueClient({ commonNames: ["ada"] });

interface Opened {
  readonly started: StartedGateway;
  readonly admin: GatewayAdmin;
  readonly folder: TlsFolder;
  readonly port: number;
}

async function open(t: TestContext, more = ""): Promise<Opened> {
  const folder = new TlsFolder(tempFolder(t)).write(server, clientCa);
  const started = await StartedGateway.open(t, { yaml: folder.mutualYaml("optional", more) });
  const admin = new GatewayAdmin(started.gateway, { version: "1.2.3", log: () => undefined });
  const port = await admin.open("127.0.0.1", 0);
  afterwards(t, () => admin.close());
  return { started, admin, folder, port };
}

function ask(port: number, path: string, options: RequestOptions = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const agent = false as unknown as Agent;
    const outgoing = request({
      host: "127.0.0.1",
      port,
      path,
      servername: "localhost",
      ca: ca.cert,
      agent,
      ...options,
    });
    outgoing.on("response", (incoming) => {
      let body = "";
      incoming.setEncoding("utf8").on("data", (chunk: string) => {
        body += chunk;
      });
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, body }));
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

async function closing(socket: Socket): Promise<void> {
  socket.on("error", () => undefined).resume();
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
}

describe("the admin door with TLS", () => {
  it("answers over HTTPS, by 1.2 and 1.3 and nothing older", async (t) => {
    const { port } = await open(t);
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const { status } = await ask(port, "/readyz", { minVersion: version, maxVersion: version });
      assert.equal(status, 200);
    }
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    await assert.rejects(ask(port, "/readyz", old), /version/);
  });

  it("closes a connection that speaks plain HTTP", async (t) => {
    const { port, started } = await open(t);
    const socket = connect({ host: "127.0.0.1", port });
    socket.write("GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n");
    await closing(socket);
    await eventually("it is counted", () =>
      [...(started.gateway.tls?.handshakes.values() ?? [])].some((door) => door.failures.get("not-tls") === 1),
    );
  });

  it("answers nobody whose certificate does not hold", async (t) => {
    const { port } = await open(t);
    assert.equal((await ask(port, "/livez", ada)).status, 200);
    const stranger = new TestCa("clients").issueClient({ commonNames: ["ada"] });
    await assert.rejects(ask(port, "/livez", stranger), { code: "ECONNRESET" });
  });

  it("ends a handshake that does not end, and is not kept open by one", async (t) => {
    const { port, admin } = await open(t, "  handshakeTimeout: 150ms\n");
    await closing(connect({ host: "127.0.0.1", port }));
    const silent = connect({ host: "127.0.0.1", port });
    await new Promise((resolve) => silent.once("connect", resolve));
    await Promise.all([closing(silent), admin.close()]);
  });

  it("shows when the certificate ends, on the page of metrics and in readiness", async (t) => {
    const { port } = await open(t);
    const { body } = await ask(port, "/metrics");
    const seconds = Number(/^prism_tls_certificate_expiry_seconds\{certificate="server"\} (\d+)$/m.exec(body)?.[1]);
    assert(seconds > 23 * 3600 && seconds <= 24 * 3600, String(seconds));
    assert.match(body, /^prism_tls_certificate_expiry_seconds\{certificate="client-ca"\} \d+$/m);
    assert.match(body, /^prism_tls_handshakes_total\{door="admin"\} 1$/m);
    assert.match(body, /^prism_tls_files_refused 0$/m);
    const { tls } = JSON.parse((await ask(port, "/readyz?verbose")).body);
    assert.equal(tls.names, "DNS:localhost, IP Address:127.0.0.1");
    assert.equal(tls.problem, null);
  });

  it("stays with its certificate when the files are wrong, and says so everywhere", async (t) => {
    const { port, folder, started } = await open(t);
    writeFileSync(folder.certFile, "nonsense");
    await started.logged(({ message }) => message.includes("the old certificates stay"));
    const ready = await ask(port, "/readyz?verbose");
    assert.equal(ready.status, 200);
    assert.match(JSON.parse(ready.body).tls.problem, /^tls\.certFile: .*holds no certificate/);
    const { body } = await ask(port, "/metrics");
    assert.match(body, /^prism_tls_files_refused 1$/m);
    assert.match(body, /^prism_tls_reloads_total\{outcome="refused"\} 1$/m);
  });

  it("shows new certificates without a restart", async (t) => {
    const { port, folder, started } = await open(t);
    const newCa = new TestCa("new servers");
    folder.write(newCa.issueServer());
    await started.logged(({ message }) => message === "new TLS certificates are served");
    assert.equal((await ask(port, "/livez", { ca: newCa.cert })).status, 200);
  });
});
