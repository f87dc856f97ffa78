import type { HttpResponse, TemplatedApp, us_listen_socket, WebSocketBehavior } from "uWebSockets.js";
import type { Identity } from "../../security/authenticator.ts";
import { type PortUse, probePort } from "../port-use.ts";
import type { HttpHandlers } from "./exchange.ts";
import type { FrontClients } from "./front-clients.ts";
import { OpenExchanges } from "./open-exchanges.ts";
import type { InnerServer } from "./tls-front.ts";
import type { Uws } from "./uws.ts";
import { UwsExchange } from "./uws-exchange.ts";
import { type UwsPeer, UwsUpgrade, UwsWebSocket } from "./uws-upgrade.ts";
import { WEBSOCKET_PATH } from "./websocket-door.ts";

/**
 * HTTP over uWebSockets.js. What it does by itself: it closes a connection whose request head is not whole within some
 * 12 seconds or whose body comes slower than 16 KiB in that time, one whose head it cannot read, and one that sends a
 * request before it has the answer to the last.
 */
export class UwsServer implements InnerServer {
  readonly name = "uWebSockets.js";
  readonly boundsConnections = false;
  private readonly uws: Uws;
  private readonly app: App;
  private readonly clients: FrontClients | null;
  private readonly exchanges = new OpenExchanges();
  private listening: us_listen_socket | null = null;

  /** @param clients those who come through TLS, in front of this server; null when everybody comes directly. */
  constructor(uws: Uws, handlers: HttpHandlers, clients: FrontClients | null = null) {
    this.uws = uws;
    this.clients = clients;
    this.app = uws.App() as unknown as App;
    const open = this.exchanges;
    this.app.ws<UwsPeer>(WEBSOCKET_PATH, {
      ...webSocketBehavior(handlers.maxMessageBytes),
      upgrade: (response, request, context) =>
        this.admit(response, (known) =>
          handlers.onUpgrade(new UwsUpgrade(response, request, known, { open, context })),
        ),
    });
    this.app.any("/*", (response, request) =>
      this.admit(response, (known) => handlers.onRequest(new UwsExchange(response, request, known, open))),
    );
  }

  private admit(response: HttpResponse, work: (known: Identity | null) => void): void {
    const known = this.identityOf(response);
    if (known === undefined) response.close();
    else UwsExchange.parse(() => work(known));
  }

  /** Who a connection's certificate says it is; undefined when it should have come through TLS and has not. */
  private identityOf(response: HttpResponse): Identity | null | undefined {
    return this.clients === null ? null : this.clients.find(response.getProxiedRemoteAddress());
  }

  async open(host: string, port: number, use: PortUse = "alone"): Promise<number> {
    // This server does not say why it cannot listen; Node's does.
    const probed = use === "joins" ? port : await probePort(host, port);
    // A port that the system chooses for it is never shared.
    const at = use === "first" ? probed : port;
    const { app, uws } = this;
    this.listening = await new Promise<us_listen_socket | null>((resolve) => {
      app.listen(host, at, use === "alone" ? LISTEN_EXCLUSIVE : LISTEN_SHARED, (socket) => resolve(socket || null));
    });
    if (this.listening === null) throw new Error(`cannot listen on ${host}:${port}`);
    return uws.us_socket_local_port(this.listening as never);
  }

  /** Listens on a Unix socket, for a server in front. */
  async openUnix(path: string): Promise<void> {
    this.listening = await new Promise<us_listen_socket | null>((resolve) => {
      this.app.listen_unix((socket) => resolve(socket || null), path);
    });
    if (this.listening === null) throw new Error(`cannot listen on ${path}`);
  }

  allAnswered(): Promise<void> {
    return this.exchanges.allOver();
  }

  stopListening(): void {
    if (this.listening !== null) this.uws.us_listen_socket_close(this.listening);
    this.listening = null;
  }

  destroyAll(): void {
    this.listening = null;
    this.app.close();
  }
}

/** What the binary has and its declarations leave out. */
interface App extends Omit<TemplatedApp, "listen" | "listen_unix"> {
  listen(host: string, port: number, options: number, done: (socket: us_listen_socket | false) => void): App;
  listen_unix(done: (socket: us_listen_socket | false) => void, path: string): App;
  close(): void;
}

function webSocketBehavior(maxMessageBytes: number): WebSocketBehavior<UwsPeer> {
  return {
    maxPayloadLength: maxMessageBytes,
    // How much may wait for a client that does not read is the acceptor's business; a message must not be dropped.
    maxBackpressure: 0,
    idleTimeout: PROBE_SECONDS,
    sendPingsAutomatically: true,
    open: (socket) => socket.getUserData().peer.onOpen(new UwsWebSocket(socket)),
    message: (socket, message, isBinary) => socket.getUserData().peer.onMessage(Buffer.from(message), isBinary),
    drain: (socket) => socket.getUserData().peer.onDrain(),
    close: (socket) => socket.getUserData().peer.onClose(),
  };
}

/** A client that is silent so long is sent a ping, and is cut off when it does not answer that either. */
const PROBE_SECONDS = 120;
/** No other process may listen on the same port and get a share of the connections. */
const LISTEN_EXCLUSIVE = 1;
/** Other threads of this process do: the system gives each connection to one of them. */
const LISTEN_SHARED = 0;
