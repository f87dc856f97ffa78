import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type Server as SecureServer } from "node:https";
import { type AddressInfo, Server as NetServer, type Socket } from "node:net";
import { Door } from "../security/caller.ts";
import type { TlsGuard } from "../security/tls/tls-guard.ts";
import { type AdminAnswer, textAnswer } from "./admin-answer.ts";
import * as limits from "./admin-limits.ts";
import { type AdminParts, answerAdmin } from "./admin-routes.ts";

/** The admin port: `/livez`, `/readyz` and `/metrics` over HTTP/1.1. It shares its thread with the acceptor's sockets. */
export interface AdminServer {
  /** Resolves with the port; rejects with the system's error, for example EADDRINUSE. */
  open(host: string, port: number): Promise<number>;
  /** Ends at once every connection that is owed no answer, and the others after their answer, or after a second. */
  close(): Promise<void>;
}

/** @param tls null = without TLS. */
export function createAdminServer(
  parts: AdminParts,
  timeouts = limits.ADMIN_TIMEOUTS,
  tls: TlsGuard | null = null,
): AdminServer {
  const pages = {
    prometheus: shareWhilePending(() => parts.metrics("prometheus")),
    openmetrics: shareWhilePending(() => parts.metrics("openmetrics")),
  };
  const shared: AdminParts = { ...boundParts(parts), metrics: (format) => pages[format]() };
  const owed = new OwedAnswers();
  const options: ServerOptions = {
    maxHeaderSize: limits.MAX_ADMIN_HEADER_BYTES,
    headersTimeout: timeouts.headersMs,
    requestTimeout: timeouts.requestMs,
    connectionsCheckingInterval: timeouts.checkMs,
    keepAliveTimeout: timeouts.keepAliveMs,
  };
  const server = tls === null ? createServer(options) : createSecureServer({ ...options, ...tls.serverOptions() });
  server.on("request", (request, response) => {
    owed.add(request.socket, response);
    const identity = tls === null ? null : tls.identityOf(request.socket);
    void serve(() => answerAdmin(shared, request, identity), shared, server, request, response);
  });
  server.maxConnections = limits.MAX_ADMIN_CONNECTIONS;
  server.timeout = timeouts.stallMs;
  const strangers = tls?.guard(server as SecureServer, Door.ADMIN);
  server.on(tls === null ? "connection" : "secureConnection", (socket: Socket) => owed.open(socket));
  return {
    open: (host, port) => open(server, host, port),
    close: () => {
      const closed = close(server, owed);
      strangers?.destroyAll();
      return closed;
    },
  };
}

/** How many answers each connection is owed. Node's own idea of an idle connection leaves out one that has asked nothing. */
class OwedAnswers {
  private readonly counts = new Map<Socket, number>();
  private isEnding = false;

  open(socket: Socket): void {
    this.counts.set(socket, 0);
    socket.once("close", () => this.counts.delete(socket));
  }

  add(socket: Socket, response: ServerResponse): void {
    this.change(socket, 1);
    response.once("close", () => this.change(socket, -1));
  }

  /** Ends every connection that is owed nothing, now or later. */
  endIdle(): void {
    this.isEnding = true;
    for (const [socket, count] of this.counts) if (count === 0) socket.destroy();
  }

  private change(socket: Socket, by: number): void {
    const count = this.counts.get(socket);
    if (count === undefined) return;
    this.counts.set(socket, count + by);
    if (this.isEnding && count + by === 0) socket.destroySoon();
  }
}

function boundParts(parts: AdminParts): AdminParts {
  return {
    ready: () => parts.ready(),
    metrics: (format) => parts.metrics(format),
    describe: () => parts.describe?.() ?? {},
    onError: (error) => parts.onError?.(error),
    ...(parts.api === undefined ? {} : { api: parts.api }),
    ...(parts.pages === undefined ? {} : { pages: parts.pages }),
  };
}

/** Callers that come while one collection is under way get the same one. */
function shareWhilePending<T>(start: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | null = null;
  return () => {
    pending ??= start().finally(() => {
      pending = null;
    });
    return pending;
  };
}

async function serve(
  make: () => Promise<AdminAnswer>,
  parts: AdminParts,
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Whoever went away while the answer was made is nobody's concern.
  response.on("error", () => undefined);
  let answer: AdminAnswer;
  try {
    answer = await make();
  } catch (error) {
    parts.onError?.(error);
    answer = textAnswer(500, ["something went wrong in the gateway; its log says what"]);
  }
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  // A body that nobody reads would otherwise have to be read to find the next request behind it.
  if (!server.listening || (hasBody(request) && !request.complete)) response.shouldKeepAlive = false;
  response.writeHead(answer.status, {
    ...answer.headers,
    "Content-Type": answer.contentType,
    "Content-Length": body.length,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(body);
}

function hasBody(request: IncomingMessage): boolean {
  return request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;
}

function open(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.removeListener("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server, owed: OwedAnswers): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve) => {
    const grace = setTimeout(() => server.closeAllConnections(), limits.ADMIN_CLOSE_GRACE_MS);
    // HTTP's own close would cut off answers that have been handed over but not sent; it is left the tidying up.
    NetServer.prototype.close.call(server, () => {
      clearTimeout(grace);
      server.close(() => resolve());
    });
    owed.endIdle();
  });
}
