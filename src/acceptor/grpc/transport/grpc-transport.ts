import type { Socket } from "node:net";
import type { CallHead, CallStream } from "./call-stream.ts";

/** HTTP/2 as the gRPC door needs it. There are two: see `listeners.grpc.transport`. */
export interface GrpcTransport {
  /** Takes over a socket that was accepted, and made secure if need be. */
  take(socket: Socket, hostOf: (connection: TransportConnection) => ConnectionHost): void;
  /** What time decides: keep-alive, age, floods; to be called about once a second. */
  onTimer(nowUs: number): void;
  /** Tells every client to go; resolves when the last call is answered and its connection is gone. */
  close(): Promise<void>;
  /** Cuts off whoever is left. */
  destroyAll(): void;
}

/** One client's connection, for whoever takes its calls. */
export interface TransportConnection {
  /** Whether the client has begun to speak HTTP/2. */
  readonly hasGreeted: boolean;
  /** Whether no further calls come, be it by our will or the client's. */
  readonly isClosing: boolean;
  /** Bytes that were sent on streams which are over, and have not left. */
  readonly unsentBytes: number;
  /** Tells the client to go; what it has under way is answered. */
  close(): void;
  /** Cuts it off at once, for what it did. */
  cut(): void;
}

/** Whoever takes a connection's calls. */
export interface ConnectionHost {
  onCall(stream: CallStream, head: CallHead): void;
  /** {@link TransportConnection.unsentBytes} have left, all or some. */
  onDrain(): void;
  /** The time that calls under way had is over: they are to be ended. */
  onGraceOver(): void;
  /** The transport has cut the client off, for this reason: the name of a bound. */
  onCut(reason: string): void;
  /** The connection is gone; every stream has heard of its end before. */
  onClosed(): void;
}
