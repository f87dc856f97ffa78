import { FrameSplitter, Split } from "../codec/frame-splitter.ts";
import { RESPONSE_ERROR } from "../codec/response.ts";
import { LEN } from "../codec/wire.ts";
import { type Clock, elapsedUs } from "../common/clock.ts";
import { DEFAULT_MAX_FRAME_BYTES } from "../common/limits.ts";
import { type AnswerCheck, describeError } from "./answer-check.ts";
import { FIRST_ID, type FrameScript } from "./frame-script.ts";
import type { Tally } from "./tally.ts";

/** What the connections of one run share. */
export interface LoadShared {
  readonly script: FrameScript;
  readonly tally: Tally;
  readonly clock: Clock;
  /** One answer in so many, and the first of each connection, is looked at so. */
  readonly check: AnswerCheck;
  /** Requests that may still be sent, by all connections together. */
  budget: number;
  /** Called when something was wrong: the run is void. */
  readonly onFault: () => void;
  /** Called when a connection has nothing in flight and may send no more. */
  readonly onIdle: () => void;
}

/**
 * One connection of the closed loop, without its socket: as many answers as come, so many new requests go out, in one
 * write for each chunk. Requests are the script's frames in order, from `start` on.
 *
 *   sentUs     │ 0 │ 0 │ 7 │ 0 │ 9 │ 9 │ 9 │ 0 │       0 = answered or never sent
 *   sequence             ▲ oldest          ▲ next      position = sequence modulo the window
 *
 * An answer's id gives its place in the script, and that its sequence: answers may come in any order.
 */
export class LoadConnection {
  private readonly shared: LoadShared;
  private readonly splitter = new FrameSplitter(DEFAULT_MAX_FRAME_BYTES);
  private readonly write: (bytes: Buffer) => void;
  private sentUs: Int32Array;
  private oldest = 0;
  private next = 0;
  /** Place in the script of sequence `oldest`, and of `next`. */
  private oldestIndex: number;
  private nextIndex: number;
  /** What the next request shows; empty for nothing. */
  authorization = "";
  inFlight = 0;
  /** Of the chunk at hand. */
  private nowUs = 0;
  private taken = 0;
  private groupSentUs = 0;
  private groupCount = 0;
  private untilCompared = 1;

  constructor(shared: LoadShared, start: number, depth: number, write: (bytes: Buffer) => void) {
    this.shared = shared;
    this.write = write;
    this.oldestIndex = start;
    this.nextIndex = start;
    this.sentUs = new Int32Array(2 ** Math.ceil(Math.log2(depth * 2)));
  }

  /** Sends `count` requests, or as many as the run may still send, at a time read by the caller. */
  send(count: number, nowUs: number): void {
    const { script } = this.shared;
    let left = Math.min(count, this.shared.budget);
    this.shared.budget -= left;
    this.inFlight += left;
    if (this.next + left - this.oldest > this.sentUs.length && !this.widen(left)) return;
    const stamp = nonZero(nowUs);
    const mask = this.sentUs.length - 1;
    for (let i = 0; i < left; i++) this.sentUs[(this.next + i) & mask] = stamp;
    this.next += left;
    if (left > 0 && this.authorization !== "") {
      this.write(script.introduced(this.nextIndex, this.authorization));
      this.authorization = "";
      this.nextIndex = (this.nextIndex + 1) % script.length;
      left--;
    }
    while (left > 0) {
      const from = this.nextIndex;
      const to = Math.min(from + left, script.offsets.length - 1);
      this.write(script.bytes.subarray(script.offsets[from], script.offsets[to]));
      left -= to - from;
      this.nextIndex = to % script.length;
    }
    if (this.inFlight === 0) this.shared.onIdle();
  }

  /** Takes a chunk of answers, which it borrows until it returns. */
  receive(chunk: Buffer): void {
    this.nowUs = nonZero(this.shared.clock.monotonicUs());
    this.taken = 0;
    const split = this.splitter.push(chunk, this.take);
    this.closeGroup();
    this.inFlight -= this.taken;
    if (split === Split.STOPPED) return;
    if (split !== Split.MORE) this.fault("the stream of answers cannot be split into frames");
    else if (this.taken > 0) this.send(this.taken, this.nowUs);
  }

