import { constants, type ServerHttp2Stream } from "node:http2";
import { type Clock, elapsedUs } from "../../common/clock.ts";
import { Failure } from "../../common/failure.ts";
import type { Verdict } from "../../security/authenticator.ts";
import { ANONYMOUS, type Principal } from "../../security/principal.ts";
import type { AnswerWindow } from "./answer-window.ts";
import { BAD_TIMEOUT, type CallHeaders, NO_TIMEOUT } from "./call-headers.ts";
import * as failures from "./failures.ts";
import { PREFIX_BYTES } from "./message-collector.ts";
import { type MessageSink, RequestReader } from "./request-reader.ts";
import { answerHead, failureTrailers, okTrailers } from "./response-heads.ts";
import type { UploadBudget } from "./upload-budget.ts";

/** What a method does with a call whose message is whole. */
export interface CallHandler {
  /** The number of the call that it makes, for the record of who is not let in. */
  readonly call?: number;
  /** Has the call answered or failed, at once or later. Its message is borrowed until this returns. */
  handle(call: IncomingCall): void;
}

/** What a call has from its connection. */
export interface CallSurroundings {
  readonly clock: Clock;
  readonly maxMessageBytes: number;
  readonly uploads: UploadBudget;
  readonly window: AnswerWindow;
  /** Has the call run when the window is open: at once, or in its turn. */
  readonly enter: (call: Entrant) => void;
  /** Something has left, so that the window may have opened. */
  readonly onProgress: () => void;
  /** Whoever calls is not let in. */
  readonly onRefused: (call: IncomingCall, failure: Failure) => void;
  /** Bytes of a message came. */
  readonly onMessageBytes: (count: number) => void;
  /** The call is over; `isGivenUp` by its client, before it was answered. */
  readonly onClosed: (call: IncomingCall, isGivenUp: boolean) => void;
}

/** Who waits for the window. */
export interface Entrant {
  readonly isDone: boolean;
  /** What it waits with must not lie in a buffer of others any more. */
  own(): void;
  run(): void;
}

/** Says who calls, by what the call and its connection have shown. */
export type Identify = () => Verdict | Promise<Verdict>;

const Phase = { READING: 0, READY: 1, RUNNING: 2, DONE: 3 } as const;
type Phase = (typeof Phase)[keyof typeof Phase];

/**
 * One call of a client that sends one message: reads it, hands it to its handler when its turn has come, and sends what
 * that answers.
 *
 *   READING ── message whole ──► READY ── window open ──► RUNNING ── answered ──► DONE
 *      └──────────────┴──── refused, cancelled, out of time ─────┴─────────────────┘
 */
export class IncomingCall implements MessageSink, Entrant {
  readonly headers: CallHeaders;
  readonly startedUs: number;
  principal: Principal = ANONYMOUS;
  message: Buffer = none;
  /** Called when there is nobody to answer any more, if the handler has set it. */
  onGone: (() => void) | null = null;
  private readonly stream: ServerHttp2Stream;
  private readonly around: CallSurroundings;
  private readonly handler: CallHandler;
  private readonly reader: RequestReader;
  private readonly timeoutMs: number;
  private timer: NodeJS.Timeout | null = null;
  private phase: Phase = Phase.READING;
  /** Whether the window counts it as under way. */
  private isCounted = false;
  private onTurn: (() => void) | null = null;
  /** Who calls, asked anew. */
  private identify: Identify = () => failures.notServed;
  /** Answer bytes that have not left for the client. */
  private unreadBytes = 0;
  private trailers = okTrailers;

  constructor(
    stream: ServerHttp2Stream,
    head: { readonly headers: CallHeaders; readonly timeoutMs: number },
    handler: CallHandler,
    around: CallSurroundings,
  ) {
    const { headers, timeoutMs } = head;
    this.stream = stream;
    this.headers = headers;
    this.timeoutMs = timeoutMs;
    this.handler = handler;
    this.around = around;
    this.startedUs = around.clock.monotonicUs();
    this.reader = new RequestReader(stream, headers.encoding, around, this);
    const linked = stream as LinkedStream;
    linked[CALL] = this;
    linked.on("close", onClose);
    // A stream's error is followed by its close.
    linked.on("error", ignore);
  }

  /** Begins, as whoever `identify` says that calls. */
  begin(identify: Identify): void {
    const { timeoutMs } = this;
    this.identify = identify;
    if (timeoutMs === BAD_TIMEOUT) this.fail(failures.badTimeout);
    else if (timeoutMs === 0) this.fail(failures.deadlineExceeded);
    else if (timeoutMs !== NO_TIMEOUT) this.timer = setTimeout(onTimeout, timeoutMs, this);
    this.check((principal) => this.read(principal));
  }

  /** Milliseconds that the caller still waits, at least 1; 0 = it has set no limit. */
  get remainingMs(): number {
    if (this.timeoutMs === NO_TIMEOUT) return 0;
    const waitedUs = elapsedUs(this.startedUs, this.around.clock.monotonicUs());
    return Math.max(1, Math.ceil(this.timeoutMs - waitedUs / 1000));
  }

  /** Which call it is; 0 when its method is not one that workers serve. */
  get number(): number {
    return this.handler.call ?? 0;
  }

  get isDone(): boolean {
    return this.phase === Phase.DONE;
  }

