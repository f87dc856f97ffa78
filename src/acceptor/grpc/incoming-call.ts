import type { Method } from "../../codec/json/services.ts";
import { elapsedUs } from "../../common/clock.ts";
import type { Failure } from "../../common/failure.ts";
import type { AnswerHandler } from "../call-port.ts";
import { cutShort } from "../cut-short.ts";
import type { ChunkRoom } from "../large/chunk-room.ts";
import type { SentCall } from "../reception.ts";
import * as refusals from "../refusals.ts";
import { NO_TIMEOUT } from "./call-headers.ts";
import type { CallTerms } from "./call-terms.ts";
import * as failures from "./failures.ts";
import type { KeptMessages } from "./kept-messages.ts";
import { holdsMessage, PREFIX_BYTES } from "./message-collector.ts";
import { missedFieldBytes, withMissedField, withMissedTrailer } from "./missed-levels.ts";
import { type MessageSink, RequestReader } from "./request-reader.ts";
import { failureTrailers, okTrailers } from "./response-heads.ts";
import type { CallSurroundings, Entrant, SessionCall } from "./session-call.ts";
import type { CallStream, StreamReader } from "./transport/call-stream.ts";

/** What the door does with the calls of a method. */
export interface CallHandler {
  readonly method: Method;
  /** Whether a call that has no answer has done nothing, whatever became of it. */
  readonly changesNothing: boolean;
  /** Has the call answered or failed, at once or later. Its message is borrowed until this returns. */
  handle(call: IncomingCall): void;
}

const Phase = { READING: 0, READY: 1, RUNNING: 2, DONE: 3 } as const;
type Phase = (typeof Phase)[keyof typeof Phase];

/**
 * One call of a client that sends one message: reads it, hands it to its handler when its turn has come, and sends what
 * that answers.
 *
 *   READING ── message whole ──► READY ── window open ──► RUNNING ── answered ──► DONE
 *      └──────────────┴──── refused, cancelled, out of time ─────┴─────────────────┘
 */
export class IncomingCall implements StreamReader, MessageSink, Entrant, SessionCall {
  readonly startedUs: number;
  previous: SessionCall | null = null;
  next: SessionCall | null = null;
  message: Buffer = none;
  private readonly terms: CallTerms;
  private readonly around: CallSurroundings;
  private readonly stream: CallStream;
  /** Of a message that does not lie whole in the first chunk, as nearly all do. */
  private reader: RequestReader | null = null;
  private timer: NodeJS.Timeout | null = null;
  private phase: Phase = Phase.READING;
  /** What the handler has sent and has no answer to. */
  private sent: SentCall | null = null;
  /** Whether the window counts it as under way. */
  private isCounted = false;
  private onTurn: (() => void) | null = null;
  /** For a handler that has something under way: called when the call is over, whichever way it ends. */
  onOver: (() => void) | null = null;
  /** Answer bytes that have not left for the client. */
  private unreadBytes = 0;
  /** The levels of service that the namespace misses, for its trailing metadata and its next messages if it has several; empty when none. */
  missedLevels = "";
  /** How its client gets the rest, once it has a part of the answer: see {@link cutShort}. */
  goOn: string | null = null;

  constructor(stream: CallStream, terms: CallTerms, around: CallSurroundings, nowUs: number) {
    this.startedUs = nowUs;
    this.terms = terms;
    this.around = around;
    this.stream = stream;
  }

  /** Begins, if the call's headers are in order and whoever they name may come in. */
  begin(): void {
    const { objection, timeoutMs } = this.terms;
    if (objection === null && timeoutMs !== NO_TIMEOUT) this.timer = setTimeout(onTimeout, timeoutMs, this);
    const verdict = objection ?? this.around.desk.admit(this.terms);
    if (verdict === null) {
      this.stream.read(this);
      return;
    }
    this.stream.onClosed = () => this.onClosed();
    if (verdict instanceof Promise) void verdict.then((each) => this.onVerdict(each));
    else this.fail(verdict);
  }

  get isDone(): boolean {
    return this.phase === Phase.DONE;
  }

  /** Whether the message has not come yet. */
  get isReading(): boolean {
    return this.phase === Phase.READING;
  }

  // ---- the message ----------------------------------------------------------------------------------------------

