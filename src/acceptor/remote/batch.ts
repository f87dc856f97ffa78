import { readByteString, writeByteString } from "../../codec/byte-string.ts";
import { assert } from "../../common/assert.ts";

/**
 * What a door on a thread of its own and the acceptor's thread tell each other in one turn: records behind each other in
 * one buffer, which then belongs to the other thread. Numbers are little-endian; a text is a byte string, and it and bytes
 * have their length before them (u32).
 *
 *   to the acceptor                                        to the door
 *   ────────────────────────────────────────────────       ─────────────────────────────────────────
 *   OPEN        desk u32 · peer · end f64 · name           ANSWER      call u32 · message
 *   CLOSE       desk u32                                   FAILURE     call u32 · prism.v1.Error
 *   CREDENTIAL  desk u32 · slot u8 · text                  ADMITTED    call u32
 *   ADMIT       desk u32 · call u32 · head
 *   CALL        desk u32 · call u32 · head
 *               timeout u32 · idempotency key · message
 *   ABANDON     call u32 · is left u8                      MISSED      text, of the answer that follows
 *
 *   head := method u16 · slot u8 · traceparent · tracestate
 *
 * `call` is 0 where nobody waits for the answer: then there is none. `slot` says which of the desk's credentials count, so
 * that a token crosses once and not with each call; 0 = none.
 * `end` is when the identity ends, in milliseconds since the epoch, and `name` its principal's; empty = not known.
 */
export const Kind = {
  OPEN: 1,
  CLOSE: 2,
  CREDENTIAL: 3,
  ADMIT: 4,
  CALL: 5,
  ABANDON: 6,
  ANSWER: 7,
  FAILURE: 8,
  ADMITTED: 9,
  MISSED: 10,
} as const;

/** The number of calls whose answer nobody waits for. */
export const NOBODY = 0;

export type Kind = (typeof Kind)[keyof typeof Kind];

/** Writes records; the buffer grows. */
export class BatchWriter {
  private bytes: Buffer = none;
  private pos = 0;

  get isEmpty(): boolean {
    return this.pos === 0;
  }

  u8(value: number): this {
    this.room(1);
    this.bytes[this.pos++] = value;
    return this;
  }

  u16(value: number): this {
    this.room(2);
    this.pos = this.bytes.writeUInt16LE(value, this.pos);
    return this;
  }

  u32(value: number): this {
    this.room(4);
    this.pos = this.bytes.writeUInt32LE(value, this.pos);
    return this;
  }

  f64(value: number): this {
    this.room(8);
    this.pos = this.bytes.writeDoubleLE(value, this.pos);
    return this;
  }

  text(value: string): this {
    this.u32(value.length);
    this.room(value.length);
    writeByteString(this.bytes, value, this.pos);
    this.pos += value.length;
    return this;
  }

  blob(value: Uint8Array, start = 0, end = value.length): this {
    this.u32(end - start);
    this.room(end - start);
    this.bytes.set(start === 0 && end === value.length ? value : value.subarray(start, end), this.pos);
    this.pos += end - start;
    return this;
  }

  /** All that was written, in a buffer of its own; the next record begins a new one. */
  take(): Uint8Array<ArrayBuffer> {
    const { bytes, pos } = this;
    this.bytes = none;
    this.pos = 0;
    return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, pos);
  }

  private room(count: number): void {
    const wanted = this.pos + count;
    if (wanted <= this.bytes.length) return;
    // Never a part of Node's pool: the whole buffer is given away.
    const larger = Buffer.allocUnsafeSlow(Math.max(wanted, 2 * this.bytes.length, FIRST_BYTES));
    larger.set(this.bytes.subarray(0, this.pos));
    this.bytes = larger;
  }
}

/** Reads what a {@link BatchWriter} wrote. */
export class BatchReader {
  private readonly bytes: Buffer;
  private pos = 0;

  constructor(batch: Uint8Array) {
    this.bytes = Buffer.from(batch.buffer, batch.byteOffset, batch.length);
  }

  get hasMore(): boolean {
    return this.pos < this.bytes.length;
  }

  u8(): number {
    return this.bytes[this.pos++] as number;
  }

  u16(): number {
    this.pos += 2;
    return this.bytes.readUInt16LE(this.pos - 2);
  }

  u32(): number {
    this.pos += 4;
    return this.bytes.readUInt32LE(this.pos - 4);
  }

  f64(): number {
    this.pos += 8;
    return this.bytes.readDoubleLE(this.pos - 8);
  }

  text(): string {
    const length = this.u32();
    this.pos += length;
    return length === 0 ? "" : readByteString(this.bytes, this.pos - length, this.pos);
  }

  /** A part of the batch, good as long as that is. */
  blob(): Buffer {
    const length = this.u32();
    this.pos += length;
    assert(this.pos <= this.bytes.length, "a batch ends within a record");
    return this.bytes.subarray(this.pos - length, this.pos);
  }
}

const none = Buffer.alloc(0);
/** Some dozens of small calls. */
const FIRST_BYTES = 4 * 1024;
