import { connect, type Socket } from "node:net";
import { type ConnectionOptions, type TLSSocket, connect as tlsConnect } from "node:tls";
import type { Address } from "./address.ts";
import { plainCause } from "./plain-cause.ts";
import type { Timer } from "./timer.ts";

/** How the opening of one socket ends. */
export interface ConnectorHandlers {
  readonly onOpen: (socket: Socket) => void;
  readonly onFailed: (cause: Error) => void;
}

export interface ConnectorOptions {
  readonly timeoutMs: number;
  readonly timer: Timer;
  /** Null for an address without TLS. */
  readonly tls: ConnectionOptions | null;
}

/** Opens one socket; exactly one handler is called, once. Returns what gives the attempt up, after which none is. */
export function openSocket(address: Address, options: ConnectorOptions, handlers: ConnectorHandlers): () => void {
  const { timeoutMs, timer, tls } = options;
  const to = { host: address.host, port: address.port, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS };
  const socket = tls === null ? connect({ ...to, noDelay: true }) : tlsConnect({ ...to, ...tls });
  const fail = (cause: Error): void => {
    forget();
    handlers.onFailed(cause);
  };
  const stop = timer.start(timeoutMs, true, () => fail(new Error(`no connection within ${timeoutMs} ms`)));
  const forget = (): void => {
    stop();
    socket.removeAllListeners();
    // The socket may still report the end of an attempt that was given up.
    socket.on("error", () => {});
    socket.destroy();
  };
  socket.once("error", (error: Error) => fail(plainCause(error)));
  socket.once(tls === null ? "connect" : "secureConnect", () => {
    if (tls?.ALPNProtocols !== undefined && !(socket as TLSSocket).alpnProtocol) {
      fail(new Error("the server does not speak HTTP/2 by TLS; is a gRPC door at this address?"));
      return;
    }
    stop();
    socket.removeAllListeners("error");
    if (tls !== null) socket.setNoDelay(true);
    handlers.onOpen(socket);
  });
  return forget;
}

/** A dead peer behind a silent network is noticed sooner than by the system's default of two hours. */
const KEEP_ALIVE_MS = 30_000;
