import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket, Server as SocketServer } from "node:net";
import { MAX_HTTP_HEADER_BYTES, MAX_HTTP_PATH_CHARACTERS } from "../../common/limits.ts";
import type { Identity } from "../../security/authenticator.ts";
import { type PortUse, sharingOptions } from "../port-use.ts";
import { bareAnswer } from "./bare-answer.ts";
import type { HttpHandlers, HttpUpgrade, WebSocketPeer } from "./exchange.ts";
import type { FrontClients } from "./front-clients.ts";
import { badRequest, headersTooLarge } from "./http-refusals.ts";
import { NodeExchange } from "./node-exchange.ts";
import { NodeWebSocket } from "./node-websocket.ts";
import { OpenExchanges } from "./open-exchanges.ts";
import { takeProxyHeader } from "./proxy-header.ts";
import type { InnerServer } from "./tls-front.ts";
import { WEBSOCKET_PATH } from "./websocket-door.ts";

export interface NodeServerParts {
  readonly handlers: HttpHandlers;
  /** Those who come through TLS, in front of this server; null when everybody comes directly. */
  readonly clients: FrontClients | null;
  readonly maxConnections: number;
}

/**
 * HTTP over Node's own server, for where uWebSockets.js has no binary: slower, and the same to a client but for what the
 * two make of requests that are none.
 */
export class NodeServer implements InnerServer {
  readonly name = "node:http";
  readonly boundsConnections = true;
  private readonly parts: NodeServerParts;
  private readonly server: Server;
  /** In front of the server when it listens on a Unix socket: takes the PROXY header off. */
  private front: SocketServer | null = null;
  private readonly exchanges = new OpenExchanges();
  private readonly sockets = new Set<Socket>();
  /** Whose request is not answered. */
  private readonly answering = new WeakSet<Socket>();
  private readonly identities = new WeakMap<Socket, Identity | null>();

  constructor(parts: NodeServerParts) {
    this.parts = parts;
    const { handlers, maxConnections } = parts;
    this.server = createServer({
      maxHeaderSize: MAX_HTTP_HEADER_BYTES + MAX_HTTP_PATH_CHARACTERS + HEAD_SLACK_BYTES,
      headersTimeout: HEAD_MS,
      // The door gives up bodies that come too slowly; a large one may take as long as it is large.
      requestTimeout: 0,
      keepAliveTimeout: HEAD_MS,
      connectionsCheckingInterval: 1_000,
      noDelay: true,
      // Node would refuse by itself, and go on with what follows.
      requireHostHeader: false,
    });
    this.server.maxConnections = maxConnections;
    this.server.on("connection", (socket: Socket) => this.keep(socket));
    this.server.on("drop", () => handlers.onTurnedAway());
    this.server.on("request", (request, response) => {
      const exchange = this.exchangeOf(request, response);
      if (exchange !== null) handlers.onRequest(exchange);
    });
    this.server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) =>
      this.upgrade(request, socket, head),
    );
    this.server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => answerFault(error, socket));
  }

  async open(host: string, port: number, use: PortUse = "alone"): Promise<number> {
    await listen(this.server, { host, port, backlog: BACKLOG, ...(await sharingOptions(host, port, use)) });
    return (this.server.address() as AddressInfo).port;
  }

  async openUnix(path: string): Promise<void> {
    this.front = createSocketServer({ allowHalfOpen: true }, (socket) => {
      this.sockets.add(socket);
      socket.on("error", () => socket.destroy());
      takeProxyHeader(socket, (token) => this.admit(socket, token));
    });
    await listen(this.front, { path });
  }

  stopListening(): void {
    this.front?.close();
    // Not HTTP's own close, which ends connections that have been answered but have not read it.
    if (this.server.listening) SocketServer.prototype.close.call(this.server);
  }

  allAnswered(): Promise<void> {
    return this.exchanges.allOver();
  }

  destroyAll(): void {
    this.stopListening();
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private admit(socket: Socket, token: Buffer): void {
    const identity = this.parts.clients?.find(Uint8Array.from(token).buffer);
    if (identity === undefined) socket.destroy();
    else {
      this.identities.set(socket, identity);
      this.server.emit("connection", socket);
    }
  }

  private keep(socket: Socket): void {
    const { clients, handlers } = this.parts;
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    // Those that come through TLS are counted there.
    if (clients !== null) return;
    handlers.connections.letIn();
    socket.once("close", () => handlers.connections.gone());
  }

  /**
   * null when the last request of the connection is not answered: then the connection is cut off, as the other server
   * does. What stands behind a request that could be read in two ways is not done.
   */
  private exchangeOf(request: IncomingMessage, response: ServerResponse): NodeExchange | null {
    const { socket } = request;
    if (this.answering.has(socket)) {
      socket.destroy();
      return null;
    }
    this.answering.add(socket);
    response.once("close", () => this.answering.delete(socket));
    return new NodeExchange(request, response, this.identities.get(socket) ?? null, this.exchanges);
  }

  private upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const response = new ServerResponse(request);
    // What follows an upgrade is not HTTP: the connection ends with any other answer.
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.on("finish", () => socket.destroySoon());
    socket.on("error", () => socket.destroy());
    const exchange = this.exchangeOf(request, response);
    if (exchange === null) return;
    const isWebSocket = exchange.path === WEBSOCKET_PATH && KEY.test(exchange.headers.webSocketKey ?? "");
    const { handlers } = this.parts;
    if (request.method === "GET" && isWebSocket) {
      const accept = (peer: WebSocketPeer): void => {
        exchange.isOver = true;
        response.detachSocket(socket);
        response.emit("close");
        socket.write(switching(exchange.headers.webSocketKey as string));
        new NodeWebSocket(socket, head, peer, handlers.maxMessageBytes);
      };
      handlers.onUpgrade(Object.assign(exchange, { accept }) as HttpUpgrade);
    } else handlers.onRequest(exchange);
  }
}

function listen(server: SocketServer, where: object): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

function switching(key: string): string {
  const accept = createHash("sha1").update(`${key}${GUID}`).digest("base64");
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
}

/** What cannot be read as a request is answered, as far as anybody listens, and the connection ends. */
function answerFault(error: NodeJS.ErrnoException, socket: Socket): void {
  // A head that does not come in time is given up without a word by the other server, too.
  if (error.code === "ECONNRESET" || error.code === "ERR_HTTP_REQUEST_TIMEOUT" || !socket.writable) {
    socket.destroy();
    return;
  }
  const failure = error.code === "HPE_HEADER_OVERFLOW" ? headersTooLarge : malformed;
  socket.end(bareAnswer(failure));
}

const malformed = badRequest("MALFORMED_HTTP", "headers", "this is no request of HTTP/1.1");

/** Of RFC 6455, 1.3. */
const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/** 16 bytes in base64. */
const KEY = /^[A-Za-z0-9+/]{22}==$/;
/** As long as the other server waits. */
const HEAD_MS = 12_000;
/** The request line, and what stands between the headers. */
const HEAD_SLACK_BYTES = 8 * 1024;
const BACKLOG = 4096;
