import type { Socket } from "node:net";
import type { WebSocketLink, WebSocketPeer } from "./exchange.ts";
import { Opcode, WebSocketReader } from "./websocket-reader.ts";

/** A WebSocket over a socket of Node's, once the upgrade has been answered. */
export class NodeWebSocket implements WebSocketLink {
  private readonly socket: Socket;
  private readonly peer: WebSocketPeer;
  /** The peer has been told that it is over. */
  private isOver = false;
  private isPinged = false;

  /** @param head what came behind the upgrade. */
  constructor(socket: Socket, head: Buffer, peer: WebSocketPeer, maxMessageBytes: number) {
    this.socket = socket;
    this.peer = peer;
    const reader = new WebSocketReader(maxMessageBytes, {
      onMessage: (bytes, isBinary) => {
        if (!this.isOver) peer.onMessage(bytes, isBinary);
      },
      onControl: (opcode, payload) => this.control(opcode, payload),
    });
    const take = (chunk: Buffer): void => {
      this.isPinged = false;
      const fault = this.isOver ? 0 : reader.push(chunk);
      if (fault !== 0) this.end(fault, "the client does not speak WebSocket as it should");
    };
    socket.setNoDelay(true);
    socket.setTimeout(PROBE_MS, () => this.probe());
    socket.on("data", take);
    socket.on("drain", () => {
      if (!this.isOver) peer.onDrain();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.over());
    peer.onOpen(this);
    if (head.length > 0) take(head);
  }

  send(bytes: Buffer): void {
    this.write(Opcode.BINARY, bytes);
  }

  get unsentBytes(): number {
    return this.socket.writableLength;
  }

  end(code: number, reason: string): void {
    if (this.isOver) return;
    const text = Buffer.from(reason);
    const payload = Buffer.alloc(2 + text.length);
    payload.writeUInt16BE(code);
    payload.set(text, 2);
    this.write(Opcode.CLOSE, payload);
    this.socket.end();
    this.over();
    // For a client that does not answer the handshake.
    const lingering = setTimeout(() => this.socket.destroy(), LINGER_MS).unref();
    this.socket.once("close", () => clearTimeout(lingering));
  }

  destroy(): void {
    this.socket.destroy();
    this.over();
  }

  private over(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.peer.onClose();
  }

  private control(opcode: number, payload: Buffer): void {
    if (opcode === Opcode.PING) this.write(Opcode.PONG, payload);
    if (opcode !== Opcode.CLOSE) return;
    // Its code goes back as it came; one of a byte, or none, is no reason to go on.
    this.end(payload.length >= 2 ? payload.readUInt16BE(0) : NORMAL, "");
  }

  private probe(): void {
    if (this.isPinged) this.destroy();
    else this.write(Opcode.PING, nothing);
    this.isPinged = true;
  }

  private write(opcode: number, payload: Buffer): void {
    if (this.isOver || this.socket.destroyed) return;
    const { length } = payload;
    const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    const frame = Buffer.allocUnsafe(head + length);
    frame[0] = 0x80 | opcode;
    frame[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
    if (head === 4) frame.writeUInt16BE(length, 2);
    if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
    frame.set(payload, head);
    this.socket.write(frame);
  }
}

/** As the other server: a client that is silent so long is sent a ping, and is cut off when it does not answer that. */
const PROBE_MS = 120_000;
const LINGER_MS = 2_000;
const NORMAL = 1000;
const nothing = Buffer.alloc(0);
