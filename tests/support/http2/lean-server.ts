import { type AddressInfo, createServer } from "node:net";
import type { TestContext } from "node:test";
import { LeanTransport } from "../../../src/acceptor/grpc/lean-transport/lean-transport.ts";
import { okTrailers } from "../../../src/acceptor/grpc/response-heads.ts";
import type { CallStream } from "../../../src/acceptor/grpc/transport/call-stream.ts";
import type { ConnectionHost } from "../../../src/acceptor/grpc/transport/grpc-transport.ts";
import type { TransportSettings } from "../../../src/acceptor/grpc/transport/transport-settings.ts";
import { systemClock } from "../../../src/common/clock.ts";
import { afterwards } from "../afterwards.ts";

/** Our own HTTP/2, which answers each call when its end has come, with an empty message. Returns its port. */
export async function openLeanServer(t: TestContext): Promise<number> {
  const transport = new LeanTransport({ clock: systemClock, settings: leanSettings });
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => socket.destroy());
    transport.take(socket, () => answering);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  afterwards(t, () => {
    transport.destroyAll();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

export const leanSettings: TransportSettings = {
  transport: "lean",
  maxConcurrentCalls: 100,
  keepAliveIntervalMs: 0,
  keepAliveTimeoutMs: 20_000,
  maxConnectionAgeMs: 0,
  maxConnectionAgeGraceMs: 1_000,
};

/** Answers what has been said whole. */
export const answering: ConnectionHost = {
  onCall: (stream) => stream.read({ onChunk: () => undefined, onEnd: () => answer(stream), onClosed: () => undefined }),
  onDrain: () => undefined,
  onGraceOver: () => undefined,
  onCut: () => undefined,
  onClosed: () => undefined,
};

function answer(stream: CallStream): void {
  stream.answer(nothing, 0, 0, okTrailers);
}

const nothing = Buffer.alloc(0);
