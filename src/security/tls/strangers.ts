import type { Socket } from "node:net";
import type { Server } from "node:tls";

/** The connections of a TLS server that have not finished their handshake; the server does not know of them otherwise. */
export class Strangers {
  /** By where they come from: a secured socket is another object than the one below it. */
  private readonly sockets = new Map<string, Socket>();

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      const address = addressOf(socket);
      this.sockets.set(address, socket);
      socket.once("close", () => this.sockets.delete(address));
    });
    server.on("secureConnection", (socket) => this.sockets.delete(addressOf(socket)));
  }

  get size(): number {
    return this.sockets.size;
  }

  /** Nobody is owed an answer who has not been able to ask. */
  destroyAll(): void {
    for (const socket of this.sockets.values()) socket.destroy();
  }
}

function addressOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
