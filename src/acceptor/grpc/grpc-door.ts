import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { services } from "../../codec/json/services.ts";
import type { Clock } from "../../common/clock.ts";
import { MAX_STRANGERS } from "../../common/limits.ts";
import type { Identity } from "../../security/authenticator.ts";
import { DOOR_NAMES, Door } from "../../security/caller.ts";
import type { Strangers } from "../../security/tls/strangers.ts";
import type { TlsGuard } from "../../security/tls/tls-guard.ts";
import { type CallFault, CallFaults } from "../call-faults.ts";
import type { ConnectionCounters } from "../connection-counters.ts";
import type { Reception } from "../reception.ts";
import type { SubscriptionCounters } from "../subscriptions/subscription-counters.ts";
import type { UnreadTotal } from "../unread-total.ts";
import { AnswerCompressor } from "./compression/answer-compressor.ts";
import type { CompressionCounters } from "./compression/compression-counters.ts";
import { createHandlers } from "./door-handlers.ts";
import { GrpcSession, type SessionParts } from "./grpc-session.ts";
import { HealthService } from "./health-service.ts";
import type { OpenHandler } from "./open-call.ts";
import { reflectionHandlers } from "./reflection-service.ts";
import { createTransport } from "./transport/create-transport.ts";
import type { GrpcTransport } from "./transport/grpc-transport.ts";
import type { TransportSettings } from "./transport/transport-settings.ts";

export interface GrpcDoorParts {
  readonly reception: Reception;
  readonly clock: Clock;
  readonly settings: GrpcSettings;
  /** null = without TLS. */
  readonly tls: TlsGuard | null;
  /** 0 = never. */
  readonly idleTimeoutMs: number;
  /** What all clients of the thread have not read. */
  readonly unread: UnreadTotal;
  readonly connections: ConnectionCounters;
  readonly subscriptions: SubscriptionCounters;
  readonly compression: CompressionCounters;
  /** What is served besides Prism's services and gRPC's own, by path. */
  readonly services?: ReadonlyMap<string, OpenHandler>;
  /** Hears that a client was turned away or cut off, and the reason. */
  readonly onRefused: (reason: string) => void;
  /** Hears what goes wrong with connections that could not be accepted; the door stays open. */
  readonly onProblem: (error: Error) => void;
  /** Hears what failed in the door itself. */
  readonly onFault: (fault: CallFault) => void;
}

/** As configured. */
export interface GrpcSettings extends TransportSettings {
  readonly maxConnections: number;
  readonly reflection: boolean;
  /** Answers from here on are compressed for those who take it; null = none is. */
  readonly minCompressedAnswerBytes: number | null;
}

/** The gRPC door: joins the calls of a transport to the acceptor. */
export class GrpcDoor {
  private readonly parts: GrpcDoorParts;
  private readonly listener: Server;
  /** null until it is loaded. */
  private transport: GrpcTransport | null = null;
  private readonly health: HealthService;
  private readonly sockets = new Set<Socket>();
  private readonly sessions = new Set<GrpcSession>();
  private readonly faults: CallFaults;
  private readonly sessionParts: SessionParts;
  private strangers: Strangers | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(parts: GrpcDoorParts) {
    const { settings } = parts;
    this.parts = parts;
    this.faults = new CallFaults(DOOR_NAMES[Door.GRPC] ?? "", parts.clock, parts.onFault);
    this.health = new HealthService([...services.keys()].map((name) => `prism.v1.${name}`));
    this.sessionParts = {
      clock: parts.clock,
      reception: parts.reception,
      handlers: {
        calls: createHandlers(parts),
        open: new Map([
          ...this.health.handlers,
          ...(settings.reflection ? reflectionHandlers : []),
          ...(parts.services ?? []),
        ]),
      },
      compressor: compressorOf(parts),
      faults: this.faults,
      unread: parts.unread,
      onCut: parts.onRefused,
      onGone: (session) => this.sessions.delete(session),
    };
    this.listener = parts.tls === null ? createServer(SOCKET_OPTIONS) : this.createSecure(parts.tls);
    this.listener.on("connection", (socket: Socket) => this.onConnection(socket));
    this.listener.maxConnections = settings.maxConnections + MAX_STRANGERS;
    this.listener.on("drop", () => this.refuse());
  }

