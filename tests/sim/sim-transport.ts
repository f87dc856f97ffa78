import assert from "node:assert/strict";
import type { Transport } from "../../src/acceptor/transport.ts";
import type { SimWorld } from "./sim-world.ts";

/** The gateway's end of a connection calls these, as a socket's events do. */
export interface GatewaySide {
  receive(chunk: Buffer): void;
  receiveEnd(): void;
  onWritable(): void;
  close(): void;
}

/** The client's end. */
export interface ClientSide {
  read(bytes: Buffer): void;
  /** No more bytes will come: `isReset` tells a cut from an end. */
  end(isReset: boolean): void;
}

export interface NetworkQuality {
  /** The most that one delivery takes, in microseconds. */
  readonly delayUs: number;
  /** Bytes that one delivery carries at most: small ones split frames. */
  readonly chunkBytes: number;
  /** Bytes that stand between a client that does not read and the gateway's own buffer. */
  readonly windowBytes: number;
  /** How much heavier unsent bytes weigh than they are, so that a small run meets the bounds of a large one. */
  readonly unsentWeight: number;
}

/** A connection through a network that splits, delays and stalls, seen from the gateway as a socket. */
export class SimTransport implements Transport {
  gateway: GatewaySide | null = null;
  private readonly world: SimWorld;
  private readonly client: ClientSide;
  private readonly quality: NetworkQuality;
  private readonly name: string;
  // Towards the gateway.
  private sent: Buffer = Buffer.alloc(0);
  private hasEnded = false;
  private hasSentEnd = false;
  private isPaused = false;
  private isDelivering = false;
  // Towards the client.
  private readonly kept: { bytes: Buffer; copy: Buffer }[] = [];
  private keptBytes = 0;
  private inWindow: Buffer[] = [];
  private windowUsed = 0;
  private isReading = false;
  private isEnding = false;
  isStalled = false;
  isClosed = false;

  constructor(world: SimWorld, name: string, quality: NetworkQuality, client: ClientSide) {
    this.world = world;
    this.name = name;
    this.quality = quality;
    this.client = client;
  }

  // ---- the client's calls ----------------------------------------------------------------------------------------

  write(bytes: Buffer): void {
    assert.ok(!this.hasEnded);
    this.sent = Buffer.concat([this.sent, bytes]);
    this.deliverSoon();
  }

  endWriting(): void {
    this.hasEnded = true;
    this.deliverSoon();
  }

  reset(): void {
    if (this.isClosed) return;
    this.world.note(`${this.name} reset by client`);
    this.shut(true);
  }

  /** Whether the client may still write. */
  get isOpen(): boolean {
    return !this.isClosed && !this.hasEnded && !this.hasSentEnd;
  }

  stall(isStalled: boolean): void {
    this.isStalled = isStalled;
    if (!isStalled) this.readSoon();
  }

  // ---- the gateway's calls ---------------------------------------------------------------------------------------

  send(bytes: Buffer): boolean {
    assert.ok(!this.isEnding, "sent after the end");
    if (this.isClosed) return false;
    this.world.note(`${this.name} < ${bytes.length}`);
    const takes = this.kept.length > 0 ? 0 : Math.min(bytes.length, this.quality.windowBytes - this.windowUsed);
    if (takes > 0) this.intoWindow(bytes.subarray(0, takes));
    if (takes === bytes.length) return false;
    // Kept by reference, as a socket does: whoever writes into these bytes now is caught when they leave.
    const rest = bytes.subarray(takes);
    this.kept.push({ bytes: rest, copy: Buffer.from(rest) });
    this.keptBytes += rest.length;
    return true;
  }

  get unsentBytes(): number {
    return this.keptBytes * this.quality.unsentWeight;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.deliverSoon();
  }

  end(): void {
    assert.ok(!this.isEnding, "ended twice");
    this.isEnding = true;
    this.isPaused = false;
    this.deliverSoon();
    this.readSoon();
  }

  destroy(): void {
    assert.ok(!this.isClosed, "destroyed after it was closed");
    this.world.note(`${this.name} destroyed by gateway`);
    this.shut(true);
  }

  // ---- the network -----------------------------------------------------------------------------------------------

  private deliverSoon(): void {
    if (this.isDelivering || this.isClosed || this.isPaused) return;
    if (this.sent.length === 0 && !this.hasEnded) return;
    this.isDelivering = true;
    this.world.after(this.world.below(this.quality.delayUs), () => this.deliver());
  }

  private deliver(): void {
    this.isDelivering = false;
    if (this.isClosed || this.isPaused) return;
    if (this.sent.length === 0) {
      if (this.hasEnded && !this.isEnding) {
        this.world.note(`${this.name} > end`);
        this.hasEnded = false;
        this.hasSentEnd = true;
        this.gateway?.receiveEnd();
      }
      return;
    }
    const count = Math.min(this.sent.length, this.world.between(1, this.quality.chunkBytes));
    const chunk = Buffer.from(this.sent.subarray(0, count));
    this.sent = this.sent.subarray(count);
    this.world.note(`${this.name} > ${count}`);
    this.gateway?.receive(chunk);
    // A chunk is lent: whoever still looks at it gets this.
    chunk.fill(0xee);
    this.deliverSoon();
  }

  private intoWindow(bytes: Buffer): void {
    this.inWindow.push(Buffer.from(bytes));
    this.windowUsed += bytes.length;
    this.readSoon();
  }

  private readSoon(): void {
    if (this.isReading || this.isClosed || this.isStalled) return;
    if (this.inWindow.length === 0 && !this.isEnding) return;
    this.isReading = true;
    this.world.after(this.world.below(this.quality.delayUs), () => this.read());
  }

  private read(): void {
    this.isReading = false;
    if (this.isClosed || this.isStalled) return;
    const bytes = Buffer.concat(this.inWindow);
    this.inWindow = [];
    this.windowUsed = 0;
    if (bytes.length > 0) this.client.read(bytes);
    if (this.isClosed) return;
    this.refill();
    if (this.windowUsed === 0 && this.kept.length === 0 && this.isEnding) this.shut(false);
  }

  /** What was kept moves into the window that the client has emptied. */
  private refill(): void {
    const hadKept = this.kept.length > 0;
    while (this.kept.length > 0 && this.windowUsed < this.quality.windowBytes) {
      const first = this.kept[0] as { bytes: Buffer; copy: Buffer };
      assert.ok(first.bytes.equals(first.copy), "bytes that were handed over have changed");
      const takes = Math.min(first.bytes.length, this.quality.windowBytes - this.windowUsed);
      this.keptBytes -= takes;
      this.kept.shift();
      if (takes < first.bytes.length) {
        this.kept.unshift({ bytes: first.bytes.subarray(takes), copy: first.copy.subarray(takes) });
      }
      this.intoWindow(first.copy.subarray(0, takes));
    }
    if (!hadKept || this.kept.length > 0) return;
    this.world.after(this.world.below(this.quality.delayUs), () => {
      if (!this.isClosed && this.kept.length === 0) this.gateway?.onWritable();
    });
  }

  private shut(isReset: boolean): void {
    this.isClosed = true;
    this.world.note(`${this.name} closed`);
    this.world.after(this.world.below(this.quality.delayUs), () => this.gateway?.close());
    this.client.end(isReset);
  }
}
