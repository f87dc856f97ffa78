import { writeFields } from "./fields-writer.ts";
import { DEFAULT_WINDOW_BYTES, ErrorCode, Flag, FRAME_HEAD_BYTES, FrameType, writeFrameHead } from "./frame-layout.ts";
import type { HeaderPairs } from "./header-pairs.ts";
import { HeldBytes } from "./held-bytes.ts";
import type { Http2Connection } from "./http2-connection.ts";
import { HIGH_WATER_BYTES } from "./http2-limits.ts";

/** Hears what comes on a stream. */
export interface StreamListener {
  /** Borrowed until it returns. */
  onChunk(chunk: Buffer): void;
  onEnd(): void;
  onClosed(): void;
}

/** What a stream's HEADERS say of its data. */
export interface StreamOpening {
  /** −1 when it is not said. */
  readonly contentLength: number;
  /** There is none. */
  readonly isRemoteClosed: boolean;
}

/**
 * One stream, from the HEADERS that open it. Source: RFC 9113, section 5.1; a server that pushes nothing has no other states.
 *
 *            HEADERS                    END_STREAM came
 *   idle ───────────► open ─────────────────────────────► half closed (remote)
 *            with END_STREAM: at once ──────────────────►        │
 *                      │                                         │
 *                      │ END_STREAM sent: RST_STREAM follows,    │ END_STREAM sent
 *                      │ for nobody reads the rest               │
 *                      └──────────► closed ◄─────────────────────┘
 *                              RST_STREAM either way
 */
export class Http2Stream {
  readonly id: number;
  readonly connection: Http2Connection;
  /** Bytes that may be sent; below 0 after the client has taken some of its window back. */
  sendWindow: number;
  /** Whether it stands in the connection's list of those that have something to send. */
  isQueued = false;
  /** Whether its end came; what came before may still be held. */
  isRemoteClosed: boolean;
  isClosed = false;
  isReadToEnd = false;
  /** Hears of the end while nobody reads. */
  onClosed: (() => void) | null = null;
  private listener: StreamListener | null = null;
  private isPaused = true;
  private isGiving = false;
  /** What came while nobody read; null for most streams. */
  private held: HeldBytes | null = null;
  private receiveLeft = DEFAULT_WINDOW_BYTES;
  private unacknowledged = 0;
  /** Of a length that was announced; −1 when none was. */
  private contentLeft: number;
  private parts: Part[] = noParts;
  /** What is sent behind the last part; null while more parts may come. */
  private lastFields: HeaderPairs | null = null;

  constructor(connection: Http2Connection, id: number, opening: StreamOpening) {
    this.connection = connection;
    this.id = id;
    this.sendWindow = connection.peer.initialWindowBytes;
    this.isRemoteClosed = opening.isRemoteClosed;
    this.contentLeft = opening.contentLength;
  }

  // ---- reading ----------------------------------------------------------------------------------------------------

  /** Who hears what comes, from now on. */
  read(listener: StreamListener): void {
    this.listener = listener;
    this.resume();
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    if (!this.isGiving && (this.isHolding || this.isRemoteClosed)) this.give();
  }

  /** Takes data that came, and the bytes that flow control counts; returns what is wrong with them. */
  receive(bytes: Buffer, start: number, end: number, flowBytes: number, isLast: boolean): ErrorCode {
    this.receiveLeft -= flowBytes;
    if (this.receiveLeft < 0) return ErrorCode.FLOW_CONTROL_ERROR;
    if (this.contentLeft >= 0) {
      this.contentLeft -= end - start;
      if (this.contentLeft < 0 || (isLast && this.contentLeft > 0)) return ErrorCode.PROTOCOL_ERROR;
    }
    if (isLast) this.isRemoteClosed = true;
    if (flowBytes > end - start) this.acknowledge(flowBytes - (end - start));
    if (this.isPaused) {
      if (end > start) this.hold(bytes, start, end);
      return ErrorCode.NO_ERROR;
    }
    if (end > start) {
      this.isGiving = true;
      (this.listener as StreamListener).onChunk(bytes.subarray(start, end));
      this.isGiving = false;
      this.acknowledge(end - start);
    }
    if (this.isRemoteClosed) this.give();
    return ErrorCode.NO_ERROR;
  }

  /** Trailers of the client's, which nobody reads. */
  receiveEnd(): ErrorCode {
    return this.receive(none, 0, 0, 0, true);
  }

  private hold(bytes: Buffer, start: number, end: number): void {
    this.held ??= new HeldBytes();
    this.held.push(bytes, start, end);
    this.connection.heldBytes += end - start;
  }

  private get isHolding(): boolean {
    return this.held !== null && this.held.length > 0;
  }

  /** Gives what is held, and then the end. Nothing comes meanwhile, for frames are read one after the other. */
  private give(): void {
    const listener = this.listener as StreamListener;
    if (this.held !== null && this.held.length > 0) {
      const chunk = this.held.take();
      this.connection.onReleased(chunk.length);
      this.isGiving = true;
      listener.onChunk(chunk);
      this.isGiving = false;
      this.acknowledge(chunk.length);
    }
    if (!this.isRemoteClosed || this.isReadToEnd || this.isPaused || this.isClosed) return;
    this.isReadToEnd = true;
    listener.onEnd();
  }

