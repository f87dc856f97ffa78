import { ConnectionCounters, type ConnectionFigures } from "./connection-counters.ts";
import { HttpCounters, type HttpFigures } from "./http/http-counters.ts";
import { SubscriptionCounters, type SubscriptionFigures } from "./subscriptions/subscription-counters.ts";

const TOTALS = [
  ...(["framesIn", "framesOut", "bytesIn", "pauses"] as const),
  ...(["ringFullPauses", "slowReadersCut", "idleClosed", "staleAnswers"] as const),
] as const;

/** What an acceptor has counted, as it is told from one thread to another. */
export interface CounterFigures extends Readonly<Record<(typeof TOTALS)[number], number>> {
  readonly refusals: ReadonlyMap<string, number>;
  readonly connections: Readonly<Record<"frames" | "grpc" | "http", ConnectionFigures>>;
  readonly http: HttpFigures;
  readonly subscriptions: Readonly<Record<"tcp" | "websocket" | "grpc", SubscriptionFigures>>;
}

/** What the acceptor has counted since it started. */
export class AcceptorCounters implements CounterFigures {
  framesIn = 0;
  framesOut = 0;
  bytesIn = 0;
  /** A connection was no longer read, for whichever reason. */
  pauses = 0;
  /** … because a ring was full. */
  ringFullPauses = 0;
  slowReadersCut = 0;
  idleClosed = 0;
  /** Answers whose slot had gone to another request. */
  staleAnswers = 0;
  /** Requests answered by the acceptor itself, by reason. The reasons are a fixed set. */
  readonly refusals = new Map<string, number>();

  /**
   * Those that carry frames, over TCP or WebSocket, which are limited together; those of the gRPC door; and those of the
   * HTTP door where its server sees them, WebSockets among them.
   */
  readonly connections = {
    frames: new ConnectionCounters(),
    grpc: new ConnectionCounters(),
    http: new ConnectionCounters(),
  };
  readonly http = new HttpCounters();
  readonly subscriptions = {
    tcp: new SubscriptionCounters(),
    websocket: new SubscriptionCounters(),
    grpc: new SubscriptionCounters(),
  };

  /** Adds what another acceptor has counted. */
  add(other: CounterFigures): void {
    for (const total of TOTALS) this[total] += other[total];
    for (const [reason, count] of other.refusals) this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + count);
    this.connections.frames.add(other.connections.frames);
    this.connections.grpc.add(other.connections.grpc);
    this.connections.http.add(other.connections.http);
    this.http.add(other.http);
    this.subscriptions.tcp.add(other.subscriptions.tcp);
    this.subscriptions.websocket.add(other.subscriptions.websocket);
    this.subscriptions.grpc.add(other.subscriptions.grpc);
  }

  refused(reason: string): void {
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }
}
