import { once } from "node:events";
import { type ClientHttp2Session, connect } from "node:http2";
import { Duplex } from "node:stream";

/** Frames that the tests speak. Source: RFC 9113, section 6 */
export const FrameType = { HEADERS: 1, SETTINGS: 4, CONTINUATION: 9 } as const;
export const ACK = 0x1;
export const END_STREAM = 0x1;
export const END_HEADERS = 0x4;
const PADDED = 0x8;
const PRIORITY = 0x20;
const HEADER_TABLE_SIZE = 1;

interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Buffer;
}

/** A client of node:http2, whose header blocks nghttp2 encodes and decodes; the test is its server, frame by frame. */
export class Nghttp2Client {
  readonly session: ClientHttp2Session;
  private readonly socket: Duplex;
  private readonly received: Frame[] = [];
  private kept: Buffer = Buffer.alloc(0);
  private isGreeted = false;
  private onFrame = () => {};

  constructor() {
    this.socket = new Duplex({
      read: () => {},
      write: (chunk: Buffer, _encoding, done) => {
        this.take(chunk);
        done();
      },
    });
    this.session = connect("http://localhost", { createConnection: () => this.socket });
  }

  /** The next frame of a type that the client sends; others before it are passed over. */
  async next(type: number): Promise<Frame> {
    for (;;) {
      const frame = this.received.shift();
      if (frame?.type === type) return frame;
      if (frame === undefined) {
        await new Promise<void>((resolve) => {
          this.onFrame = resolve;
        });
      }
    }
  }

  /** The next header block that the client sends. */
  async nextBlock(): Promise<{ streamId: number; block: Buffer }> {
    const first = await this.next(FrameType.HEADERS);
    const pieces = [fragmentOf(first)];
    for (let flags = first.flags; (flags & END_HEADERS) === 0; ) {
      const more = await this.next(FrameType.CONTINUATION);
      pieces.push(more.payload);
      flags = more.flags;
    }
    return { streamId: first.streamId, block: Buffer.concat(pieces) };
  }

  /** The size that the client allows with the next settings that it sends; undefined = it says nothing of it. */
  async nextTableBytes(): Promise<number | undefined> {
    for (;;) {
      const { flags, payload } = await this.next(FrameType.SETTINGS);
      if ((flags & ACK) !== 0) continue;
      for (let at = 0; at < payload.length; at += 6)
        if (payload.readUInt16BE(at) === HEADER_TABLE_SIZE) return payload.readUInt32BE(at + 2);
      return undefined;
    }
  }

  /** Resolves once the client has acknowledged our settings. */
  async acknowledged(): Promise<void> {
    while (((await this.next(FrameType.SETTINGS)).flags & ACK) === 0);
  }

  sendTableBytes(tableBytes: number): void {
    const payload = Buffer.alloc(6);
    payload.writeUInt16BE(HEADER_TABLE_SIZE, 0);
    payload.writeUInt32BE(tableBytes, 2);
    this.send(FrameType.SETTINGS, 0, 0, payload);
  }

  send(type: number, flags: number, streamId: number, payload: Buffer): void {
    const frame = Buffer.alloc(9 + payload.length);
    frame.writeUIntBE(payload.length, 0, 3);
    frame[3] = type;
    frame[4] = flags;
    frame.writeUInt32BE(streamId, 5);
    payload.copy(frame, 9);
    this.socket.push(frame);
  }

  async close(): Promise<void> {
    const closed = once(this.session, "close");
    this.session.destroy();
    await closed;
  }

  private take(chunk: Buffer): void {
    this.kept = Buffer.concat([this.kept, chunk]);
    if (!this.isGreeted && this.kept.length >= PREFACE_BYTES) {
      this.isGreeted = true;
      this.kept = this.kept.subarray(PREFACE_BYTES);
    }
    while (this.isGreeted && this.kept.length >= 9 && this.kept.length >= 9 + this.kept.readUIntBE(0, 3)) {
      const end = 9 + this.kept.readUIntBE(0, 3);
      const payload = Buffer.from(this.kept.subarray(9, end));
      this.received.push({
        type: this.kept[3] as number,
        flags: this.kept[4] as number,
        streamId: this.kept.readUInt32BE(5),
        payload,
      });
      this.kept = this.kept.subarray(end);
    }
    this.onFrame();
  }
}

const PREFACE_BYTES = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length;

/** Of a HEADERS frame, without padding and priority. */
function fragmentOf({ flags, payload }: Frame): Buffer {
  const isPadded = (flags & PADDED) !== 0;
  const start = (isPadded ? 1 : 0) + ((flags & PRIORITY) !== 0 ? 5 : 0);
  return payload.subarray(start, payload.length - (isPadded ? (payload[0] as number) : 0));
}
