import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import { frameMessage } from "../frame-message.ts";
import { answerHead, okTrailers } from "../response-heads.ts";
import type { CallStream, HeaderPairs, StreamReader } from "../transport/call-stream.ts";
import { headersOf } from "./header-objects.ts";

/** What a stream has from its connection. */
export interface StreamSurroundings {
  /** Bytes of a message came. */
  onMessageBytes(count: number): void;
  /** The stream is over; `isGivenUp` by its client, before it was answered. */
  onStreamClosed(stream: NodeCallStream, isGivenUp: boolean): void;
}

/** A stream of Node's HTTP/2. */
export class NodeCallStream implements CallStream {
  onClosed: (() => void) | null = null;
  private readonly stream: ServerHttp2Stream;
  private readonly around: StreamSurroundings;
  private reader: StreamReader | null = null;
  private trailers: HeaderPairs = okTrailers;
  private isAnswered = false;
  private isOver = false;

  constructor(stream: ServerHttp2Stream, around: StreamSurroundings) {
    this.stream = stream;
    this.around = around;
    const linked = stream as LinkedStream;
    linked[CALL] = this;
    linked.on("close", onClose);
    // A stream's error is followed by its close.
    linked.on("error", ignore);
  }

  get isClosed(): boolean {
    return this.isOver || this.stream.closed || this.stream.destroyed;
  }

  get isReadToEnd(): boolean {
    return this.stream.readableEnded;
  }

  get hasHead(): boolean {
    return this.stream.headersSent;
  }

  read(reader: StreamReader): void {
    this.reader = reader;
    this.stream.on("data", onData);
    this.stream.on("end", onEnd);
  }

  pause(): void {
    this.stream.pause();
  }

  resume(): void {
    this.stream.resume();
  }

  sendHead(metadata: HeaderPairs): void {
    if (this.isClosed) return;
    this.open(metadata.length === 0 ? head : { ...head, ...headersOf(metadata) });
  }

  answer(bytes: Buffer, start: number, end: number, trailers: HeaderPairs): void {
    this.isAnswered = true;
    if (this.isClosed) return;
    this.trailers = trailers;
    if (!this.stream.headersSent) this.open(head);
    this.stream.end(frameMessage(bytes, start, end));
  }

  write(bytes: Buffer, start: number, end: number, onLeft: () => void): void {
    if (!this.isClosed) this.writeAll(frameMessage(bytes, start, end), onLeft);
  }

  writeAll(framed: Buffer, onLeft: () => void): void {
    if (this.isClosed) return;
    if (!this.stream.headersSent) this.open(head);
    this.stream.write(framed, (error) => {
      if (error == null) onLeft();
    });
  }

  end(trailers: HeaderPairs): void {
    this.isAnswered = true;
    if (this.isClosed) return;
    if (this.stream.headersSent) {
      this.trailers = trailers;
      this.stream.end();
    } else {
      this.stream.respond({ ...head, ...headersOf(trailers) }, endStream);
      this.refuseRest();
    }
  }

  // ---- for Node's stream ----------------------------------------------------------------------------------------

  onData(chunk: Buffer): void {
    this.around.onMessageBytes(chunk.length);
    this.reader?.onChunk(chunk);
  }

  onEnd(): void {
    this.reader?.onEnd();
  }

  onWantTrailers(): void {
    this.stream.sendTrailers(this.trailers === okTrailers ? okHeaders : headersOf(this.trailers));
    // Later, or the trailers would go with the rest.
    if (!this.stream.readableEnded) setImmediate(() => this.refuseRest());
  }

  /** Tells whoever has the call, once, and the connection. */
  over(): void {
    if (this.isOver) return;
    this.isOver = true;
    if (this.reader !== null) this.reader.onClosed();
    else this.onClosed?.();
    this.around.onStreamClosed(this, !this.isAnswered);
  }

  private open(headers: OutgoingHttpHeaders): void {
    this.stream.on("wantTrailers", onWantTrailers);
    this.stream.respond(headers, waitForTrailers);
  }

  /** The client may go on sending to a call that has been answered: it is told that nobody reads it. */
  private refuseRest(): void {
    if (!this.stream.readableEnded) this.stream.close(constants.NGHTTP2_NO_ERROR);
  }
}

/** A stream with the call that it carries, so that its listeners need not be made anew for each. */
type LinkedStream = ServerHttp2Stream & { [CALL]: NodeCallStream };

const CALL = Symbol("call");

function onData(this: unknown, chunk: Buffer): void {
  (this as LinkedStream)[CALL].onData(chunk);
}

function onEnd(this: unknown): void {
  (this as LinkedStream)[CALL].onEnd();
}

function onWantTrailers(this: unknown): void {
  (this as LinkedStream)[CALL].onWantTrailers();
}

function onClose(this: unknown): void {
  (this as LinkedStream)[CALL].over();
}

function ignore(): void {}

const head = Object.freeze(headersOf(answerHead));
const okHeaders = Object.freeze(headersOf(okTrailers));
/** Node would add a `date` to each answer, which no client of gRPC reads. */
const waitForTrailers = { waitForTrailers: true, sendDate: false };
const endStream = { endStream: true, sendDate: false };
