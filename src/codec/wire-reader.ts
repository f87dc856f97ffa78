import { I32, I64, LEN, MAX_FIELD, MAX_VARINT_BYTES, VARINT } from "./wire.ts";

/**
 * Reads protobuf records in place. It never throws and never reads past `end`: what does not fit sets `failed`, and from
 * then on every read gives 0. One instance per thread is pointed at one message after the other with {@link reset}.
 *
 *        start      pos                 end
 *          │ consumed │ still to be read │
 */
export class WireReader {
  bytes: Uint8Array;
  pos: number;
  end: number;
  failed: boolean;
  /** Field number and wire type of the record that {@link next} stopped at. */
  field: number;
  wireType: number;
  /** Value of a VARINT record as a number; 2^53 and above come as Infinity, for no field of ours may be that large. */
  value: number;
  /** Range of a LEN record's bytes. */
  from: number;
  to: number;

  constructor() {
    this.bytes = none;
    this.pos = 0;
    this.end = 0;
    this.failed = false;
    this.field = 0;
    this.wireType = 0;
    this.value = 0;
    this.from = 0;
    this.to = 0;
  }

  reset(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.pos = start;
    this.end = end;
    this.failed = false;
  }

  /** Reads one whole record; false at the end of the message and on malformed input, which `failed` tells apart. */
  next(): boolean {
    if (this.pos >= this.end) return false;
    const tag = this.varint();
    this.wireType = tag & 7;
    this.field = Math.floor(tag / 8);
    if (this.failed || this.field === 0 || this.field > MAX_FIELD) return this.fail();
    switch (this.wireType) {
      case VARINT:
        this.value = this.varint();
        break;
      case LEN: {
        const length = this.varint();
        if (this.failed || length > this.end - this.pos) return this.fail();
        this.from = this.pos;
        this.pos += length;
        this.to = this.pos;
        break;
      }
      case I64:
        this.skip(8);
        break;
      case I32:
        this.skip(4);
        break;
      default:
        return this.fail();
    }
    return !this.failed;
  }

  private varint(): number {
    const { bytes, end } = this;
    let pos = this.pos;
    let byte = pos < end ? (bytes[pos++] as number) : 0x100;
    if (byte < 0x80) {
      this.pos = pos;
      return byte;
    }
    let value = byte & 0x7f;
    let scale = 0x80;
    for (let i = 1; byte >= 0x80; i++) {
      if (pos >= end || i === MAX_VARINT_BYTES) {
        this.failed = true;
        return 0;
      }
      byte = bytes[pos++] as number;
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
    }
    this.pos = pos;
    return value <= Number.MAX_SAFE_INTEGER ? value : Number.POSITIVE_INFINITY;
  }

  private skip(count: number): void {
    if (count > this.end - this.pos) this.failed = true;
    else this.pos += count;
  }

  private fail(): false {
    this.failed = true;
    return false;
  }
}

const none = new Uint8Array(0);
