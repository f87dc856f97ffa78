import { connect, type Socket, type TcpNetConnectOpts } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
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
  /** Null for a door without TLS. */
  readonly tls: ConnectionOptions | null;
}

/** What happens to a socket. `onLost` comes once, and nothing after it. */
export interface DoorEvents {
  readonly onOpen: () => void;
  readonly onBytes: (bytes: Buffer) => void;
  /** The reason as an error code has it, for example ECONNREFUSED; CLOSED when the other side ended it. */
  readonly onLost: (reason: string) => void;
}

/** One connection to a door, with or without TLS below and a WebSocket on it. */
export class DoorSocket {
  private readonly socket: Socket;
  private readonly carrier: WebSocketCarrier | null;
  private readonly events: DoorEvents;
  private isOver = false;

  constructor(address: DoorAddress, number: number, events: DoorEvents) {
    this.events = events;
    this.carrier = address.isWebSocket ? new WebSocketCarrier(events.onOpen) : null;
    this.socket = address.tls === null ? this.connectPlain(address, number) : this.connectSecure(address, number);
    this.socket.once(address.tls === null ? "connect" : "secureConnect", () => {
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

  private connectPlain(address: DoorAddress, number: number): Socket {
    // One buffer for all connections: what is read is used up before the next read.
    const callback = (count: number): boolean =>
      this.take(count === readBuffer.length ? readBuffer : readBuffer.subarray(0, count));
    const options = { ...optionsOf(address, number), onread: { buffer: readBuffer, callback } };
    return connect(options as object as TcpNetConnectOpts);
  }

  private connectSecure(address: DoorAddress, number: number): Socket {
    const socket = connectTls({ ...optionsOf(address, number), ...address.tls } as ConnectionOptions);
    return socket.setNoDelay(true).on("data", (bytes: Buffer) => this.take(bytes));
  }

  private take(bytes: Buffer): boolean {
    if (this.isOver) return true;
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

function optionsOf({ host, port, connections }: DoorAddress, number: number): object {
  return { host, port, noDelay: true, ...sourceOf(host, connections, number) };
}

/** As large as Node's own reads. */
const readBuffer = Buffer.allocUnsafeSlow(64 * 1024);
