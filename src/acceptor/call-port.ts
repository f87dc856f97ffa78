import { CallNumber } from "../codec/calls.ts";
import { readLength } from "../codec/frame-splitter.ts";
import { formatMissedLevels, readMissedLevels } from "../codec/missed-levels.ts";
import { encodeFailureFrame, RESPONSE_ERROR } from "../codec/response.ts";
import { ResponseView } from "../codec/response-view.ts";
import { REQUEST_TRACE_STATE } from "../codec/trace-state.ts";
import { WireReader } from "../codec/wire-reader.ts";
import { blobBytes, lenBytes, uintBytes, WireWriter } from "../codec/wire-writer.ts";
import type { Failure } from "../common/failure.ts";
import { FRAME_PREFIX_BYTES, MAX_UNREAD_BYTES } from "../common/limits.ts";
import type { Acceptor } from "./acceptor.ts";
import { type Connection, Hold, type Visitor } from "./connection.ts";
import type { Patience } from "./patience.ts";
import { nobodyWaits } from "./reception.ts";
import * as refusals from "./refusals.ts";
import { endOfFetch, namespaceOf } from "./subscriptions/end-of-fetch.ts";
import { tooManyFetches } from "./subscriptions/refusals.ts";
import type { Transport } from "./transport.ts";
import { WaitingCalls } from "./waiting-calls.ts";

/** One call as a door hands it over. Texts are byte strings, empty when absent. */
export interface DoorCall {
  /** Its field number in `prism.v1.Request`. */
  readonly call: number;
  /** The call message, undecoded; borrowed until `send` returns. */
  readonly message: Uint8Array;
  /** 0 = no deadline. */
  readonly timeoutMs: number;
  readonly idempotencyKey: string;
  readonly traceparent: string;
  /** Nothing where it is absent. */
  readonly tracestate?: string;
}

/**
 * Gets the answer message `bytes[start, end)`, borrowed until it returns. `result` is the call's own number, or
 * {@link RESPONSE_ERROR} when it is a `prism.v1.Error`. To the HTTP door the worker tells the microseconds that the
 * request waited for it and that its store took; 0 elsewhere, and when no worker has seen it. `missedLevels` is the header that
 * says which levels of service the namespace misses; empty when none.
 */
export type AnswerHandler = (
  result: number,
  bytes: Buffer,
  start: number,
  end: number,
  queueUs: number,
  backendUs: number,
  missedLevels: string,
) => void;

export interface CallPortOptions {
  /** By which door, and for whom: a port has calls of one principal alone. */
  readonly visitor: Visitor;
  /** Bytes that the door has been given and its client has not read; what makes the acceptor pause, then cut off. */
  readonly unsentBytes: () => number;
  /** The acceptor wants the client gone; every call has been answered. */
  readonly onClose: () => void;
}

/**
 * One client of a door whose protocol has calls rather than frames. To the acceptor it is a connection like any other:
 * a call becomes the frame that would have come over TCP, and the message in it is never decoded. The frames of one turn
 * of the event loop are gathered and go to the acceptor as one chunk, as those of a client would that sends them at once.
 */
export class CallPort {
  private readonly acceptor: Acceptor;
  private readonly options: CallPortOptions;
  private readonly connection: Connection | null;
  private readonly waiting = new WaitingCalls();
  private readonly writer = new WireWriter();
  private readonly view = new ResponseView();
  /** The frames of this turn are `batch[0, batched)`. */
  private batch: Buffer = none;
  private batched = 0;
  private isClosed = false;
  /** Where its calls are counted that wait for messages; null where it has others. */
  private readonly patience: Patience | null;
  /** Fetches that somebody waits for, by id: their namespaces. */
  private readonly fetches = new Map<number, string>();
  /** Calls that were sent and not answered, also those that nobody waits for any more. */
  private unanswered = 0;
  /** What a new client was told instead of being let in. */
  private refusal: Buffer | null = null;

  constructor(acceptor: Acceptor, options: CallPortOptions) {
    this.acceptor = acceptor;
    this.options = options;
    this.patience = options.visitor.isPatient === true ? acceptor.patience : null;
    this.connection = acceptor.open(this.createTransport(), options.visitor);
    if (this.isOpen) this.patience?.add(this);
  }

  /** Whether calls are taken; when not, every one is answered with the reason. */
  get isOpen(): boolean {
    return this.connection !== null && !this.isClosed;
  }

  /** Calls that are not answered. */
  get pending(): number {
    return this.waiting.count;
  }

