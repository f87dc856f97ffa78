import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type Server, type TLSSocket } from "node:tls";
import { MAX_STRANGERS } from "../../common/limits.ts";
import { Door } from "../../security/caller.ts";
import type { Strangers } from "../../security/tls/strangers.ts";
import type { TlsGuard } from "../../security/tls/tls-guard.ts";
import { type PortUse, sharingOptions } from "../port-use.ts";
import { tooManyConnections } from "../refusals.ts";
import { bareAnswer } from "./bare-answer.ts";
import type { HttpHandlers, HttpServer } from "./exchange.ts";
import type { FrontClients } from "./front-clients.ts";
import { createProxyHeader } from "./proxy-header.ts";

/** A server that can be reached through a Unix socket, and asks `clients` who is behind a connection. */
export interface InnerServer extends HttpServer {
  openUnix(path: string): Promise<void>;
}

export interface TlsFrontParts {
  readonly tls: TlsGuard;
  readonly clients: FrontClients;
  readonly inner: InnerServer;
  readonly handlers: Pick<HttpHandlers, "connections" | "onTurnedAway">;
  /** Those that are served: who has come through a handshake beyond it is told so. */
  readonly maxConnections: number;
  readonly onProblem: (error: Error) => void;
}

/**
 * HTTPS: TLS ends here, and what was inside goes on to a server that knows nothing of it.
 *
 *   client ──TLS── front ──Unix socket── inner server
 *                    └ before the first byte: a PROXY header with the connection's number in FrontClients
 *
 * The socket lies in a folder that only this user may enter.
 */
export class TlsFront implements HttpServer {
  readonly name: string;
  readonly boundsConnections = true;
  private readonly parts: TlsFrontParts;
  private readonly server: Server;
  private readonly strangers: Strangers;
  private readonly sockets = new Set<Socket>();
  private folder: string | null = null;
  private path = "";

  constructor(parts: TlsFrontParts) {
    this.parts = parts;
    this.name = `${parts.inner.name} behind TLS`;
    const options = { allowHalfOpen: true, noDelay: true, ALPNProtocols: ["http/1.1"] };
    this.server = createServer({ ...options, ...parts.tls.serverOptions() });
    // Those in their handshake have places of their own, with those that are being told.
    this.server.maxConnections = parts.maxConnections + MAX_STRANGERS;
    this.strangers = parts.tls.guard(this.server, Door.HTTP);
    this.server.on("connection", (socket: Socket) => this.keep(socket));
    this.server.on("secureConnection", (socket) => this.take(socket));
    this.server.on("drop", () => parts.handlers.onTurnedAway());
  }

  async open(host: string, port: number, use: PortUse = "alone"): Promise<number> {
    const sharing = await sharingOptions(host, port, use);
    this.folder = mkdtempSync(join(tmpdir(), "prism-http-"));
    this.path = join(this.folder, "door");
    await this.parts.inner.openUnix(this.path);
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen({ host, port, backlog: BACKLOG, ...sharing }, () => {
        this.server.removeListener("error", reject);
        this.server.on("error", this.parts.onProblem);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  allAnswered(): Promise<void> {
    return this.parts.inner.allAnswered();
  }

  stopListening(): void {
    this.server.close();
    this.strangers.destroyAll();
    this.parts.inner.stopListening();
    if (this.folder !== null) rmSync(this.folder, { recursive: true, force: true });
    this.folder = null;
  }

  destroyAll(): void {
    for (const socket of this.sockets) socket.destroy();
    this.parts.inner.destroyAll();
    this.stopListening();
  }

  /** A client has come through its handshake. */
  private take(outer: TLSSocket): void {
    if (outer.destroyed) return;
    const { tls, clients, handlers, maxConnections } = this.parts;
    if (handlers.connections.open >= maxConnections) {
      handlers.onTurnedAway();
      turnAway(outer);
      return;
    }
    handlers.connections.letIn();
    outer.once("close", () => handlers.connections.gone());
    const token = clients.add(tls.identityOf(outer));
    const inner = connect({ path: this.path, allowHalfOpen: true });
    this.keep(inner);
    inner.write(createProxyHeader(token));
    inner.once("close", () => clients.forget(token));
    handOn(outer, inner);
    handOn(inner, outer);
    outer.on("close", () => inner.destroy());
    inner.on("close", () => leave(outer));
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
  }
}

/** Hands on what comes from one side to the other, no faster than that takes it, and its end. */
function handOn(from: Socket, to: Socket): void {
  from.on("data", (chunk: Buffer) => {
    if (!to.write(chunk)) from.pause();
  });
  to.on("drain", () => from.resume());
  from.on("end", () => to.end());
  // A side that breaks off is followed by "close", and nobody is left to tell.
  from.on("error", () => from.destroy());
}

/** Says that it is one too many, before it asks anything. */
function turnAway(outer: TLSSocket): void {
  outer.on("error", () => outer.destroy());
  outer.write(bareAnswer(tooManyConnections));
  // What it asks meanwhile must not make a reset of the answer.
  outer.resume();
  leave(outer);
}

/** The inner server has closed: the client gets some time to read its last answer. */
function leave(outer: TLSSocket): void {
  outer.destroySoon();
  const lingering = setTimeout(() => outer.destroy(), LINGER_MS).unref();
  outer.once("close", () => clearTimeout(lingering));
}

const LINGER_MS = 5_000;
/** Connections that may wait to be accepted. */
const BACKLOG = 4096;
