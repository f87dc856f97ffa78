import { connect, type Socket, type TcpNetConnectOpts } from "node:net";
import { sourceOf } from "../../source-address.ts";
import { WebSocketCarrier } from "../../websocket-carrier.ts";

/** Where a lane connects to. */
export interface DoorAddress {
  readonly host: string;
  readonly port: number;
  /** Whether the bytes travel in a WebSocket. */
  readonly isWebSocket: boolean;
  /** Of the whole run, for the choice of a source address. */
  readonly connections: number;
}

/** What happens to a socket. `onLost` comes once, and nothing after it. */
export interface DoorEvents {
  readonly onOpen: () => void;
  readonly onBytes: (bytes: Buffer) => void;
  /** The reason as an error code has it, for example ECONNREFUSED; CLOSED when the other side ended it. */
  readonly onLost: (reason: string) => void;
}

/** One connection to a door, with or without a WebSocket on it. */
export class DoorSocket {
  private readonly socket: Socket;
  private readonly carrier: WebSocketCarrier | null;
  private readonly events: DoorEvents;
  private isOver = false;

  constructor(address: DoorAddress, number: number, events: DoorEvents) {
    this.events = events;
    this.carrier = address.isWebSocket ? new WebSocketCarrier(events.onOpen) : null;
    // One buffer for all connections: what is read is used up before the next read.
    const onread = { buffer: readBuffer, callback: (count: number) => this.take(count) };
    const { host, port, connections } = address;
    const options = { host, port, noDelay: true, onread, ...sourceOf(host, connections, number) };
    this.socket = connect(options as object as TcpNetConnectOpts);
    this.socket.once("connect", () => {
      if (this.carrier === null) events.onOpen();
      else this.socket.write(this.carrier.upgrade);
    });
    this.socket.on("error", (error: NodeJS.ErrnoException) => this.lost(error.code ?? error.message));
    this.socket.on("close", () => this.lost("CLOSED"));
  }

  write(bytes: Buffer): void {
    if (this.isOver) return;
    if (this.carrier !== null) this.socket.write(this.carrier.wrap(bytes.length));
    this.socket.write(bytes);
  }

  /** Nothing is told of it any more. */
  close(): void {
    this.isOver = true;
    this.socket.destroy();
  }

  private take(count: number): boolean {
    if (this.isOver) return true;
    const bytes = count === readBuffer.length ? readBuffer : readBuffer.subarray(0, count);
    if (this.carrier === null) this.events.onBytes(bytes);
    else if (!this.carrier.unwrap(bytes, (frames) => this.events.onBytes(frames))) this.lost("NO_WEBSOCKET");
    return true;
  }

  private lost(reason: string): void {
    if (this.isOver) return;
    this.close();
    this.events.onLost(reason);
  }
}

/** As large as Node's own reads. */
const readBuffer = Buffer.allocUnsafeSlow(64 * 1024);
