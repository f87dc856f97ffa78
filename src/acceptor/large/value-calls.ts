import type { CallNumber } from "../../codec/calls.ts";
import { readError } from "../../codec/read-error.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import { blobBytes, WireWriter } from "../../codec/wire-writer.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { AnswerHandler } from "../call-port.ts";
import { nobodyWaits, type SentCall } from "../reception.ts";
import { isForGood, unreadableAnswer } from "../refusals.ts";
import { callerGone } from "./refusals.ts";

/** Sends a call for whoever asked the door; `onAnswer` is called once, unless the call is abandoned. */
export type SendCall = (call: CallNumber, message: Uint8Array, onAnswer: AnswerHandler) => SentCall;

/** Reads an answer and takes what it needs of it; null when it is none. */
type Read<T> = (bytes: Buffer, start: number, end: number) => T | null;

/** The calls that a door makes of one request for a large value: as a client would make them, one by one. */
export class ValueCalls {
  /** Byte string. */
  readonly namespace: string;
  readonly key: string;
  private readonly send: SendCall;
  /** Calls that are under way, with what ends the wait for each. */
  private readonly waiting = new Map<SentCall, (failure: Failure) => void>();
  private isOver = false;

  constructor(namespace: string, key: string, send: SendCall) {
    this.namespace = namespace;
    this.key = key;
    this.send = send;
  }

  /**
   * Rejects with a PrismError. What a worker cannot take now is sent again after the time that it names: nothing was done,
   * or doing it again changes nothing. `body` is the message but for its namespace.
   */
  async perform<T>(call: CallNumber, body: Buffer, read: Read<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.once(call, body, read);
      if (!(answer instanceof Failure)) return answer;
      if (answer === unreadableAnswer) throw new PrismError(answer, { cause: `of the call with the number ${call}` });
      if (attempt === MAX_ATTEMPTS || !isPassing(answer)) throw new PrismError(answer);
      await delay(Math.min(answer.retryAfterMs, MAX_DELAY_MS) * attempt);
    }
  }

  /** Sends a call whose answer nobody waits for. */
  tell(call: CallNumber, body: Buffer): void {
    this.send(call, this.messageOf(body), nobodyWaits);
  }

  /** Whoever asked is gone: no answer is waited for. */
  giveUp(): void {
    this.isOver = true;
    for (const [sent, end] of this.waiting) {
      sent.abandon();
      end(callerGone);
    }
    this.waiting.clear();
  }

  private once<T>(call: CallNumber, body: Buffer, read: Read<T>): Promise<T | Failure> {
    if (this.isOver) return Promise.resolve(callerGone);
    return new Promise((resolve) => {
      let isAnswered = false;
      let sent: SentCall | null = null;
      sent = this.send(call, this.messageOf(body), (result, bytes, start, end) => {
        isAnswered = true;
        if (sent !== null) this.waiting.delete(sent);
        const answer = result === RESPONSE_ERROR ? readError(bytes, start, end) : read(bytes, start, end);
        resolve(answer ?? unreadableAnswer);
      });
      if (!isAnswered) this.waiting.set(sent, resolve);
    });
  }

  private messageOf(body: Buffer): Uint8Array {
    const bytes = Buffer.allocUnsafe(blobBytes(1, this.namespace.length) + body.length);
    const writer = new WireWriter();
    writer.reset(bytes, 0);
    writer.blob(1, this.namespace);
    writer.raw(body);
    return bytes;
  }
}

/** Whether the same call may succeed a little later. */
function isPassing({ code, reason, retryAfterMs }: Failure): boolean {
  if (isForGood(reason)) return false;
  return retryAfterMs > 0 && (code === Code.RESOURCE_EXHAUSTED || code === Code.UNAVAILABLE || code === Code.ABORTED);
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** With the delays that workers ask for: some ten seconds. */
const MAX_ATTEMPTS = 12;
const MAX_DELAY_MS = 1_000;
