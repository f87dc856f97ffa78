/** Every choice of `listeners.grpc.transport`: what holds of one holds of all. */
export const grpcTransports = ["lean", "grpc-js"] as const;

export type GrpcTransportName = (typeof grpcTransports)[number];

/** Every place and way that the gRPC door can be opened in, as flags of a gateway. */
export const grpcPlaces = grpcTransports.flatMap((transport) =>
  (["shared", "own"] as const).map((thread) => ({
    name: `${transport}, thread ${thread}`,
    flags: { "listeners.grpc.transport": transport, "listeners.grpc.thread": thread },
  })),
);
