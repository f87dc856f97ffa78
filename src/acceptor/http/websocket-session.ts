import { MAX_AWAITED_BYTES, MAX_NAMELESS_WEBSOCKETS, MAX_UNFINISHED_BODY_BYTES } from "../../common/limits.ts";
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
  private readonly shared: SharedByWebSockets;
  private link: WebSocketLink | null = null;
  private connection: Connection | null = null;
  private isPaused = false;
  /** Its part of what all keep. */
  private keptBytes = 0;

  constructor(acceptor: Acceptor, visitor: Visitor, shared: SharedByWebSockets) {
    this.acceptor = acceptor;
    this.visitor = visitor;
    this.shared = shared;
  }

  // ---- what the server tells --------------------------------------------------------------------------------------

  onOpen(link: WebSocketLink): void {
    this.link = link;
    this.connection = this.acceptor.open(this, this.visitor);
    if (this.isNameless) this.boundNameless();
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
    this.shared.nameless.delete(this);
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

  /** Whether it has not been told who is at the other end. */
  private get isNameless(): boolean {
    return this.connection !== null && this.connection.identity === null;
  }

  // ---- bounds -----------------------------------------------------------------------------------------------------

  /**
   * The server keeps a message until it is whole, and tells of it only then. So what those may take who have not shown
   * credentials is bounded by their number; the one goes that came first, without a word: in a closing handshake it would keep its part.
   */
  private boundNameless(): void {
    const { nameless } = this.shared;
    nameless.add(this);
    for (const session of nameless) {
      if (nameless.size <= MAX_NAMELESS_WEBSOCKETS) return;
      nameless.delete(session);
      if (session.isNameless) session.link?.destroy();
    }
  }

  private checkKept({ splitter }: Connection): void {
    this.count(splitter.keptBytes);
    if (this.keptBytes <= MAX_AWAITED_BYTES && this.shared.keptBytes <= MAX_UNFINISHED_BODY_BYTES) return;
    this.link?.end(Close.TRY_AGAIN_LATER, "too many requests wait; await answers before sending more");
  }

  private count(bytes: number): void {
    this.shared.keptBytes += bytes - this.keptBytes;
    this.keptBytes = bytes;
  }
}

/** What the sessions of a door have together. */
export class SharedByWebSockets {
  /** What they keep. */
  keptBytes = 0;
  /** Those that had not shown credentials when they came, in that order. */
  readonly nameless = new Set<WebSocketSession>();
}

/** Why a WebSocket ends. Source: RFC 6455, 7.4.1, and the IANA registry of close codes. */
const Close = { GOING_AWAY: 1001, UNSUPPORTED_DATA: 1003, TRY_AGAIN_LATER: 1013 } as const;
