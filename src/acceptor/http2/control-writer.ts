import {
  DEFAULT_WINDOW_BYTES,
  type ErrorCode,
  Flag,
  FRAME_HEAD_BYTES,
  FrameType,
  PING_BYTES,
  readU32,
  SETTING_BYTES,
  Setting,
  writeFrameHead,
  writeU32,
} from "./frame-layout.ts";
import type { Http2Connection } from "./http2-connection.ts";
import { CONNECTION_WINDOW_BYTES, MAX_HEADER_LIST_BYTES } from "./http2-limits.ts";

/** What a PING of ours is for: its last word, which comes back with its answer, for several may be under way. */
export const Ping = { NONE: 0, KEEP_ALIVE: 1, GOODBYE: 2 } as const;
export type Ping = (typeof Ping)[keyof typeof Ping];

/** What an answer answers that has these bytes; NONE when we have asked nothing of the kind. */
export function pingOf(bytes: Buffer, start: number): Ping {
  const purpose = readU32(bytes, start + 4);
  const isOurs = readU32(bytes, start) === PING_MARK && (purpose === Ping.KEEP_ALIVE || purpose === Ping.GOODBYE);
  return isOurs ? purpose : Ping.NONE;
}

/** The first word of ours. */
const PING_MARK = 0;

/** Writes the frames of a connection that carry no call. */
export class ControlWriter {
  private readonly connection: Http2Connection;
  /** Of answers to what the client sends, above all PING and SETTINGS, since all that was written before them had left. */
  unreadBytes = 0;
  /** All that was written before them. */
  private unreadFrom = 0;

  constructor(connection: Http2Connection) {
    this.connection = connection;
  }

  /** SETTINGS, and more room on the connection than there is at first. */
  greeting(maxStreams: number): void {
    const settings: readonly (readonly [number, number])[] = [
      [Setting.MAX_CONCURRENT_STREAMS, maxStreams],
      [Setting.MAX_HEADER_LIST_SIZE, MAX_HEADER_LIST_BYTES],
    ];
    const { output } = this.connection;
    let at = this.open({ length: settings.length * SETTING_BYTES, type: FrameType.SETTINGS, flags: 0, stream: 0 });
    for (const [setting, value] of settings) {
      output.bytes[at] = setting >>> 8;
      output.bytes[at + 1] = setting;
      at = writeU32(output.bytes, at + 2, value);
    }
    output.used = at;
    this.windowUpdate(0, CONNECTION_WINDOW_BYTES - DEFAULT_WINDOW_BYTES);
  }

  settingsTaken(): void {
    const at = this.open({ length: 0, type: FrameType.SETTINGS, flags: Flag.ACK, stream: 0 });
    this.connection.output.used = at;
    this.onAnswer(FRAME_HEAD_BYTES);
  }

  /** Answers a PING with its own bytes. */
  pong(bytes: Buffer, start: number): void {
    const { output } = this.connection;
    const at = this.open({ length: PING_BYTES, type: FrameType.PING, flags: Flag.ACK, stream: 0 });
    bytes.copy(output.bytes, at, start, start + PING_BYTES);
    output.used = at + PING_BYTES;
    this.onAnswer(FRAME_HEAD_BYTES + PING_BYTES);
  }

  ping(purpose: Ping): void {
    const { output } = this.connection;
    const at = this.open({ length: PING_BYTES, type: FrameType.PING, flags: 0, stream: 0 });
    output.used = writeU32(output.bytes, writeU32(output.bytes, at, PING_MARK), purpose);
  }

  windowUpdate(stream: number, bytes: number): void {
    const at = this.open({ length: 4, type: FrameType.WINDOW_UPDATE, flags: 0, stream });
    this.connection.output.used = writeU32(this.connection.output.bytes, at, bytes);
    this.onAnswer(FRAME_HEAD_BYTES + 4);
  }

  reset(stream: number, code: ErrorCode): void {
    const at = this.open({ length: 4, type: FrameType.RST_STREAM, flags: 0, stream });
    this.connection.output.used = writeU32(this.connection.output.bytes, at, code);
    this.onAnswer(FRAME_HEAD_BYTES + 4);
  }

  goAway(lastStream: number, code: ErrorCode): void {
    const { output } = this.connection;
    const at = this.open({ length: 8, type: FrameType.GOAWAY, flags: 0, stream: 0 });
    output.used = writeU32(output.bytes, writeU32(output.bytes, at, lastStream), code);
  }

  private onAnswer(bytes: number): void {
    const { output } = this.connection;
    if (output.leftBytes >= this.unreadFrom) {
      this.unreadBytes = 0;
      this.unreadFrom = output.writtenBytes;
    }
    this.unreadBytes += bytes;
  }

  private open(head: { length: number; type: number; flags: number; stream: number }): number {
    const { output } = this.connection;
    output.room(FRAME_HEAD_BYTES + head.length);
    return writeFrameHead(output.bytes, output.used, head);
  }
}
