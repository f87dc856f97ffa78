import { Ping, pingOf } from "./control-writer.ts";
import {
  ErrorCode,
  Flag,
  FrameType,
  LARGEST_WINDOW_BYTES,
  LAST_STREAM,
  PING_BYTES,
  PRIORITY_BYTES,
  readU32,
  SETTING_BYTES,
} from "./frame-layout.ts";
import { type FrameHandler, FrameReader } from "./frame-reader.ts";
import { HeaderAssembly, HeadersResult } from "./header-assembly.ts";
import type { Http2Connection } from "./http2-connection.ts";
import { CONNECTION_WINDOW_BYTES, MAX_HELD_BYTES, MAX_UNSENT_CONTROL_BYTES } from "./http2-limits.ts";
import type { Http2Stream } from "./http2-stream.ts";
import { Ending } from "./recent-streams.ts";

/**
 * What a client sends, frame by frame: checked, and given to the stream or the part of the connection that it is for. A method
 * returns what is wrong with the frame, for which the connection ends.
 */
export class IncomingFrames implements FrameHandler {
  hasGreeted = false;
  private readonly connection: Http2Connection;
  private readonly reader = new FrameReader(this);
  private readonly headers = new HeaderAssembly();
  private receiveLeft = CONNECTION_WINDOW_BYTES;
  private unacknowledged = 0;

  constructor(connection: Http2Connection) {
    this.connection = connection;
  }

  /** Whether a frame, or a header block, has begun and is not whole. */
  get isWithinFrame(): boolean {
    return this.reader.isWithin || this.headers.stream !== 0;
  }

  /** Frames that have come, those in the middle of a header block too. */
  get count(): number {
    return this.reader.frameCount;
  }

  push(chunk: Buffer): void {
    this.reader.push(chunk);
  }

  stop(): void {
    this.reader.stop();
  }

  onFrame(type: number, flags: number, stream: number, bytes: Buffer, start: number, end: number): boolean {
    const problem = this.take(type, flags, stream, bytes, start, end);
    const { connection } = this;
    if (problem !== ErrorCode.NO_ERROR) connection.fail(problem, "PROTOCOL_VIOLATED");
    // A client that has us answer what it sends, and reads none of the answers, is not waited for.
    if (connection.control.unreadBytes > MAX_UNSENT_CONTROL_BYTES) connection.cutFor("FRAME_FLOOD");
    return !connection.isDone;
  }

  /** Returns what is wrong with the frame, for which the connection ends. */
  private take(type: number, flags: number, stream: number, bytes: Buffer, start: number, end: number): ErrorCode {
    if (this.headers.stream !== 0 && (type !== FrameType.CONTINUATION || stream !== this.headers.stream))
      return ErrorCode.PROTOCOL_ERROR;
    if (!this.hasGreeted && !isGreeting(type, flags)) return ErrorCode.PROTOCOL_ERROR;
    if (type === FrameType.DATA) return this.onData(flags, stream, bytes, start, end);
    if (type === FrameType.HEADERS) return this.onHeaders(flags, stream, bytes, start, end);
    if (type === FrameType.CONTINUATION) return this.onContinuation(flags, stream, bytes, start, end);
    if (!this.connection.guard.admitFrame()) return this.connection.cutFor("FRAME_FLOOD");
    return this.onControl(type, flags, stream, bytes, start, end);
  }

  onTooLarge(): void {
    this.connection.fail(ErrorCode.FRAME_SIZE_ERROR, "PROTOCOL_VIOLATED");
  }

  onBadPreface(): void {
    this.connection.fail(ErrorCode.PROTOCOL_ERROR, "PROTOCOL_VIOLATED");
  }

  private onControl(type: number, flags: number, stream: number, bytes: Buffer, start: number, end: number): ErrorCode {
    switch (type) {
      case FrameType.PRIORITY:
        return this.onPriority(stream, bytes, start, end);
      case FrameType.RST_STREAM:
        return this.onReset(stream, end - start);
      case FrameType.SETTINGS:
        return this.onSettings(flags, stream, bytes, start, end);
      case FrameType.PUSH_PROMISE:
        return ErrorCode.PROTOCOL_ERROR;
      case FrameType.PING:
        return this.onPing(flags, stream, bytes, start, end);
      case FrameType.GOAWAY:
        return this.onGoAway(stream, end - start);
      case FrameType.WINDOW_UPDATE:
        return this.onWindowUpdate(stream, bytes, start, end);
      default:
        // Of an extension that we do not have.
        return ErrorCode.NO_ERROR;
    }
  }

