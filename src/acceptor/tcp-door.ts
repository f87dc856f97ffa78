import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { Door } from "../security/caller.ts";
import type { Acceptor } from "./acceptor.ts";
import type { Transport } from "./transport.ts";

/** The TCP door: joins sockets to the acceptor, and decides nothing. */
export class TcpDoor {
  private readonly server: Server;
  private readonly onProblem: (error: Error) => void;
  /** Those of the acceptor, and those that are taking leave: refused, or waiting for their clients to read the rest. */
  private readonly sockets = new Set<Socket>();

  /** @param onProblem hears what goes wrong with connections that could not be accepted; the door stays open. */
  constructor(acceptor: Acceptor, onProblem: (error: Error) => void) {
    this.onProblem = onProblem;
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
      connect(acceptor, socket);
    });
  }

  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  open(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen({ host, port, backlog: BACKLOG }, () => {
        this.server.removeListener("error", reject);
        // Without a listener, one connection that the system refuses (ENOBUFS, EMFILE) would end the process.
        this.server.on("error", this.onProblem);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** Takes no new connections. Those that are there stay; resolves when the last one is gone. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }

  destroyAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

/** Connections that may wait to be accepted: a storm of thousands must not be refused by the kernel. */
const BACKLOG = 4096;

class SocketTransport implements Transport {
  private readonly socket: Socket;

  constructor(socket: Socket) {
    this.socket = socket;
  }

  send(bytes: Buffer): boolean {
    this.socket.write(bytes);
    return this.socket.writableLength > 0;
  }

  get unsentBytes(): number {
    return this.socket.writableLength;
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

function connect(acceptor: Acceptor, socket: Socket): void {
  const connection = acceptor.open(new SocketTransport(socket), { door: Door.TCP, identity: null });
  // A reset by the client is followed by "close"; there is nobody left to tell.
  socket.on("error", () => socket.destroy());
  if (connection === null) return;
  socket.on("data", (chunk: Buffer) => acceptor.receive(connection, chunk));
  socket.on("end", () => acceptor.receiveEnd(connection));
  socket.on("drain", () => acceptor.onWritable(connection));
  socket.on("close", () => acceptor.close(connection));
}
