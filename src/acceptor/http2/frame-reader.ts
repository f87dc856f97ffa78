import { FRAME_HEAD_BYTES, PREFACE } from "./frame-layout.ts";
import { MAX_FRAME_BYTES } from "./http2-limits.ts";

/** Takes the frames of a connection in order. Each returns whether it wants the next. */
export interface FrameHandler {
  /** A whole frame: its payload is `bytes[start, end)`, borrowed. */
  onFrame(type: number, flags: number, stream: number, bytes: Buffer, start: number, end: number): boolean;
  /** A frame whose payload is over the limit; nothing is read after it. */
  onTooLarge(): void;
  /** The client does not speak HTTP/2; nothing is read after it. */
  onBadPreface(): void;
}

/**
 * Splits what a client sends into frames. A frame that lies whole in a chunk stays there; of one that does not, no more than
 * the frame itself is copied.
 *
 *   PREFACE ── 24 bytes ──► BETWEEN ◄── whole ── WITHIN (kept: head, then payload)
 *                              └── ends in the chunk's middle ──►┘
 */
export class FrameReader {
  private readonly handler: FrameHandler;
  private prefaceBytes = 0;
  /** A frame that has begun; empty between frames. */
  private kept: Buffer = none;
  private keptBytes = 0;
  private isStopped = false;
  /** Whole frames so far. */
  frameCount = 0;

  constructor(handler: FrameHandler) {
    this.handler = handler;
  }

  /** Whether a frame, or the preface, has begun and is not whole. */
  get isWithin(): boolean {
    return this.keptBytes > 0 || this.prefaceBytes < PREFACE.length;
  }

  stop(): void {
    this.isStopped = true;
    this.kept = none;
    this.keptBytes = 0;
  }

  /** Takes the next chunk, which it borrows until it returns. */
  push(chunk: Buffer): void {
    if (this.isStopped) return;
    let pos = this.prefaceBytes < PREFACE.length ? this.takePreface(chunk) : 0;
    if (this.keptBytes > 0) pos = this.complete(chunk, pos);
    const { handler } = this;
    while (!this.isStopped && chunk.length - pos >= FRAME_HEAD_BYTES) {
      const length = lengthAt(chunk, pos);
      if (length > MAX_FRAME_BYTES) {
        this.stop();
        handler.onTooLarge();
        return;
      }
      const start = pos + FRAME_HEAD_BYTES;
      if (start + length > chunk.length) break;
      this.give(chunk, pos, start + length);
      pos = start + length;
    }
    if (!this.isStopped && pos < chunk.length) this.keep(chunk, pos, chunk.length);
  }

  /** Returns how much of the chunk it was. */
  private takePreface(chunk: Buffer): number {
    const taken = Math.min(PREFACE.length - this.prefaceBytes, chunk.length);
    for (let i = 0; i < taken; i++) {
      if (chunk[i] === PREFACE[this.prefaceBytes++]) continue;
      this.stop();
      this.handler.onBadPreface();
      break;
    }
    return taken;
  }

  /** Adds to the frame that has begun; returns where the next one begins, or the chunk's end. */
  private complete(chunk: Buffer, from: number): number {
    let pos = from;
    if (this.keptBytes < FRAME_HEAD_BYTES) {
      const taken = Math.min(FRAME_HEAD_BYTES - this.keptBytes, chunk.length - pos);
      this.keep(chunk, pos, pos + taken);
      pos += taken;
      if (this.keptBytes < FRAME_HEAD_BYTES) return pos;
    }
    const length = lengthAt(this.kept, 0);
    if (length > MAX_FRAME_BYTES) {
      this.stop();
      this.handler.onTooLarge();
      return pos;
    }
    const taken = Math.min(FRAME_HEAD_BYTES + length - this.keptBytes, chunk.length - pos);
    this.keep(chunk, pos, pos + taken);
    if (this.keptBytes === FRAME_HEAD_BYTES + length) {
      const { kept, keptBytes } = this;
      this.kept = none;
      this.keptBytes = 0;
      this.give(kept, 0, keptBytes);
    }
    return pos + taken;
  }

  /** Copies `chunk[from, to)`, which continues the frame that has begun or begins one. */
  private keep(chunk: Buffer, from: number, to: number): void {
    const wanted = this.keptBytes + to - from;
    if (wanted > this.kept.length) this.grow(Math.max(wanted, FIRST_KEPT_BYTES));
    this.kept.set(chunk.subarray(from, to), this.keptBytes);
    this.keptBytes = wanted;
    if (wanted < FRAME_HEAD_BYTES) return;
    const whole = FRAME_HEAD_BYTES + Math.min(lengthAt(this.kept, 0), MAX_FRAME_BYTES);
    if (whole > this.kept.length) this.grow(whole);
  }

  private grow(bytes: number): void {
    const roomier = Buffer.allocUnsafe(bytes);
    roomier.set(this.kept.subarray(0, this.keptBytes), 0);
    this.kept = roomier;
  }

  private give(bytes: Buffer, pos: number, end: number): void {
    this.frameCount++;
    const stream =
      (((bytes[pos + 5] as number) & 0x7f) << 24) |
      ((bytes[pos + 6] as number) << 16) |
      ((bytes[pos + 7] as number) << 8) |
      (bytes[pos + 8] as number);
    const type = bytes[pos + 3] as number;
    const flags = bytes[pos + 4] as number;
    if (!this.handler.onFrame(type, flags, stream, bytes, pos + FRAME_HEAD_BYTES, end)) this.stop();
  }
}

function lengthAt(bytes: Buffer, pos: number): number {
  return ((bytes[pos] as number) << 16) | ((bytes[pos + 1] as number) << 8) | (bytes[pos + 2] as number);
}

/** Most frames that a chunk cuts in two are small. */
const FIRST_KEPT_BYTES = 64;
const none = Buffer.alloc(0);
