import type { Clock } from "../../common/clock.ts";
import { NumberTable } from "../number-table.ts";
import { ControlWriter, Ping } from "./control-writer.ts";
import { FloodGuard } from "./flood-guard.ts";
import { DEFAULT_WINDOW_BYTES, ErrorCode, LAST_STREAM } from "./frame-layout.ts";
import { HpackEncoder } from "./hpack/hpack-encoder.ts";
import { HIGH_WATER_BYTES, type Http2Limits, MAX_HELD_BYTES } from "./http2-limits.ts";
import type { Http2Stream, StreamOpening } from "./http2-stream.ts";
import { IncomingFrames } from "./incoming-frames.ts";
import type { Output, OutputOwner } from "./output.ts";
import { PeerSettings } from "./peer-settings.ts";
import { Ending, RecentStreams } from "./recent-streams.ts";
import type { RequestHead } from "./request-head.ts";
import { SendTurns } from "./send-turns.ts";

/** Who takes the streams of a connection, and hears of its end. */
export interface ConnectionEvents {
  /** A request has begun. Returns its stream, which gets its data. */
  openStream(connection: Http2Connection, id: number, opening: StreamOpening): Http2Stream;
  /** The stream is in the table, so that it can be answered. */
  onRequest(stream: Http2Stream, head: RequestHead): void;
  /** The stream's fields were over the limit; it can be answered, and no data comes. */
  onHeadTooLarge(stream: Http2Stream): void;
  /** A PING of ours was answered: one that was for this. */
  onPong(purpose: Ping): void;
  /** Something has left, or a stream was freed. */
  onDrain(): void;
  /** The client broke a rule of the protocol, or went over a bound: GOAWAY has been written, and nothing follows it. */
  onBroken(reason: string): void;
  /** All was said, after it had been told to go. */
  onLeft(): void;
  /** The connection is gone; every stream has heard of its end. */
  onClosed(): void;
}

/**
 * One client's connection, between its bytes and its streams. It does no input or output and knows no time but the guard's.
 *
 *   GREETING ── preface, SETTINGS ──► OPEN ── goAway(), or the client's GOAWAY ──► LEAVING ── last stream over ──► DONE
 *      └──────────── a rule broken, a bound passed, close() ───┴──────────────────────┴─────────────────────────────┘
 */
export class Http2Connection implements OutputOwner {
  readonly events: ConnectionEvents;
  readonly limits: Http2Limits;
  readonly guard: FloodGuard;
  readonly peer = new PeerSettings();
  readonly encoder = new HpackEncoder();
  readonly control: ControlWriter;
  readonly streams = new NumberTable<Http2Stream>();
  readonly recent = new RecentStreams();
  readonly turns = new SendTurns();
  readonly incoming: IncomingFrames;
  output!: Output;
  /** Bytes of data that may be sent, over all streams. */
  sendWindow = DEFAULT_WINDOW_BYTES;
  /** Data that has come and that nobody has read, over all streams. */
  heldBytes = 0;
  /** No streams are opened any more: it ends with the last one. */
  isLeaving = false;
  /** The last word is written. */
  isDone = false;
  /** The highest that the client has opened. */
  lastStream = 0;
  /** Streams above are not served; all are until a GOAWAY has named the last. */
  lastServed = LAST_STREAM;
  /** Those that are over and have not been told. */
  private over: Http2Stream[] = [];

  constructor(events: ConnectionEvents, limits: Http2Limits, clock: Clock) {
    this.events = events;
    this.limits = limits;
    this.guard = new FloodGuard(clock);
    this.control = new ControlWriter(this);
    this.incoming = new IncomingFrames(this);
  }

  /** Says what a server says first. */
  begin(output: Output): void {
    this.output = output;
    this.control.greeting(this.limits.maxStreams);
  }

  /** Takes what came, which it borrows until it returns. */
  receive(chunk: Buffer): void {
    if (!this.isDone) this.incoming.push(chunk);
  }

  // ---- for streams ------------------------------------------------------------------------------------------------

  sendWindowUpdate(stream: number, bytes: number): void {
    if (!this.isDone) this.control.windowUpdate(stream, bytes);
  }

