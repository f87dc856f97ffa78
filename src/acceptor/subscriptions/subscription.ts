import { CallNumber } from "../../codec/calls.ts";
import { readError } from "../../codec/read-error.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import { readFetchAnswer } from "../../codec/stream-messages.ts";
import type { StartRequest } from "../../codec/stream-requests.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import type { AnswerHandler } from "../call-port.ts";
import { cutShort } from "../cut-short.ts";
import { nobodyWaits, type SentCall } from "../reception.ts";
import { Resumption } from "./resumption.ts";
import type { SubscribeMessage } from "./subscribe-message.ts";

/** Where messages go. */
export interface Sink {
  /** Messages that may be sent now; while there are none, nothing is read, until {@link Subscription.wake}. */
  readonly room: number;
  /**
   * Takes an answer, the message `bytes[from, to)` of so many messages, borrowed until it returns, and the levels of service
   * that the namespace misses.
   */
  send(bytes: Buffer, from: number, to: number, count: number, missedLevels: string): void;
  /** Nothing follows on this. */
  fail(failure: Failure): void;
}

/** Sends calls for the subscriber, with its credentials. */
export interface Upstream {
  send(call: FetchCall, message: Uint8Array, onAnswer: AnswerHandler): SentCall;
}

export type FetchCall = typeof CallNumber.STREAM_FETCH | typeof CallNumber.STREAM_LEAVE;

export interface SubscriptionParts {
  readonly upstream: Upstream;
  readonly sink: Sink;
  readonly wallMs: () => number;
  /** Does something later; what it returns keeps it from being done. */
  readonly schedule: (delayMs: number, work: () => void) => () => void;
  /** It has ended, for whichever reason. */
  readonly onEnd: () => void;
}

/**
 * The pump of one subscriber: asks its worker for messages, one fetch at a time, and only while the subscriber takes them.
 * So nothing is ever pushed that was not asked for, and a subscriber that stops costs nobody anything.
 *
 *             room                      answer
 *   WAITING ────────► FETCHING ───────────────────► sink ──► WAITING
 *                        │  ▲
 *                failure │  │ later, after what it has
 *                        ▼  │
 *                      RESTING             left, or a failure that does not pass: ENDED, and the worker is told
 *
 * The first fetch does not wait for messages: its answer tells the subscriber that from now on it misses none, and is sent
 * though it be empty. Later ones wait at the worker; those that bring nothing are not told.
 */
export class Subscription {
  private readonly message: SubscribeMessage;
  private readonly parts: SubscriptionParts;
  private readonly resumption = new Resumption();
  private phase: Phase = Phase.WAITING;
  private sent: SentCall | null = null;
  private stopResting: (() => void) | null = null;
  /** Whether there was an answer, and when. */
  private isLive = false;
  private liveSinceMs = 0;
  /** After which message it goes on; empty while that is not known. */
  private position = "";
  /** Whether the worker may have forgotten where it stands. */
  private isAstray = true;
  /** Whether the worker may know of it. */
  private isKnown = false;

  constructor(message: SubscribeMessage, parts: SubscriptionParts) {
    this.message = message;
    this.parts = parts;
  }

  get isEnded(): boolean {
    return this.phase === Phase.ENDED;
  }

  /** There may be room. */
  wake(): void {
    if (this.phase !== Phase.WAITING) return;
    const { room } = this.parts.sink;
    if (room > 0) this.fetch(room);
    else this.isAstray = true;
  }

  /** The subscriber is gone, or wants no more: what it has leased goes to others. */
  leave(): void {
    if (this.isEnded) return;
    this.phase = Phase.ENDED;
    this.sent?.abandon(this.isKnown);
    this.sent = null;
    this.stopResting?.();
    if (this.isKnown) this.parts.upstream.send(CallNumber.STREAM_LEAVE, this.message.leave(), nobodyWaits);
    this.parts.onEnd();
  }

