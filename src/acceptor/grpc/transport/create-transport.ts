import { NodeTransport, type NodeTransportParts } from "../node-transport/node-transport.ts";
import type { GrpcTransport } from "./grpc-transport.ts";
import type { TransportSettings } from "./transport-settings.ts";

export type TransportParts = Omit<NodeTransportParts, "settings">;

/** The one place that knows which transports there are. */
export function createTransport(settings: TransportSettings, parts: TransportParts): GrpcTransport {
  return new NodeTransport({ ...parts, settings });
}
