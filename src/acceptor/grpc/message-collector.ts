import { assert } from "../../common/assert.ts";

/** What the bytes so far come to. */
export const Collected = {
  /** The message is not complete. */
  PART: 0,
  /** It is, and nothing followed it. */
  WHOLE: 1,
  /** Its length is over the limit; nothing of it was kept. */
  TOO_LARGE: 2,
  /** Bytes followed it: a second message, where a call has one. */
  TOO_MUCH: 3,
  /** The flag before the length is neither 0 nor 1. */
  MALFORMED: 4,
} as const;

export type Collected = (typeof Collected)[keyof typeof Collected];

/**
 * Collects the one message of a call from the chunks of its stream. A message that lies whole in a chunk stays there; of
 * any other, the bytes that came are copied, in a buffer that grows with them and never beyond the message's length.
 *
 *   message := compressed (1 byte, 0 or 1) length (4 bytes, big-endian, unsigned) payload (length bytes)
 *
 * Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export class MessageCollector {
  private readonly maxBytes: number;
  private prefixBytes = 0;
  private flag = 0;
  /** What there is of the length. */
  private lengthSoFar = 0;
  private payload: Buffer = none;
  private payloadBytes = 0;
  private liesInChunk = false;
  /** Of the payload; −1 while the prefix is not complete. */
  length = -1;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Whether the payload is compressed; known with {@link length}. */
  get isCompressed(): boolean {
    return this.flag === 1;
  }

  get isWhole(): boolean {
    return this.payloadBytes === this.length;
  }

  /** The whole payload. It may lie in the last chunk, so it is good as long as that one is, unless it is owned. */
  get message(): Buffer {
    assert(this.isWhole, "the message is not complete");
    return this.payload;
  }

  /** Keeps a copy of what lies in a chunk, for the chunk may be part of a buffer that is much larger. */
  own(): void {
    if (this.liesInChunk) this.payload = Buffer.from(this.payload);
    this.liesInChunk = false;
  }

  /** Takes the next chunk. After any result but PART there is no next one, unless to find that too much came. */
  push(chunk: Buffer): Collected {
    const start = this.takePrefix(chunk);
    if (this.length < 0) return Collected.PART;
    if (this.flag > 1) return Collected.MALFORMED;
    if (this.length > this.maxBytes) return Collected.TOO_LARGE;
    const missing = this.length - this.payloadBytes;
    const came = chunk.length - start;
    if (came > missing) return Collected.TOO_MUCH;
    this.liesInChunk = this.payloadBytes === 0 && came === missing;
    if (this.liesInChunk) this.payload = chunk.subarray(start);
    else this.keep(chunk, start);
    this.payloadBytes += came;
    return came === missing ? Collected.WHOLE : Collected.PART;
  }

  /** Reads as much of the prefix as is there; returns where the payload begins. */
  private takePrefix(chunk: Buffer): number {
    let pos = 0;
    for (; this.prefixBytes < PREFIX_BYTES && pos < chunk.length; this.prefixBytes++) {
      const byte = chunk[pos++] as number;
      if (this.prefixBytes === 0) this.flag = byte;
      else this.lengthSoFar = this.lengthSoFar * 256 + byte;
    }
    if (this.prefixBytes === PREFIX_BYTES) this.length = this.lengthSoFar;
    return pos;
  }

  private keep(chunk: Buffer, start: number): void {
    const wanted = this.payloadBytes + chunk.length - start;
    if (wanted > this.payload.length) {
      const roomier = Buffer.allocUnsafe(Math.min(this.length, Math.max(MIN_KEPT_BYTES, 2 * wanted)));
      roomier.set(this.payload.subarray(0, this.payloadBytes), 0);
      this.payload = roomier;
    }
    this.payload.set(chunk.subarray(start), this.payloadBytes);
  }
}

/** Whether a call's first chunk is a message of its own, whole, not compressed and no larger than `maxBytes`. */
export function holdsMessage(chunk: Buffer, maxBytes: number): boolean {
  const length = chunk.length - PREFIX_BYTES;
  return length >= 0 && length <= maxBytes && chunk[0] === 0 && chunk.readUInt32BE(1) === length;
}

export const PREFIX_BYTES = 5;
const MIN_KEPT_BYTES = 512;
const none = Buffer.alloc(0);