  private readonly take = (bytes: Uint8Array, start: number, end: number): boolean => {
    const index = this.takeId(bytes, start, end);
    if (index < 0) return false;
    this.taken++;
    const { script, tally } = this.shared;
    const tag = ((script.calls[index] as number) << 3) | LEN;
    if (bytes[start + 4] !== ((tag & 0x7f) | 0x80) || bytes[start + 5] !== tag >>> 7) {
      return this.takeUnexpected(bytes as Buffer, start, end);
    }
    if (--this.untilCompared > 0) return true;
    this.untilCompared = COMPARE_EVERY;
    tally.compared++;
    const fault = this.shared.check(script, index, bytes as Buffer, start, end);
    return fault === null ? true : this.fault(fault);
  };

  /** Settles the request that an answer belongs to; returns its place in the script, or −1 after a fault. */
  private takeId(bytes: Uint8Array, start: number, end: number): number {
    if (end - start < ID_BYTES || bytes[start] !== ID_TAG) return this.noSuchId();
    const b1 = bytes[start + 1] as number;
    const b2 = bytes[start + 2] as number;
    const b3 = bytes[start + 3] as number;
    if ((b1 & b2) < 0x80 || b3 >= 0x80) return this.noSuchId();
    const index = ((b1 & 0x7f) | ((b2 & 0x7f) << 7) | (b3 << 14)) - FIRST_ID;
    const { length } = this.shared.script;
    if (index < 0 || index >= length) return this.noSuchId();
    const ahead = index >= this.oldestIndex ? index - this.oldestIndex : index + length - this.oldestIndex;
    const mask = this.sentUs.length - 1;
    const position = (this.oldest + ahead) & mask;
    const sentUs = this.sentUs[position] as number;
    if (ahead >= this.next - this.oldest || sentUs === 0) return this.noSuchId();
    this.sentUs[position] = 0;
    if (ahead === 0) this.advance();
    if (sentUs !== this.groupSentUs) this.closeGroup();
    this.groupSentUs = sentUs;
    this.groupCount++;
    return index;
  }

  private advance(): void {
    const mask = this.sentUs.length - 1;
    const { length } = this.shared.script;
    do {
      this.oldest++;
      if (++this.oldestIndex === length) this.oldestIndex = 0;
    } while (this.oldest < this.next && this.sentUs[this.oldest & mask] === 0);
  }

  private closeGroup(): void {
    if (this.groupCount > 0) this.shared.tally.record(elapsedUs(this.groupSentUs, this.nowUs), this.groupCount);
    this.groupCount = 0;
  }

  /** An answer that has been overtaken by many leaves a long gap. False when an id would be in flight twice. */
  private widen(count: number): boolean {
    const wanted = this.next + count - this.oldest;
    if (wanted > this.shared.script.length) return this.fault("a request stays unanswered while all others are");
    const wider = new Int32Array(2 ** Math.ceil(Math.log2(wanted)));
    for (let s = this.oldest; s < this.next; s++) {
      wider[s & (wider.length - 1)] = this.sentUs[s & (this.sentUs.length - 1)] as number;
    }
    this.sentUs = wider;
    return true;
  }

  private takeUnexpected(bytes: Buffer, start: number, end: number): boolean {
    if (bytes[start + ID_BYTES] !== ((RESPONSE_ERROR << 3) | LEN)) return this.fault("an answer has another result");
    this.shared.tally.errors++;
    return this.fault(describeError(bytes, start, end));
  }

  private noSuchId(): -1 {
    this.fault("an answer has an id that is not in flight");
    return -1;
  }

  private fault(what: string): false {
    this.shared.tally.fault(what);
    this.shared.onFault();
    return false;
  }
}

/** Tag of `Response.id`, and the bytes that it takes with its value. */
const ID_TAG = 0x08;
const ID_BYTES = 4;
/** One answer in so many, and the first of each connection, is decoded whole. */
const COMPARE_EVERY = 64;

/** A moment of the wrapping clock that can stand in {@link LoadConnection}'s table, where 0 means no moment. */
function nonZero(monotonicUs: number): number {
  return monotonicUs === 0 ? 1 : monotonicUs;
}
