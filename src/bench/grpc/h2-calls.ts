import {
  ACK,
  type CallTemplate,
  END_HEADERS,
  END_STREAM,
  FRAME_HEAD_BYTES,
  FrameType,
  frame,
  greeting,
  LARGE_WINDOW_BYTES,
  windowUpdate,
} from "./h2-frames.ts";
import { HeaderDecoder } from "./header-decoder.ts";

/** What happens on a connection. */
export interface H2Events {
  /**
   * A call has ended. A message has gRPC's own prefix still; null when there is none, and then the fields of the last headers say why:
   * null for those too when there were none.
   */
  readonly onEnd: (stream: number, message: Buffer | null, fields: ReadonlyMap<string, string> | null) => void;
  readonly onFault: (what: string) => void;
}

/**
 * Unary calls on one HTTP/2 connection, without its socket and without anybody's bookkeeping: who calls keeps what belongs
 * to a stream. Headers are read of calls that end without a message alone.
 */
export class H2Calls {
  private readonly write: (bytes: Buffer) => void;
  private readonly events: H2Events;
  private nextStream = 1;
  /** Bytes that may be sent to the server before it says that more may. */
  private sendWindow = 65_535;
  private receivedBytes = 0;
  private kept: Buffer = Buffer.alloc(0);
  private readonly chunks: Buffer[] = [];
  private readonly headers = new HeaderDecoder();
  /** A header block that is not whole, and the flags that it came with. */
  private block: { bytes: Buffer; flags: number } | null = null;
  /** By stream: what has come of its message; null for nothing yet. */
  private readonly messages = new Map<number, Buffer | null>();

  constructor(write: (bytes: Buffer) => void, events: H2Events) {
    this.write = write;
    this.events = events;
  }

  greet(): void {
    this.write(greeting());
  }

  get isFirst(): boolean {
    return this.nextStream === 1;
  }

  /** Puts a call into the next {@link flush}; its stream, or 0 while the server has no room for it. `copy` may be written. */
  tryCall(template: CallTemplate, complete: (copy: Buffer) => void = () => undefined): number {
    if (template.dataBytes > this.sendWindow) return 0;
    const stream = this.nextStream;
    this.nextStream += 2;
    this.sendWindow -= template.dataBytes;
    const copy = Buffer.from(template.bytes);
    for (const at of template.streamAt) copy.writeUInt32BE(stream, at);
    complete(copy);
    this.messages.set(stream, null);
    this.chunks.push(copy);
    return stream;
  }

  flush(): void {
    if (this.chunks.length > 0)
      this.write(this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks));
    this.chunks.length = 0;
  }

  /** Takes a chunk of answers, which it borrows until it returns. */
  receive(chunk: Buffer): void {
    const bytes = this.kept.length === 0 ? chunk : Buffer.concat([this.kept, chunk]);
    let pos = 0;
    while (bytes.length - pos >= FRAME_HEAD_BYTES) {
      const length = bytes.readUIntBE(pos, 3);
      const start = pos + FRAME_HEAD_BYTES;
      if (bytes.length < start + length) break;
      const stream = bytes.readUInt32BE(pos + 5) & 0x7fff_ffff;
      this.onFrame(bytes[pos + 3] as number, bytes[pos + 4] as number, stream, bytes.subarray(start, start + length));
      pos = start + length;
    }
    // The chunk's memory is used again.
    this.kept = Buffer.from(bytes.subarray(pos));
  }

  private onFrame(type: number, flags: number, stream: number, payload: Buffer): void {
    switch (type) {
      case FrameType.DATA:
        this.onData(flags, stream, payload);
        return;
      case FrameType.HEADERS:
        this.onHeaders(flags, stream, withoutPadding(flags, payload));
        return;
      case FrameType.CONTINUATION:
        this.onHeaders(flags, stream, payload);
        return;
      case FrameType.SETTINGS:
        if ((flags & ACK) === 0) this.write(frame(FrameType.SETTINGS, ACK, 0, Buffer.alloc(0)));
        return;
      case FrameType.PING:
        if ((flags & ACK) === 0) this.write(frame(FrameType.PING, ACK, 0, payload));
        return;
      case FrameType.WINDOW_UPDATE:
        if (stream === 0) this.sendWindow += payload.readUInt32BE(0);
        return;
      case FrameType.RST_STREAM:
        if (this.messages.has(stream)) this.messages.set(stream, null);
        this.end(stream, null);
        return;
      case FrameType.GOAWAY:
        this.events.onFault(`the server sent frame ${type} with code ${payload.readUInt32BE(4)}`);
        return;
      default:
        return;
    }
  }

  private onData(flags: number, stream: number, payload: Buffer): void {
    const before = this.messages.get(stream);
    if (before !== undefined)
      this.messages.set(stream, before === null ? Buffer.from(payload) : Buffer.concat([before, payload]));
    this.receivedBytes += payload.length;
    if (this.receivedBytes > LARGE_WINDOW_BYTES / 2) {
      this.write(windowUpdate(this.receivedBytes));
      this.receivedBytes = 0;
    }
    if ((flags & END_STREAM) !== 0) this.events.onFault("an answer ended without trailers");
  }

  private onHeaders(flags: number, stream: number, part: Buffer): void {
    const bytes = this.block === null ? part : Buffer.concat([this.block.bytes, part]);
    const first = this.block?.flags ?? flags;
    if ((flags & END_HEADERS) === 0) {
      this.block = { bytes: Buffer.from(bytes), flags: first };
      return;
    }
    this.block = null;
    const isEnd = (first & END_STREAM) !== 0;
    const isAsked = isEnd && this.messages.get(stream) === null;
    const fields = isAsked ? this.headers.read(bytes) : null;
    if (isAsked ? fields === null : !this.headers.pass(bytes))
      this.events.onFault("the headers of an answer cannot be read");
    if (isEnd) this.end(stream, fields);
  }

  private end(stream: number, fields: ReadonlyMap<string, string> | null): void {
    const message = this.messages.get(stream);
    if (message === undefined) return;
    this.messages.delete(stream);
    this.events.onEnd(stream, message, fields);
  }
}

/** What padding and priority add to the frame. Source: RFC 9113, section 6.2. */
function withoutPadding(flags: number, payload: Buffer): Buffer {
  const padding = (flags & PADDED) === 0 ? 0 : (payload[0] as number);
  const start = ((flags & PADDED) === 0 ? 0 : 1) + ((flags & PRIORITY) === 0 ? 0 : PRIORITY_BYTES);
  return payload.subarray(start, payload.length - padding);
}

const PADDED = 0x8;
const PRIORITY = 0x20;
const PRIORITY_BYTES = 5;
