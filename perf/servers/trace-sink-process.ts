import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Takes exports of traces, reads them to their end, and says that it has them. Says its port to the parent and ends with it. */
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => response.writeHead(200, { "content-type": "application/x-protobuf" }).end());
});
server.listen({ host: "127.0.0.1", port: 0 }, () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on("disconnect", () => process.exit(0));
