import type { ServerHttp2Stream } from "node:http2";
import type { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { callerGone } from "../large/refusals.ts";
import * as refusals from "../refusals.ts";
import type { UploadBudget } from "../upload-budget.ts";
import * as failures from "./failures.ts";
import { inflateMessage } from "./inflate-message.ts";
import { PREFIX_BYTES } from "./message-collector.ts";

export interface MessageStreamParts {
  /** As in `grpc-encoding`. */
  readonly encoding: string;
  readonly maxMessageBytes: number;
  readonly uploads: UploadBudget;
  readonly onBytes: (count: number) => void;
}

/**
 * The messages of a call that has any number of them, one at a time: the stream is read no further than whoever takes them
 * has come, and HTTP/2's own flow control holds its client up. A message has room in the connection's budget before
 * it is collected, and until the next one is asked for.
 *
 *   message := compressed (1 byte, 0 or 1) length (4 bytes, big-endian, unsigned) payload (length bytes)
 */
export async function* messagesOf(
  stream: ServerHttp2Stream,
  parts: MessageStreamParts,
): AsyncGenerator<Buffer, void, undefined> {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  let prefixBytes = 0;
  let message: Buffer | null = null;
  let messageBytes = 0;
  let reserved = 0;
  try {
    // The call is answered on the stream after it was read: whoever stops reading must not end it.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      parts.onBytes(chunk.length);
      // A message may be empty, and be whole with its prefix.
      for (let at = 0; at < chunk.length || message?.length === 0; ) {
        if (message === null) {
          const taken = Math.min(PREFIX_BYTES - prefixBytes, chunk.length - at);
          prefix.set(chunk.subarray(at, at + taken), prefixBytes);
          prefixBytes += taken;
          at += taken;
          if (prefixBytes < PREFIX_BYTES) continue;
          reserved = await reserve(prefix, parts);
          message = Buffer.allocUnsafe(prefix.readUInt32BE(1));
          messageBytes = 0;
        }
        const taken = Math.min(message.length - messageBytes, chunk.length - at);
        message.set(chunk.subarray(at, at + taken), messageBytes);
        messageBytes += taken;
        at += taken;
        if (messageBytes < message.length) continue;
        yield prefix[0] === 1 ? await inflated(message, parts) : message;
        parts.uploads.release(reserved);
        reserved = 0;
        message = null;
        prefixBytes = 0;
      }
    }
    // A stream that its client resets ends like one that is said to its end, but only the latter can still be answered. Some
    // clients, those of Node.js among them, say that it is the end just before they reset it: hence the turn of waiting.
    await new Promise((resolve) => setImmediate(resolve));
    if (stream.closed || stream.destroyed) throw refused(callerGone);
    if (prefixBytes > 0) throw refused(failures.messageIncomplete);
  } finally {
    if (reserved > 0) parts.uploads.release(reserved);
  }
}

/** Room for the message that the prefix announces, or for all that may come out of it; its bytes. */
async function reserve(prefix: Buffer, { maxMessageBytes, uploads }: MessageStreamParts): Promise<number> {
  const [flag = 0, length] = [prefix[0], prefix.readUInt32BE(1)];
  if (flag > 1) throw refused(failures.malformedPrefix);
  if (length > maxMessageBytes) throw refused(refusals.messageTooLarge(length, maxMessageBytes));
  const bytes = flag === 1 ? maxMessageBytes : length;
  await new Promise<void>((resolve) => {
    if (uploads.reserve({ onRoom: resolve }, bytes)) resolve();
  });
  return bytes;
}

function inflated(message: Buffer, { encoding, maxMessageBytes }: MessageStreamParts): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    inflateMessage(message, encoding, maxMessageBytes, (result) =>
      result instanceof Uint8Array ? resolve(result) : reject(refused(result)),
    );
  });
}

function refused(failure: Failure): PrismError {
  return new PrismError(failure, { source: "client" });
}
