import { MAX_VARINT_BYTES, varintBytes } from "../wire.ts";
import { WireWriter } from "../wire-writer.ts";

/**
 * Protobuf records written into memory that grows, for messages whose size is only known at their end. A nested message
 * gets one byte for its length; should that not do, what was written moves up:
 *
 *     … tag │ length │ content …        open() gives where the content starts, close() fills in its length
 */
export class MessageBuffer {
  private readonly writer = new WireWriter();

  constructor(expectedBytes: number) {
    this.writer.reset(Buffer.allocUnsafe(Math.max(expectedBytes, 64)), 0);
  }

  get length(): number {
    return this.writer.pos;
  }

  /** Takes back everything from `length` on. */
  truncate(length: number): void {
    this.writer.pos = length;
  }

  tag(number: number, wireType: number): void {
    this.room(MAX_VARINT_BYTES);
    this.writer.varint(number * 8 + wireType);
  }

  /** From 0 to 2^64 − 1. */
  varint(value: number | bigint): void {
    this.room(MAX_VARINT_BYTES);
    let rest = value;
    for (; rest > MOST_SAFE; rest = BigInt(rest) >> 7n)
      this.writer.bytes[this.writer.pos++] = Number(BigInt(rest) & 0x7fn) | 0x80;
    this.writer.varint(Number(rest));
  }

  /** From 0 to 2^32 − 1, or to 2^64 − 1. */
  fixed(bits: 32 | 64, value: bigint): void {
    this.room(8);
    const { bytes, pos } = this.writer;
    this.writer.pos = bits === 32 ? bytes.writeUInt32LE(Number(value), pos) : bytes.writeBigUInt64LE(value, pos);
  }

  float(value: number): void {
    this.room(4);
    this.writer.pos = this.writer.bytes.writeFloatLE(value, this.writer.pos);
  }

  double(value: number): void {
    this.room(8);
    this.writer.pos = this.writer.bytes.writeDoubleLE(value, this.writer.pos);
  }

  /** A text with its length before it: `value` gives `count` bytes. False when it has given fewer. */
  text(value: string, count: number, encoding: "utf8" | "base64"): boolean {
    this.room(MAX_VARINT_BYTES + count);
    this.writer.varint(count);
    const written = this.writer.bytes.write(value, this.writer.pos, count, encoding);
    this.writer.pos += written;
    return written === count;
  }

  open(): number {
    this.room(1);
    return ++this.writer.pos;
  }

  close(start: number): void {
    const count = this.writer.pos - start;
    const more = varintBytes(count) - 1;
    if (more > 0) {
      this.room(more);
      this.writer.bytes.copyWithin(start + more, start, start + count);
    }
    this.writer.pos = start - 1;
    this.writer.varint(count);
    this.writer.pos += count;
  }

  /** What was written; nothing may be written after. */
  take(): Buffer {
    return this.writer.bytes.subarray(0, this.writer.pos);
  }

  private room(count: number): void {
    const { bytes, pos } = this.writer;
    if (pos + count <= bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * bytes.length, pos + count));
    bytes.copy(larger, 0, 0, pos);
    this.writer.bytes = larger;
  }
}

const MOST_SAFE = Number.MAX_SAFE_INTEGER;
