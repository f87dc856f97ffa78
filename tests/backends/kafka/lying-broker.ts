import { connect, createServer, type Socket } from "node:net";
import type { TestContext } from "node:test";
import { afterwards } from "../../support/afterwards.ts";
import { startServer } from "../../support/servers/private-servers.ts";

const PRODUCE = 0;
/** Of a request: size, key, version, correlation. Of an answer: size, correlation. */
const KEY_AT = 4;
const CORRELATION_AT = 8;
const ANSWER_CORRELATION_AT = 4;
const BODY_AT = 8;

/**
 * A real broker behind a proxy that puts an error into the answer to a Produce, of which the broker has done what it was asked: as
 * one does that loses the partition while it waits for its replicas.
 */
export class LyingBroker {
  readonly port: number;
  /** The error for the next answer to a Produce; 0 = the broker's own. */
  nextError = 0;
  private brokerPort = 0;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(t: TestContext): Promise<LyingBroker> {
    const sockets = new Set<Socket>();
    const proxy = createServer((socket) => broker.join(socket, sockets));
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    afterwards(t, () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    });
    const broker = new LyingBroker((proxy.address() as { port: number }).port);
    const server = await startServer(t, "kafka", {
      "advertised.listeners": `CLIENTS://127.0.0.1:${broker.port}`,
    });
    broker.brokerPort = server.port;
    return broker;
  }

  private join(client: Socket, sockets: Set<Socket>): void {
    const server = connect(this.brokerPort, "127.0.0.1");
    const produces = new Set<number>();
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from);
      from.on("error", () => {}).on("close", () => to.destroy());
    }
    eachMessage(client, (message) => {
      if (message.readInt16BE(KEY_AT) === PRODUCE) produces.add(message.readInt32BE(CORRELATION_AT));
      server.write(message);
    });
    eachMessage(server, (message) => {
      if (produces.delete(message.readInt32BE(ANSWER_CORRELATION_AT)) && this.nextError !== 0) {
        message.writeInt16BE(this.nextError, errorAt(message));
        this.nextError = 0;
      }
      client.write(message);
    });
  }
}

/** [topic string, [partition int32, error int16, …]] of version 7: where the first error stands. */
function errorAt(answer: Buffer): number {
  const topicAt = BODY_AT + 4;
  return topicAt + 2 + answer.readInt16BE(topicAt) + 4 + 4;
}

function eachMessage(socket: Socket, onMessage: (message: Buffer) => void): void {
  let waiting: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE(0)) {
      const end = 4 + waiting.readInt32BE(0);
      onMessage(Buffer.from(waiting.subarray(0, end)));
      waiting = waiting.subarray(end);
    }
  });
}
