import { MAX_AWAITED_BYTES, MAX_UNFINISHED_BODY_BYTES } from "../../common/limits.ts";
import type { Acceptor } from "../acceptor.ts";
import type { Connection, Visitor } from "../connection.ts";
import type { Transport } from "../transport.ts";
import type { WebSocketLink, WebSocketPeer } from "./exchange.ts";

/**
 * One WebSocket, as the acceptor's connection: its binary messages are a stream of frames, cut anywhere, and each message
 * to the client holds whole frames.
 *
 * This server cannot stop reading a WebSocket. What comes while the acceptor has it paused is kept by the connection's
 * splitter; a client that sends on and on is told to come back when that is too much, of it or of all together.
 */
export class WebSocketSession implements WebSocketPeer, Transport {
  private readonly acceptor: Acceptor;
  private readonly visitor: Visitor;
  private readonly kept: { bytes: number };
  private link: WebSocketLink | null = null;
  private connection: Connection | null = null;
  private isPaused = false;
  /** Its part of `kept`. */
  private keptBytes = 0;

  /** @param kept counts what all sessions of the door keep. */
  constructor(acceptor: Acceptor, visitor: Visitor, kept: { bytes: number }) {
    this.acceptor = acceptor;
    this.visitor = visitor;
    this.kept = kept;
  }

  // ---- what the server tells --------------------------------------------------------------------------------------

  onOpen(link: WebSocketLink): void {
    this.link = link;
    this.connection = this.acceptor.open(this, this.visitor);
  }

  onMessage(bytes: Buffer, isBinary: boolean): void {
    if (!isBinary) this.link?.end(Close.UNSUPPORTED_DATA, "frames come in binary messages");
    if (this.link === null || this.connection === null) return;
    this.acceptor.receive(this.connection, bytes);
    if (this.isPaused) this.checkKept(this.connection);
  }

  onDrain(): void {
    if (this.connection !== null) this.acceptor.onWritable(this.connection);
  }

  onClose(): void {
    this.link = null;
    this.count(0);
    if (this.connection !== null) this.acceptor.close(this.connection);
  }

  // ---- what the acceptor does -------------------------------------------------------------------------------------

  send(bytes: Buffer): boolean {
    this.link?.send(bytes);
    return false;
  }

  get unsentBytes(): number {
    return this.link?.unsentBytes ?? 0;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.count(0);
  }

  end(): void {
    this.link?.end(Close.GOING_AWAY, "the gateway closes the connection");
  }

  destroy(): void {
    this.link?.destroy();
  }

  // ---- bounds -----------------------------------------------------------------------------------------------------

  private checkKept({ splitter }: Connection): void {
    this.count(splitter.keptBytes);
    if (this.keptBytes <= MAX_AWAITED_BYTES && this.kept.bytes <= MAX_UNFINISHED_BODY_BYTES) return;
    this.link?.end(Close.TRY_AGAIN_LATER, "too many requests wait; await answers before sending more");
  }

  private count(bytes: number): void {
    this.kept.bytes += bytes - this.keptBytes;
    this.keptBytes = bytes;
  }
}

/** Why a WebSocket ends. Source: RFC 6455, 7.4.1, and the IANA registry of close codes. */
const Close = { GOING_AWAY: 1001, UNSUPPORTED_DATA: 1003, TRY_AGAIN_LATER: 1013 } as const;