  /** What is read may be followed by as much. */
  private acknowledge(count: number): void {
    this.unacknowledged += count;
    if (this.unacknowledged < ACKNOWLEDGED_BYTES || this.isRemoteClosed || this.isClosed) return;
    this.connection.sendWindowUpdate(this.id, this.unacknowledged);
    this.receiveLeft += this.unacknowledged;
    this.unacknowledged = 0;
  }

  // ---- sending ----------------------------------------------------------------------------------------------------

  /** Whether so many bytes may be written behind all else, at once and in one frame. */
  protected maySend(bytes: number): boolean {
    const { connection } = this;
    return (
      bytes <= this.sendWindow &&
      bytes <= connection.sendWindow &&
      bytes <= MAX_SENT_FRAME_BYTES &&
      this.parts.length === 0 &&
      connection.output.unsentBytes < HIGH_WATER_BYTES
    );
  }

  /** Counts bytes of a DATA frame that was written. */
  protected onSent(bytes: number, isCrumb = false): void {
    this.sendWindow -= bytes;
    this.connection.onSent(bytes, isCrumb);
  }

  /** Writes fields in a frame, or as many as they take; returns their bytes. */
  protected sendFields(fields: HeaderPairs, flags: number): number {
    return writeFields(this.connection, this.id, fields, flags);
  }

  /** Sends bytes, which are kept until they have left, in as many frames as it takes, in its turn and the window's time. */
  protected queue(bytes: Buffer, onLeft: (() => void) | null): void {
    const part = { bytes, sent: 0, onLeft };
    if (this.parts === noParts) this.parts = [part];
    else this.parts.push(part);
    this.connection.enqueue(this);
  }

  /** Ends with these fields behind what is queued; without any, which takes something queued, with its last frame. */
  protected endWith(fields: HeaderPairs): void {
    if (this.parts.length > 0) {
      this.lastFields = fields;
      return;
    }
    this.connection.output.onAnswered(this.sendFields(fields, Flag.END_STREAM));
    this.onEnded();
  }

  /** END_STREAM is written. */
  protected onEnded(): void {
    this.connection.finish(this);
  }

  /** Sends the next frame of what is queued, if the windows let it; whether there is more that they let. */
  sendNext(): boolean {
    const part = this.parts[0];
    if (part === undefined || this.isClosed) return false;
    const { connection } = this;
    const left = part.bytes.length - part.sent;
    const length = Math.min(left, this.sendWindow, connection.sendWindow, MAX_SENT_FRAME_BYTES);
    if (length <= 0 && left > 0) return false;
    const isLast = length === left && this.parts.length === 1 && this.lastFields === noFields;
    this.writeData(part, length, isLast ? Flag.END_STREAM : 0);
    if (part.sent < part.bytes.length) return this.sendWindow > 0;
    this.parts.shift();
    if (part.onLeft !== null) connection.output.whenLeft(part.onLeft);
    if (this.parts.length > 0) return this.sendWindow > 0;
    if (isLast) {
      connection.output.onAnswered(length);
      this.onEnded();
    } else if (this.lastFields !== null) this.endWith(this.lastFields);
    return false;
  }

  private writeData(part: Part, length: number, flags: number): void {
    const { output } = this.connection;
    output.room(FRAME_HEAD_BYTES + length);
    const at = writeFrameHead(output.bytes, output.used, { length, type: FrameType.DATA, flags, stream: this.id });
    part.bytes.copy(output.bytes, at, part.sent, part.sent + length);
    output.used = at + length;
    part.sent += length;
    this.onSent(length, length < CRUMB_BYTES && part.sent < part.bytes.length);
  }

  get hasParts(): boolean {
    return this.parts.length > 0;
  }

  // ---- its end ----------------------------------------------------------------------------------------------------

  /** Tells the client that the stream is given up. */
  reset(code: ErrorCode): void {
    this.connection.resetStream(this, code);
  }

  /** It is over: nothing is sent or given any more. */
  onOver(): void {
    this.isClosed = true;
    if (this.held !== null) this.connection.onReleased(this.held.length);
    this.held = null;
    this.parts = noParts;
    this.lastFields = null;
  }

  /** To be called after {@link onOver}, when nobody is in the middle of a call. */
  tellClosed(): void {
    if (this.listener !== null) this.listener.onClosed();
    else this.onClosed?.();
  }
}

/** A message's bytes, or those of several parts. */
interface Part {
  readonly bytes: Buffer;
  sent: number;
  readonly onLeft: (() => void) | null;
}

/** No frame of ours is larger, whatever the client takes: others of the connection have their turn. */
export const MAX_SENT_FRAME_BYTES = 16_384;
/** A piece of a message that is smaller has been cut so by its client. */
const CRUMB_BYTES = 1_024;
/** Half of a stream's window. */
const ACKNOWLEDGED_BYTES = 32 * 1024;
const none = Buffer.alloc(0);
/** Of streams that have nothing queued, as nearly all: never written to. */
const noParts: Part[] = [];
export const noFields: HeaderPairs = [];