  /** Data that was held is read, or will never be. */
  onReleased(bytes: number): void {
    const wasFull = this.heldBytes > MAX_HELD_BYTES;
    this.heldBytes -= bytes;
    if (wasFull) this.incoming.acknowledge(0);
  }

  /** Data was sent. What a client's window cuts to crumbs is no progress: it could ask for each with a frame. */
  onSent(bytes: number, isCrumb: boolean): void {
    this.sendWindow -= bytes;
    if (!isCrumb) this.guard.onProgress();
  }

  /** The stream has something to send, in its turn. */
  enqueue(stream: Http2Stream): void {
    this.turns.add(stream);
    this.output.touch();
  }

  /** END_STREAM of ours is written. */
  finish(stream: Http2Stream): void {
    if (!stream.isRemoteClosed) this.control.reset(stream.id, ErrorCode.NO_ERROR);
    this.end(stream, stream.isRemoteClosed ? Ending.BOTH : Ending.RESET);
  }

  resetStream(stream: Http2Stream, code: ErrorCode): void {
    if (stream.isClosed) return;
    this.control.reset(stream.id, code);
    this.end(stream, Ending.RESET);
  }

  end(stream: Http2Stream, ending: Ending): void {
    this.streams.delete(stream.id);
    this.recent.add(stream.id, ending);
    stream.onOver();
    this.over.push(stream);
    this.output.touch();
  }

  // ---- the turn's end ---------------------------------------------------------------------------------------------

  beforeFlush(): void {
    const { output, turns } = this;
    do {
      this.tellOver();
      while (this.sendWindow > 0 && output.unsentBytes < HIGH_WATER_BYTES && turns.sendNext());
      // Some have sent their last.
    } while (this.over.length > 0);
    if (this.isLeaving && this.streams.size === 0 && !this.isDone) {
      this.depart();
      this.events.onLeft();
    }
  }

  /** The socket has room again. */
  onDrain(): void {
    if (!this.turns.isEmpty) this.output.touch();
    this.events.onDrain();
  }

  private tellOver(): void {
    if (this.over.length === 0) return;
    const { over } = this;
    this.over = [];
    for (const stream of over) stream.tellClosed();
    this.events.onDrain();
  }

  // ---- its end ----------------------------------------------------------------------------------------------------

  ping(): void {
    this.control.ping(Ping.KEEP_ALIVE);
  }

  /** Tells the client to go. Streams that it has opened meanwhile are served; {@link goAwayNow} draws the line. */
  goAway(): void {
    if (this.isDone) return;
    this.control.goAway(LAST_STREAM, ErrorCode.NO_ERROR);
    this.control.ping(Ping.GOODBYE);
  }

  /** The client has had time to hear of it: whatever it opens from now on is not served. */
  goAwayNow(): void {
    if (this.isDone || this.isLeaving) return;
    this.lastServed = this.lastStream;
    this.isLeaving = true;
    this.sayLast(ErrorCode.NO_ERROR);
  }

  /** Cuts the client off for what it did; the caller knows. */
  cut(): void {
    if (this.isDone) return;
    this.sayLast(ErrorCode.ENHANCE_YOUR_CALM);
    this.depart();
  }

  /** Cuts the client off: the name of the bound that it passed. All that is wrong has been dealt with then. */
  cutFor(reason: string): ErrorCode {
    this.fail(ErrorCode.ENHANCE_YOUR_CALM, reason);
    return ErrorCode.NO_ERROR;
  }

  /** Ends the connection for what the client did: whoever has the connection is told the reason. */
  fail(code: ErrorCode, reason: string): void {
    if (this.isDone) return;
    this.sayLast(code);
    this.events.onBroken(reason);
    this.depart();
  }

  /** No later stream may be named than before. */
  private sayLast(code: ErrorCode): void {
    this.control.goAway(Math.min(this.lastStream, this.lastServed), code);
  }

  /** What was written leaves, and nothing after it. */
  private depart(): void {
    this.isDone = true;
    this.incoming.stop();
    this.output.end();
    this.endAll();
  }

  /** The connection is gone. */
  close(): void {
    if (!this.isDone) this.incoming.stop();
    this.isDone = true;
    this.output.close();
    this.endAll();
    this.events.onClosed();
  }

  private endAll(): void {
    for (const stream of this.streams.all()) this.end(stream, Ending.RESET);
    this.tellOver();
  }
}
