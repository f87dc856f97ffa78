import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { connect as connectPlain, type Socket } from "node:net";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { ConnectionOptions } from "node:tls";
import { createProxyHeader } from "../../../src/acceptor/http/proxy-header.ts";
import { Door } from "../../../src/security/caller.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { TestCa } from "../../support/test-ca.ts";
import { TlsFolder } from "../../support/tls-folder.ts";
import { type RawAnswer, RawHttp } from "./raw-http.ts";

const ca = new TestCa("servers");
const clientCa = new TestCa("clients");
const server = ca.issueServer();
const ada = clientCa.issueClient({ commonNames: ["ada"] });
const bob = clientCa.issueClient({ commonNames: ["bob"] });

/** Only Ada may, by her certificate. */
const onlyAda = `auth: { mode: required }
backends: { ram: { type: memory } }
namespaces:
  - { name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "user:ada", allow: [read, write] }] }
`;

interface Opened {
  readonly started: StartedGateway;
  readonly folder: TlsFolder;
}

async function open(t: TestContext, mutual: "none" | "optional" | "required", more = ""): Promise<Opened> {
  const folder = new TlsFolder(tempFolder(t)).write(server, clientCa);
  const yaml = mutual === "none" ? folder.yaml(more) : folder.mutualYaml(mutual, more);
  return { started: await StartedGateway.open(t, { yaml }), folder };
}

function connectTo(t: TestContext, { started }: Opened, options: ConnectionOptions = {}): Promise<RawHttp> {
  return RawHttp.open(t, started.httpPort, { ca: ca.cert, ...options });
}

function get(key: string, ...headers: readonly string[]): string {
  return [`GET /v1/namespaces/memory/keyvalue/${key} HTTP/1.1`, "Host: a", ...headers, "", ""].join("\r\n");
}

function put(key: string, value: string): string {
  return `PUT /v1/namespaces/memory/keyvalue/${key} HTTP/1.1\r\nHost: a\r\nContent-Length: ${value.length}\r\n\r\n${value}`;
}

/** The answer to one request on a connection of its own; undefined when there was none. */
async function ask(
  t: TestContext,
  opened: Opened,
  request: string,
  options?: ConnectionOptions,
): Promise<RawAnswer | undefined> {
  try {
    const client = await connectTo(t, opened, options);
    client.send(request);
    return (await client.answered(1))[0];
  } catch {
    return undefined;
  }
}

function failures({ started }: Opened): Record<string, number> {
  return Object.fromEntries(started.gateway.tls?.handshakes.get(Door.HTTP)?.failures ?? []);
}

async function closing(socket: Socket): Promise<void> {
  socket.on("error", () => undefined).resume();
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
}

function frontFolders(place: string): string[] {
  return readdirSync(place).filter((name) => name.startsWith("prism-http-"));
}

describe("the HTTP door with TLS", () => {
  it("serves by 1.2 and 1.3 and by nothing older", async (t) => {
    const opened = await open(t, "none");
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const key = version.replace(".", "");
      const only = { minVersion: version, maxVersion: version };
      assert.equal((await ask(t, opened, put(key, "v"), only))?.status, 204);
      assert.equal((await ask(t, opened, get(key), only))?.body, "v");
    }
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    assert.equal(await ask(t, opened, get("a"), old), undefined);
    await eventually("it is counted", () => failures(opened).version === 1);
  });

  it("serves many requests of one connection, and ends it when it is asked to", async (t) => {
    const client = await connectTo(t, await open(t, "none"));
    for (let i = 1; i <= 20; i++) {
      client.send(put(`k${i}`, "v"));
      assert.equal((await client.answered(i)).at(-1)?.status, 204);
    }
    client.send(get("k1", "Connection: close"));
    assert.equal((await client.answered(21)).at(-1)?.body, "v");
    await client.closed();
  });

  it("carries the largest values both ways, also to a client that reads late", async (t) => {
    const opened = await open(t, "none");
    const value = "0123456789abcdef".repeat(64 * 1024);
    const client = await connectTo(t, opened);
    client.send(put("large", value));
    assert.equal((await client.answered(1))[0]?.status, 204);
    const late = await connectTo(t, opened);
    late.pause();
    late.send(get("large"));
    assert.equal((await ask(t, opened, get("large")))?.body, value);
    late.resume();
    assert.equal((await late.answered(1))[0]?.body, value);
  });

  it("closes a connection that speaks plain HTTP", async (t) => {
    const opened = await open(t, "none");
    const client = await RawHttp.open(t, opened.started.httpPort);
    client.send(get("a"));
    assert.deepEqual(await client.answered(1), []);
    await eventually("it is counted", () => failures(opened)["not-tls"] === 1);
  });

  it("serves a client that asks for HTTP/1.1, and not one that asks for others only", async (t) => {
    const opened = await open(t, "none");
    assert.equal((await ask(t, opened, get("a"), { ALPNProtocols: ["h2", "http/1.1"] }))?.status, 404);
    assert.equal(await ask(t, opened, get("a"), { ALPNProtocols: ["prism"] }), undefined);
  });

  it("ends a handshake that does not end, and is not kept open by one", async (t) => {
    const opened = await open(t, "none", "  handshakeTimeout: 150ms\n");
    await closing(connectPlain({ host: "127.0.0.1", port: opened.started.httpPort }));
    assert.equal(failures(opened).timeout, 1);
    const silent = connectPlain({ host: "127.0.0.1", port: opened.started.httpPort });
    await new Promise((resolve) => silent.once("connect", resolve));
    await Promise.all([closing(silent), opened.started.close()]);
  });

  it("shows new certificates without a restart, and goes on with connections that are open", async (t) => {
    const opened = await open(t, "none");
    const old = await connectTo(t, opened);
    const newCa = new TestCa("new servers");
    opened.folder.write(newCa.issueServer());
    await opened.started.logged(({ message }) => message === "new TLS certificates are served");
    old.send(put("k", "v"));
    assert.equal((await old.answered(1))[0]?.status, 204);
    assert.equal((await ask(t, opened, get("k"), { ca: newCa.cert }))?.body, "v");
    assert.equal(await ask(t, opened, get("k")), undefined);
  });
});

