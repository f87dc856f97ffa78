import { readByteString } from "../../../codec/byte-string.ts";
import type { RedisError } from "./redis-error.ts";

/**
 * Hears one reply, element by element, in the order in which they stand in it. What it is given is borrowed: it copies what it keeps.
 * An array is announced with its length, and its elements follow.
 */
export interface ReplyTaker {
  takeBytes(source: Buffer, start: number, end: number): void;
  takeInteger(value: number): void;
  takeNull(): void;
  takeArray(length: number): void;
  takeError(error: RedisError): void;
}

/** A reply as a value: bytes are byte strings. An error within an array stands in it as a value. */
export type Reply = string | number | null | RedisError | readonly Reply[];

/** Puts a reply together that comes rarely, or is of any shape. */
export class ReplyBuilder implements ReplyTaker {
  reply: Reply = null;
  private readonly open: { readonly elements: Reply[]; readonly length: number }[] = [];

  takeBytes(source: Buffer, start: number, end: number): void {
    this.put(readByteString(source, start, end));
  }

  takeInteger(value: number): void {
    this.put(value);
  }

  takeNull(): void {
    this.put(null);
  }

  takeError(error: RedisError): void {
    this.put(error);
  }

  takeArray(length: number): void {
    const elements: Reply[] = [];
    if (length === 0) this.put(elements);
    else this.open.push({ elements, length });
  }

  private put(value: Reply): void {
    let done = value;
    for (let array = this.open.at(-1); array !== undefined; array = this.open.at(-1)) {
      array.elements.push(done);
      if (array.elements.length < array.length) return;
      done = array.elements;
      this.open.pop();
    }
    this.reply = done;
  }
}

/** Of a call that nobody waits for any more. */
export const ignoringTaker: ReplyTaker = {
  takeBytes(): void {},
  takeInteger(): void {},
  takeNull(): void {},
  takeArray(): void {},
  takeError(): void {},
};
