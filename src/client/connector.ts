import { connect, type Socket } from "node:net";
import type { Address } from "./address.ts";
import type { Timer } from "./timer.ts";

/** How the opening of one socket ends. */
export interface ConnectorHandlers {
  readonly onOpen: (socket: Socket) => void;
  readonly onFailed: (cause: Error) => void;
}

/** Opens one socket; exactly one handler is called, once. Returns what gives the attempt up, after which none is. */
export function openSocket(address: Address, timeoutMs: number, timer: Timer, handlers: ConnectorHandlers): () => void {
  const socket = connect({
    host: address.host,
    port: address.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
  });
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
  socket.once("connect", () => {
    stop();
    socket.removeAllListeners("error");
    handlers.onOpen(socket);
  });
  return forget;
}

/** A dead peer behind a silent network is noticed sooner than by the system's default of two hours. */
const KEEP_ALIVE_MS = 30_000;

/** A name with several addresses fails with all their errors at once and an empty message: take the first. */
function plainCause(error: Error): Error {
  const first = error instanceof AggregateError ? (error.errors[0] as Error | undefined) : undefined;
  return first ?? error;
}
