import type { Acceptor } from "../../src/acceptor/acceptor.ts";
import type { GrpcDoor } from "../../src/acceptor/grpc/grpc-door.ts";

/** Connections that an acceptor keeps: of clients that speak frames, and the ways of its doors. */
export function openConnections(acceptor: Acceptor): number {
  return (acceptor as unknown as { connections: ReadonlySet<object> }).connections.size;
}

/** Calls of all connections of a gRPC door that wait for their turn. */
export function waitingCalls(door: GrpcDoor): number {
  const { sessions } = door as unknown as { sessions: ReadonlySet<{ waiting: readonly object[] }> };
  return [...sessions].reduce((sum, { waiting }) => sum + waiting.length, 0);
}

/** Connections whose sessions a gRPC door keeps. */
export function openSessions(door: GrpcDoor): number {
  return (door as unknown as { sessions: ReadonlySet<object> }).sessions.size;
}
