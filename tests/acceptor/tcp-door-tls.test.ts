import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import type { Acceptor } from "../../src/acceptor/acceptor.ts";
import type { Visitor } from "../../src/acceptor/connection.ts";
import { TcpDoor } from "../../src/acceptor/tcp-door.ts";
import type { Transport } from "../../src/acceptor/transport.ts";
import { systemClock } from "../../src/common/clock.ts";
import { Door } from "../../src/security/caller.ts";
import { PrincipalRegistry } from "../../src/security/principal-registry.ts";
import { TlsGuard, type TlsSettings } from "../../src/security/tls/tls-guard.ts";
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
const ada = clientCa.issueClient({ commonNames: ["ada"], notAfter: new Date(4e12) });

/** For what waits for the other side to act. */
const BOUNDED = { timeout: 300_000 };

/** A TCP door whose acceptor only notes who comes. */
class NotingDoor {
  readonly visitors: Visitor[] = [];
  readonly transports: Transport[] = [];
  readonly guard: TlsGuard;
  readonly log: string[] = [];
  readonly folder: TlsFolder;
  port = 0;

  private constructor(t: TestContext, settings: Partial<TlsSettings>) {
    this.folder = new TlsFolder(tempFolder(t)).write(server, clientCa);
    const { certFile, keyFile, clientCaFile } = this.folder;
    this.guard = new TlsGuard({
      settings: {
        ...{ certFile, keyFile, clientCaFile, clientCertificates: "optional", principalFrom: ["san-uri", "cn"] },
        ...{ trustDomain: null, minVersion: "TLSv1.2", handshakeTimeoutMs: 5_000, ...settings },
      },
      clock: systemClock,
      principals: new PrincipalRegistry(),
      log: (level, message, fields) => this.log.push(`${level}: ${message}: ${fields.problem ?? ""}`),
    });
  }

  static async open(t: TestContext, settings: Partial<TlsSettings> = {}): Promise<NotingDoor> {
    const noting = new NotingDoor(t, settings);
    const acceptor = {
      open: (transport: Transport, visitor: Visitor) => {
        noting.transports.push(transport);
        noting.visitors.push(visitor);
        return null;
      },
    };
    const onProblem = (error: Error): void => assert.fail(error);
    const door = new TcpDoor(acceptor as unknown as Acceptor, { tls: noting.guard, maxConnections: 100, onProblem });
    noting.port = await door.open("127.0.0.1", 0);
    afterwards(t, async () => {
      door.destroyAll();
      await door.close();
    });
    return noting;
  }

  /** Connects, and resolves when the acceptor has been told. */
  async come(t: TestContext, options: ConnectionOptions = {}): Promise<TLSSocket> {
    const before = this.visitors.length;
    const socket = connect({ host: "127.0.0.1", port: this.port, servername: "localhost", ca: ca.cert, ...options });
    afterwards(t, () => socket.destroy());
    socket.on("error", () => undefined);
    await eventually("somebody has come", () => this.visitors.length > before);
    return socket;
  }

  get last(): Visitor {
    return this.visitors.at(-1) as Visitor;
  }
}