  /** The subscriber is told that there is no more, and why. */
  end(failure: Failure): void {
    if (this.isEnded) return;
    this.parts.sink.fail(this.isLive ? cutShort(failure, HOW_TO_GO_ON) : failure);
    this.leave();
  }

  private fetch(room: number): void {
    const { maxMessages: asked } = this.message;
    // What is too much is refused by the worker, as of any fetch.
    const maxMessages = asked > MOST_MESSAGES ? asked : Math.min(asked || USUAL_MESSAGES, room);
    const terms = { maxMessages, waitMs: this.isLive ? WAIT_MS : 0, start: this.start() };
    this.phase = Phase.FETCHING;
    this.isKnown = true;
    const sent = this.parts.upstream.send(CallNumber.STREAM_FETCH, this.message.fetch(terms), this.onAnswer);
    // It may have been answered at once.
    if (this.phase === Phase.FETCHING) this.sent = sent;
  }

  /** Where the next fetch begins. A group's place is kept in its store. */
  private start(): StartRequest | null {
    if (this.message.hasGroup || !this.isLive) return this.message.start;
    if (this.position !== "") return { at: "after", position: this.position };
    if (!this.isAstray) return null;
    // Nothing has come since it began: all that was published since then is still wanted.
    const { start } = this.message;
    return start === null || start.at === "latest" ? { at: "time", timeMs: this.liveSinceMs } : start;
  }

  private readonly onAnswer: AnswerHandler = (result, bytes, from, to, _queueUs, _backendUs, missed) => {
    this.sent = null;
    if (this.isEnded) return;
    this.phase = Phase.WAITING;
    if (result === RESPONSE_ERROR) {
      this.onFailure(readError(bytes, from, to) ?? unreadable);
      return;
    }
    const answer = readFetchAnswer(bytes, from, to);
    if (answer === null) {
      this.end(unreadable);
      return;
    }
    const count = answer.ranges.length / 2;
    const isFirst = !this.isLive;
    const isIdle = count === 0 && (answer.nextPosition === "" || answer.nextPosition === this.position);
    this.onLive(answer.nextPosition);
    if (count > 0 || isFirst) this.parts.sink.send(bytes, from, to, count, missed);
    if (this.isEnded) return;
    // A worker that does not wait, because it is about to go say, is not asked all the time.
    if (isIdle && !isFirst) this.rest(IDLE_PAUSE_MS);
    else this.wake();
  };

  private onLive(position: string): void {
    if (!this.isLive) this.liveSinceMs = this.parts.wallMs();
    this.isLive = true;
    this.isAstray = false;
    if (position !== "") this.position = position;
    this.resumption.succeeded();
  }

  private onFailure(failure: Failure): void {
    this.isAstray = true;
    this.isKnown = this.isLive;
    const delayMs = this.isLive ? this.resumption.after(failure) : -1;
    if (delayMs < 0) this.end(failure);
    else this.rest(delayMs);
  }

  private rest(delayMs: number): void {
    this.phase = Phase.RESTING;
    this.stopResting = this.parts.schedule(delayMs, () => {
      this.phase = Phase.WAITING;
      this.stopResting = null;
      this.wake();
    });
  }
}

const Phase = { WAITING: 0, FETCHING: 1, RESTING: 2, ENDED: 3 } as const;
type Phase = (typeof Phase)[keyof typeof Phase];

/** How long a fetch waits at its worker: each costs as much as a request, and ten thousand that wait some hundreds a second. */
const WAIT_MS = 30_000;
/** Of a fetch, when nothing is said, and at most: see the proto file. */
const USUAL_MESSAGES = 100;
const MOST_MESSAGES = 1_000;
/** Between an answer without messages and the next fetch. */
const IDLE_PAUSE_MS = 20;

/** As a sentence's part. */
export const HOW_TO_GO_ON = "subscribe again to go on";
const unreadable = new Failure(Code.INTERNAL, "ANSWER_UNREADABLE", "the worker's answer is no prism.v1.FetchResponse");
