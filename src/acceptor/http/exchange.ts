import type { Identity } from "../../security/authenticator.ts";
import type { ConnectionCounters } from "../connection-counters.ts";
import type { PortUse } from "../port-use.ts";
import type { RequestHeaders } from "./request-headers.ts";

/** One request whose head has come, and the way to answer it: what the door sees of an HTTP server. */
export interface HttpExchange {
  /** As it came: methods are case-sensitive. */
  readonly method: string;
  /** The path of the request's target as it came: percent-encoded, and not normalised in any way. */
  readonly path: string;
  /** What stands behind the first `?`; empty when there is none. */
  readonly query: string;
  readonly headers: RequestHeaders;
  /** The client's address without its port; empty where another server stands in front. */
  readonly peer: string;
  /** Who the client's certificate says it is; null when it does not say, or there is none. */
  readonly identity: Identity | null;
  /** The client went away, or has its answer. */
  readonly isOver: boolean;
  /** Called when the client goes away before it was answered. */
  onGone: (() => void) | null;
  /** Has the body read; to be called in the turn in which the request came. A chunk is borrowed until `onChunk` returns. */
  readBody(onChunk: (chunk: Buffer, isLast: boolean) => void): void;
  /** No more of the body is read, but for what has come already, until {@link resumeBody}. */
  pauseBody(): void;
  resumeBody(): void;
  /** Answers. The body is borrowed until this returns; does nothing when the exchange is over. */
  send(answer: HttpAnswer): void;
  /** Begins an answer whose body follows part by part; until its end the exchange is not over. */
  begin(head: HttpHead): HttpBody;
}

/** What stands before a body that comes part by part. */
export interface HttpHead {
  readonly status: number;
  /** As of {@link HttpAnswer}. */
  readonly headers: readonly string[];
  /** Bytes of the body. */
  readonly totalBytes: number;
  readonly isLast: boolean;
}

/** A body on its way. Once the client is gone nothing of it does anything, and what is written resolves. */
export interface HttpBody {
  /** Resolves when the socket has taken all of it, so that there is room for the next. To be called one at a time; the bytes are the body's until then. */
  write(bytes: Uint8Array): Promise<void>;
  /** The body cannot be gone on with: its client sees that it is not whole. */
  cut(): void;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names and values in turn. `Content-Length` and `Date` are the server's business. */
  readonly headers: readonly string[];
  /** null = the status has no body (204, 304). */
  readonly body: Uint8Array | string | null;
  /** Only the head is sent, with the length of the body: the answer to HEAD. */
  readonly isHeadOnly: boolean;
  /** The connection ends with this answer. */
  readonly isLast: boolean;
  /** Bytes of a body that is not there, where only the head is sent. */
  readonly totalBytes?: number;
}

/** A request that asks to speak WebSocket from now on. It is answered like any other, or accepted. */
export interface HttpUpgrade extends HttpExchange {
  /** Instead of `send`: the connection becomes a WebSocket, and its events go to `peer`. */
  accept(peer: WebSocketPeer): void;
}

/** A WebSocket as the server gives it. Not to be touched once its peer has heard `onClose`. */
export interface WebSocketLink {
  /** One binary message; the bytes are borrowed until it returns. */
  send(bytes: Buffer): void;
  /** Bytes that were sent and have not left. */
  readonly unsentBytes: number;
  /** The closing handshake. `reason` has 123 bytes at most. Calls `onClose`. */
  end(code: number, reason: string): void;
  /** Closes at once, without a word. Calls `onClose`. */
  destroy(): void;
}

/** Who hears of what happens on a WebSocket. */
export interface WebSocketPeer {
  onOpen(link: WebSocketLink): void;
  /** A whole message, borrowed until it returns. */
  onMessage(bytes: Buffer, isBinary: boolean): void;
  /** Some of what was sent has left. */
  onDrain(): void;
  onClose(): void;
}

export interface HttpHandlers {
  onRequest(exchange: HttpExchange): void;
  onUpgrade(upgrade: HttpUpgrade): void;
  /** For a server that sees its connections: those that it serves. */
  readonly connections: ConnectionCounters;
  /** A connection is one too many, and is not served. */
  onTurnedAway(): void;
  /** Bytes of the largest WebSocket message; a client that sends a larger one is cut off. */
  readonly maxMessageBytes: number;
}

/** What an HTTP server is to the door: sockets, parsing, and the writing of answers. */
export interface HttpServer {
  /** For the log and the banner: which implementation serves. */
  readonly name: string;
  /** Whether it bounds its connections by itself. */
  readonly boundsConnections: boolean;
  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  open(host: string, port: number, use?: PortUse): Promise<number>;
  /** Takes no new connections. Those that are there stay. */
  stopListening(): void;
  /** Resolves when every request that has come is answered, and its answer has left the process. */
  allAnswered(): Promise<void>;
  /** Cuts off every connection. */
  destroyAll(): void;
}

export type CreateHttpServer = (handlers: HttpHandlers) => HttpServer;
