import type { HeaderPairs } from "../../http2/header-pairs.ts";

export type { HeaderPairs };

/** What a call says before its first message. One that repeats may be the same object again, so nobody changes it. */
export interface CallHead {
  /** `:path`, for example `/prism.v1.KeyValueService/Get`. */
  readonly path: string;
  /** Whether it is a POST of gRPC with protobuf messages; grpc-web and JSON are not. */
  readonly isPlainGrpc: boolean;
  /** The value of a header, a byte string; several are joined with commas. Null when there is none. */
  field(name: string): string | null;
  /** What whoever reads it has made of it, so that it is not made again for the next call with the same head. */
  memo: unknown;
}

/** Hears what comes on a call's stream. */
export interface StreamReader {
  /** Bytes of messages, borrowed until it returns. */
  onChunk(chunk: Buffer): void;
  /** The client has said its last. */
  onEnd(): void;
  /** The stream is over: ended by both, reset by either, or the connection is gone. Called once, last; never before `read` returns, but perhaps before `answer` or `end` does. */
  onClosed(): void;
}

/**
 * The stream of one call, whichever transport it comes by. The head that goes before the first message is said by itself
 * when nobody has said it.
 *
 *   reading   ── read() ──► chunks … ── onEnd ──┐
 *   answering ── (head) ── messages … ── end ───┴──► onClosed
 */
export interface CallStream {
  /** Nothing that is sent from now on would reach the client. */
  readonly isClosed: boolean;
  /** Whether the client has said its last, and the reader has heard it. */
  readonly isReadToEnd: boolean;
  /** Whether the head of the answer is out. */
  readonly hasHead: boolean;
  /** Who hears what comes. Before this, nothing is given to anybody and flow control holds the client up. */
  read(reader: StreamReader): void;
  /** Who hears of the stream's end while nobody reads it; {@link read} replaces it. */
  onClosed: (() => void) | null;
  /** Nothing is given until {@link resume}, but what has just been under way. */
  pause(): void;
  resume(): void;
  /** Says the head, with metadata of the service's own. */
  sendHead(metadata: HeaderPairs): void;
  /** Sends the only message, `bytes[start, end)`, borrowed, and ends with these trailers. */
  answer(bytes: Buffer, start: number, end: number, trailers: HeaderPairs): void;
  /** Sends one of several messages, borrowed; `onLeft` is called once it has left for the client, and never when the stream is closed before. */
  write(bytes: Buffer, start: number, end: number, onLeft: () => void): void;
  /** Sends several messages at once: `framed` is all of them with their prefixes, one behind the other, and is given away. */
  writeAll(framed: Buffer, onLeft: () => void): void;
  /** Ends with trailers after the messages that were written; with head and trailers in one when there are none. */
  end(trailers: HeaderPairs): void;
}
