import type { ServerHttp2Stream } from "node:http2";
import { fromByteString } from "../../codec/byte-string.ts";
import type { Method } from "../../codec/json/services.ts";
import type { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { AnswerHandler } from "../call-port.ts";
import { callerGone } from "../large/refusals.ts";
import type { SentCall } from "../reception.ts";
import { BAD_TIMEOUT, type CallHeaders, NO_TIMEOUT } from "./call-headers.ts";
import * as failures from "./failures.ts";
import type { CallSurroundings, SessionCall } from "./incoming-call.ts";
import { messagesOf } from "./message-stream.ts";
import { putStream } from "./put-stream.ts";
import { frameMessage, ResponseWriter } from "./response-writer.ts";
import { methodOfCall } from "./value-methods.ts";

/** A call of KeyValueService.PutStream: reads its messages as there is room for what they bring, and answers once. */
export class PutStreamCall implements SessionCall {
  startedUs: number;
  /** What is under way is given up with the call. */
  onOver: (() => void) | null = null;
  private readonly stream: ServerHttp2Stream;
  private readonly headers: CallHeaders;
  private readonly timeoutMs: number;
  private readonly method: Method;
  private readonly around: CallSurroundings;
  private readonly response: ResponseWriter;
  private timer: NodeJS.Timeout | null = null;
  private isDone = false;
  /** Of the value that comes; empty until it is known. */
  private namespace = "";
  /** Whether it waits for its client. */
  isReading = true;

  constructor(
    stream: ServerHttp2Stream,
    head: { readonly headers: CallHeaders; readonly timeoutMs: number },
    method: Method,
    around: CallSurroundings,
  ) {
    this.stream = stream;
    this.headers = head.headers;
    this.timeoutMs = head.timeoutMs;
    this.method = method;
    this.around = around;
    this.startedUs = around.clock.monotonicUs();
    this.response = new ResponseWriter(stream);
    stream.on("close", () => this.onClosed());
    // A stream's error is followed by its close.
    stream.on("error", () => undefined);
  }

  begin(): void {
    const { timeoutMs } = this;
    if (timeoutMs === BAD_TIMEOUT) this.fail(failures.badTimeout);
    else if (timeoutMs === 0) this.fail(failures.deadlineExceeded);
    else if (timeoutMs !== NO_TIMEOUT) this.timer = setTimeout(() => this.fail(failures.deadlineExceeded), timeoutMs);
    if (!this.isDone) void this.run();
  }

  fail(failure: Failure): void {
    if (this.isDone) return;
    this.leave();
    this.response.fail(failure);
  }

  private async run(): Promise<void> {
    const { authorization, traceparent, tracestate, idempotencyKey } = this.headers;
    try {
      const objection = await this.around.desk.admit({ method: this.method, authorization, traceparent, tracestate });
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
          this.onOver = giveUp;
        },
      });
      if (this.isDone) return;
      this.leave();
      this.response.send(frameMessage(answer, 0, answer.length));
    } catch (error) {
      this.fail(this.failureOf(error));
    }
  }

  /** What its client is told of something that was thrown. Should it be gone, that is why its stream cannot be read. */
  private failureOf(error: unknown): Failure {
    const { stream, method, namespace } = this;
    if (!(error instanceof PrismError) && (stream.closed || stream.destroyed)) return callerGone;
    const { traceparent } = this.headers;
    return this.around.faults.failureOf(error, { operation: method.name, namespace, traceparent });
  }

  private async *messages(): AsyncGenerator<Buffer, void, undefined> {
    const { around } = this;
    const { maxMessageBytes, uploads } = around;
    const onBytes = (count: number): void => {
      this.startedUs = around.clock.monotonicUs();
      around.onMessageBytes(count);
    };
    const { encoding } = this.headers;
    for await (const message of messagesOf(this.stream, { encoding, maxMessageBytes, uploads, onBytes })) {
      this.isReading = false;
      yield message;
      this.isReading = true;
      this.startedUs = around.clock.monotonicUs();
    }
    this.isReading = false;
  }

  private send(call: number, message: Uint8Array, onAnswer: AnswerHandler): SentCall {
    const { authorization, traceparent, tracestate, idempotencyKey } = this.headers;
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
    this.onOver?.();
    this.onOver = null;
  }

  private onClosed(): void {
    const isGivenUp = !this.isDone;
    if (isGivenUp) this.leave();
    this.around.onClosed(this, isGivenUp);
  }
}