  private onData(flags: number, id: number, bytes: Buffer, from: number, to: number): ErrorCode {
    let start = from;
    let end = to;
    if (id === 0) return ErrorCode.PROTOCOL_ERROR;
    if ((flags & Flag.PADDED) !== 0) {
      if (start === end) return ErrorCode.FRAME_SIZE_ERROR;
      const padding = bytes[start] as number;
      if (padding >= end - start) return ErrorCode.PROTOCOL_ERROR;
      if (!this.connection.guard.admitPadding(padding + 1)) return this.connection.cutFor("FRAME_FLOOD");
      start++;
      end -= padding;
    }
    const isLast = (flags & Flag.END_STREAM) !== 0;
    if (start === end && !isLast && !this.connection.guard.admitFrame()) return this.connection.cutFor("FRAME_FLOOD");
    this.receiveLeft -= to - from;
    if (this.receiveLeft < 0) return ErrorCode.FLOW_CONTROL_ERROR;
    this.acknowledge(to - from);
    const stream = this.connection.streams.get(id);
    if (stream === undefined) return this.onStray(id);
    if (stream.isRemoteClosed) return this.abuse(stream, ErrorCode.STREAM_CLOSED);
    const problem = stream.receive(bytes, start, end, to - from, isLast);
    return problem === ErrorCode.NO_ERROR ? problem : this.abuse(stream, problem);
  }

  private onHeaders(flags: number, id: number, bytes: Buffer, from: number, to: number): ErrorCode {
    let start = from;
    let end = to;
    if ((id & 1) === 0) return ErrorCode.PROTOCOL_ERROR;
    if ((flags & Flag.PADDED) !== 0) {
      if (start === end) return ErrorCode.FRAME_SIZE_ERROR;
      const padding = bytes[start++] as number;
      if (padding > end - start) return ErrorCode.PROTOCOL_ERROR;
      if (!this.connection.guard.admitPadding(padding + 1)) return this.connection.cutFor("FRAME_FLOOD");
      end -= padding;
    }
    let dependsOnItself = false;
    if ((flags & Flag.PRIORITY) !== 0) {
      if (end - start < PRIORITY_BYTES) return ErrorCode.FRAME_SIZE_ERROR;
      dependsOnItself = (readU32(bytes, start) & LAST_STREAM) === id;
      start += PRIORITY_BYTES;
    }
    // What a stream may not be opened with is found when its fields have been read, for the table must stay in step.
    const kept = dependsOnItself ? flags | SELF_DEPENDENT : flags;
    if ((flags & Flag.END_HEADERS) !== 0) return this.onFields(id, kept, this.headers.read(bytes, start, end));
    this.headers.begin(id, kept, bytes, start, end);
    return ErrorCode.NO_ERROR;
  }

  private onContinuation(flags: number, id: number, bytes: Buffer, start: number, end: number): ErrorCode {
    const { headers } = this;
    if (headers.stream === 0) return ErrorCode.PROTOCOL_ERROR;
    if (!headers.append(bytes, start, end)) return this.connection.cutFor("HEADER_FLOOD");
    if ((flags & Flag.END_HEADERS) === 0) return ErrorCode.NO_ERROR;
    return this.onFields(id, headers.flags, headers.finish());
  }

  /** The fields of a stream have come: a request's, or its trailers. */
  private onFields(id: number, flags: number, result: HeadersResult): ErrorCode {
    if (result === HeadersResult.COMPRESSION_ERROR) return ErrorCode.COMPRESSION_ERROR;
    const isLast = (flags & Flag.END_STREAM) !== 0;
    return id > this.connection.lastStream ? this.open(id, flags, isLast, result) : this.onTrailers(id, isLast, result);
  }

  private open(id: number, flags: number, isLast: boolean, result: HeadersResult): ErrorCode {
    const { connection } = this;
    const { head } = this.headers;
    connection.lastStream = id;
    if (id > connection.lastServed) {
      connection.recent.add(id, Ending.RESET);
      return this.passOver();
    }
    connection.guard.onProgress();
    const isBad = (flags & SELF_DEPENDENT) !== 0 || (result === HeadersResult.OK && head.isMalformed);
    if (isBad || (isLast && head.contentLength > 0)) return this.refuse(id, ErrorCode.PROTOCOL_ERROR);
    if (connection.streams.size >= connection.limits.maxStreams) return this.refuse(id, ErrorCode.REFUSED_STREAM);
    const opening = { contentLength: head.contentLength, isRemoteClosed: isLast };
    const stream = connection.events.openStream(connection, id, opening);
    connection.streams.set(id, stream);
    if (result === HeadersResult.TOO_LARGE) {
      connection.events.onHeadTooLarge(stream);
      return connection.guard.admitReset() ? ErrorCode.NO_ERROR : connection.cutFor("RESET_FLOOD");
    }
    connection.events.onRequest(stream, head);
    return ErrorCode.NO_ERROR;
  }

