import { signedBytes } from "./signed.ts";
import { blobBytes, lenBytes, presentBytes, uintBytes, WireWriter } from "./wire-writer.ts";

/** Bytes as a view, or as a byte string. */
type Bytes = Uint8Array | string;

/** Writes a message of any size, record by record, into memory that grows. For clients: the gateway knows sizes before. */
export class BodyWriter {
  private readonly writer = new WireWriter();

  constructor(expectedBytes = FIRST_BYTES) {
    this.writer.reset(Buffer.allocUnsafe(expectedBytes), 0);
  }

  /** Left out when 0. */
  uint(field: number, value: number): this {
    this.room(uintBytes(field, value));
    this.writer.uint(field, value);
    return this;
  }

  /** Written also when 0. */
  present(field: number, value: number): this {
    this.room(presentBytes(field, value));
    this.writer.present(field, value);
    return this;
  }

  /** A sint64; left out when 0. */
  signed(field: number, value: bigint): this {
    this.room(signedBytes(field, value));
    this.writer.signed(field, value);
    return this;
  }

  /** Left out when empty. */
  bytes(field: number, value: Bytes): this {
    this.room(blobBytes(field, value.length));
    this.writer.blob(field, value);
    return this;
  }

  /** An element of a repeated field, or a message: written also when empty. */
  element(field: number, value: Bytes): this {
    this.room(lenBytes(field, value.length));
    this.writer.open(field, value.length);
    this.writer.raw(value);
    return this;
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

const FIRST_BYTES = 128;
