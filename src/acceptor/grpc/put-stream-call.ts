import { fromByteString } from "../../codec/byte-string.ts";
import type { Failure } from "../../common/failure.ts";
import type { AnswerHandler } from "../call-port.ts";
import type { SentCall } from "../reception.ts";
import { NO_TIMEOUT } from "./call-headers.ts";
import type { CallTerms } from "./call-terms.ts";
import * as failures from "./failures.ts";
import { MessageStream } from "./message-stream.ts";
import { putStream } from "./put-stream.ts";
import { failureTrailers, okTrailers } from "./response-heads.ts";
import type { CallSurroundings, SessionCall } from "./session-call.ts";
import type { CallStream } from "./transport/call-stream.ts";
import { methodOfCall } from "./value-methods.ts";

/** A call of KeyValueService.PutStream: reads its messages as there is room for what they bring, and answers once. */
export class PutStreamCall implements SessionCall {
  startedUs: number;
  previous: SessionCall | null = null;
  next: SessionCall | null = null;
  /** What is under way is given up with the call. */
  private giveUp: (() => void) | null = null;
  private readonly stream: CallStream;
  private readonly terms: CallTerms;
  private readonly around: CallSurroundings;
  private timer: NodeJS.Timeout | null = null;
  private isDone = false;
  /** Of the value that comes; empty until it is known. */
  private namespace = "";
  /** Whether it waits for its client. */
  isReading = true;

  constructor(stream: CallStream, terms: CallTerms, around: CallSurroundings, nowUs: number) {
    this.stream = stream;
    this.terms = terms;
    this.around = around;
    this.startedUs = nowUs;
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

  fail(failure: Failure): void {
    if (this.isDone) return;
    this.leave();
    this.stream.end(failureTrailers(failure));
  }

  private async run(): Promise<void> {
    const { idempotencyKey } = this.terms;
    try {
      const objection = await this.around.desk.admit(this.terms);
      if (this.isDone) return;
      if (objection !== null) {
        this.fail(objection);
        return;
      }
      const answer = await putStream({
        messages: this.messages(),
        send: (call, message, onAnswer) => this.send(call, message, onAnswer),
        room: this.around.chunkRoom,
        idempotencyKey,
        onTarget: (namespace) => {
          this.namespace = fromByteString(namespace);
        },
        onGiveUp: (giveUp) => {
          this.giveUp = giveUp;
        },
      });
      if (this.isDone) return;
      this.leave();
      this.stream.answer(answer, 0, answer.length, okTrailers);
    } catch (error) {
      this.fail(this.failureOf(error));
    }
  }

  /** What its client is told of something that was thrown. */
  private failureOf(error: unknown): Failure {
    const { terms, namespace } = this;
    const { method, traceparent } = terms;
    return this.around.faults.failureOf(error, { operation: method.name, namespace, traceparent });
  }

  private async *messages(): AsyncGenerator<Buffer, void, undefined> {
    const { around } = this;
    const { maxMessageBytes, uploads } = around;
    const incoming = new MessageStream(this.stream, {
      encoding: this.terms.encoding,
      maxMessageBytes,
      uploads,
      onBytes: () => {
        this.startedUs = around.clock.monotonicUs();
      },
      onClosed: () => this.onClosed(),
    });
    for await (const message of incoming.messages()) {
      this.isReading = false;
      yield message;
      this.isReading = true;
      this.startedUs = around.clock.monotonicUs();
    }
    this.isReading = false;
  }

  private send(call: number, message: Uint8Array, onAnswer: AnswerHandler): SentCall {
    const { authorization, traceparent, tracestate, idempotencyKey } = this.terms;
    const method = methodOfCall(call);
    const key = method.name === "Put" ? idempotencyKey : "";
    return this.around.desk.send(
      { method, authorization, traceparent, tracestate, message, timeoutMs: 0, idempotencyKey: key },
      onAnswer,
    );
  }

  private leave(): void {
    this.isDone = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.giveUp?.();
    this.giveUp = null;
  }

  private onClosed(): void {
    if (!this.isDone) this.leave();
    this.around.onCallClosed(this);
  }
}