  /** Whether the message has not come yet. */
  get isReading(): boolean {
    return this.phase === Phase.READING;
  }

  // ---- who calls ------------------------------------------------------------------------------------------------

  /** Looks at the credentials, again for a call that lasts: `onGood` is called if they are still good; else it fails. */
  check(onGood: (principal: Principal) => void): void {
    if (this.isDone) return;
    const verdict = this.identify();
    if (verdict instanceof Promise) void verdict.then((each) => this.judge(each, onGood));
    else this.judge(verdict, onGood);
  }

  private judge(verdict: Verdict, onGood: (principal: Principal) => void): void {
    if (this.isDone) return;
    if (verdict instanceof Failure) {
      this.around.onRefused(this, verdict);
      this.fail(verdict);
    } else onGood(verdict.principal);
  }

  // ---- the message ----------------------------------------------------------------------------------------------

  private read(principal: Principal): void {
    this.principal = principal;
    this.stream.on("data", onData);
    this.stream.on("end", onEnd);
  }

  onMessage(message: Buffer): void {
    if (this.phase !== Phase.READING) return;
    this.phase = Phase.READY;
    this.message = message;
    this.around.enter(this);
  }

  onProblem(failure: Failure): void {
    this.fail(failure);
  }

  own(): void {
    this.message = Buffer.from(this.message);
  }

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
    this.reader.release();
  }

  /** For a call with several answers: calls back when there is room for the next one. */
  awaitTurn(onTurn: () => void): void {
    this.onTurn = onTurn;
    this.around.enter(this);
  }

  // ---- the answer -----------------------------------------------------------------------------------------------

  /** Answers with the message `bytes[start, end)`, which is copied, and ends the call. */
  answer(bytes: Buffer, start: number, end: number): void {
    if (this.isDone) return;
    const message = frame(bytes, start, end);
    this.count(message.length);
    this.open();
    this.stream.end(message);
    this.leave();
  }

  /** Sends one of several messages; `onLeft` is called when it has left for the client. */
  write(bytes: Buffer, start: number, end: number, onLeft: () => void): void {
    if (this.isDone) return;
    const message = frame(bytes, start, end);
    this.count(message.length);
    if (!this.stream.headersSent) this.open();
    this.stream.write(message, () => {
      this.uncount(message.length);
      if (!this.isDone) onLeft();
    });
  }

  /** Ends a call whose several messages are written. */
  end(): void {
    if (this.isDone) return;
    if (!this.stream.headersSent) this.open();
    this.stream.end();
    this.leave();
  }

  /** Ends the call with a failure; nothing happens when it has ended. */
  fail(failure: Failure): void {
    if (this.isDone) return;
    this.abandon();
    const { stream } = this;
    if (stream.destroyed || stream.closed) return;
    if (stream.headersSent) {
      this.trailers = failureTrailers(failure);
      stream.end();
    } else {
      stream.respond({ ...answerHead, ...failureTrailers(failure) }, endStream);
      this.refuseRest();
    }
  }

  onTimeout(): void {
    this.timer = null;
    this.fail(failures.deadlineExceeded);
  }

  onWantTrailers(): void {
    this.stream.sendTrailers(this.trailers);
    // Later, or the trailers would go with the rest.
    if (!this.stream.readableEnded) setImmediate(() => this.refuseRest());
  }

  onEnd(): void {
    this.reader.end();
  }

  onChunk(chunk: Buffer): void {
    this.around.onMessageBytes(chunk.length);
    this.reader.push(chunk);
  }

  onClosed(): void {
    const isGivenUp = !this.isDone;
    if (isGivenUp) this.abandon();
    this.uncount(this.unreadBytes);
    this.around.onClosed(this, isGivenUp);
  }

  private open(): void {
    this.stream.on("wantTrailers", onWantTrailers);
    this.stream.respond(answerHead, waitForTrailers);
  }

  /** The client may go on sending to a call that has been answered: it is told that nobody reads it. */
  private refuseRest(): void {
    if (!this.stream.readableEnded) this.stream.close(constants.NGHTTP2_NO_ERROR);
  }

  /** Over, without an answer from the handler. */
  private abandon(): void {
    this.leave();
    this.onGone?.();
  }

  private leave(): void {
    this.phase = Phase.DONE;
    if (this.timer !== null) clearTimeout(this.timer);
    this.reader.release();
    if (this.isCounted) this.count(0);
  }

  private count(bytes: number): void {
    this.isCounted = false;
    this.unreadBytes += bytes;
    this.around.window.answer(bytes);
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

function onWantTrailers(this: unknown): void {
  (this as LinkedStream)[CALL].onWantTrailers();
}

function onClose(this: unknown): void {
  (this as LinkedStream)[CALL].onClosed();
}

function ignore(): void {}

function onTimeout(call: IncomingCall): void {
  call.onTimeout();
}

/** The message with its prefix: not compressed, and its length. */
function frame(bytes: Buffer, start: number, end: number): Buffer {
  const length = end - start;
  const framed = Buffer.allocUnsafe(PREFIX_BYTES + length);
  framed[0] = 0;
  framed.writeUInt32BE(length, 1);
  bytes.copy(framed, PREFIX_BYTES, start, end);
  return framed;
}

const none = Buffer.alloc(0);
const waitForTrailers = { waitForTrailers: true };
const endStream = { endStream: true };
