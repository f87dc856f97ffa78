import type { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { callerGone } from "../large/refusals.ts";
import * as refusals from "../refusals.ts";
import { NO_TIMEOUT } from "./call-headers.ts";
import type { CallTerms } from "./call-terms.ts";
import * as failures from "./failures.ts";
import { PREFIX_BYTES } from "./message-collector.ts";
import { MessageStream } from "./message-stream.ts";
import { type OpenCall, type OpenHandler, OpenStatus } from "./open-call.ts";
import { failureTrailers, okTrailers, statusTrailers } from "./response-heads.ts";
import type { CallSurroundings, SessionCall } from "./session-call.ts";
import type { CallHead, CallStream, HeaderPairs } from "./transport/call-stream.ts";

export interface OpenStreamCallParts {
  readonly head: CallHead;
  readonly terms: CallTerms;
  readonly handler: OpenHandler;
  /** Whether its client may take as long as it likes between messages, and within them. */
  readonly isPatient: boolean;
}

/** An {@link OpenCall} on its stream. */
export class OpenStreamCall implements OpenCall, SessionCall {
  readonly head: CallHead;
  namespace = "";
  startedUs: number;
  isReading: boolean;
  previous: SessionCall | null = null;
  next: SessionCall | null = null;
  onOver: (() => void) | null = null;
  isOver = false;
  readonly messages: AsyncGenerator<Buffer, void, undefined>;
  private readonly stream: CallStream;
  private readonly terms: CallTerms;
  private readonly handler: OpenHandler;
  private readonly around: CallSurroundings;
  private timer: NodeJS.Timeout | null = null;
  /** Of writes that wait: told that the call is over. */
  private readonly waiting = new Set<() => void>();
  private unreadBytes = 0;

  constructor(
    stream: CallStream,
    { head, terms, handler, isPatient }: OpenStreamCallParts,
    around: CallSurroundings,
    nowUs: number,
  ) {
    this.stream = stream;
    this.head = head;
    this.terms = terms;
    this.handler = handler;
    this.around = around;
    this.startedUs = nowUs;
    this.isReading = !isPatient;
    const { maxMessageBytes, uploads } = around;
    const incoming = new MessageStream(stream, {
      encoding: terms.encoding,
      maxMessageBytes,
      uploads,
      onBytes: () => {
        this.startedUs = around.clock.monotonicUs();
      },
      onClosed: () => this.onClosed(),
    });
    const messages = incoming.messages();
    this.messages = isPatient ? messages : this.timed(messages);
  }

  begin(): void {
    const { objection, timeoutMs } = this.terms;
    this.stream.onClosed = () => this.onClosed();
    if (objection !== null) {
      this.fail(objection);
      return;
    }
    if (timeoutMs !== NO_TIMEOUT) this.timer = setTimeout(() => this.fail(failures.deadlineExceeded), timeoutMs);
    void this.run();
  }

  sendHead(metadata: HeaderPairs): void {
    if (!this.isOver) this.stream.sendHead(metadata);
  }

  write(message: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const onEnd = (): void => reject(new PrismError(callerGone, { source: "client" }));
      if (this.isOver) {
        onEnd();
        return;
      }
      const bytes = PREFIX_BYTES + message.length;
      this.waiting.add(onEnd);
      this.unreadBytes += bytes;
      this.around.window.add(bytes);
      this.stream.write(message, 0, message.length, () => {
        this.waiting.delete(onEnd);
        this.uncount(bytes);
        this.around.onProgress();
        resolve();
      });
    });
  }

  answer(message: Buffer): void {
    if (this.isOver) return;
    this.leave();
    this.stream.answer(message, 0, message.length, okTrailers);
  }

  fail(failure: Failure): void {
    this.end(failureTrailers(failure));
  }

  /** gRPC's own services change nothing; of a value that comes in, the last step may have been sent. */
  giveUp(): void {
    this.fail(this.terms.open === null ? refusals.connectionClosed : refusals.callNotDone);
  }

  /** Says while they are gone through whether it waits for its client, and since when. */
  private async *timed(messages: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const message of messages) {
      this.isReading = false;
      yield message;
      this.isReading = true;
      this.startedUs = this.around.clock.monotonicUs();
    }
    this.isReading = false;
  }

  private async run(): Promise<void> {
    try {
      const trailers = await this.handler(this);
      this.end(trailers === undefined ? okTrailers : [...okTrailers, ...trailers]);
    } catch (error) {
      if (error instanceof OpenStatus) this.end(statusTrailers(error));
      else this.fail(this.failureOf(error));
    } finally {
      // What its handler has not taken has room in the connection's budget, and holds the stream up.
      await this.messages.return();
    }
  }

  /** What its client is told of something that was thrown. */
  private failureOf(error: unknown): Failure {
    const { namespace } = this;
    const { operation, traceparent } = this.terms;
    return this.around.faults.failureOf(error, { operation, namespace, traceparent });
  }

  private end(trailers: HeaderPairs): void {
    if (this.isOver) return;
    this.leave();
    this.stream.end(trailers);
  }

  private leave(): void {
    this.isOver = true;
    if (this.timer !== null) clearTimeout(this.timer);
    for (const onEnd of this.waiting) onEnd();
    this.waiting.clear();
    this.onOver?.();
  }

  private onClosed(): void {
    if (!this.isOver) this.leave();
    this.uncount(this.unreadBytes);
    this.around.onCallClosed(this);
  }

  /** What leaves when the stream is over is not counted here any more. */
  private uncount(bytes: number): void {
    const counted = Math.min(bytes, this.unreadBytes);
    this.unreadBytes -= counted;
    this.around.window.release(counted);
  }
}
