import { batchRoutes } from "./batch-routes.ts";
import { keyValueRoutes } from "./keyvalue-routes.ts";
import { listingRoute } from "./listing-route.ts";
import { methodRoute } from "./method-route.ts";
import { openApiRoute } from "./openapi/openapi-route.ts";
import type { Route } from "./router.ts";
import { streamRoutes } from "./stream-routes.ts";
import { WEBSOCKET_PATH, webSocketRequired } from "./websocket-door.ts";

/** Every path of the HTTP door. */
export function httpRoutes(maxJsonBytes: number): Route[] {
  return [
    ...keyValueRoutes,
    listingRoute,
    ...batchRoutes(maxJsonBytes),
    ...streamRoutes,
    methodRoute(maxJsonBytes),
    openApiRoute,
    // Reached by whoever does not ask for an upgrade, or not as a WebSocket client does.
    { method: "GET", path: WEBSOCKET_PATH, maxBodyBytes: 0, isPublic: true, handle: () => webSocketRequired },
  ];
}
