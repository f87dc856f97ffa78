import type { Tally } from "../../src/bench/tally.ts";
import { type Clock, elapsedUs } from "../../src/common/clock.ts";
import {
  ACK,
  type CallTemplate,
  END_STREAM,
  FRAME_HEAD_BYTES,
  FrameType,
  frame,
  greeting,
  LARGE_WINDOW_BYTES,
  windowUpdate,
} from "./h2-frames.ts";

/** What the connections of one run share. */
export interface H2Shared {
  readonly clock: Clock;
  readonly tally: Tally;
  /** The first call of a connection, and those after it by turns. */
  readonly first: CallTemplate;
  readonly rest: readonly CallTemplate[];
  /** What every answer's message must be; its prefix included. */
  readonly isRight: (message: Buffer) => boolean;
  isOver: boolean;
}

/**
 * One connection of a closed loop, without its socket: `depth` calls are open at a time, and each answer makes room for
 * the next. Answers' headers are not decoded: a call that fails has no message, and that is a fault.
 */
export class H2Connection {
  private readonly shared: H2Shared;
  private readonly write: (bytes: Buffer) => void;
  private nextStream = 1;
  private turn: number;
  /** Bytes that may be sent to the server before it says that more may. */
  private sendWindow = 65_535;
  /** Calls that wait for that. */
  private owed = 0;
  private receivedBytes = 0;
  private kept: Buffer = Buffer.alloc(0);
  /** By stream: when it was sent, and what came of its message. */
  private readonly open = new Map<number, { readonly sentUs: number; message: Buffer | null }>();

  constructor(shared: H2Shared, turn: number, write: (bytes: Buffer) => void) {
    this.shared = shared;
    this.turn = turn;
    this.write = write;
  }

  start(depth: number): void {
    this.write(greeting());
    this.send(depth);
  }

  get inFlight(): number {
    return this.open.size;
  }

  receive(chunk: Buffer): void {
    const bytes = this.kept.length === 0 ? chunk : Buffer.concat([this.kept, chunk]);
    const nowUs = this.shared.clock.monotonicUs();
    let pos = 0;
    let answered = 0;
    while (bytes.length - pos >= FRAME_HEAD_BYTES) {
      const length = bytes.readUIntBE(pos, 3);
      const start = pos + FRAME_HEAD_BYTES;
      if (bytes.length < start + length) break;
      const stream = bytes.readUInt32BE(pos + 5) & 0x7fff_ffff;
      answered += this.onFrame(
        bytes[pos + 3] as number,
        bytes[pos + 4] as number,
        stream,
        bytes.subarray(start, start + length),
        nowUs,
      );
      pos = start + length;
    }
    // The chunk's memory is used again.
    this.kept = Buffer.from(bytes.subarray(pos));
    if (!this.shared.isOver) this.send(answered);
  }

  /** Returns how many calls it ended. */
  private onFrame(type: number, flags: number, stream: number, payload: Buffer, nowUs: number): number {
    switch (type) {
      case FrameType.DATA:
        return this.onData(flags, stream, payload);
      case FrameType.HEADERS:
        return (flags & END_STREAM) === 0 ? 0 : this.onEnd(stream, nowUs);
      case FrameType.SETTINGS:
        if ((flags & ACK) === 0) this.write(frame(FrameType.SETTINGS, ACK, 0, Buffer.alloc(0)));
        return 0;
      case FrameType.PING:
        if ((flags & ACK) === 0) this.write(frame(FrameType.PING, ACK, 0, payload));
        return 0;
      case FrameType.WINDOW_UPDATE:
        if (stream === 0) this.onRoom(payload.readUInt32BE(0));
        return 0;
      case FrameType.RST_STREAM:
      case FrameType.GOAWAY:
        this.shared.tally.fault(
          `the server sent frame ${type} with code ${payload.readUInt32BE(type === FrameType.GOAWAY ? 4 : 0)}`,
        );
        return 0;
      default:
        return 0;
    }
  }

  private onData(flags: number, stream: number, payload: Buffer): number {
    const call = this.open.get(stream);
    if (call !== undefined)
      call.message = call.message === null ? Buffer.from(payload) : Buffer.concat([call.message, payload]);
    this.receivedBytes += payload.length;
    if (this.receivedBytes > LARGE_WINDOW_BYTES / 2) {
      this.write(windowUpdate(this.receivedBytes));
      this.receivedBytes = 0;
    }
    if ((flags & END_STREAM) !== 0) this.shared.tally.fault("an answer ended without trailers");
    return 0;
  }

  private onEnd(stream: number, nowUs: number): number {
    const call = this.open.get(stream);
    if (call === undefined) return 0;
    this.open.delete(stream);
    if (call.message === null || !this.shared.isRight(call.message))
      this.shared.tally.fault("an answer is not the one expected");
    this.shared.tally.record(elapsedUs(call.sentUs, nowUs), 1);
    return 1;
  }

  private onRoom(bytes: number): void {
    this.sendWindow += bytes;
    const { owed } = this;
    this.owed = 0;
    this.send(owed);
  }

  private send(count: number): void {
    const chunks: Buffer[] = [];
    const sentUs = this.shared.clock.monotonicUs();
    for (let i = 0; i < count; i++) {
      const template = this.nextStream === 1 ? this.shared.first : (this.shared.rest[this.turn] as CallTemplate);
      if (template.dataBytes > this.sendWindow) {
        this.owed += count - i;
        break;
      }
      this.turn = (this.turn + 1) % this.shared.rest.length;
      this.sendWindow -= template.dataBytes;
      const call = Buffer.from(template.bytes);
      for (const at of template.streamAt) call.writeUInt32BE(this.nextStream, at);
      this.open.set(this.nextStream, { sentUs, message: null });
      this.nextStream += 2;
      chunks.push(call);
    }
    if (chunks.length > 0) this.write(Buffer.concat(chunks));
  }
}
