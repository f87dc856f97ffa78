import { WireWriter } from "../codec/wire-writer.ts";

/**
 * Gathers the frames of one connection in one buffer, so that they leave in one write. While the socket keeps a reference
 * to the bytes, the next ones are gathered in another buffer.
 */
export class Outgoing {
  private readonly writer = new WireWriter();
  private bytes: Buffer = none;

  /** Bytes gathered. */
  get size(): number {
    return this.writer.pos;
  }

  /** A writer that has room for `count` bytes more; the frame must be written whole, now. */
  claim(count: number): WireWriter {
    const { pos } = this.writer;
    if (this.bytes.length - pos < count) this.grow(pos + count);
    return this.writer;
  }

  /** What was gathered, borrowed until {@link reuse} or {@link release}. */
  peek(): Buffer {
    return this.bytes.subarray(0, this.writer.pos);
  }

  /** The bytes have left: gather anew in the same buffer. */
  reuse(): void {
    if (this.bytes.length > MAX_KEPT_BYTES) this.release();
    else this.writer.reset(this.bytes, 0);
  }

  /** Somebody else keeps the bytes: gather anew in a new buffer. */
  release(): void {
    this.bytes = none;
    this.writer.reset(none, 0);
  }

  private grow(bytes: number): void {
    const roomier = Buffer.allocUnsafeSlow(Math.max(MIN_BYTES, 2 ** Math.ceil(Math.log2(bytes))));
    roomier.set(this.peek(), 0);
    this.bytes = roomier;
    this.writer.reset(roomier, this.writer.pos);
  }
}

const none = Buffer.alloc(0);
/** Some hundred small requests. */
const MIN_BYTES = 16 * 1024;
/** A burst of large values does not hold its memory for the life of the connection. */
const MAX_KEPT_BYTES = 1024 * 1024;
