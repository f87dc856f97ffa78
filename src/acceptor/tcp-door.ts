import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import { MAX_STRANGERS } from "../common/limits.ts";
import type { Identity } from "../security/authenticator.ts";
import { Door } from "../security/caller.ts";
import type { Strangers } from "../security/tls/strangers.ts";
import type { TlsGuard } from "../security/tls/tls-guard.ts";
import type { Acceptor } from "./acceptor.ts";
import { type PortUse, sharingOptions } from "./port-use.ts";
import type { Transport } from "./transport.ts";

export interface TcpDoorOptions {
  /** null = without TLS. */
  readonly tls: TlsGuard | null;
  /** Those of the acceptor, which refuses what is over them; only so many more may be in their handshake. */
  readonly maxConnections: number;
  /** Hears what goes wrong with connections that could not be accepted; the door stays open. */
  readonly onProblem: (error: Error) => void;
}

/** The TCP door: joins sockets to the acceptor, and decides nothing. */
export class TcpDoor {
  private readonly acceptor: Acceptor;
  private readonly server: Server;
  private readonly options: TcpDoorOptions;
  /** Those of the acceptor, and those that are taking leave: refused, or waiting for their clients to read the rest. */
  private readonly sockets = new Set<Socket>();
  private strangers: Strangers | null = null;

  constructor(acceptor: Acceptor, options: TcpDoorOptions) {
    this.acceptor = acceptor;
    this.options = options;
    this.server = options.tls === null ? this.createPlain() : this.createSecure(options.tls);
  }

  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  async open(host: string, port: number, use: PortUse = "alone"): Promise<number> {
    const sharing = await sharingOptions(host, port, use);
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen({ host, port, backlog: BACKLOG, ...sharing }, () => {
        this.server.removeListener("error", reject);
        // Without a listener, one connection that the system refuses (ENOBUFS, EMFILE) would end the process.
        this.server.on("error", this.options.onProblem);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** Takes no new connections. Those that are there stay; resolves when the last one is gone. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.strangers?.destroyAll();
    });
  }

  destroyAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private createPlain(): Server {
    return createServer(SOCKET_OPTIONS, (socket) => {
      this.keep(socket);
      connect(this.acceptor, socket, new SocketTransport(socket), null);
    });
  }

  private createSecure(tls: TlsGuard): TlsServer {
    const server = createTlsServer({ ...SOCKET_OPTIONS, ...tls.serverOptions(), ALPNProtocols: [PROTOCOL] });
    server.maxConnections = this.options.maxConnections + MAX_STRANGERS;
    this.strangers = tls.guard(server, Door.TCP);
    server.on("connection", (socket: Socket) => this.keep(socket));
    server.on("secureConnection", (socket) => {
      const identity = tls.identityOf(socket);
      if (!socket.destroyed) connect(this.acceptor, socket, new SecureTransport(socket), identity);
    });
    return server;
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
  }
}

const SOCKET_OPTIONS = { allowHalfOpen: true, noDelay: true };
/**
 * The name of the frames for ALPN. A client need not say it; one that asks for another protocol only, such as a browser
 * that somebody has led here, is refused in its handshake.
 */
const PROTOCOL = "prism";
/** Connections that may wait to be accepted: a storm of thousands must not be refused by the kernel. */
const BACKLOG = 4096;

class SocketTransport implements Transport {
  protected readonly socket: Socket;

  constructor(socket: Socket) {
    this.socket = socket;
  }

  send(bytes: Buffer): boolean {
    this.socket.write(bytes);
    return this.socket.writableLength > 0;
  }

  get peer(): string {
    return this.socket.remoteAddress ?? "";
  }

  get unsentBytes(): number {
    return this.socket.destroyed ? 0 : this.socket.writableLength;
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  end(): void {
    this.socket.end();
    // A client that never closes its side must not keep the socket: what is unread after this is lost to it.
    this.socket.resume();
    const lingering = setTimeout(() => this.socket.destroy(), LINGER_MS).unref();
    this.socket.once("close", () => clearTimeout(lingering));
  }

  destroy(): void {
    this.socket.destroy();
  }
}

/** How long a client may take to read its last answers after the gateway has said its last word. */
const LINGER_MS = 5_000;

/** TLS encrypts at once what it is given, so that only bytes which wait behind others are kept. */
class SecureTransport extends SocketTransport {
  override send(bytes: Buffer): boolean {
    const waits = this.socket.writableLength > 0;
    this.socket.write(bytes);
    return waits;
  }
}

function connect(acceptor: Acceptor, socket: Socket, transport: Transport, identity: Identity | null): void {
  const connection = acceptor.open(transport, { door: Door.TCP, identity });
  // A reset by the client is followed by "close"; there is nobody left to tell.
  socket.on("error", () => socket.destroy());
  if (connection === null) return;
  socket.on("data", (chunk: Buffer) => acceptor.receive(connection, chunk));
  socket.on("end", () => acceptor.receiveEnd(connection));
  socket.on("drain", () => acceptor.onWritable(connection));
  socket.on("close", () => acceptor.close(connection));
}
