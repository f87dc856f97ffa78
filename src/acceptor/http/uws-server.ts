import type { TemplatedApp, us_listen_socket } from "uWebSockets.js";
import { createServer } from "node:net";
import type { HttpExchange, HttpServer } from "./exchange.ts";
import type { Uws } from "./uws.ts";
import { UwsExchange } from "./uws-exchange.ts";

/**
 * HTTP over uWebSockets.js. What it does by itself: it closes a connection whose request head is not whole within some
 * 12 seconds or whose body comes slower than 16 KiB in that time, one whose head it cannot read, and one that sends a
 * request before it has the answer to the last.
 */
export class UwsServer implements HttpServer {
  readonly name = "uWebSockets.js";
  private readonly uws: Uws;
  private readonly app: App;
  private listening: us_listen_socket | null = null;

  constructor(uws: Uws, onRequest: (exchange: HttpExchange) => void) {
    this.uws = uws;
    this.app = uws.App() as unknown as App;
    this.app.any("/*", (response, request) => UwsExchange.parse(() => onRequest(new UwsExchange(response, request))));
  }

  async open(host: string, port: number): Promise<number> {
    // This server does not say why it cannot listen; Node's does.
    await probe(host, port);
    const { app, uws } = this;
    this.listening = await new Promise<us_listen_socket | null>((resolve) => {
      app.listen(host, port, LISTEN_EXCLUSIVE, (socket) => resolve(socket || null));
    });
    if (this.listening === null) throw new Error(`cannot listen on ${host}:${port}`);
    return uws.us_socket_local_port(this.listening as never);
  }

  stopListening(): void {
    if (this.listening !== null) this.uws.us_listen_socket_close(this.listening);
    this.listening = null;
  }

  destroyAll(): void {
    this.listening = null;
    this.app.close();
  }
}

/** What the binary has and its declarations leave out. */
interface App extends Omit<TemplatedApp, "listen"> {
  listen(host: string, port: number, options: number, done: (socket: us_listen_socket | false) => void): App;
  close(): void;
}

/** No other process may listen on the same port and get a share of the connections. */
const LISTEN_EXCLUSIVE = 1;

function probe(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host, port }, () => server.close(() => resolve()));
  });
}