  private onTrailers(id: number, isLast: boolean, result: HeadersResult): ErrorCode {
    const stream = this.connection.streams.get(id);
    if (stream === undefined) {
      const ending = this.connection.recent.endingOf(id);
      if (ending === Ending.BOTH) return ErrorCode.STREAM_CLOSED;
      if (ending === Ending.GIVEN_UP) return this.refuse(id, ErrorCode.STREAM_CLOSED);
      // What comes behind a reset of ours was under way.
      return ending === Ending.RESET ? this.passOver() : ErrorCode.PROTOCOL_ERROR;
    }
    if (stream.isRemoteClosed) return this.abuse(stream, ErrorCode.STREAM_CLOSED);
    const isSound = result === HeadersResult.OK && isLast && this.headers.head.mayTrail;
    const problem = isSound ? stream.receiveEnd() : ErrorCode.PROTOCOL_ERROR;
    return problem === ErrorCode.NO_ERROR ? problem : this.abuse(stream, problem);
  }

  private onPriority(stream: number, bytes: Buffer, start: number, end: number): ErrorCode {
    if (stream === 0) return ErrorCode.PROTOCOL_ERROR;
    const known = this.connection.streams.get(stream);
    const isSound = end - start === PRIORITY_BYTES;
    if (isSound && (readU32(bytes, start) & LAST_STREAM) !== stream) return ErrorCode.NO_ERROR;
    const problem = isSound ? ErrorCode.PROTOCOL_ERROR : ErrorCode.FRAME_SIZE_ERROR;
    if (known !== undefined) return this.abuse(known, problem);
    // One that is idle may not be reset.
    return this.isIdle(stream) ? problem : this.refuse(stream, problem);
  }

  private onReset(id: number, length: number): ErrorCode {
    if (id === 0 || this.isIdle(id)) return ErrorCode.PROTOCOL_ERROR;
    if (length !== 4) return ErrorCode.FRAME_SIZE_ERROR;
    const stream = this.connection.streams.get(id);
    if (stream === undefined) {
      if (this.connection.recent.endingOf(id) === Ending.RESET) this.connection.recent.change(id, Ending.GIVEN_UP);
      return ErrorCode.NO_ERROR;
    }
    this.connection.end(stream, Ending.GIVEN_UP);
    return this.connection.guard.admitReset() ? ErrorCode.NO_ERROR : this.connection.cutFor("RESET_FLOOD");
  }

  private onSettings(flags: number, stream: number, bytes: Buffer, start: number, end: number): ErrorCode {
    if (stream !== 0) return ErrorCode.PROTOCOL_ERROR;
    if ((flags & Flag.ACK) !== 0) {
      if (start !== end) return ErrorCode.FRAME_SIZE_ERROR;
      this.headers.onSettingsTaken();
      return ErrorCode.NO_ERROR;
    }
    if ((end - start) % SETTING_BYTES !== 0) return ErrorCode.FRAME_SIZE_ERROR;
    const { peer } = this.connection;
    const before = peer.initialWindowBytes;
    const problem = peer.apply(bytes, start, end);
    if (problem !== ErrorCode.NO_ERROR) return problem;
    const grown = peer.initialWindowBytes - before;
    if (grown !== 0) {
      for (const each of this.connection.streams.all())
        if (!this.widen(each, grown)) return ErrorCode.FLOW_CONTROL_ERROR;
    }
    const { encoder } = this.connection;
    // A table that was to be smaller for a while must have been.
    if (peer.leastTableBytes < peer.tableBytes) encoder.setMaxTableBytes(peer.leastTableBytes);
    if (peer.tableBytes >= 0) encoder.setMaxTableBytes(peer.tableBytes);
    this.hasGreeted = true;
    this.connection.control.settingsTaken();
    return ErrorCode.NO_ERROR;
  }

  private onPing(flags: number, stream: number, bytes: Buffer, start: number, end: number): ErrorCode {
    if (stream !== 0) return ErrorCode.PROTOCOL_ERROR;
    if (end - start !== PING_BYTES) return ErrorCode.FRAME_SIZE_ERROR;
    if ((flags & Flag.ACK) === 0) this.connection.control.pong(bytes, start);
    else this.onPong(pingOf(bytes, start));
    return ErrorCode.NO_ERROR;
  }

