import type { Failure } from "../../common/failure.ts";
import * as refusals from "../refusals.ts";
import type { UploadBudget, Uploader } from "../upload-budget.ts";
import * as failures from "./failures.ts";
import { inflateMessage } from "./inflate-message.ts";
import { Collected, MessageCollector } from "./message-collector.ts";
import type { CallStream } from "./transport/call-stream.ts";

/** Who wants the message. One of the two is called, once. */
export interface MessageSink {
  /** `message` is borrowed until it returns, unless it is owned, by which it is kept. */
  onMessage(message: Buffer): void;
  onProblem(failure: Failure): void;
}

export interface RequestReaderParts {
  readonly maxMessageBytes: number;
  readonly uploads: UploadBudget;
}

/** Reads a call's one message that comes in parts, or compressed: as fast as there is room for it. */
export class RequestReader implements Uploader {
  private readonly stream: CallStream;
  private readonly encoding: string;
  private readonly parts: RequestReaderParts;
  private readonly sink: MessageSink;
  private readonly collector: MessageCollector;
  /** Room that was asked for, and whether it has been given. */
  private askedBytes = 0;
  private hasRoom = false;
  private isOver = false;
  private isInflating = false;

  /** @param encoding as in `grpc-encoding`. */
  constructor(stream: CallStream, encoding: string, parts: RequestReaderParts, sink: MessageSink) {
    this.stream = stream;
    this.encoding = encoding;
    this.parts = parts;
    this.sink = sink;
    this.collector = new MessageCollector(parts.maxMessageBytes);
  }

  push(chunk: Buffer): void {
    // Past the message's end only to find that more came.
    if (this.isOver && !this.collector.isWhole) return;
    const collected = this.collector.push(chunk);
    if (collected === Collected.PART) this.askForRoom();
    else if (collected === Collected.WHOLE) this.onWhole();
    else this.refuse(this.problemOf(collected));
  }

  /** The client sends no more. */
  end(): void {
    if (!this.isOver && !this.collector.isWhole) this.refuse(failures.messageIncomplete);
  }

  onRoom(): void {
    this.hasRoom = true;
    this.stream.resume();
    if (this.collector.isWhole) this.inflate();
  }

  /** The message is no longer needed, or no longer wanted. */
  release(): void {
    this.isOver = true;
    // What comes out takes its room until it has come, whoever wants it.
    if (this.askedBytes === 0 || this.isInflating) return;
    if (this.hasRoom) this.parts.uploads.release(this.askedBytes);
    else {
      this.parts.uploads.cancel(this);
      // A stream that is held up would never be over.
      this.stream.resume();
    }
    this.askedBytes = 0;
  }

  private problemOf(collected: Collected): Failure {
    if (collected === Collected.TOO_MUCH) return failures.secondMessage;
    if (collected === Collected.MALFORMED) return failures.malformedPrefix;
    return refusals.messageTooLarge(this.collector.length, this.parts.maxMessageBytes);
  }

  private onWhole(): void {
    if (!this.collector.isCompressed) {
      this.sink.onMessage(this.collector.message);
      return;
    }
    this.collector.own();
    if (this.askedBytes === 0) this.askForRoom();
    if (this.hasRoom) this.inflate();
  }

  /** Once the length is known: for all of the message, or for all that may come out of it. */
  private askForRoom(): void {
    const { length, isCompressed } = this.collector;
    if (this.askedBytes > 0 || length < 0) return;
    this.askedBytes = isCompressed ? this.parts.maxMessageBytes : length;
    this.hasRoom = this.parts.uploads.reserve(this, this.askedBytes);
    if (!this.hasRoom) this.stream.pause();
  }

  private inflate(): void {
    this.isInflating = true;
    inflateMessage(this.collector.message, this.encoding, this.parts.maxMessageBytes, (result) => {
      this.isInflating = false;
      if (this.isOver) this.release();
      else if (result instanceof Uint8Array) this.sink.onMessage(result);
      else this.refuse(result);
    });
  }

  private refuse(failure: Failure): void {
    this.isOver = true;
    this.sink.onProblem(failure);
  }
}