  /** Loads what speaks HTTP/2. */
  async load(): Promise<void> {
    this.transport ??= await createTransport(this.parts);
  }

  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  async open(host: string, port: number): Promise<number> {
    await this.load();
    return await new Promise((resolve, reject) => {
      this.listener.once("error", reject);
      this.listener.listen({ host, port, backlog: BACKLOG }, () => {
        this.listener.removeListener("error", reject);
        // Without a listener, one connection that the system refuses (ENOBUFS, EMFILE) would end the process.
        this.listener.on("error", this.parts.onProblem);
        this.timer = setInterval(() => this.onTimer(), TIMER_MS).unref();
        resolve((this.listener.address() as AddressInfo).port);
      });
    });
  }

  /** What the health service says from now on. */
  setServing(isServing: boolean): void {
    this.health.setServing(isServing);
  }

  /** Takes no new connections and no new calls; resolves when the last call is answered and its connection is gone. */
  async close(): Promise<void> {
    const listenerGone = new Promise((resolve) => this.listener.close(resolve));
    this.strangers?.destroyAll();
    this.health.endWatches();
    await Promise.all([listenerGone, this.transport?.close()]);
  }

  /** Cuts off whoever is left. */
  destroyAll(): void {
    if (this.timer !== null) clearInterval(this.timer);
    for (const socket of this.sockets) socket.destroy();
    this.transport?.destroyAll();
  }

  private createSecure(tls: TlsGuard): Server {
    const server = createTlsServer({ ...SOCKET_OPTIONS, ...tls.serverOptions(), ALPNProtocols: [PROTOCOL] });
    this.strangers = tls.guard(server, Door.GRPC, PROTOCOL);
    server.on("secureConnection", (socket) => {
      if (!socket.destroyed) this.serve(socket, tls.identityOf(socket));
    });
    return server;
  }

  private onConnection(socket: Socket): void {
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    if (this.parts.tls === null) this.serve(socket, null);
  }

  private serve(socket: Socket, identity: Identity | null): void {
    // A reset by the client is followed by "close"; there is nobody left to tell.
    socket.on("error", () => socket.destroy());
    const { connections, settings } = this.parts;
    if (connections.open >= settings.maxConnections) {
      this.refuse();
      // Few doors ever need it, and the frames of HTTP/2 that it is made of come with it.
      void import("./turn-away.ts").then(({ turnAway }) => turnAway(socket));
      return;
    }
    connections.letIn();
    socket.once("close", () => connections.gone());
    const caller = { peer: socket.remoteAddress ?? "", identity };
    this.transport?.take(socket, (connection) => {
      const session = new GrpcSession(connection, caller, this.sessionParts);
      this.sessions.add(session);
      return session;
    });
  }

  private refuse(): void {
    this.parts.connections.turnedAway();
    this.parts.onRefused("TOO_MANY_CONNECTIONS");
  }

  private onTimer(): void {
    const nowUs = this.parts.clock.monotonicUs();
    this.transport?.onTimer(nowUs);
    this.parts.unread.onTimer();
    for (const session of this.sessions) session.onTimer(nowUs, this.parts.idleTimeoutMs * 1000);
  }
}

function compressorOf({ settings, compression }: GrpcDoorParts): AnswerCompressor | null {
  const { minCompressedAnswerBytes } = settings;
  return minCompressedAnswerBytes === null ? null : new AnswerCompressor(minCompressedAnswerBytes, compression);
}

/** By ALPN, which RFC 9113, section 3.3, has every client of HTTP/2 say over TLS. */
const PROTOCOL = "h2";
const SOCKET_OPTIONS = { noDelay: true };
/** Connections that may wait to be accepted: a storm of thousands must not be refused by the kernel. */
const BACKLOG = 4096;
/** How often the sessions are looked at; their bounds are seconds. */
const TIMER_MS = 1_000;
