/**
 * Reads Kafka's primitive types (https://kafka.apache.org/protocol#protocol_types) from one answer. Offsets and times are
 * numbers: exact up to 2^53. Reading past the end throws a RangeError.
 */
export class WireReader {
  readonly bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  int8(): number {
    this.at += 1;
    return this.bytes.readInt8(this.at - 1);
  }

  int16(): number {
    this.at += 2;
    return this.bytes.readInt16BE(this.at - 2);
  }

  int32(): number {
    this.at += 4;
    return this.bytes.readInt32BE(this.at - 4);
  }

  int64(): number {
    this.at += 8;
    return this.bytes.readInt32BE(this.at - 8) * 2 ** 32 + this.bytes.readUInt32BE(this.at - 4);
  }

  /** VARINT or VARLONG: zigzag, seven bits a byte, the lowest first. */
  varint(): number {
    const first = this.bytes.readUInt8(this.at);
    if (first < 0x80) {
      this.at++;
      return (first >>> 1) ^ -(first & 1);
    }
    const unsigned = this.uvarint();
    return unsigned % 2 === 0 ? unsigned / 2 : -(unsigned + 1) / 2;
  }

  uvarint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes.readUInt8(this.at++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  /** A view of the next bytes. */
  view(length: number): Buffer {
    const end = this.at + length;
    if (length < 0 || end > this.bytes.length) throw new RangeError("a length that reaches past the end");
    const view = this.bytes.subarray(this.at, end);
    this.at = end;
    return view;
  }

  string(): string {
    return this.view(Math.max(this.int16(), 0)).toString("utf8");
  }

  /** COMPACT_NULLABLE_STRING; null comes as the empty text. */
  compactString(): string {
    return this.view(Math.max(this.uvarint() - 1, 0)).toString("utf8");
  }

  array<T>(read: (reader: this) => T): T[] {
    return this.items(this.int32(), read);
  }

  compactArray<T>(read: (reader: this) => T): T[] {
    return this.items(this.uvarint() - 1, read);
  }

  /** Tagged fields, of which we know none. */
  skipTags(): void {
    for (let count = this.uvarint(); count > 0; count--) {
      this.uvarint();
      this.view(this.uvarint());
    }
  }

  private items<T>(count: number, read: (reader: this) => T): T[] {
    const items: T[] = [];
    for (let index = 0; index < count; index++) items.push(read(this));
    return items;
  }
}
