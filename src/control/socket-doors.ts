import type { Acceptor } from "../acceptor/acceptor.ts";
import type { HttpDoor } from "../acceptor/http/http-door.ts";
import type { PortUse } from "../acceptor/port-use.ts";
import { TcpDoor } from "../acceptor/tcp-door.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { Authenticator } from "../security/authenticator.ts";
import type { TlsGuard } from "../security/tls/tls-guard.ts";
import { countOpenFiles, FileGuard, openFilesLimit } from "./file-guard.ts";
import type { GatewayOptions } from "./gateway.ts";
import { createHttpDoor } from "./gateway-http.ts";
import { logFault } from "./log-fault.ts";

export interface SocketDoorsParts {
  /** With the limits of this acceptor. */
  readonly config: GatewayConfig;
  readonly acceptor: Acceptor;
  readonly authenticator: Authenticator;
  /** null when no door speaks TLS. */
  readonly tls: TlsGuard | null;
  readonly log: GatewayOptions["log"];
}

/** The doors that every acceptor has: TCP and HTTP, on the acceptor's thread. */
export class SocketDoors {
  private readonly parts: SocketDoorsParts;
  private readonly tcp: TcpDoor;
  private readonly http: HttpDoor;
  private guard: FileGuard | null = null;

  constructor(parts: SocketDoorsParts) {
    const { config, acceptor, authenticator, tls, log } = parts;
    const problemOf = (door: string) => (error: Error) =>
      log("error", "a connection could not be accepted", { door, problem: error.message });
    const tlsOf = (door: "tcp" | "http") => (config.listeners[door].tls ? tls : null);
    this.parts = parts;
    this.tcp = new TcpDoor(acceptor, {
      tls: tlsOf("tcp"),
      maxConnections: config.limits.maxConnections,
      onProblem: problemOf("tcp"),
    });
    this.http = createHttpDoor(config, {
      acceptor,
      authenticator,
      tls: tlsOf("http"),
      onProblem: problemOf("http"),
      onFault: (fault) => logFault(log, fault),
      onNotice: (problem) =>
        log("info", "uWebSockets.js has no binary for this Node.js: HTTP is served by node:http, which is slower", {
          problem,
        }),
    });
  }

  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  openTcp(use: PortUse, port = this.parts.config.listeners.tcp.port): Promise<number> {
    return this.tcp.open(this.parts.config.listeners.tcp.host, port, use);
  }

  /** As {@link openTcp}. */
  async openHttp(use: PortUse, port = this.parts.config.listeners.http.port): Promise<number> {
    const opened = await this.http.open(this.parts.config.listeners.http.host, port, use);
    if (!this.http.server.boundsConnections) {
      const { log } = this.parts;
      this.guard = new FileGuard({ limit: openFilesLimit(), openFiles: countOpenFiles, door: this.http, log });
    }
    return opened;
  }

  /** Listens where the doors of the first acceptor do. */
  async join(ports: { readonly tcp: number; readonly http: number }): Promise<void> {
    await this.openTcp("joins", ports.tcp);
    await this.openHttp("joins", ports.http);
  }

  /** Lets nobody in any more; resolves when the last client is gone, or has all that it asked for. */
  async drain(): Promise<void> {
    this.guard?.close();
    await Promise.all([this.tcp.close(), this.http.drain()]);
  }

  /** Cuts off whoever is left. */
  destroyAll(): void {
    this.guard?.close();
    this.tcp.destroyAll();
    this.http.destroyAll();
  }
}
