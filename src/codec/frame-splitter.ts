import { assert } from "../common/assert.ts";
import { FRAME_PREFIX_BYTES } from "../common/limits.ts";

/** What is done with one frame's payload, `bytes[start, end)`, borrowed until it returns; false stops the splitting. */
export type FrameHandler = (bytes: Uint8Array, start: number, end: number) => boolean;

/** Why the splitting ended. */
export const Split = {
  /** Every complete frame was handled; the rest is kept. */
  MORE: 0,
  /** The handler said stop; the rest, that frame included, is kept and comes again with {@link FrameSplitter.resume}. */
  STOPPED: 1,
  /** A frame of length 0. The stream is lost. */
  EMPTY_FRAME: 2,
  /** A frame over the limit; it was not buffered. The stream is lost. */
  FRAME_TOO_LARGE: 3,
} as const;

export type Split = (typeof Split)[keyof typeof Split];

/**
 * Cuts a byte stream into frames, without I/O. Frames that lie whole in a chunk are handled in place; only what a chunk
 * leaves over is copied, and the next chunk is then appended to it.
 *
 *   frame := length (4 bytes, big-endian, unsigned) payload (length bytes)
 *
 *        0         head           tail      kept.length
 *   kept │ handled  │ still to do  │ free    │
 *
 * `wanted` is the size of the frame at `head`, prefix included, or 0 while its prefix is not complete.
 */
export class FrameSplitter {
  private readonly maxFrameBytes: number;
  private kept: Buffer = none;
  private head = 0;
  private tail = 0;
  private wanted = 0;
  /** Not MORE once the stream is lost; it stays lost. */
  private end: Split = Split.MORE;
  /** The length at which the stream was lost, for the error's message. */
  lostLength = 0;

  constructor(maxFrameBytes: number) {
    this.maxFrameBytes = maxFrameBytes;
  }

  /** Bytes that wait for the rest of their frame, or for {@link resume}. */
  get keptBytes(): number {
    return this.tail - this.head;
  }

  /** Takes the next chunk of the stream, which it borrows until it returns. */
  push(chunk: Uint8Array, onFrame: FrameHandler): Split {
    if (this.end !== Split.MORE) return this.end;
    if (this.tail === this.head) return this.splitInPlace(chunk, onFrame);
    this.keep(chunk, 0);
    return this.resume(onFrame);
  }

  /** Handles the whole frames among the kept bytes: goes on after the handler has stopped. */
  resume(onFrame: FrameHandler): Split {
    while (this.hasWholeFrame()) {
      const next = this.head + this.wanted;
      if (!onFrame(this.kept, this.head + FRAME_PREFIX_BYTES, next)) return Split.STOPPED;
      this.head = next;
      this.wanted = 0;
    }
    if (this.head === this.tail || this.end !== Split.MORE) this.release();
    this.invariants();
    return this.end;
  }

  /** Gives back what is kept: nobody will go on with it. Not to be called by a handler. */
  discard(): void {
    this.wanted = 0;
    this.release();
  }

  private splitInPlace(chunk: Uint8Array, onFrame: FrameHandler): Split {
    const end = chunk.length;
    let pos = 0;
    while (this.end === Split.MORE && end - pos >= FRAME_PREFIX_BYTES) {
      const length = readLength(chunk, pos);
      if (!this.accepts(length)) return this.end;
      const next = pos + FRAME_PREFIX_BYTES + length;
      if (next > end) break;
      if (!onFrame(chunk, pos + FRAME_PREFIX_BYTES, next)) {
        this.keep(chunk, pos);
        return Split.STOPPED;
      }
      pos = next;
    }
    if (pos < end && this.end === Split.MORE) this.keep(chunk, pos);
    return this.end;
  }

  private hasWholeFrame(): boolean {
    if (this.wanted === 0) {
      if (this.end !== Split.MORE || this.keptBytes < FRAME_PREFIX_BYTES) return false;
      const length = readLength(this.kept, this.head);
      if (!this.accepts(length)) return false;
      this.wanted = FRAME_PREFIX_BYTES + length;
    }
    return this.keptBytes >= this.wanted;
  }

  private accepts(length: number): boolean {
    if (length !== 0 && length <= this.maxFrameBytes) return true;
    this.lostLength = length;
    this.end = length === 0 ? Split.EMPTY_FRAME : Split.FRAME_TOO_LARGE;
    return false;
  }

  private keep(chunk: Uint8Array, start: number): void {
    const count = chunk.length - start;
    if (this.kept.length - this.tail < count) this.makeRoom(count);
    this.kept.set(start === 0 ? chunk : chunk.subarray(start), this.tail);
    this.tail += count;
  }

  /** Grows by doubling, so that a frame that comes a byte at a time is not copied anew for every byte. */
  private makeRoom(count: number): void {
    const held = this.keptBytes;
    const fits = held + count <= this.kept.length;
    const roomier = fits ? this.kept : Buffer.allocUnsafeSlow(Math.max(MIN_KEPT_BYTES, nextPowerOfTwo(held + count)));
    roomier.set(this.kept.subarray(this.head, this.tail), 0);
    this.kept = roomier;
    this.head = 0;
    this.tail = held;
  }

  /** An idle connection holds no buffer, nor does a lost one. */
  private release(): void {
    this.head = 0;
    this.tail = 0;
    this.kept = none;
  }

  private invariants(): void {
    assert(this.head <= this.tail && this.tail <= this.kept.length, "splitter cursors out of order");
    assert(this.wanted === 0 || this.wanted > FRAME_PREFIX_BYTES, "a frame is longer than its prefix");
  }
}

const MIN_KEPT_BYTES = 512;
const none = Buffer.alloc(0);

/** The length prefix at `at`. Unsigned: a length of 2^31 or more must not turn negative and pass the limit. */
export function readLength(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)) >>>
    0
  );
}

function nextPowerOfTwo(value: number): number {
  return value <= 1 ? 1 : 2 ** (32 - Math.clz32(value - 1));
}