  /** Sends a call; `onAnswer` is called once, perhaps before this returns, unless the call is abandoned. Returns its id. */
  send(call: DoorCall, onAnswer: AnswerHandler): number {
    if (this.waiting.isFull) return this.refuse(onAnswer);
    const id = this.waiting.add(onAnswer);
    if (!this.isOpen) this.deliver(this.refusal ?? encodeFailureFrame(id, this.notTaken), id);
    else if (call.message.length > this.acceptor.maxMessageBytes) this.deliver(this.tooLarge(id, call), id);
    else if (this.heldBytes() > MAX_UNREAD_BYTES) this.deliver(encodeFailureFrame(id, refusals.tooManyWaiting), id);
    else if (!this.enter(call)) this.deliver(encodeFailureFrame(id, tooManyFetches), id);
    else {
      if (this.patience !== null && call.call === CallNumber.STREAM_FETCH)
        this.fetches.set(id, namespaceOf(call.message));
      this.gather(id, call);
    }
    return id;
  }

  /**
   * The client no longer waits: the answer is thrown away when it comes. A write may have been done. The worker is told to
   * end a fetch, or it would take messages for nobody; not if the fetch `isLeft` to something else that ends it.
   */
  abandon(id: number, isLeft = false): void {
    const namespace = this.fetches.get(id);
    this.waiting.abandon(id);
    this.fetches.delete(id);
    if (namespace !== undefined && !isLeft && this.isOpen) this.send(endOfFetch(namespace, id), nobodyWaits);
  }

  /** Answers every call that somebody waits for; a worker may answer it too, and is not heard. */
  failAll(frameOf: (id: number) => Buffer): void {
    for (const id of this.waiting.ids()) {
      const handler = this.waiting.peek(id);
      this.waiting.abandon(id);
      const frame = frameOf(id);
      this.view.read(frame, FRAME_PREFIX_BYTES, frame.length);
      handler?.(RESPONSE_ERROR, frame, this.view.from, this.view.to, 0, 0, "");
    }
  }

  /** The client is gone. */
  close(): void {
    if (this.isClosed) return;
    // What ends a wait, or gives an upload up, is still told.
    this.submit();
    this.isClosed = true;
    this.depart();
    this.waiting.clear();
    this.fetches.clear();
    this.batched = 0;
    if (this.connection !== null) this.acceptor.close(this.connection);
  }

  /** To be called when the client has read what was unsent. */
  onWritable(): void {
    if (this.isOpen) this.acceptor.onWritable(this.connection as Connection);
  }

  /** Whether a call may wait with all others that do. What ends a wait always may. */
  private enter({ call }: DoorCall): boolean {
    if (this.patience === null) return true;
    if (call === CallNumber.STREAM_LEAVE) this.patience.waiting++;
    else if (!this.patience.enter()) return false;
    this.unanswered++;
    return true;
  }

  /** Nobody waits for it any more. What its worker has counts until that answers; the acceptor hears of it then. */
  private depart(): void {
    this.patience?.leave(this.unanswered - (this.connection?.inFlight ?? 0));
    this.patience?.delete(this);
    this.unanswered = 0;
  }

  /** What waits for the end of the turn, or before a full ring or window. */
  private heldBytes(): number {
    return this.batched + (this.connection as Connection).splitter.keptBytes;
  }

  /** Answers a call for which there is no id left. */
  private refuse(onAnswer: AnswerHandler): number {
    const frame = encodeFailureFrame(0, refusals.tooManyWaiting);
    this.view.read(frame, FRAME_PREFIX_BYTES, frame.length);
    onAnswer(RESPONSE_ERROR, frame, this.view.from, this.view.to, 0, 0, "");
    return 0;
  }

  private tooLarge(id: number, call: DoorCall): Buffer {
    return encodeFailureFrame(id, refusals.messageTooLarge(call.message.length, this.acceptor.maxMessageBytes));
  }

  /** Puts the call's frame behind those of this turn. */
  private gather(id: number, call: DoorCall): void {
    const { message, tracestate = "" } = call;
    const length =
      uintBytes(1, id) +
      uintBytes(2, call.timeoutMs) +
      blobBytes(3, call.idempotencyKey.length) +
      blobBytes(4, call.traceparent.length) +
      blobBytes(REQUEST_TRACE_STATE, tracestate.length) +
      lenBytes(call.call, message.length);
    const { writer } = this;
    writer.reset(this.makeRoom(FRAME_PREFIX_BYTES + length), this.batched);
    writer.prefix(length);
    writer.uint(1, id);
    writer.uint(2, call.timeoutMs);
    writer.blob(3, call.idempotencyKey);
    writer.blob(4, call.traceparent);
    writer.blob(REQUEST_TRACE_STATE, tracestate);
    writer.open(call.call, message.length);
    writer.raw(message);
    if (this.batched === 0) this.acceptor.atNextWork(this.submit);
    this.batched = writer.pos;
  }

