import type { Acceptor } from "../acceptor/acceptor.ts";
import type { CallFault } from "../acceptor/call-faults.ts";
import type { HttpHandlers } from "../acceptor/http/exchange.ts";
import { FrontClients } from "../acceptor/http/front-clients.ts";
import { HttpDoor } from "../acceptor/http/http-door.ts";
import { NodeServer } from "../acceptor/http/node-server.ts";
import { type InnerServer, TlsFront } from "../acceptor/http/tls-front.ts";
import { loadUws } from "../acceptor/http/uws.ts";
import { UwsServer } from "../acceptor/http/uws-server.ts";
import { systemClock } from "../common/clock.ts";
import { MAX_STRANGERS } from "../common/limits.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { Authenticator } from "../security/authenticator.ts";
import type { TlsGuard } from "../security/tls/tls-guard.ts";

export interface HttpDoorSurroundings {
  readonly acceptor: Acceptor;
  readonly authenticator: Authenticator;
  /** null = without TLS. */
  readonly tls: TlsGuard | null;
  readonly onProblem: (error: Error) => void;
  /** Hears what failed in the door itself. */
  readonly onFault: (fault: CallFault) => void;
  /** Hears why the faster server does not serve. */
  readonly onNotice: (problem: string) => void;
}

/** The HTTP door of a gateway, on the acceptor's thread. */
export function createHttpDoor(config: GatewayConfig, surroundings: HttpDoorSurroundings): HttpDoor {
  const { acceptor, authenticator, tls, onProblem, onFault } = surroundings;
  const { maxConnections } = config.limits;
  const create = chooseServer(config.listeners.http.server, maxConnections, surroundings.onNotice);
  return new HttpDoor({
    clock: systemClock,
    acceptor,
    authenticator,
    corsOrigins: config.listeners.http.corsOrigins,
    onFault,
    createServer: (handlers) => {
      if (tls === null) return create(handlers, null);
      const clients = new FrontClients();
      return new TlsFront({ tls, handlers, maxConnections, onProblem, clients, inner: create(handlers, clients) });
    },
  });
}

type CreateInner = (handlers: HttpHandlers, clients: FrontClients | null) => InnerServer;

function chooseServer(wanted: string, maxConnections: number, onNotice: (problem: string) => void): CreateInner {
  // A WebSocket that is one too many is told so by the acceptor, once it is one.
  const most = maxConnections + MAX_STRANGERS;
  const node: CreateInner = (handlers, clients) => new NodeServer({ handlers, clients, maxConnections: most });
  if (wanted === "node") return node;
  const uws = loadUws();
  if (!(uws instanceof Error)) return (handlers, clients) => new UwsServer(uws, handlers, clients);
  if (wanted === "uwebsockets")
    throw new Error(`listeners.http.server is uwebsockets, and it cannot be loaded: ${uws.message}`);
  onNotice(uws.message);
  return node;
}
