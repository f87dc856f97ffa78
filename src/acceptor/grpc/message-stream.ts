import type { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { callerGone } from "../large/refusals.ts";
import * as refusals from "../refusals.ts";
import type { UploadBudget } from "../upload-budget.ts";
import * as failures from "./failures.ts";
import { inflateMessage } from "./inflate-message.ts";
import { PREFIX_BYTES } from "./message-collector.ts";
import type { CallStream, StreamReader } from "./transport/call-stream.ts";

export interface MessageStreamParts {
  /** As in `grpc-encoding`. */
  readonly encoding: string;
  readonly maxMessageBytes: number;
  readonly uploads: UploadBudget;
  readonly onBytes: () => void;
  /** The stream is over. */
  readonly onClosed: () => void;
}

/**
 * The messages of a call that has any number of them, one at a time: the stream is read no further than whoever takes them
 * has come, and HTTP/2's own flow control holds its client up. A message has room in the connection's budget before
 * it is collected, and until the next one is asked for.
 *
 *   message := compressed (1 byte, 0 or 1) length (4 bytes, big-endian, unsigned) payload (length bytes)
 */
export class MessageStream implements StreamReader {
  private readonly stream: CallStream;
  private readonly parts: MessageStreamParts;
  /** What is filled now, `target[0, filled)` so far: a prefix or a message. */
  private target: Buffer = none;
  private filled = 0;
  /** What came and was not asked for. */
  private left: Buffer[] = [];
  private hasEnded = false;
  /** Nobody wants any more. */
  private isOver = false;
  private wake: () => void = () => undefined;

  constructor(stream: CallStream, parts: MessageStreamParts) {
    this.stream = stream;
    this.parts = parts;
  }

  /** To be called once. */
  async *messages(): AsyncGenerator<Buffer, void, undefined> {
    const { stream, parts } = this;
    const prefix = Buffer.alloc(PREFIX_BYTES);
    let reserved = 0;
    stream.read(this);
    try {
      while (await this.fill(prefix)) {
        reserved = await this.reserve(prefix);
        const message = Buffer.allocUnsafe(prefix.readUInt32BE(1));
        if (!(await this.fill(message))) throw refused(failures.messageIncomplete);
        yield prefix[0] === 1 ? await this.inflated(message) : message;
        parts.uploads.release(reserved);
        reserved = 0;
      }
      if (this.filled > 0) throw refused(failures.messageIncomplete);
    } finally {
      if (reserved > 0) parts.uploads.release(reserved);
      this.left = [];
      this.isOver = true;
      // A stream that is held up would never be over.
      stream.resume();
    }
  }

  onChunk(chunk: Buffer): void {
    if (this.isOver) return;
    this.parts.onBytes();
    const taken = this.take(chunk);
    // Its memory is the transport's.
    if (taken < chunk.length) this.left.push(Buffer.from(chunk.subarray(taken)));
    if (this.filled < this.target.length) return;
    this.stream.pause();
    this.wake();
  }

  onEnd(): void {
    this.hasEnded = true;
    this.wake();
  }

  onClosed(): void {
    this.wake();
    this.parts.onClosed();
  }

  /** Resolves with whether `target` could be filled before the client had said its last; rejects when it is gone. */
  private async fill(target: Buffer): Promise<boolean> {
    this.target = target;
    this.filled = 0;
    while (this.filled < target.length) {
      const [first] = this.left;
      if (first !== undefined) {
        const taken = this.take(first);
        if (taken === first.length) this.left.shift();
        else this.left[0] = first.subarray(taken);
      } else if (this.hasEnded) return await this.isSaidToEnd();
      else if (this.stream.isClosed) throw refused(callerGone);
      else await this.more();
    }
    return true;
  }

  private take(chunk: Buffer): number {
    const taken = Math.min(this.target.length - this.filled, chunk.length);
    chunk.copy(this.target, this.filled, 0, taken);
    this.filled += taken;
    return taken;
  }

  /** Resolves when something has come, or nothing more will. */
  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      this.stream.resume();
    });
  }

  /**
   * A stream that its client resets may end like one that is said to its end, but only the latter can still be answered. Some
   * clients, those of Node.js among them, say that it is the end just before they reset it: hence the turn of waiting.
   */
  private async isSaidToEnd(): Promise<false> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.stream.isClosed) throw refused(callerGone);
    return false;
  }

  /** Room for the message that the prefix announces, or for all that may come out of it; its bytes. */
  private async reserve(prefix: Buffer): Promise<number> {
    const { maxMessageBytes, uploads } = this.parts;
    const [flag = 0, length] = [prefix[0], prefix.readUInt32BE(1)];
    if (flag > 1) throw refused(failures.malformedPrefix);
    if (length > maxMessageBytes) throw refused(refusals.messageTooLarge(length, maxMessageBytes));
    const bytes = flag === 1 ? maxMessageBytes : length;
    await new Promise<void>((resolve) => {
      if (uploads.reserve({ onRoom: resolve }, bytes)) resolve();
    });
    return bytes;
  }

  private inflated(message: Buffer): Promise<Buffer> {
    const { encoding, maxMessageBytes } = this.parts;
    return new Promise((resolve, reject) => {
      inflateMessage(message, encoding, maxMessageBytes, (result) =>
        result instanceof Uint8Array ? resolve(result) : reject(refused(result)),
      );
    });
  }
}

function refused(failure: Failure): PrismError {
  return new PrismError(failure, { source: "client" });
}

const none = Buffer.alloc(0);
