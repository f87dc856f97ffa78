import type { ConnectionCounters } from "../acceptor/connection-counters.ts";
import type { CompressionCounters } from "../acceptor/grpc/compression/compression-counters.ts";
import type { GrpcDoor } from "../acceptor/grpc/grpc-door.ts";
import type { Reception } from "../acceptor/reception.ts";
import type { SubscriptionCounters } from "../acceptor/subscriptions/subscription-counters.ts";
import type { UnreadTotal } from "../acceptor/unread-total.ts";
import { systemClock } from "../common/clock.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import { Door } from "../security/caller.ts";
import type { PrincipalRegistry } from "../security/principal-registry.ts";
import type { TlsGuard } from "../security/tls/tls-guard.ts";
import type { GatewayOptions } from "./gateway.ts";
import { tlsSettings } from "./gateway-tls.ts";
import { GrpcThread } from "./grpc-thread.ts";
import { logFault } from "./log-fault.ts";
import type { ThreadProbe } from "./thread-probe.ts";

export interface GrpcPlaceParts {
  readonly config: GatewayConfig;
  readonly reception: Reception;
  readonly principals: PrincipalRegistry;
  /** null when no door speaks TLS. */
  readonly tls: TlsGuard | null;
  /** Nobody is asked for credentials. */
  readonly isOpen: boolean;
  /** A client was turned away or cut off for this reason. */
  readonly onRefused: (reason: string) => void;
  /** What clients of the acceptor's thread have not read: of this door too, where it is there. */
  readonly unread: UnreadTotal;
  /** Of this door, for metrics. */
  readonly connections: ConnectionCounters;
  readonly subscriptions: SubscriptionCounters;
  readonly compression: CompressionCounters;
  /** It began or ceased to serve. */
  readonly onChange: () => void;
  readonly log: GatewayOptions["log"];
}

/** The gRPC door, wherever it stands. */
export interface GrpcPlace {
  /** Loads what it needs in this thread; opening does so, too. */
  load(): Promise<void>;
  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  open(host: string, port: number): Promise<number>;
  /** What the health service says from now on. */
  setServing(isServing: boolean): void;
  /** Takes no new connections and no new calls; resolves when the last call is answered and its connection is gone. */
  drain(): Promise<void>;
  /** Cuts off whoever is left. */
  destroy(): Promise<void>;
  /** Why nobody can come in; empty when they can. */
  readonly problem: string;
  /** Of its own thread; null when there is none. */
  readonly probe: ThreadProbe | null;
}

/** The gRPC door on a thread of its own or on this one, as configured. */
export function placeGrpc(parts: GrpcPlaceParts): GrpcPlace {
  const { config, isOpen, tls } = parts;
  const { grpc } = config.listeners;
  const { idleTimeoutMs, maxUnreadBytes } = config.limits;
  if (grpc.thread === "shared") return new SharedThread(parts);
  return new GrpcThread({
    ...parts,
    seed: { settings: grpc, idleTimeoutMs, maxUnreadBytes, tls: grpc.tls ? tlsSettings(config.tls) : null, isOpen },
    onHandshakes: (counters) => tls?.adopt(Door.GRPC, counters),
  });
}

/** The door on this thread. Its packages are loaded for it alone: where it has a thread of its own they are in that one alone. */
class SharedThread implements GrpcPlace {
  readonly problem = "";
  readonly probe = null;
  private readonly parts: GrpcPlaceParts;
  private door: GrpcDoor | null = null;
  private loaded: Promise<void> | null = null;
  private isServing = false;
  private isEnding = false;

  constructor(parts: GrpcPlaceParts) {
    this.parts = parts;
  }

  load(): Promise<void> {
    this.loaded ??= this.create();
    return this.loaded;
  }

  /** Port 0 when the gateway has begun to close meanwhile: nobody is to come in. */
  async open(host: string, port: number): Promise<number> {
    await this.load();
    return this.isEnding || this.door === null ? 0 : this.door.open(host, port);
  }

  private async create(): Promise<void> {
    const { GrpcDoor } = await import("../acceptor/grpc/grpc-door.ts");
    const { config, reception, tls, unread, connections, subscriptions, compression, onRefused, log } = this.parts;
    const { grpc } = config.listeners;
    this.door = new GrpcDoor({
      reception,
      clock: systemClock,
      settings: grpc,
      tls: grpc.tls ? tls : null,
      idleTimeoutMs: config.limits.idleTimeoutMs,
      unread,
      connections,
      subscriptions,
      compression,
      onRefused,
      onProblem: ({ message }) =>
        log("error", "a connection could not be accepted", { door: "grpc", problem: message }),
      onFault: (fault) => logFault(log, fault),
    });
    this.door.setServing(this.isServing);
    await this.door.load();
  }

  setServing(isServing: boolean): void {
    this.isServing = isServing;
    this.door?.setServing(isServing);
  }

  async drain(): Promise<void> {
    this.isEnding = true;
    await this.door?.close();
  }

  async destroy(): Promise<void> {
    this.isEnding = true;
    this.door?.destroyAll();
  }
}
