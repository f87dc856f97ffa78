import { createServer } from "node:http2";
import type { AddressInfo } from "node:net";

// The HTTP/2 of Node, which answers each request when its end has come, as gRPC does. Prints its port; ends with its input.
const server = createServer({ settings: { maxConcurrentStreams: 100 } });
server.on("session", (session) => void session.on("error", () => undefined));
server.on("stream", (stream) => {
  const isOver = (): boolean => stream.destroyed || stream.closed;
  stream.on("error", () => undefined);
  stream.on("wantTrailers", () => {
    if (!isOver()) stream.sendTrailers({ "grpc-status": "0" });
  });
  stream.on("data", () => undefined);
  stream.once("end", () => {
    if (isOver()) return;
    stream.respond({ "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.end(Buffer.alloc(5));
  });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.once("end", () => process.exit()).resume();
