import type { Identity } from "../../security/authenticator.ts";
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
  /** Who the client's certificate says it is; null when it does not say, or there is none. */
  readonly identity: Identity | null;
  /** The client went away, or has its answer. */
  readonly isOver: boolean;
  /** Called when the client goes away before it was answered. */
  onGone: (() => void) | null;
  /** Has the body read; to be called in the turn in which the request came. A chunk is borrowed until `onChunk` returns. */
  readBody(onChunk: (chunk: Buffer, isLast: boolean) => void): void;
  /** Answers. The body is borrowed until this returns; does nothing when the exchange is over. */
  send(answer: HttpAnswer): void;
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
}

/** What an HTTP server is to the door: sockets, parsing, and the writing of answers. */
export interface HttpServer {
  /** For the log and the banner: which implementation serves. */
  readonly name: string;
  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  open(host: string, port: number): Promise<number>;
  /** Takes no new connections. Those that are there stay. */
  stopListening(): void;
  /** Cuts off every connection. */
  destroyAll(): void;
}

/** Makes the server that hands each request to `onRequest`. */
export type CreateHttpServer = (onRequest: (exchange: HttpExchange) => void) => HttpServer;