describe("who comes through a TCP door with TLS", () => {
  it("is the principal of its certificate, until that ends", async (t) => {
    const noting = await NotingDoor.open(t);
    await noting.come(t, ada);
    assert.equal(noting.last.door, Door.TCP);
    assert.equal(noting.last.identity?.principal.name, "user:ada");
    assert.deepEqual(noting.last.identity?.principal.teams, []);
    assert.equal(noting.last.identity?.expiresAtMs, 4e12);
  });

  it("is the same principal on another connection", async (t) => {
    const noting = await NotingDoor.open(t);
    for (let i = 0; i < 2; i++) await noting.come(t, ada);
    assert.equal(noting.visitors[0]?.identity?.principal, noting.visitors[1]?.identity?.principal);
  });

  it("is not known without a certificate, or without a name in it that a rule finds, which is said", async (t) => {
    const noting = await NotingDoor.open(t);
    await noting.come(t);
    assert.equal(noting.last.identity, null);
    await noting.come(t, clientCa.issueClient({ commonNames: ["ada", "root"] }));
    assert.equal(noting.last.identity, null);
    assert.equal(noting.guard.handshakes.get(Door.TCP)?.nobodies, 1);
    assert.match(noting.log.at(-1) ?? "", /^warning: a client's certificate names no principal: it has 2 common names/);
  });

  it("is not asked for a certificate when clients have none", async (t) => {
    const noting = await NotingDoor.open(t, { clientCertificates: "none", clientCaFile: null });
    await noting.come(t, ada);
    assert.equal(noting.last.identity, null);
  });
});

describe("a session that is resumed", () => {
  for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
    it(`is of the same principal by ${version}`, BOUNDED, async (t) => {
      const noting = await NotingDoor.open(t, { clientCertificates: "required" });
      const session = await sessionOf(t, noting, version);
      const socket = await noting.come(t, { ...ada, maxVersion: version, session });
      assert(socket.isSessionReused());
      assert.equal(noting.last.identity?.principal.name, "user:ada");
    });

    it(`is not taken by ${version} once other authorities count`, BOUNDED, async (t) => {
      const noting = await NotingDoor.open(t, { clientCertificates: "required" });
      const session = await sessionOf(t, noting, version);
      noting.folder.write(server, new TestCa("new clients"));
      await noting.guard.keeper.look();
      const socket = connect({
        ...{ host: "127.0.0.1", port: noting.port, servername: "localhost", ca: ca.cert },
        ...{ ...ada, maxVersion: version, session },
      });
      await new Promise<void>((resolve) => socket.on("error", () => undefined).on("close", () => resolve()));
      assert.equal(noting.visitors.length, 1);
    });
  }

  async function sessionOf(t: TestContext, noting: NotingDoor, maxVersion: "TLSv1.2" | "TLSv1.3"): Promise<Buffer> {
    let session: Buffer | undefined;
    const socket = connect({
      ...{ host: "127.0.0.1", port: noting.port, servername: "localhost", ca: ca.cert, ...ada, maxVersion },
    });
    afterwards(t, () => socket.destroy());
    socket.on("session", (given: Buffer) => {
      session = given;
    });
    await eventually("there is a session", () => session !== undefined && noting.visitors.length === 1);
    return session as Buffer;
  }
});

describe("new certificates", () => {
  it("are shown to new connections, while old connections go on", BOUNDED, async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(server);
    const started = await StartedGateway.open(t, { yaml: folder.yaml() });
    const old = await FrameClient.secure(t, started.port, { ca: ca.cert });
    await old.call(put(1, "memory", "k", "v"));
    const newCa = new TestCa("new servers");
    folder.write(newCa.issueServer());
    await started.logged(({ message }) => message === "new TLS certificates are served");
    assert.equal((await old.call(get(2, "memory", "k"))).value, "v");
    await assert.rejects(FrameClient.secure(t, started.port, { ca: ca.cert }), {
      code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    });
    const fresh = await FrameClient.secure(t, started.port, { ca: newCa.cert });
    assert.equal((await fresh.call(get(3, "memory", "k"))).value, "v");
  });
});

describe("answers over TLS", () => {
  it("arrive whole, many at once, whatever their size and however slowly they are read", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(server);
    const started = await StartedGateway.open(t, { yaml: folder.yaml() });
    const clients = await Promise.all([1, 2, 3, 4].map(() => FrameClient.secure(t, started.port, { ca: ca.cert })));
    const first = clients[0] as FrameClient;
    const sizes = [1, 100, 20_000, 300_000, 1_000_000];
    for (const [i, size] of sizes.entries()) await first.call(put(i + 1, "memory", `k${i}`, letter(i).repeat(size)));
    const count = 40;
    for (const client of clients) {
      if (client !== first) client.socket.pause();
      for (let i = 0; i < count; i++) client.send(get(100 + i, "memory", `k${i % sizes.length}`));
    }
    await first.answered(count + sizes.length);
    for (const client of clients) client.socket.resume();
    for (const client of clients) {
      const before = client === first ? sizes.length : 0;
      await client.answered(before + count);
      for (const answer of client.answers.slice(before)) {
        const key = (answer.id - 100) % sizes.length;
        assert(answer.value === letter(key).repeat(sizes[key] as number), `answer ${answer.id} is whole`);
      }
    }
  });

  it("arrive although the client has ended its side", async (t) => {
    const folder = new TlsFolder(tempFolder(t)).write(server);
    const started = await StartedGateway.open(t, { yaml: folder.yaml() });
    const client = await FrameClient.secure(t, started.port, { ca: ca.cert, allowHalfOpen: true });
    client.socket.end(Buffer.concat([put(1, "memory", "k", "v"), get(2, "memory", "k")]));
    await client.answered(2);
    await client.closed();
    assert.equal(client.answers.find(({ id }) => id === 2)?.value, "v");
  });

  function letter(i: number): string {
    return String.fromCharCode(97 + i);
  }
});
