import type { ServerHttp2Stream } from "node:http2";
import type { Method } from "../../codec/json/services.ts";
import { type Clock, elapsedUs } from "../../common/clock.ts";
import type { Failure } from "../../common/failure.ts";
import type { CallFaults } from "../call-faults.ts";
import type { AnswerHandler } from "../call-port.ts";
import type { ChunkRoom } from "../large/chunk-room.ts";
import type { Desk, SentCall } from "../reception.ts";
import type { UploadBudget } from "../upload-budget.ts";
import type { AnswerWindow } from "./answer-window.ts";
import { BAD_TIMEOUT, type CallHeaders, NO_TIMEOUT } from "./call-headers.ts";
import * as failures from "./failures.ts";
import type { KeptMessages } from "./kept-messages.ts";
import { type MessageSink, RequestReader } from "./request-reader.ts";
import { frameMessage, ResponseWriter } from "./response-writer.ts";

/** What the door does with the calls of a method. */
export interface CallHandler {
  readonly method: Method;
  /** Has the call answered or failed, at once or later. Its message is borrowed until this returns. */
  handle(call: IncomingCall): void;
}

/** What a call has from its connection. */
export interface CallSurroundings {
  readonly clock: Clock;
  /** What is told of errors that nobody foresaw. */
  readonly faults: CallFaults;
  readonly desk: Desk;
  readonly maxMessageBytes: number;
  readonly uploads: UploadBudget;
  readonly window: AnswerWindow;
  /** What its subscriptions have been sent and the client has not taken. */
  readonly kept: KeptMessages;
  /** Has the call run when the window is open: at once, or in its turn. */
  readonly enter: (call: Entrant) => void;
  /** Something has left, so that the window may have opened. */
  readonly onProgress: () => void;
  /** Bytes of a message came. */
  readonly onMessageBytes: (count: number) => void;
  /** The call is over; `isGivenUp` by its client, before it was answered. */
  readonly onClosed: (call: SessionCall, isGivenUp: boolean) => void;
  /** What values that come and go part by part have in memory. */
  readonly chunkRoom: ChunkRoom;
}

/** A call as its connection sees it. */
export interface SessionCall {
  /** When it began, or when something of it came last. */
  readonly startedUs: number;
  /** Whether more of it has to come. */
  readonly isReading: boolean;
  /** To be called when the client is gone: what is under way is given up. */
  readonly onOver: (() => void) | null;
  /** Ends the call with a failure; nothing happens when it has ended. */
  fail(failure: Failure): void;
}

/** Who waits for the window. */
export interface Entrant {
  readonly isDone: boolean;
  /** What it waits with must not lie in a buffer of others any more. */
  own(): void;
  run(): void;
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
export class IncomingCall implements MessageSink, Entrant, SessionCall {
  readonly startedUs: number;
  message: Buffer = none;
  private readonly headers: CallHeaders;
  private readonly timeoutMs: number;
  private readonly handler: CallHandler;
  private readonly around: CallSurroundings;
  private readonly stream: ServerHttp2Stream;
  private readonly reader: RequestReader;
  private readonly response: ResponseWriter;
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

  constructor(
    stream: ServerHttp2Stream,
    head: { readonly headers: CallHeaders; readonly timeoutMs: number },
    handler: CallHandler,
    around: CallSurroundings,
  ) {
    this.headers = head.headers;
    this.timeoutMs = head.timeoutMs;
    this.handler = handler;
    this.around = around;
    this.startedUs = around.clock.monotonicUs();
    this.stream = stream;
    this.reader = new RequestReader(stream, head.headers.encoding, around, this);
    this.response = new ResponseWriter(stream);
    const linked = stream as LinkedStream;
    linked[CALL] = this;
    linked.on("close", onClose);
    // A stream's error is followed by its close.
    linked.on("error", ignore);
  }

  /** Begins, if the call's headers are in order and whoever they name may come in. */
  begin(): void {
    const { timeoutMs } = this;
    if (timeoutMs === BAD_TIMEOUT) this.fail(failures.badTimeout);
    else if (timeoutMs === 0) this.fail(failures.deadlineExceeded);
    else if (timeoutMs !== NO_TIMEOUT) this.timer = setTimeout(onTimeout, timeoutMs, this);
    if (this.isDone) return;
    const { authorization, traceparent, tracestate } = this.headers;
    const objection = this.around.desk.admit({ method: this.handler.method, authorization, traceparent, tracestate });
    if (objection instanceof Promise) void objection.then((each) => this.read(each));
    else this.read(objection);
  }

  get isDone(): boolean {
    return this.phase === Phase.DONE;
  }

  /** Whether the message has not come yet. */
  get isReading(): boolean {
    return this.phase === Phase.READING;
  }

  // ---- the message ----------------------------------------------------------------------------------------------

  private read(objection: Failure | null): void {
    if (this.isDone) return;
    if (objection !== null) {
      this.fail(objection);
      return;
    }
    this.stream.on("data", onData);
    this.stream.on("end", onEnd);
  }

  onChunk(chunk: Buffer): void {
    this.around.onMessageBytes(chunk.length);
    this.reader.push(chunk);
  }

  onEnd(): void {
    this.reader.end();
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
    this.handler.handle(this);
    this.message = none;
  }

