import type { ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import type { Clock } from "../../../common/clock.ts";
import { MAX_AWAITED_BYTES } from "../../../common/limits.ts";
import type { TransportParts } from "../transport/create-transport.ts";
import type { ConnectionHost, GrpcTransport, TransportConnection } from "../transport/grpc-transport.ts";
import type { TransportSettings } from "../transport/transport-settings.ts";
import { GrpcServer, type PassOn } from "./grpc-server.ts";
import { NodeConnection } from "./node-connection.ts";

interface Arrival {
  readonly socket: Socket;
  readonly hostOf: (connection: TransportConnection) => ConnectionHost;
}

/** HTTP/2 of Node.js, with grpc-js to keep its sessions: keep-alive, age, leave-taking. Why: see the ADR on the gRPC door. */
export class NodeTransport implements GrpcTransport {
  private readonly clock: Clock;
  private readonly server: GrpcServer;
  private readonly connections = new Set<NodeConnection>();
  /** Whose connection is being handed over. */
  private arriving: Arrival | null = null;

  constructor({ clock, settings }: TransportParts) {
    this.clock = clock;
    this.server = new GrpcServer({
      options: serverOptions(settings),
      http2: http2Options(settings),
      onSession: (session, passOn) => this.onSession(session, passOn),
    });
  }

  take(socket: Socket, hostOf: Arrival["hostOf"]): void {
    this.arriving = { socket, hostOf };
    this.server.inject(socket);
  }

  onTimer(): void {
    for (const connection of this.connections) connection.onTimer();
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.tryShutdown(() => resolve()));
  }

  destroyAll(): void {
    this.server.forceShutdown();
  }

  private onSession(session: ServerHttp2Session, passOn: PassOn): void {
    const connection = new NodeConnection(session, { clock: this.clock, ...(this.arriving as Arrival), passOn });
    this.connections.add(connection);
    session.once("close", () => this.connections.delete(connection));
  }
}

function serverOptions(settings: TransportSettings) {
  const { keepAliveIntervalMs, keepAliveTimeoutMs, maxConnectionAgeMs, maxConnectionAgeGraceMs } = settings;
  return {
    // It keeps books of each call for a debugging service that this door does not offer.
    "grpc.enable_channelz": 0,
    ...(keepAliveIntervalMs === 0 ? {} : { "grpc.keepalive_time_ms": keepAliveIntervalMs }),
    "grpc.keepalive_timeout_ms": keepAliveTimeoutMs,
    ...(maxConnectionAgeMs === 0 ? {} : { "grpc.max_connection_age_ms": maxConnectionAgeMs }),
    "grpc.max_connection_age_grace_ms": maxConnectionAgeGraceMs,
  };
}

function http2Options({ maxConcurrentCalls }: TransportSettings) {
  return {
    settings: { maxConcurrentStreams: maxConcurrentCalls },
    maxSendHeaderBlockLength: MAX_SENT_HEADERS,
    // Past it Node refuses streams. What our own bounds let a client have stays below: answers, and of each call whose
    // message waits for room, the window that it was sent in.
    maxSessionMemory: Math.ceil((2 * MAX_AWAITED_BYTES + maxConcurrentCalls * STREAM_WINDOW_BYTES) / 1e6),
  };
}

/** HTTP/2's own, which is not changed. */
const STREAM_WINDOW_BYTES = 65_535;
/** What a failure's details take is bounded; this is far above. */
const MAX_SENT_HEADERS = 64 * 1024;
