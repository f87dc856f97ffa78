import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { AbstractConnector, type RedisOptions, SentinelConnector } from "ioredis";

type ErrorEmitter = (type: string, error: Error) => void;

/** What opens sockets for ioredis, and shows each one to us: for one server, or by way of sentinels. */
export function connectorThatShows(
  asksSentinels: boolean,
  show: (socket: Socket) => void,
): NonNullable<RedisOptions["Connector"]> {
  if (!asksSentinels) {
    return class extends SocketConnector {
      override connect(): Promise<Socket> {
        const socket = this.open();
        show(socket);
        return Promise.resolve(socket);
      }
    };
  }
  return class extends SentinelConnector {
    constructor(options: unknown) {
      super(options as RedisOptions);
    }

    override async connect(emitter: ErrorEmitter): Promise<Socket> {
      const socket = await super.connect(emitter);
      show(socket);
      return socket;
    }
  };
}

/** As ioredis' own for one server. */
abstract class SocketConnector extends AbstractConnector {
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