  /** Sends a message of the call's method for whoever calls. `onAnswer` is called once, unless the call ends before. */
  send(message: Uint8Array, onAnswer: AnswerHandler): void {
    const { authorization, traceparent, tracestate, idempotencyKey } = this.headers;
    const { method } = this.handler;
    const timeoutMs = this.remainingMs;
    this.sent = this.around.desk.send(
      { method, authorization, traceparent, tracestate, message, timeoutMs, idempotencyKey },
      onAnswer,
    );
  }

  /** Sends a message of another method for whoever calls, as {@link send}; whoever asks abandons it, too. */
  ask(method: Method, message: Uint8Array, onAnswer: AnswerHandler): SentCall {
    const { authorization, traceparent, tracestate } = this.headers;
    return this.around.desk.send(
      { method, authorization, traceparent, tracestate, message, timeoutMs: 0, idempotencyKey: "" },
      onAnswer,
    );
  }

  /** It may take any time from now on: the window no longer counts it as under way. */
  standAside(): void {
    if (this.isCounted) this.around.window.standAside();
    this.isCounted = false;
    this.around.onProgress();
  }

  /** The levels of service that the namespace misses, for its trailing metadata and its next messages if it has several; empty when none. */
  set missedLevels(text: string) {
    this.response.missedLevels = text;
  }

  get chunkRoom(): ChunkRoom {
    return this.around.chunkRoom;
  }

  get kept(): KeptMessages {
    return this.around.kept;
  }

  /** For a call with several answers: calls back when there is room for the next one. */
  awaitTurn(onTurn: () => void): void {
    this.onTurn = onTurn;
    this.around.enter(this);
  }

  /** Answers with the message `bytes[start, end)`, which is copied, and ends the call. */
  answer(bytes: Buffer, start: number, end: number): void {
    if (this.isDone) return;
    const message = frameMessage(bytes, start, end);
    this.count(message.length);
    this.response.send(message);
    this.leave();
  }

  /** Sends one of several messages; `onLeft` is called when it has left for the client. */
  write(bytes: Buffer, start: number, end: number, onLeft: () => void): void {
    if (this.isDone) return;
    this.sent = null;
    const message = frameMessage(bytes, start, end, this.response.missedLevels);
    this.count(message.length);
    this.response.write(message, () => {
      this.uncount(message.length);
      if (!this.isDone) onLeft();
    });
  }

  /** Sends one of any number of messages, which count as {@link kept} and not as answers; returns its bytes. */
  push(bytes: Buffer, start: number, end: number, onLeft: () => void): number {
    const message = frameMessage(bytes, start, end, this.response.missedLevels);
    this.response.write(message, () => {
      if (!this.isDone) onLeft();
    });
    return message.length;
  }

  /** Ends a call whose several messages are written. */
  end(): void {
    if (this.isDone) return;
    this.response.end();
    this.leave();
  }

  /** Ends the call with a failure; nothing happens when it has ended. */
  fail(failure: Failure): void {
    if (this.isDone) return;
    this.leave();
    this.response.fail(failure);
  }

  /** Ends the call with what its client is told of something that was thrown. */
  failWith(error: unknown, namespace: string): void {
    const operation = this.handler.method.name;
    const { traceparent } = this.headers;
    this.fail(this.around.faults.failureOf(error, { operation, namespace, traceparent }));
  }

  // ---- its end --------------------------------------------------------------------------------------------------

  onTimeout(): void {
    this.timer = null;
    this.abandon();
    this.fail(failures.deadlineExceeded);
  }

  onClosed(): void {
    const isGivenUp = !this.isDone;
    if (isGivenUp) {
      this.abandon();
      this.leave();
    }
    this.uncount(this.unreadBytes);
    this.around.onClosed(this, isGivenUp);
  }

  /** Milliseconds that the caller still waits, at least 1; 0 = it has set no limit. */
  private get remainingMs(): number {
    if (this.timeoutMs === NO_TIMEOUT) return 0;
    const waitedUs = elapsedUs(this.startedUs, this.around.clock.monotonicUs());
    return Math.max(1, Math.ceil(this.timeoutMs - waitedUs / 1000));
  }

  /** Nobody waits for the answer any more. */
  private abandon(): void {
    this.sent?.abandon();
    this.sent = null;
  }

  private leave(): void {
    this.phase = Phase.DONE;
    if (this.timer !== null) clearTimeout(this.timer);
    // Not before: what is on its way to the worker takes room too.
    this.reader.release();
    if (this.isCounted) this.count(0);
    this.onOver?.();
  }

  private count(bytes: number): void {
    this.unreadBytes += bytes;
    if (this.isCounted) this.around.window.answer(bytes);
    else this.around.window.add(bytes);
    this.isCounted = false;
  }

  private uncount(bytes: number): void {
    this.unreadBytes -= bytes;
    this.around.window.release(bytes);
    this.around.onProgress();
  }
}

/** A stream with the call that it carries, so that its listeners need not be made anew for each. */
type LinkedStream = ServerHttp2Stream & { [CALL]: IncomingCall };

const CALL = Symbol("call");

function onData(this: unknown, chunk: Buffer): void {
  (this as LinkedStream)[CALL].onChunk(chunk);
}

function onEnd(this: unknown): void {
  (this as LinkedStream)[CALL].onEnd();
}

function onClose(this: unknown): void {
  (this as LinkedStream)[CALL].onClosed();
}

function ignore(): void {}

function onTimeout(call: IncomingCall): void {
  call.onTimeout();
}

const none = Buffer.alloc(0);