  private onVerdict(objection: Failure | null): void {
    if (this.isDone) return;
    if (objection === null) this.stream.read(this);
    else this.fail(objection);
  }

  onChunk(chunk: Buffer): void {
    if (this.reader !== null) this.reader.push(chunk);
    else if (this.phase !== Phase.READING) this.onMore(chunk);
    else if (holdsMessage(chunk, this.around.maxMessageBytes)) this.onMessage(chunk.subarray(PREFIX_BYTES));
    else {
      this.reader = new RequestReader(this.stream, this.terms.encoding, this.around, this);
      this.reader.push(chunk);
    }
  }

  onEnd(): void {
    if (this.reader !== null) this.reader.end();
    else if (this.phase === Phase.READING) this.onProblem(failures.messageIncomplete);
  }

  onMessage(message: Buffer): void {
    if (this.phase !== Phase.READING) return;
    this.phase = Phase.READY;
    this.message = message;
    this.around.enter(this);
  }

  onProblem(failure: Failure): void {
    this.abandon();
    this.fail(failure);
  }

  /** Bytes behind a message that was whole. */
  private onMore(chunk: Buffer): void {
    if (chunk.length > 0) this.onProblem(failures.secondMessage);
  }

  own(): void {
    this.message = Buffer.from(this.message);
  }

  // ---- for its handler ------------------------------------------------------------------------------------------

  /** Its turn has come. */
  run(): void {
    this.around.window.begin();
    this.isCounted = true;
    const { onTurn } = this;
    if (onTurn !== null) {
      this.onTurn = null;
      onTurn();
      return;
    }
    this.phase = Phase.RUNNING;
    this.terms.handler.handle(this);
    this.message = none;
  }

  /** Sends a message of the call's method for whoever calls. `onAnswer` is called once, unless the call ends before. */
  send(message: Uint8Array, onAnswer: AnswerHandler): void {
    const { method, authorization, traceparent, tracestate, idempotencyKey } = this.terms;
    const timeoutMs = this.remainingMs;
    this.sent = this.around.desk.send(
      { method, authorization, traceparent, tracestate, message, timeoutMs, idempotencyKey },
      onAnswer,
    );
  }

  /** Sends a message of another method for whoever calls, as {@link send}; whoever asks abandons it, too. */
  ask(method: Method, message: Uint8Array, onAnswer: AnswerHandler): SentCall {
    const { authorization, traceparent, tracestate } = this.terms;
    return this.around.desk.send(
      { method, authorization, traceparent, tracestate, message, timeoutMs: 0, idempotencyKey: "" },
      onAnswer,
    );
  }

  /** It may take any time from now on: the window no longer counts it as under way. */
  standAside(): void {
    if (this.isCounted) this.around.window.standAside();
    this.isCounted = false;
    this.around.onRoom();
  }

  get chunkRoom(): ChunkRoom {
    return this.around.chunkRoom;
  }

  get kept(): KeptMessages {
    return this.around.kept;
  }

  /** Whether its connection has room for more than the next answer: for what is read ahead of its client. */
  get mayReadAhead(): boolean {
    return this.around.window.isWide;
  }

  /** For a call with several answers: calls back when there is room for the next one. */
  awaitTurn(onTurn: () => void): void {
    this.onTurn = onTurn;
    this.around.enter(this);
  }

  /** Answers with the message `bytes[start, end)`, borrowed, and ends the call. */
  answer(bytes: Buffer, start: number, end: number): void {
    if (this.isDone) return;
    this.count(PREFIX_BYTES + end - start);
    this.leave();
    this.stream.answer(bytes, start, end, withMissedTrailer(okTrailers, this.missedLevels));
  }

  /** Sends one of several messages, borrowed; `onLeft` is called when it has left for the client. */
  write(bytes: Buffer, start: number, end: number, onLeft: () => void): void {
    if (this.isDone) return;
    this.sent = null;
    const length = this.lengthOf(end - start);
    this.count(length);
    this.put(bytes, start, end, () => this.onLeft(length, onLeft));
  }

  /** Sends several messages at once: with their prefixes, and with {@link missedLevels} in each if there are any; given away. */
  writeAll(framed: Buffer, onLeft: () => void): void {
    if (this.isDone) return;
    this.sent = null;
    this.count(framed.length);
    this.stream.writeAll(framed, () => this.onLeft(framed.length, onLeft));
  }

