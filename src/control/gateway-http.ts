import type { Acceptor } from "../acceptor/acceptor.ts";
import type { CreateHttpServer } from "../acceptor/http/exchange.ts";
import { FrontClients } from "../acceptor/http/front-clients.ts";
import { HttpDoor } from "../acceptor/http/http-door.ts";
import { TlsFront } from "../acceptor/http/tls-front.ts";
import { loadUws, type Uws } from "../acceptor/http/uws.ts";
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
}

/** The HTTP door of a gateway, on the acceptor's thread. */
export function createHttpDoor(config: GatewayConfig, surroundings: HttpDoorSurroundings): HttpDoor {
  const uws = loadUws();
  if (uws instanceof Error) throw uws;
  const { acceptor, authenticator, tls, onProblem } = surroundings;
  const maxConnections = config.limits.maxConnections + MAX_STRANGERS;
  return new HttpDoor({
    clock: systemClock,
    acceptor,
    authenticator,
    corsOrigins: config.listeners.http.corsOrigins,
    createServer:
      tls === null ? (handlers) => new UwsServer(uws, handlers) : behind(uws, { tls, maxConnections, onProblem }),
  });
}

function behind(
  uws: Uws,
  parts: { tls: TlsGuard; maxConnections: number; onProblem: (error: Error) => void },
): CreateHttpServer {
  return (handlers) => {
    const clients = new FrontClients();
    return new TlsFront({ ...parts, clients, inner: new UwsServer(uws, handlers, clients) });
  };
}
