import type { us_listen_socket } from "uWebSockets.js";
import { loadUws } from "../../src/acceptor/http/uws.ts";

/** The least that uWebSockets.js can do: one constant for everything. Says its port to the parent and ends with it. */
const uws = loadUws();
if (uws instanceof Error) throw uws;
const body = Buffer.alloc(Number(process.argv[2]), "x");
uws
  .App()
  .any("/*", (response) => {
    response.end(body);
  })
  .listen("127.0.0.1", 0, (socket) => {
    process.send?.({ port: uws.us_socket_local_port(socket as us_listen_socket) });
  });
process.on("disconnect", () => process.exit(0));
