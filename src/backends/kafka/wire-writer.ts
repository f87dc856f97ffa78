/** Writes Kafka's primitive types into a buffer that grows; what is written once is sent, and the buffer kept for the next. */
export class WireWriter {
  bytes: Buffer;
  at = 0;

  constructor(size = 1024) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** What was written. */
  get written(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  /** Sees to it that so many bytes more fit. */
  reserve(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + length));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }

  int8(value: number): this {
    this.reserve(1);
    this.at = this.bytes.writeInt8(value, this.at);
    return this;
  }

  int16(value: number): this {
    this.reserve(2);
    this.at = this.bytes.writeInt16BE(value, this.at);
    return this;
  }

  int32(value: number): this {
    this.reserve(4);
    this.at = this.bytes.writeInt32BE(value, this.at);
    return this;
  }

  int64(value: number): this {
    this.reserve(8);
    this.at = this.bytes.writeInt32BE(Math.floor(value / 2 ** 32), this.at);
    this.at = this.bytes.writeInt32BE(value | 0, this.at);
    return this;
  }

  /** VARINT of −2^31 to 2^31 − 1. */
  varint(value: number): this {
    this.reserve(5);
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest >= 0x80) {
      this.bytes[this.at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.at++] = rest;
    return this;
  }

  uvarint(value: number): this {
    this.reserve(5);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.at++] = rest;
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  /** A byte string, as it is. */
  latin1(text: string): this {
    this.reserve(text.length);
    this.at += this.bytes.write(text, this.at, text.length, "latin1");
    return this;
  }

  string(text: string): this {
    const length = Buffer.byteLength(text);
    this.int16(length).reserve(length);
    this.at += this.bytes.write(text, this.at, length, "utf8");
    return this;
  }

  compactString(text: string): this {
    const length = Buffer.byteLength(text);
    this.uvarint(length + 1).reserve(length);
    this.at += this.bytes.write(text, this.at, length, "utf8");
    return this;
  }
}

/** Bytes of a VARINT. */
export function sizeOfVarint(value: number): number {
  const rest = ((value << 1) ^ (value >> 31)) >>> 0;
  return rest < 0x80 ? 1 : rest < 0x4000 ? 2 : rest < 0x200000 ? 3 : rest < 0x10000000 ? 4 : 5;
}
