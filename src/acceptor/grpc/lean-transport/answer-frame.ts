import { Flag, FRAME_HEAD_BYTES, FrameType, writeFrameHead, writeU32 } from "../../http2/frame-layout.ts";
import type { HeaderPairs } from "../../http2/header-pairs.ts";
import { HpackEncoder } from "../../http2/hpack/hpack-encoder.ts";

/** A HEADERS frame that nearly all answers of a connection have: encoded once, and again when the table has changed. */
export class AnswerFrame {
  private readonly fields: HeaderPairs;
  private readonly flags: number;
  private bytes: Buffer = none;
  /** Of the encoder, when the block was made without changing the table; −1 = it holds once only. */
  private generation = -1;

  constructor(fields: HeaderPairs, flags: number) {
    this.fields = fields;
    this.flags = flags | Flag.END_HEADERS;
  }

  /** The frame, without its stream. It must leave before another block is encoded. */
  take(encoder: HpackEncoder): Buffer {
    if (this.generation === encoder.generation) return this.bytes;
    const before = encoder.generation;
    const frame = Buffer.allocUnsafe(FRAME_HEAD_BYTES + HpackEncoder.boundOf(this.fields));
    const end = encoder.encode(this.fields, frame, FRAME_HEAD_BYTES);
    writeFrameHead(frame, 0, { length: end - FRAME_HEAD_BYTES, type: FrameType.HEADERS, flags: this.flags, stream: 0 });
    this.bytes = frame.subarray(0, end);
    this.generation = encoder.generation === before ? before : -1;
    return this.bytes;
  }
}

/** Copies the frame, which is short; returns where it ends. */
export function putFrame(frame: Buffer, stream: number, into: Buffer, at: number): number {
  for (let i = 0; i < frame.length; i++) into[at + i] = frame[i] as number;
  writeU32(into, at + STREAM_AT, stream);
  return at + frame.length;
}

const STREAM_AT = 5;
const none = Buffer.alloc(0);
