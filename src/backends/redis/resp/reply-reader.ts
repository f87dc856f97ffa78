import { readByteString } from "../../../codec/byte-string.ts";
import { assert } from "../../../common/assert.ts";
import { RedisError } from "./redis-error.ts";
import { ignoringTaker, type ReplyTaker } from "./reply-taker.ts";

/** Who is to hear the next reply, and that it has ended. */
export interface ReplyAudience {
  /** For the reply that begins now. */
  nextTaker(): ReplyTaker;
  /** @param error what the whole reply is, when it is an error. */
  endReply(error: RedisError | null): void;
}

/**
 * Reads replies (RESP2) from chunks that are cut anywhere:
 *
 *   +text\r\n   -error\r\n   :integer\r\n   $bytes\r\n…\r\n   $-1\r\n   *count\r\n elements   *-1\r\n
 *
 * An element is told once it is whole. What a chunk leaves over is copied behind what was left over before, into a buffer
 * that has room for the element, so each byte is copied twice at the most, however large the element is.
 */
export class ReplyReader {
  private readonly audience: ReplyAudience;
  private taker: ReplyTaker | null = null;
  /** Elements that are still to come, of each array that is open. */
  private readonly missing: number[] = [];
  private kept: Buffer = nothing;
  private keptBytes = 0;
  /** `kept` must have so many bytes before it makes sense to look at it again. */
  private neededBytes = 0;

  constructor(audience: ReplyAudience) {
    this.audience = audience;
  }

  push(chunk: Buffer): void {
    if (this.keptBytes === 0) {
      const used = this.read(chunk, chunk.length);
      if (used < chunk.length) this.keep(chunk, used);
      return;
    }
    this.keep(chunk, 0);
    if (this.keptBytes < this.neededBytes) return;
    const bytes = this.keptBytes;
    const used = this.read(this.kept, bytes);
    this.kept.copyWithin(0, used, bytes);
    this.keptBytes = bytes - used;
    if (this.keptBytes === 0 && this.kept.length > MAX_IDLE_BYTES) this.kept = nothing;
  }

  /** Nobody wants the rest of the reply that has begun. */
  ignoreRest(): void {
    if (this.taker !== null) this.taker = ignoringTaker;
  }

  private keep(chunk: Buffer, from: number): void {
    const total = this.keptBytes + chunk.length - from;
    if (total > this.kept.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(total, this.neededBytes, 2 * this.kept.length, MIN_KEPT_BYTES));
      this.kept.copy(larger, 0, 0, this.keptBytes);
      this.kept = larger;
    }
    chunk.copy(this.kept, this.keptBytes, from);
    this.keptBytes = total;
  }

  /** Tells all whole elements of `buffer[0, end)`, and returns where the first one begins that is not. */
  private read(buffer: Buffer, end: number): number {
    let at = 0;
    while (at < end) {
      const sign = buffer[at] as number;
      if (sign === PLUS || sign === MINUS) {
        const lineEnd = buffer.indexOf(LINE_FEED, at + 1);
        if (lineEnd < 0 || lineEnd >= end) return this.wait(at, end - at + 1);
        this.tellLine(sign, buffer, at + 1, lineEnd - 1);
        at = lineEnd + 1;
        continue;
      }
      let next = at + 1;
      let value = 0;
      const isNegative = buffer[next] === MINUS;
      if (isNegative) next++;
      for (; next < end && buffer[next] !== CARRIAGE_RETURN; next++) {
        const digit = (buffer[next] as number) - ZERO;
        assert(digit >= 0 && digit <= 9, "a reply of Redis has a count that is no number");
        value = value * 10 + digit;
      }
      if (next + 2 > end) return this.wait(at, end - at + 1);
      next += 2;
      if (isNegative) value = -value;
      if (sign === DOLLAR) {
        if (value >= 0) {
          if (next + value + 2 > end) return this.wait(at, next - at + value + 2);
          this.current().takeBytes(buffer, next, next + value);
          next += value + 2;
        } else this.current().takeNull();
        this.endElement();
      } else if (sign === ASTERISK) this.tellArray(value);
      else {
        assert(sign === COLON, "a reply of Redis begins with a byte that is not of RESP2");
        this.current().takeInteger(value);
        this.endElement();
      }
      at = next;
    }
    this.neededBytes = 0;
    return at;
  }

  private wait(at: number, neededBytes: number): number {
    this.neededBytes = neededBytes;
    return at;
  }

  private tellLine(sign: number, buffer: Buffer, start: number, end: number): void {
    if (sign === PLUS) {
      this.current().takeBytes(buffer, start, end);
      this.endElement();
      return;
    }
    const error = new RedisError(readByteString(buffer, start, end));
    if (this.missing.length > 0) {
      this.current().takeError(error);
      this.endElement();
    } else {
      this.current();
      this.endElement(error);
    }
  }

  private tellArray(count: number): void {
    if (count < 0) this.current().takeNull();
    else this.current().takeArray(count);
    if (count > 0) this.missing.push(count);
    else this.endElement();
  }

  private current(): ReplyTaker {
    this.taker ??= this.audience.nextTaker();
    return this.taker;
  }

  private endElement(error: RedisError | null = null): void {
    const { missing } = this;
    for (let last = missing.length - 1; last >= 0; last--) {
      const left = (missing[last] as number) - 1;
      missing[last] = left;
      if (left > 0) return;
      missing.pop();
    }
    this.taker = null;
    this.audience.endReply(error);
  }
}

const nothing = Buffer.alloc(0);
/** Holds what most chunks leave over. */
const MIN_KEPT_BYTES = 16 * 1024;
/** A buffer that a large value needed is not kept for the next one. */
const MAX_IDLE_BYTES = 1024 * 1024;
const PLUS = 0x2b;
const MINUS = 0x2d;
const COLON = 0x3a;
const DOLLAR = 0x24;
const ASTERISK = 0x2a;
const ZERO = 0x30;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
