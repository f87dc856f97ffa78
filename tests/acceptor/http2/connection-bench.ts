import type { Socket } from "node:net";
import { AnswerFrame } from "../../../src/acceptor/grpc/lean-transport/answer-frame.ts";
import { LeanStream } from "../../../src/acceptor/grpc/lean-transport/lean-stream.ts";
import { answerHead, okTrailers } from "../../../src/acceptor/grpc/response-heads.ts";
import type { Ping } from "../../../src/acceptor/http2/control-writer.ts";
import { Flag } from "../../../src/acceptor/http2/frame-layout.ts";
import type { HeaderPairs } from "../../../src/acceptor/http2/header-pairs.ts";
import { type ConnectionEvents, Http2Connection } from "../../../src/acceptor/http2/http2-connection.ts";
import type { StreamListener, StreamOpening } from "../../../src/acceptor/http2/http2-stream.ts";
import { Output, Outputs } from "../../../src/acceptor/http2/output.ts";
import type { RequestHead } from "../../../src/acceptor/http2/request-head.ts";
import * as h2 from "../../support/http2/frames.ts";
import { framed } from "../../support/raw-grpc.ts";
import { lineOf, type SeenFrame, SeenFrames } from "./seen-frames.ts";
import { StubSocket } from "./stub-socket.ts";

/** What came on a stream, and the stream: it is read as it comes unless the test takes it in {@link BenchChoices.onRequest}. */
export class Arrival implements StreamListener {
  readonly stream: LeanStream;
  readonly head: RequestHead;
  /** Copies. */
  readonly chunks: Buffer[] = [];
  hasEnded = false;
  closed = 0;

  constructor(stream: LeanStream, head: RequestHead) {
    this.stream = stream;
    this.head = head;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  onChunk(chunk: Buffer): void {
    this.chunks.push(Buffer.from(chunk));
  }

  onEnd(): void {
    this.hasEnded = true;
  }

  onClosed(): void {
    this.closed++;
  }
}

export interface BenchChoices {
  readonly maxStreams?: number;
  /** What is done with a request instead of reading it. */
  readonly onRequest?: (arrival: Arrival) => void;
  /** Whether the test says the greeting itself. */
  readonly isSilent?: boolean;
}

/** A connection in memory: a client's bytes go in, what the server writes comes out as frames. Time stands still. */
export class ConnectionBench implements ConnectionEvents {
  readonly socket = new StubSocket();
  readonly clock = { us: 1_000_000, monotonicUs: (): number => this.clock.us, wallMs: (): number => 0 };
  readonly connection: Http2Connection;
  readonly arrivals = new Map<number, Arrival>();
  /** What the connection has said of itself: `pong`, `drain`, `broken REASON`, `left`, `closed`. */
  readonly news: string[] = [];
  private readonly choices: BenchChoices;
  private readonly frames = { head: new AnswerFrame(answerHead, 0), ok: new AnswerFrame(okTrailers, Flag.END_STREAM) };
  private readonly seen = new SeenFrames();
  private readWrites = 0;

  constructor(choices: BenchChoices = {}) {
    this.choices = choices;
    this.connection = new Http2Connection(this, { maxStreams: choices.maxStreams ?? 100 }, this.clock);
    this.connection.begin(new Output(this.socket as unknown as Socket, new Outputs(), this.connection));
    if (!choices.isSilent) this.connection.receive(greeting);
  }

  /** One that has greeted, and has heard the server's greeting. */
  static async open(choices: BenchChoices = {}): Promise<ConnectionBench> {
    const bench = new ConnectionBench(choices);
    await bench.frameList();
    return bench;
  }

  // ---- the client's side ------------------------------------------------------------------------------------------

  /** Sends frames, all in one chunk. */
  send(...frames: readonly Buffer[]): void {
    this.connection.receive(Buffer.concat(frames));
  }

  /** What the server has written since it was looked at last, when the turn is over: a line for each frame. */
  async lines(): Promise<string[]> {
    return (await this.frameList()).map(lineOf);
  }

  /** Sends frames, and returns what the server writes of its own accord. */
  async tell(...frames: readonly Buffer[]): Promise<string[]> {
    this.send(...frames);
    return await this.lines();
  }