describe("a client's certificate at the HTTP door", () => {
  it("says who asks", async (t) => {
    const opened = await open(t, "optional", onlyAda);
    assert.equal((await ask(t, opened, put("k", "v"), ada))?.status, 204);
    assert.equal((await ask(t, opened, get("k"), ada))?.body, "v");
    assert.equal((await ask(t, opened, get("k"), bob))?.status, 403);
    assert.equal((await ask(t, opened, get("k")))?.status, 401);
  });

  it("counts for its own connection only, among many", async (t) => {
    const opened = await open(t, "optional", onlyAda);
    const clients = await Promise.all([ada, bob, {}, ada, bob, {}].map((options) => connectTo(t, opened, options)));
    for (let round = 1; round <= 5; round++) {
      for (const client of clients) client.send(get("none"));
      const answers = await Promise.all(clients.map((client) => client.answered(round)));
      assert.deepEqual(
        answers.map((each) => each.at(-1)?.status),
        [404, 403, 401, 404, 403, 401],
      );
    }
  });

  it("lets nobody in by another authority, out of its time, or without one that is required", async (t) => {
    const opened = await open(t, "required");
    const other = new TestCa("clients").issueClient({ commonNames: ["ada"] });
    const expired = clientCa.issueClient({ commonNames: ["ada"], notAfter: new Date(Date.now() - 1000) });
    assert.equal((await ask(t, opened, get("k"), ada))?.status, 404);
    for (const options of [other, expired, {}]) assert.equal(await ask(t, opened, get("k"), options), undefined);
    await eventually("it is counted", () => failures(opened)["no-certificate"] === 1);
  });

  it("must hold also when it is optional", async (t) => {
    const opened = await open(t, "optional");
    const other = new TestCa("clients").issueClient({ commonNames: ["ada"] });
    assert.equal(await ask(t, opened, get("k"), other), undefined);
  });
});

describe("behind the TLS of the HTTP door", () => {
  it("nobody is another client by a header that proxies send", async (t) => {
    const opened = await open(t, "optional", onlyAda);
    await connectTo(t, opened, ada);
    const forged = createProxyHeader(Buffer.alloc(16)).toString("latin1");
    // Before the first request, and before the second, when the server has seen who it is.
    // node:http says what uWebSockets.js hangs up on.
    assert.ok([undefined, 400].includes((await ask(t, opened, forged + get("k"), bob))?.status));
    const client = await connectTo(t, opened, bob);
    client.send(get("k"));
    assert.equal((await client.answered(1))[0]?.status, 403);
    client.send(forged + get("k"));
    await client.closed();
    assert.ok(client.answers.slice(1).every((answer) => answer.status === 400));
  });

  it("lies a socket that only this user reaches, where nobody is served who has not come through TLS", async (t) => {
    // Where others that run at the same time make none.
    const place = tempFolder(t);
    const usual = process.env.TMPDIR;
    process.env.TMPDIR = place;
    const opened = await open(t, "none");
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    const path = join(place, frontFolders(place)[0] as string);
    assert.equal(statSync(path).mode & 0o077, 0);
    for (const head of ["", createProxyHeader(Buffer.alloc(16)).toString("latin1")]) {
      const socket = connectPlain({ path: join(path, "door") });
      afterwards(t, () => socket.destroy());
      let answer = "";
      socket.on("data", (chunk) => {
        answer += String(chunk);
      });
      socket.write(head + get("k"), "latin1");
      await closing(socket);
      assert.equal(answer, "");
    }
    await opened.started.close();
    assert.deepEqual(frontFolders(place), []);
  });

  it("tells who is one too many so, and keeps places for those in their handshake apart", async (t) => {
    const opened = await open(t, "none", "limits: { maxConnections: 2 }\n");
    const { connections, refusals } = opened.started.gateway.acceptor.counters;
    const served = [await connectTo(t, opened), await connectTo(t, opened)] as const;
    const silent = Array.from({ length: 8 }, () => connectPlain({ host: "127.0.0.1", port: opened.started.httpPort }));
    for (const socket of silent) afterwards(t, () => socket.on("error", () => undefined).destroy());
    const tooMany = await connectTo(t, opened);
    tooMany.send(get("k"));
    const [refused] = await tooMany.answered(1);
    assert.deepEqual([refused?.status, JSON.parse(refused?.body ?? "").reason], [503, "TOO_MANY_CONNECTIONS"]);
    assert.equal(refused?.headers.get("retry-after"), "1");
    await tooMany.closed();
    assert.equal(refusals.get("TOO_MANY_CONNECTIONS"), 1);
    assert.deepEqual({ ...connections.http }, { opened: 3, closed: 0, open: 2 });
    served[0].destroy();
    await eventually("there is a place again", () => connections.http.open === 1);
    assert.equal((await ask(t, opened, put("k", "v")))?.status, 204);
    served[1].send(get("k"));
    assert.equal((await served[1].answered(1))[0]?.body, "v");
  });
});
