import type { Acceptor } from "../acceptor/acceptor.ts";
import { AcceptorReception } from "../acceptor/acceptor-reception.ts";
import type { AdminCalls } from "../acceptor/admin-calls.ts";
import type { PortUse } from "../acceptor/port-use.ts";
import { systemClock } from "../common/clock.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { Authenticator } from "../security/authenticator.ts";
import { Door } from "../security/caller.ts";
import type { PrincipalRegistry } from "../security/principal-registry.ts";
import type { TlsGuard } from "../security/tls/tls-guard.ts";
import type { GatewayOptions } from "./gateway.ts";
import { type GrpcPlace, placeGrpc } from "./grpc-place.ts";
import { SocketDoors } from "./socket-doors.ts";
import type { ThreadProbe } from "./thread-probe.ts";

export interface DoorsParts {
  /** With the limits of the first acceptor. */
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

/** The doors of applications on the first acceptor: all open, or none. */
export class Doors {
  /** Where they listen, once they do. */
  readonly ports = { tcp: 0, grpc: 0, http: 0 };
  private readonly listeners: GatewayConfig["listeners"];
  private readonly sockets: SocketDoors;
  private readonly grpc: GrpcPlace;
  private readonly use: PortUse;

  constructor({ config, acceptor, authenticator, tls, admin, principals, onChange, log }: DoorsParts) {
    this.listeners = config.listeners;
    this.use = config.acceptors === 1 ? "alone" : "first";
    this.sockets = new SocketDoors({ config, acceptor, authenticator, tls, log });
    this.grpc = placeGrpc({
      ...{ config, principals, tls, onChange, log },
      reception: new AcceptorReception({ door: Door.GRPC, acceptor, authenticator, clock: systemClock, admin }),
      isOpen: authenticator.anonymous !== null,
      unread: acceptor.unread.total,
      connections: acceptor.counters.connections.grpc,
      subscriptions: acceptor.counters.subscriptions.grpc,
      compression: acceptor.counters.compression,
      onRefused: (reason) => acceptor.counters.refused(reason),
    });
  }

  /** Loads what is not loaded yet; opening does so, too. */
  load(): Promise<void> {
    return this.grpc.load();
  }

  async open(): Promise<void> {
    const { grpc } = this.listeners;
    this.ports.tcp = await this.sockets.openTcp(this.use);
    this.ports.grpc = await this.grpc.open(grpc.host, grpc.port);
    this.ports.http = await this.sockets.openHttp(this.use);
  }

  /** Whether clients should come here now, for those who ask. */
  setServing(isServing: boolean): void {
    this.grpc.setServing(isServing);
  }

  /** Lets nobody in any more; resolves when the last client is gone, or has all that it asked for. */
  async drain(): Promise<void> {
    await Promise.all([this.sockets.drain(), this.grpc.drain()]);
  }

  /** Cuts off whoever is left. */
  async destroyAll(): Promise<void> {
    this.sockets.destroyAll();
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