  private onPong(purpose: Ping): void {
    if (purpose !== Ping.NONE) this.connection.events.onPong(purpose);
  }

  private onGoAway(stream: number, length: number): ErrorCode {
    if (stream !== 0) return ErrorCode.PROTOCOL_ERROR;
    if (length < 8) return ErrorCode.FRAME_SIZE_ERROR;
    this.connection.goAwayNow();
    return ErrorCode.NO_ERROR;
  }

  private onWindowUpdate(id: number, bytes: Buffer, start: number, end: number): ErrorCode {
    if (end - start !== 4) return ErrorCode.FRAME_SIZE_ERROR;
    const increment = readU32(bytes, start) & LARGEST_WINDOW_BYTES;
    if (id === 0) {
      if (increment === 0) return ErrorCode.PROTOCOL_ERROR;
      this.connection.sendWindow += increment;
      if (this.connection.sendWindow > LARGEST_WINDOW_BYTES) return ErrorCode.FLOW_CONTROL_ERROR;
      if (!this.connection.turns.isEmpty) this.connection.output.touch();
      return ErrorCode.NO_ERROR;
    }
    const stream = this.connection.streams.get(id);
    if (stream === undefined) return this.isIdle(id) ? ErrorCode.PROTOCOL_ERROR : ErrorCode.NO_ERROR;
    if (increment === 0) return this.abuse(stream, ErrorCode.PROTOCOL_ERROR);
    return this.widen(stream, increment) ? ErrorCode.NO_ERROR : this.abuse(stream, ErrorCode.FLOW_CONTROL_ERROR);
  }

  // ---- what follows from them -------------------------------------------------------------------------------------

  /** Data for a stream that is not there. */
  private onStray(id: number): ErrorCode {
    if (this.isIdle(id)) return ErrorCode.PROTOCOL_ERROR;
    // What comes on a stream that was reset was under way; but it must not be all that comes.
    if (!this.connection.guard.admitFrame()) return this.connection.cutFor("FRAME_FLOOD");
    const ending = this.connection.recent.endingOf(id);
    const isKnownOver = ending === Ending.BOTH || ending === Ending.GIVEN_UP;
    return isKnownOver ? this.refuse(id, ErrorCode.STREAM_CLOSED) : ErrorCode.NO_ERROR;
  }

  /** Of a frame that asks for nothing; but it must not be all that comes. */
  private passOver(): ErrorCode {
    return this.connection.guard.admitFrame() ? ErrorCode.NO_ERROR : this.connection.cutFor("FRAME_FLOOD");
  }

  private isIdle(id: number): boolean {
    return id > this.connection.lastStream || (id & 1) === 0;
  }

  /** False when the window would be larger than may be. */
  private widen(stream: Http2Stream, bytes: number): boolean {
    stream.sendWindow += bytes;
    if (stream.sendWindow > LARGEST_WINDOW_BYTES) return false;
    if (stream.hasParts && stream.sendWindow > 0) this.connection.enqueue(stream);
    return true;
  }

  /** What came may be followed by as much; but not while streams hold more than a client may have us keep. */
  acknowledge(bytes: number): void {
    this.unacknowledged += bytes;
    if (this.unacknowledged < CONNECTION_WINDOW_BYTES / 2 || this.connection.heldBytes > MAX_HELD_BYTES) return;
    this.connection.sendWindowUpdate(0, this.unacknowledged);
    this.receiveLeft += this.unacknowledged;
    this.unacknowledged = 0;
  }

  /** Resets a stream for what its client did with it; nothing is wrong with the connection, unless it happens too often. */
  private abuse(stream: Http2Stream, code: ErrorCode): ErrorCode {
    this.connection.resetStream(stream, code);
    return this.connection.guard.admitReset() ? ErrorCode.NO_ERROR : this.connection.cutFor("RESET_FLOOD");
  }

  /** Resets a stream that is not there: it has not come to be, or is over. */
  private refuse(id: number, code: ErrorCode): ErrorCode {
    this.connection.control.reset(id, code);
    this.connection.recent.change(id, Ending.RESET);
    return this.connection.guard.admitReset() ? ErrorCode.NO_ERROR : this.connection.cutFor("RESET_FLOOD");
  }
}

/** A client's own settings, and not its acknowledgement of ours. */
function isGreeting(type: number, flags: number): boolean {
  return type === FrameType.SETTINGS && (flags & Flag.ACK) === 0;
}

/** Beside the flags of a frame, which are eight bits. */
const SELF_DEPENDENT = 0x100;