  /** Sends one of any number of messages, which count as {@link kept} and not as answers; returns its bytes. */
  push(bytes: Buffer, start: number, end: number, onLeft: () => void): number {
    this.put(bytes, start, end, () => {
      if (!this.isDone) onLeft();
    });
    return this.lengthOf(end - start);
  }

  /** Ends a call whose several messages are written. */
  end(): void {
    if (this.isDone) return;
    this.leave();
    this.stream.end(withMissedTrailer(okTrailers, this.missedLevels));
  }

  /** Ends the call with a failure; nothing happens when it has ended. */
  fail(failure: Failure): void {
    if (this.isDone) return;
    this.leave();
    this.stream.end(withMissedTrailer(failureTrailers(failure), this.missedLevels));
  }

  /** Ends the call with a failure, in the middle of its answer perhaps. */
  cutOff(failure: Failure): void {
    this.fail(this.goOn === null ? failure : cutShort(failure, this.goOn));
  }

  /** Ends the call with what its client is told of something that was thrown. */
  failWith(error: unknown, namespace: string): void {
    const { method, traceparent } = this.terms;
    this.cutOff(this.around.faults.failureOf(error, { operation: method.name, namespace, traceparent }));
  }

  giveUp(): void {
    const isUnknown = this.phase === Phase.RUNNING && !this.terms.handler.changesNothing;
    this.abandon();
    this.cutOff(isUnknown ? refusals.connectionClosed : refusals.callNotDone);
  }

  // ---- its end --------------------------------------------------------------------------------------------------

  onTimeout(): void {
    this.timer = null;
    this.abandon();
    this.cutOff(failures.deadlineExceeded);
  }

  onClosed(): void {
    if (!this.isDone) {
      this.abandon();
      this.leave();
    }
    this.uncount(this.unreadBytes);
    this.around.onCallClosed(this);
  }

  /** Milliseconds that the caller still waits, at least 1; 0 = it has set no limit. */
  private get remainingMs(): number {
    const { timeoutMs } = this.terms;
    if (timeoutMs === NO_TIMEOUT) return 0;
    const waitedUs = elapsedUs(this.startedUs, this.around.clock.monotonicUs());
    return Math.max(1, Math.ceil(timeoutMs - waitedUs / 1000));
  }

  /** What one of several messages of so many bytes takes, with its prefix. */
  private lengthOf(bytes: number): number {
    return PREFIX_BYTES + bytes + missedFieldBytes(this.missedLevels);
  }

  private put(bytes: Buffer, start: number, end: number, onLeft: () => void): void {
    if (this.missedLevels === "") this.stream.write(bytes, start, end, onLeft);
    else {
      const longer = withMissedField(bytes, start, end, this.missedLevels);
      this.stream.write(longer, 0, longer.length, onLeft);
    }
  }

  /** Nobody waits for the answer any more. */
  private abandon(): void {
    this.sent?.abandon();
    this.sent = null;
  }

  private leave(): void {
    const waits = this.phase === Phase.READY || this.onTurn !== null;
    this.phase = Phase.DONE;
    if (waits) this.withdraw();
    if (this.timer !== null) clearTimeout(this.timer);
    // Not before: what is on its way to the worker takes room too.
    this.reader?.release();
    if (this.isCounted) this.count(0);
    this.onOver?.();
  }

  /** It waited for its turn, which will not come. */
  private withdraw(): void {
    this.around.withdraw(this);
    this.message = none;
    this.onTurn = null;
  }

  private count(bytes: number): void {
    this.unreadBytes += bytes;
    if (this.isCounted) this.around.window.answer(bytes);
    else this.around.window.add(bytes);
    this.isCounted = false;
  }

  private onLeft(bytes: number, tell: () => void): void {
    this.uncount(bytes);
    this.around.onProgress();
    if (!this.isDone) tell();
  }

  /** What leaves when the stream is over is not counted here any more. */
  private uncount(bytes: number): void {
    const counted = Math.min(bytes, this.unreadBytes);
    this.unreadBytes -= counted;
    this.around.window.release(counted);
  }
}

function onTimeout(call: IncomingCall): void {
  call.onTimeout();
}

const none = Buffer.alloc(0);
