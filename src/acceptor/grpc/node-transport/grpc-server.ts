import { createServer, type Http2Server, type IncomingHttpHeaders, type ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import { Server, ServerCredentials, type ServerOptions } from "@grpc/grpc-js";
import { assert } from "../../../common/assert.ts";

export interface GrpcServerParts {
  readonly options: ServerOptions;
  readonly http2: Parameters<typeof createServer>[0];
  /** A client has connected. `passOn` gives a stream of it to the services that were added to the server. */
  readonly onSession: (session: ServerHttp2Session, passOn: PassOn) => void;
}

export type PassOn = (stream: import("node:http2").ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

/**
 * The server of @grpc/grpc-js, with two things made reachable that it keeps to itself: the options of its HTTP/2 server,
 * and the sessions, so that their streams may be taken before its own, slower, way of handling them. Why: see the ADR on
 * the gRPC door. This is the only file that knows names inside of the package; the version is pinned, and what it needs
 * is asserted here.
 */
export class GrpcServer extends Server {
  /** Hands over a connection that has been accepted. */
  readonly inject: (socket: Socket) => void;

  constructor(parts: GrpcServerParts) {
    super(parts.options);
    const inner = this as unknown as Inner;
    assert(typeof inner.createHttp2Server === "function", "grpc-js has no createHttp2Server any more");
    assert(typeof inner._setupHandlers === "function", "grpc-js has no _setupHandlers any more");
    inner.createHttp2Server = () => {
      const server = createServer(parts.http2);
      inner._setupHandlers(server, []);
      server.on("session", (session) =>
        parts.onSession(session, (stream, headers) => server.emit("stream", stream, headers)),
      );
      return server;
    };
    this.inject = this.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection as never;
  }
}

/** What of grpc-js 1.14 is used beside its interface. */
interface Inner {
  createHttp2Server: () => Http2Server;
  /** Has the server's sessions and streams handled. */
  _setupHandlers: (server: Http2Server, interceptors: never[]) => void;
}