  async frameList(): Promise<SeenFrame[]> {
    await turn();
    const fresh = this.socket.writes.slice(this.readWrites);
    this.readWrites = this.socket.writes.length;
    return this.seen.read(Buffer.concat(fresh));
  }

  /** The client takes what has waited for it. */
  drain(): void {
    this.socket.drain();
    this.connection.onDrain();
  }

  /** What came on a stream that was opened. */
  arrival(stream: number): Arrival {
    const arrival = this.arrivals.get(stream);
    if (arrival === undefined) throw new Error(`no stream ${stream} was opened`);
    return arrival;
  }

  stream(id: number): LeanStream {
    return this.arrival(id).stream;
  }

  /** Streams that are not over. */
  get open(): number[] {
    const ids = this.connection.streams.all().map(({ id }) => id);
    return ids.sort((a, b) => a - b);
  }

  // ---- for the connection -----------------------------------------------------------------------------------------

  openStream(connection: Http2Connection, id: number, opening: StreamOpening): LeanStream {
    return new LeanStream(connection, id, opening, this.frames);
  }

  onRequest(stream: LeanStream, head: RequestHead): void {
    const arrival = new Arrival(stream, head);
    this.arrivals.set(stream.id, arrival);
    if (this.choices.onRequest === undefined) stream.read(arrival);
    else this.choices.onRequest(arrival);
  }

  onHeadTooLarge(stream: LeanStream): void {
    this.news.push(`head too large ${stream.id}`);
    stream.end([["grpc-status", "3"]]);
  }

  onPong(purpose: Ping): void {
    this.news.push(`pong ${purpose}`);
  }

  onDrain(): void {
    if (this.news.at(-1) !== "drain") this.news.push("drain");
  }

  onBroken(reason: string): void {
    this.news.push(`broken ${reason}`);
  }

  onLeft(): void {
    this.news.push("left");
  }

  onClosed(): void {
    this.news.push("closed");
  }
}

/** The microtasks of a turn of the event loop are done. */
export function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Fields of a call of gRPC. */
export const callFields: HeaderPairs = [
  [":method", "POST"],
  [":scheme", "http"],
  [":path", "/prism.v1.KeyValueService/Get"],
  [":authority", "localhost"],
  ["content-type", "application/grpc"],
  ["te", "trailers"],
];

export const greeting = Buffer.concat([h2.preface, h2.frame(h2.Type.SETTINGS, 0, 0)]);

/** HEADERS that open a stream and do not end it. */
export function open(stream: number, fields: HeaderPairs = callFields): Buffer {
  return h2.frame(h2.Type.HEADERS, h2.END_HEADERS, stream, h2.fields(fields));
}

/** HEADERS that open a stream and end it: a call without a message. */
export function openEnded(stream: number, fields: HeaderPairs = callFields): Buffer {
  return h2.frame(h2.Type.HEADERS, h2.END_HEADERS | h2.END_STREAM, stream, h2.fields(fields));
}

/** A whole unary call. */
export function call(stream: number, message: Uint8Array = new Uint8Array(1)): Buffer {
  return Buffer.concat([open(stream), data(stream, framed(message), h2.END_STREAM)]);
}

export function data(stream: number, bytes: Uint8Array | number, flags = 0): Buffer {
  return h2.frame(h2.Type.DATA, flags, stream, typeof bytes === "number" ? Buffer.alloc(bytes) : bytes);
}

export function paddedData(stream: number, bytes: number, padding: number, flags = 0): Buffer {
  return h2.frame(h2.Type.DATA, flags | h2.PADDED, stream, h2.padded(Buffer.alloc(bytes), padding));
}

export function windowUpdate(stream: number, bytes: number): Buffer {
  return h2.frame(h2.Type.WINDOW_UPDATE, 0, stream, h2.words(bytes));
}

export function reset(stream: number, code = 8): Buffer {
  return h2.frame(h2.Type.RST_STREAM, 0, stream, h2.words(code));
}

export function settings(...pairs: readonly (readonly [setting: number, value: number])[]): Buffer {
  return h2.frame(h2.Type.SETTINGS, 0, 0, h2.settings(...pairs));
}

export function ping(flags = 0): Buffer {
  return h2.frame(h2.Type.PING, flags, 0, Buffer.alloc(8, 7));
}
