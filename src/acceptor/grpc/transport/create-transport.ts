import type { Clock } from "../../../common/clock.ts";
import type { GrpcTransport } from "./grpc-transport.ts";
import type { TransportSettings } from "./transport-settings.ts";

export interface TransportParts {
  readonly clock: Clock;
  readonly settings: TransportSettings;
}

/** The transport that is configured, and the one place that knows which there are. What is not used is not loaded. */
export async function createTransport(parts: TransportParts): Promise<GrpcTransport> {
  if (parts.settings.transport === "lean") {
    const { LeanTransport } = await import("../lean-transport/lean-transport.ts");
    return new LeanTransport(parts);
  }
  const { NodeTransport } = await import("../node-transport/node-transport.ts");
  return new NodeTransport(parts);
}