  /** The batch, with room for `length` more bytes. */
  private makeRoom(length: number): Buffer {
    const needed = this.batched + length;
    if (needed <= this.batch.length) return this.batch;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.batch.length, FIRST_BATCH_BYTES));
    larger.set(this.batch.subarray(0, this.batched));
    this.batch = larger;
    return larger;
  }

  private readonly submit = (): void => {
    const { batch, batched } = this;
    this.batched = 0;
    if (!this.isOpen || batched === 0) return;
    const connection = this.connection as Connection;
    if ((connection.holds & Hold.ENDED) !== 0) this.refuseAll(batch, batched);
    else this.acceptor.receive(connection, batch.subarray(0, batched));
    // What large messages needed is not kept.
    if (batch.length > MAX_KEPT_BATCH_BYTES) this.batch = none;
  };

  /** Answers the calls whose frames are `frames[0, end)`, which the acceptor does not take any more. */
  private refuseAll(frames: Buffer, end: number): void {
    const reader = new WireReader();
    for (let pos = 0; pos < end; ) {
      const start = pos + FRAME_PREFIX_BYTES;
      pos = start + readLength(frames, pos);
      reader.reset(frames, start, pos);
      reader.next();
      this.deliver(encodeFailureFrame(reader.value, this.notTaken), reader.value);
    }
  }

  /** What a call is told that has not reached the acceptor. */
  private get notTaken(): Failure {
    return this.acceptor.isDraining ? refusals.shuttingDown : refusals.callNotDone;
  }

  private createTransport(): Transport {
    const { unsentBytes, onClose } = this.options;
    const close = (): void => {
      if (this.isClosed) return;
      this.isClosed = true;
      this.depart();
      const { batch, batched } = this;
      this.batched = 0;
      this.refuseAll(batch, batched);
      for (const id of this.waiting.ids()) this.deliver(encodeFailureFrame(id, refusals.connectionClosed), id);
      if (this.refusal === null) onClose();
    };
    return {
      send: (bytes) => {
        this.deliverAll(bytes);
        return false;
      },
      get unsentBytes() {
        return unsentBytes();
      },
      // Calls that come while it is paused are kept by the connection's splitter, within a bound.
      pause: () => undefined,
      resume: () => undefined,
      end: close,
      destroy: close,
    };
  }

  /** Hands out the answers in `bytes`, whole frames. */
  private deliverAll(bytes: Buffer): void {
    for (let pos = 0; pos < bytes.length; ) {
      const start = pos + FRAME_PREFIX_BYTES;
      pos = start + readLength(bytes, pos);
      this.view.read(bytes, start, pos);
      if (this.view.id === 0) this.refusal = Buffer.from(bytes.subarray(start - FRAME_PREFIX_BYTES, pos));
      else this.onAnswered(bytes);
    }
  }

  /** An answer to a call that was sent, which the view has read. */
  private onAnswered(bytes: Buffer): void {
    if (this.unanswered > 0) {
      this.unanswered--;
      this.patience?.leave(1);
    }
    this.hand(this.view.id, this.view.result, bytes);
  }

  /** Hands the one answer in `frame` to the call `id`. */
  private deliver(frame: Buffer, id: number): void {
    this.view.read(frame, FRAME_PREFIX_BYTES, frame.length);
    this.hand(id, RESPONSE_ERROR, frame);
  }

  /** Gives the answer that the view has read of `bytes` to the call `id`. */
  private hand(id: number, result: number, bytes: Buffer): void {
    const { from, to, queueUs, backendUs, levelsFrom, levelsTo } = this.view;
    this.fetches.delete(id);
    const missed = levelsTo === levelsFrom ? "" : formatMissedLevels(readMissedLevels(bytes, levelsFrom, levelsTo));
    this.waiting.take(id)?.(result, bytes, from, to, queueUs, backendUs, missed);
  }
}

const none = Buffer.alloc(0);
/** Some dozens of small calls. */
const FIRST_BATCH_BYTES = 4 * 1024;
/** Hundreds of them. */
const MAX_KEPT_BATCH_BYTES = 64 * 1024;
