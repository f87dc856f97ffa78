import type { GatewaySetup } from "../../servers/gateway.ts";

/** The gateway whose gRPC is measured: with a transport of its own, whichever it takes where nothing is said. */
export const grpcInMemory: GatewaySetup = {
  workers: "auto",
  memory: ["memory"],
  sqlite: [],
  grpc: { transport: "lean" },
};
