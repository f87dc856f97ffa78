import type { Acceptor } from "../acceptor/acceptor.ts";
import { HttpDoor } from "../acceptor/http/http-door.ts";
import { loadUws } from "../acceptor/http/uws.ts";
import { UwsServer } from "../acceptor/http/uws-server.ts";
import { systemClock } from "../common/clock.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { Authenticator } from "../security/authenticator.ts";

/** The HTTP door of a gateway, on the acceptor's thread. */
export function createHttpDoor(config: GatewayConfig, acceptor: Acceptor, authenticator: Authenticator): HttpDoor {
  const uws = loadUws();
  if (uws instanceof Error) throw uws;
  return new HttpDoor({
    clock: systemClock,
    acceptor,
    authenticator,
    corsOrigins: config.listeners.http.corsOrigins,
    createServer: (onRequest) => new UwsServer(uws, onRequest),
  });
}
