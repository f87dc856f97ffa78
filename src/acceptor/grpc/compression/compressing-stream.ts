import { frameMessage } from "../frame-message.ts";
import { PREFIX_BYTES } from "../message-collector.ts";
import type { CallStream, HeaderPairs, StreamReader } from "../transport/call-stream.ts";
import type { AnswerCompressor, CompressorClient } from "./answer-compressor.ts";
import { framedMessages } from "./framed-messages.ts";

/**
 * A call's stream whose client takes gzip: large messages are compressed, and all that comes behind one that is being
 * compressed waits for it, the end too.
 *
 *   write, writeAll ──┬── short, nothing waits ──────────────────────────────────► the transport's stream
 *                     └── large, or something waits ──► steps ──► compressed? ──►
 *
 * A call's only answer says `grpc-encoding` when it is compressed; one with several says it before anybody knows whether any
 * of them will be. Nothing is counted here: whoever writes hears that a message has left once it has, compressed or not.
 */
export class CompressingStream implements CallStream, CompressorClient {
  private readonly stream: CallStream;
  private readonly compressor: AnswerCompressor;
  /** The first is being compressed. */
  private readonly steps: Step[] = [];
  /** What ends the stream behind the last step; null while more may come. */
  private trailers: HeaderPairs | null = null;
  /** Large messages that leave as they are before the next one is tried, and how many left so the last time. */
  private untried = 0;
  private futile = 0;

  constructor(stream: CallStream, compressor: AnswerCompressor) {
    this.stream = stream;
    this.compressor = compressor;
  }

  get isClosed(): boolean {
    return this.stream.isClosed;
  }

  get isReadToEnd(): boolean {
    return this.stream.isReadToEnd;
  }

  get hasHead(): boolean {
    return this.stream.hasHead;
  }

  get onClosed(): (() => void) | null {
    return this.stream.onClosed;
  }

  set onClosed(onClosed: (() => void) | null) {
    this.stream.onClosed = onClosed;
  }

  read(reader: StreamReader): void {
    this.stream.read(reader);
  }

  pause(): void {
    this.stream.pause();
  }

  resume(): void {
    this.stream.resume();
  }

  sendHead(metadata: HeaderPairs): void {
    this.stream.sendHead([...metadata, ...inGzip]);
  }

  answer(bytes: Buffer, start: number, end: number, trailers: HeaderPairs): void {
    const isLarge = this.isLarge(end - start);
    if (this.isClosed || !(isLarge || this.isBusy)) {
      this.stream.answer(bytes, start, end, trailers);
      return;
    }
    this.trailers = trailers;
    this.take({ framed: frameMessage(bytes, start, end), isLarge, onLeft: nothing });
  }

  write(bytes: Buffer, start: number, end: number, onLeft: () => void): void {
    if (this.isClosed) return;
    this.open();
    const isLarge = this.isLarge(end - start);
    if (isLarge || this.isBusy) this.take({ framed: frameMessage(bytes, start, end), isLarge, onLeft });
    else this.stream.write(bytes, start, end, onLeft);
  }

  writeAll(framed: Buffer, onLeft: () => void): void {
    if (this.isClosed) return;
    this.open();
    for (const run of framedMessages(framed, (bytes) => this.isLarge(bytes))) {
      const step = { framed: run.framed, isLarge: run.isPicked, onLeft: run.isLast ? onLeft : nothing };
      if (step.isLarge || this.isBusy) this.take(step);
      else this.stream.writeAll(step.framed, step.onLeft);
    }
  }

  end(trailers: HeaderPairs): void {
    if (this.isBusy) this.trailers = trailers;
    else this.stream.end(trailers);
  }

  onCompressed(framed: Buffer | null): void {
    if (this.isClosed) {
      this.steps.length = 0;
      return;
    }
    const step = this.steps.shift() as Step;
    this.learn(framed !== null);
    if (framed === null) this.pass(step);
    else {
      this.open();
      this.stream.writeAll(framed, step.onLeft);
    }
    this.goOn();
  }

  private get isBusy(): boolean {
    return this.steps.length > 0;
  }

  private isLarge(messageBytes: number): boolean {
    return messageBytes >= this.compressor.minBytes;
  }

  /** Whether the step is being compressed now: it is large, its turn to be tried has come, and there is room. */
  private hasBegun({ framed, isLarge }: Step): boolean {
    if (!isLarge) return false;
    if (this.untried === 0) return this.compressor.tryCompress(framed, this);
    this.untried--;
    return false;
  }

  /** What a stream carries is alike: one of photographs is tried less and less, and all at once when it has changed. */
  private learn(wasSmaller: boolean): void {
    this.futile = wasSmaller ? 0 : Math.min(2 * this.futile + 1, MOST_UNTRIED);
    this.untried = this.futile;
  }

  private open(): void {
    if (!this.stream.hasHead) this.stream.sendHead(inGzip);
  }

  private take(step: Step): void {
    this.steps.push(step);
    if (this.steps.length === 1) this.goOn();
  }

  /** Sends what waits, up to the next that is compressed, and then the end. */
  private goOn(): void {
    while (this.isBusy) {
      const step = this.steps[0] as Step;
      if (this.hasBegun(step)) return;
      this.steps.shift();
      this.pass(step);
    }
    const { trailers } = this;
    this.trailers = null;
    if (trailers !== null) this.stream.end(trailers);
  }

  /** A call's only answer leaves as it would have without us. */
  private pass({ framed, onLeft }: Step): void {
    if (this.stream.hasHead) this.stream.writeAll(framed, onLeft);
    else {
      this.stream.answer(framed, PREFIX_BYTES, framed.length, this.trailers as HeaderPairs);
      this.trailers = null;
    }
  }
}

interface Step {
  /** One message, or several that are not large. */
  readonly framed: Buffer;
  readonly isLarge: boolean;
  readonly onLeft: () => void;
}

const inGzip: HeaderPairs = Object.freeze([["grpc-encoding", "gzip"]] as const);
/** At so many, what is tried in vain costs next to nothing. */
const MOST_UNTRIED = 63;

function nothing(): void {}
