import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { AbstractConnector, type RedisOptions } from "ioredis";

/** As ioredis' own for one server, but that it shows its socket. */
export abstract class SocketConnector extends AbstractConnector {
  readonly #options: RedisOptions;

  constructor(options: unknown) {
    super((options as RedisOptions).disconnectTimeout ?? 0);
    this.#options = options as RedisOptions;
  }

  protected open(): Socket {
    const { host = "localhost", port = 6379, tls } = this.#options;
    this.connecting = true;
    const socket = tls ? connectTls({ ...tls, host, port }) : connectPlain({ host, port });
    this.stream = socket;
    socket.once("error", (error) => {
      this.firstError = error;
    });
    return socket;
  }
}
