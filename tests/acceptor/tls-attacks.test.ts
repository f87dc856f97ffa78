import assert from "node:assert/strict";
import { connect as connectPlain, type Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { type ConnectionOptions, connect } from "node:tls";
import { Door } from "../../src/security/caller.ts";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { FrameClient } from "../support/frame-client.ts";
import { get, put } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";

const ca = new TestCa("servers");
const clientCa = new TestCa("clients");
const server = ca.issueServer();
const ada = clientCa.issueClient({ commonNames: ["ada"] });
const HOUR_MS = 3600 * 1000;
/** For what waits for the other side to act. */
const BOUNDED = { timeout: 300_000 };

async function open(t: TestContext, mutual: "none" | "optional" | "required", more = ""): Promise<StartedGateway> {
  const folder = new TlsFolder(tempFolder(t)).write(server, clientCa);
  const yaml = mutual === "none" ? folder.yaml(more) : folder.mutualYaml(mutual, more);
  return await StartedGateway.open(t, { yaml });
}

/** Tries to put and get over TLS: whether the gateway answered. */
async function isServed(t: TestContext, { port }: StartedGateway, options: ConnectionOptions = {}): Promise<boolean> {
  try {
    const client = await FrameClient.secure(t, port, { ca: ca.cert, ...options });
    await client.call(put(1, "memory", "k", "v"));
    return (await client.call(get(2, "memory", "k"))).value?.toString() === "v";
  } catch {
    return false;
  }
}

function failures({ gateway }: StartedGateway): Record<string, number> {
  return Object.fromEntries(gateway.tls?.handshakes.get(Door.TCP)?.failures ?? []);
}

/** A connection without TLS, and when it is closed. */
async function connectTo(t: TestContext, { port }: StartedGateway): Promise<{ socket: Socket; closed: Promise<void> }> {
  const socket = connectPlain({ host: "127.0.0.1", port });
  afterwards(t, () => socket.destroy());
  socket.on("error", () => undefined).resume();
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return { socket, closed };
}

describe("a TCP door with TLS", () => {
  it("serves by 1.2 and by 1.3, and by nothing older", async (t) => {
    const started = await open(t, "none");
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      assert(await isServed(t, started, { minVersion: version, maxVersion: version }), version);
    }
    const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    assert(!(await isServed(t, started, old)));
    await eventually("it is counted", () => failures(started).version === 1);
  });

  it("serves by nothing older than what is set", async (t) => {
    const started = await open(t, "none", "  minVersion: TLSv1.3\n");
    assert(await isServed(t, started));
    assert(!(await isServed(t, started, { maxVersion: "TLSv1.2" })));
  });

  it("takes no cipher without forward secrecy or authentication of what is sent", async (t) => {
    const started = await open(t, "none");
    for (const ciphers of ["ECDHE-ECDSA-AES128-SHA", "AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-SHA384"]) {
      assert(!(await isServed(t, started, { maxVersion: "TLSv1.2", ciphers: `${ciphers}:@SECLEVEL=0` })), ciphers);
    }
    await eventually("it is counted", () => failures(started)["no-shared-cipher"] === 3);
    const good = { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-GCM-SHA256" } as const;
    assert(await isServed(t, started, good));
  });

  it("serves a client that asks for its protocol, and not one that asks for others only", async (t) => {
    const started = await open(t, "none");
    assert(await isServed(t, started, { ALPNProtocols: ["prism"] }));
    assert(!(await isServed(t, started, { ALPNProtocols: ["h2", "http/1.1"] })));
    await eventually("it is counted", () => failures(started)["no-shared-protocol"] === 1);
  });

  it("closes a connection that speaks no TLS, whatever it says", async (t) => {
    const started = await open(t, "none");
    for (const text of [
      put(1, "memory", "k", "v"),
      "GET / HTTP/1.1\r\n\r\n",
      "CONNECT a:1 HTTP/1.1\r\n\r\n",
      "\0".repeat(64),
    ]) {
      const { socket, closed } = await connectTo(t, started);
      socket.write(text);
      await closed;
    }
    await eventually("it is counted", () => failures(started)["not-tls"] === 4);
    assert.equal(started.gateway.acceptor.counters.connections.tcp.opened, 0);
  });

  it("does not begin another handshake on a connection, and serves others", BOUNDED, async (t) => {
    const started = await open(t, "none");
    const socket = connect({
      host: "127.0.0.1",
      port: started.port,
      servername: "localhost",
      ca: ca.cert,
      maxVersion: "TLSv1.2",
    });
    afterwards(t, () => socket.destroy());
    await new Promise<void>((resolve) => socket.once("secureConnect", resolve));
    const problem = new Promise<Error>((resolve) => socket.once("error", resolve));
    socket.renegotiate({}, () => undefined);
    assert.match((await problem).message, /no renegotiation/);
    assert(await isServed(t, started));
  });
});

describe("a handshake that does not end", () => {
  const short = "  handshakeTimeout: 1s\n";

  it("is ended after its time, silent or dribbling, while others are served", async (t) => {
    const started = await open(t, "none", short);
    const served = await FrameClient.secure(t, started.port, { ca: ca.cert });
    const silent = await connectTo(t, started);
    const dribbling = await connectTo(t, started);
    // The header of a record of 16 KiB that never comes.
    dribbling.socket.write(Buffer.from([0x16, 0x03, 0x01, 0x40, 0x00]));
    const beganMs = performance.now();
    const timer = setInterval(() => dribbling.socket.write(Buffer.from([1])), 20);
    afterwards(t, () => clearInterval(timer));
    await Promise.all([silent.closed, dribbling.closed]);
    // Generous for a busy machine, and far below what would pass for no bound.
    assert(performance.now() - beganMs < 5_000);
    assert.equal(failures(started).timeout, 2);
    assert.equal((await served.call(put(1, "memory", "k", "v"))).reason, "");
  });

  it("does not keep the gateway from closing", async (t) => {
    const started = await open(t, "none", "  handshakeTimeout: 60s\n");
    const { closed } = await connectTo(t, started);
    const beganMs = performance.now();
    await started.close();
    await closed;
    assert(performance.now() - beganMs < 5_000);
  });

  it("of thousands leaves room for those who finish theirs", async (t) => {
    const started = await open(t, "none", "limits: { maxConnections: 4 }\n");
    const many = await Promise.all(Array.from({ length: 600 }, () => connectTo(t, started)));
    assert(await isServed(t, started));
    for (const { socket } of many) socket.destroy();
  });

  it("is logged a few times only", async (t) => {
    const started = await open(t, "none");
    for (let i = 0; i < 20; i++) {
      const { socket, closed } = await connectTo(t, started);
      socket.write("nonsense\r\n");
      await closed;
    }
    await eventually("all are counted", () => failures(started)["not-tls"] === 20);
    const lines = started.logs.filter(({ message }) => message === "a TLS handshake failed");
    assert.equal(lines.length, 1);
    assert.deepEqual(lines[0]?.fields.door, "tcp");
    assert.match(String(lines[0]?.fields.problem), /^[\x20-\x7e]+$/);
  });
});

describe("a client's certificate that is required", () => {
  it("lets its owner in", async (t) => {
    assert(await isServed(t, await open(t, "required"), ada));
  });

  it("lets nobody in who has none", async (t) => {
    const started = await open(t, "required");
    for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) assert(!(await isServed(t, started, { maxVersion })));
    await eventually("it is counted", () => failures(started)["no-certificate"] === 2);
    assert.equal(started.gateway.acceptor.counters.connections.tcp.opened, 0);
  });

  it("lets nobody in by another authority, its own, or the servers'", async (t) => {
    const started = await open(t, "required");
    const other = new TestCa("clients");
    const self = new TestCa("ada");
    const strangers = [
      other.issueClient({ commonNames: ["ada"] }),
      self.issueClient({}),
      ca.issueClient({ commonNames: ["ada"] }),
    ];
    for (const stranger of strangers) {
      for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) {
        assert(!(await isServed(t, started, { ...stranger, maxVersion })));
      }
    }
    await eventually("it is counted", () => Object.values(failures(started)).reduce((a, b) => a + b, 0) === 6);
    assert.equal(started.gateway.acceptor.counters.connections.tcp.opened, 0);
  });

  it("lets nobody in before its time, after it, or that is meant for servers", async (t) => {
    const started = await open(t, "required");
    const wrong = [
      clientCa.issueClient({ commonNames: ["ada"], notAfter: new Date(Date.now() - 1000) }),
      clientCa.issueClient({ commonNames: ["ada"], notBefore: new Date(Date.now() + HOUR_MS) }),
      clientCa.issueServer({ commonNames: ["ada"] }),
    ];
    for (const certificate of wrong) assert(!(await isServed(t, started, certificate)));
    await eventually("it is counted", () => failures(started)["bad-certificate"] === 1);
    assert.equal(failures(started)["expired-certificate"], 2);
    assert.equal(started.gateway.acceptor.counters.connections.tcp.opened, 0);
  });
});

describe("a client's certificate that is optional", () => {
  it("may be missing", async (t) => {
    const started = await open(t, "optional");
    assert(await isServed(t, started));
    assert(await isServed(t, started, ada));
  });

  it("must hold if there is one", async (t) => {
    const started = await open(t, "optional");
    const other = new TestCa("clients").issueClient({ commonNames: ["ada"] });
    const expired = clientCa.issueClient({ commonNames: ["ada"], notAfter: new Date(Date.now() - 1000) });
    for (const certificate of [other, expired]) assert(!(await isServed(t, started, certificate)));
    await eventually("it is counted", () => failures(started)["expired-certificate"] === 1);
    assert.equal(started.gateway.acceptor.counters.connections.tcp.opened, 0);
  });
});
