import { grpcListener } from "../../../src/config/sections/grpc-listener.ts";
import type { GatewaySetup } from "../../servers/gateway.ts";

/** The gateway whose gRPC is measured: with a transport of its own, whichever it takes where nothing is said; one that has no choice, as it is. */
export const grpcInMemory: GatewaySetup = {
  workers: "auto",
  memory: ["memory"],
  sqlite: [],
  grpc: "transport" in grpcListener.entries ? { transport: "lean" } : {},
};
