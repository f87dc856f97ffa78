import { writeByteString } from "../../../codec/byte-string.ts";

/**
 * Writes commands as the server reads them, one behind the other in one buffer:
 *
 *   *<arguments>\r\n   $<bytes>\r\n<argument>\r\n   $<bytes>\r\n<argument>\r\n   …
 *
 * Source: https://redis.io/docs/latest/develop/reference/protocol-spec/ ("Sending commands to a Redis server").
 */
export class CommandWriter {
  buffer: Buffer;
  length = 0;

  constructor(bytes: number) {
    this.buffer = Buffer.allocUnsafeSlow(bytes);
  }

  clear(): void {
    this.length = 0;
  }

  /** Begins a command of so many arguments, its name counted. */
  begin(argumentCount: number): void {
    this.reserve(MAX_HEAD_BYTES);
    this.head(ASTERISK, argumentCount);
  }

  /** An argument in two parts, byte strings: most keys begin with something that stays the same. */
  pair(prefix: string, rest: string): void {
    const bytes = prefix.length + rest.length;
    this.reserve(bytes + MAX_HEAD_BYTES + 2);
    this.head(DOLLAR, bytes);
    this.characters(prefix);
    this.characters(rest);
    this.lineEnd();
  }

  /** An argument, a byte string. */
  text(value: string): void {
    this.pair("", value);
  }

  integer(value: number): void {
    this.pair("", String(value));
  }

  /** An argument: a byte string, and behind it `source[start, end)`. */
  bytes(prefix: string, source: Uint8Array, start: number, end: number): void {
    const bytes = prefix.length + end - start;
    this.reserve(bytes + MAX_HEAD_BYTES + 2);
    this.head(DOLLAR, bytes);
    this.characters(prefix);
    // A loop over few bytes costs less than a view and a call into Node.
    if (end - start <= LOOP_BYTES) {
      for (let i = start; i < end; i++) this.buffer[this.length++] = source[i] as number;
    } else {
      this.buffer.set(source.subarray(start, end), this.length);
      this.length += end - start;
    }
    this.lineEnd();
  }

  private head(sign: number, count: number): void {
    const { buffer } = this;
    buffer[this.length++] = sign;
    if (count < 10) buffer[this.length++] = ZERO + count;
    else if (count < 100) {
      buffer[this.length++] = ZERO + ((count / 10) | 0);
      buffer[this.length++] = ZERO + (count % 10);
    } else this.characters(String(count));
    this.lineEnd();
  }

  private characters(value: string): void {
    const { buffer } = this;
    if (value.length > LOOP_BYTES) {
      writeByteString(buffer, value, this.length);
      this.length += value.length;
      return;
    }
    let at = this.length;
    for (let i = 0; i < value.length; i++) buffer[at++] = value.charCodeAt(i);
    this.length = at;
  }

  private lineEnd(): void {
    this.buffer[this.length++] = CARRIAGE_RETURN;
    this.buffer[this.length++] = LINE_FEED;
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.length + bytes));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

/** A sign, a count of up to 16 digits, a line's end. */
const MAX_HEAD_BYTES = 19;
const LOOP_BYTES = 64;
const ASTERISK = 0x2a;
const DOLLAR = 0x24;
const ZERO = 0x30;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
