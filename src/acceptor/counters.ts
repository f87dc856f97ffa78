import { Door } from "../security/caller.ts";
import { ConnectionCounters, type ConnectionFigures } from "./connection-counters.ts";
import { CompressionCounters, type CompressionFigures } from "./grpc/compression/compression-counters.ts";
import { HttpCounters, type HttpFigures } from "./http/http-counters.ts";
import { SubscriptionCounters, type SubscriptionFigures } from "./subscriptions/subscription-counters.ts";

const TOTALS = [
  ...(["framesIn", "framesOut", "bytesIn", "pauses"] as const),
  ...(["ringFullPauses", "slowReadersCut", "idleClosed", "staleAnswers"] as const),
] as const;

/** What an acceptor has counted, as it is told from one thread to another. */
export interface CounterFigures extends Readonly<Record<(typeof TOTALS)[number], number>> {
  readonly refusals: ReadonlyMap<string, number>;
  readonly connections: Readonly<Record<"tcp" | "websocket" | "grpc" | "http", ConnectionFigures>>;
  readonly http: HttpFigures;
  readonly compression: CompressionFigures;
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

  /** By door; those of HTTP where its server sees them, and those that became WebSockets are among them. */
  readonly connections = {
    tcp: new ConnectionCounters(),
    websocket: new ConnectionCounters(),
    grpc: new ConnectionCounters(),
    http: new ConnectionCounters(),
  };
  readonly http = new HttpCounters();
  /** Of the gRPC door's answers. */
  readonly compression = new CompressionCounters();
  readonly subscriptions = {
    tcp: new SubscriptionCounters(),
    websocket: new SubscriptionCounters(),
    grpc: new SubscriptionCounters(),
  };

  /** Adds what another acceptor has counted. */
  add(other: CounterFigures): void {
    for (const total of TOTALS) this[total] += other[total];
    for (const [reason, count] of other.refusals) this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + count);
    this.connections.tcp.add(other.connections.tcp);
    this.connections.websocket.add(other.connections.websocket);
    this.connections.grpc.add(other.connections.grpc);
    this.connections.http.add(other.connections.http);
    this.http.add(other.http);
    this.compression.add(other.compression);
    this.subscriptions.tcp.add(other.subscriptions.tcp);
    this.subscriptions.websocket.add(other.subscriptions.websocket);
    this.subscriptions.grpc.add(other.subscriptions.grpc);
  }

  /** Of those that carry frames: by which of the two doors they do. */
  framesBy(door: Door): ConnectionCounters {
    return door === Door.WEBSOCKET ? this.connections.websocket : this.connections.tcp;
  }

  /** Open ones that carry frames, which are limited together. */
  get framesOpen(): number {
    return this.connections.tcp.open + this.connections.websocket.open;
  }

  refused(reason: string): void {
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }
}
