import type { Acceptor } from "../acceptor/acceptor.ts";
import { AcceptorReception } from "../acceptor/acceptor-reception.ts";
import type { AdminCalls } from "../acceptor/admin-calls.ts";
import type { HttpDoor } from "../acceptor/http/http-door.ts";
import { TcpDoor } from "../acceptor/tcp-door.ts";
import { systemClock } from "../common/clock.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { Authenticator } from "../security/authenticator.ts";
import { Door } from "../security/caller.ts";
import type { PrincipalRegistry } from "../security/principal-registry.ts";
import type { TlsGuard } from "../security/tls/tls-guard.ts";
import { countOpenFiles, FileGuard, openFilesLimit } from "./file-guard.ts";
import type { GatewayOptions } from "./gateway.ts";
import { createHttpDoor } from "./gateway-http.ts";
import { type GrpcPlace, placeGrpc } from "./grpc-place.ts";
import { logFault } from "./log-fault.ts";
import type { ThreadProbe } from "./thread-probe.ts";

export interface DoorsParts {
  readonly config: GatewayConfig;
  readonly acceptor: Acceptor;
  readonly authenticator: Authenticator;
  /** null when no door speaks TLS. */
  readonly tls: TlsGuard | null;
  /** What control answers. */
  readonly admin: AdminCalls;
  readonly principals: PrincipalRegistry;
  /** A door began or ceased to serve. */
  readonly onChange: () => void;
  readonly log: GatewayOptions["log"];
}

/** The doors of applications: all open, or none. */
export class Doors {
  /** Where they listen, once they do. */
  readonly ports = { tcp: 0, grpc: 0, http: 0 };
  private readonly listeners: GatewayConfig["listeners"];
  private readonly tcp: TcpDoor;
  private readonly grpc: GrpcPlace;
  private readonly http: HttpDoor;
  private readonly log: GatewayOptions["log"];
  private guard: FileGuard | null = null;

  constructor({ config, acceptor, authenticator, tls, admin, principals, onChange, log }: DoorsParts) {
    const problemOf = (door: string) => (error: Error) =>
      log("error", "a connection could not be accepted", { door, problem: error.message });
    const tlsOf = (door: "tcp" | "http") => (config.listeners[door].tls ? tls : null);
    this.listeners = config.listeners;
    this.log = log;
    this.tcp = new TcpDoor(acceptor, {
      tls: tlsOf("tcp"),
      maxConnections: config.limits.maxConnections,
      onProblem: problemOf("tcp"),
    });
    this.grpc = placeGrpc({
      ...{ config, principals, tls, onChange, log },
      reception: new AcceptorReception({ door: Door.GRPC, acceptor, authenticator, clock: systemClock, admin }),
      isOpen: authenticator.anonymous !== null,
      subscriptions: acceptor.counters.subscriptions.grpc,
      onRefused: (reason) => acceptor.counters.refused(reason),
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

  async open(): Promise<void> {
    const { tcp, grpc, http } = this.listeners;
    this.ports.tcp = await this.tcp.open(tcp.host, tcp.port);
    this.ports.grpc = await this.grpc.open(grpc.host, grpc.port);
    this.ports.http = await this.http.open(http.host, http.port);
    if (!this.http.server.boundsConnections) {
      const { log } = this;
      this.guard = new FileGuard({ limit: openFilesLimit(), openFiles: countOpenFiles, door: this.http, log });
    }
  }

  /** Whether clients should come here now, for those who ask. */
  setServing(isServing: boolean): void {
    this.grpc.setServing(isServing);
  }

  /** Lets nobody in any more; resolves when the last client is gone, or has all that it asked for. */
  async drain(): Promise<void> {
    this.guard?.close();
    await Promise.all([this.tcp.close(), this.grpc.drain(), this.http.drain()]);
  }

  /** Cuts off whoever is left. */
  async destroyAll(): Promise<void> {
    this.guard?.close();
    this.tcp.destroyAll();
    this.http.destroyAll();
    await this.grpc.destroy();
  }

  /** Of the gRPC door's own thread; null when it has none now. */
  get grpcProbe(): ThreadProbe | null {
    return this.grpc.probe;
  }

  /** Why a door is shut that should be open; empty when none is. */
  get problem(): string {
    return this.grpc.problem;
  }
}
