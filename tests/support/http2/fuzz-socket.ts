import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import type { Socket } from "node:net";

/** What a connection has for a socket, without a system behind it: looks at all that is written. */
export class FuzzSocket extends EventEmitter {
  writableLength = 0;
  destroyed = false;
  /** Bytes that were written. */
  bytesWritten = 0;
  /** Whether what is written waits until {@link drain}. */
  isSlow = false;
  private hasEnded = false;
  private waiting: Written[] = [];
  private readonly frames = new WrittenFrames();

  asSocket(): Socket {
    return this as unknown as Socket;
  }

  write(bytes: Buffer, onLeft?: (error?: Error | null) => void): boolean {
    assert.ok(!this.hasEnded, "nothing is written behind the end");
    this.frames.take(bytes);
    this.bytesWritten += bytes.length;
    if (this.isSlow) {
      this.waiting.push({ bytes, sum: sumOf(bytes), onLeft });
      this.writableLength += bytes.length;
    } else if (onLeft !== undefined) queueMicrotask(onLeft);
    return this.writableLength === 0;
  }

  /** All that waits leaves; it must be what was written. */
  drain(): void {
    const { waiting } = this;
    this.waiting = [];
    this.writableLength = 0;
    for (const { bytes, sum, onLeft } of waiting) {
      assert.equal(sumOf(bytes), sum, "a buffer was written to before it had left");
      onLeft?.();
    }
    this.emit("drain");
  }

  end(): void {
    this.hasEnded = true;
  }

  destroy(): void {
    this.destroyed = true;
  }

  resume(): void {}

  get writable(): boolean {
    return !this.hasEnded && !this.destroyed;
  }

  /** The client is gone. */
  close(): void {
    this.waiting = [];
    this.destroyed = true;
    this.emit("close");
  }
}

interface Written {
  readonly bytes: Buffer;
  readonly sum: number;
  readonly onLeft: ((error?: Error | null) => void) | undefined;
}

/** The frames of a server: whole, of types and sizes that it may send, and none behind a GOAWAY with an error. */
class WrittenFrames {
  private rest: Buffer = nothing;
  private hasFailed = false;

  take(chunk: Buffer): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let pos = 0;
    while (bytes.length - pos >= HEAD_BYTES) {
      const end = pos + HEAD_BYTES + bytes.readUIntBE(pos, 3);
      if (bytes.length < end) break;
      this.look(bytes, pos, end);
      pos = end;
    }
    this.rest = pos === bytes.length ? nothing : Buffer.from(bytes.subarray(pos));
  }

  private look(bytes: Buffer, pos: number, end: number): void {
    const type = bytes[pos + 3] as number;
    assert.ok(!this.hasFailed, "nothing follows a GOAWAY with an error");
    assert.ok(end - pos <= HEAD_BYTES + 16_384, "no frame is larger than a client must take");
    assert.ok(type <= 9 && type !== 2 && type !== 5, `a server sends no frames of type ${type}`);
    if (type === GOAWAY) this.hasFailed = bytes.readUInt32BE(pos + 13) !== 0;
  }
}

/** Different when one of the first bytes is: a buffer that is used again is filled from its beginning. */
function sumOf(bytes: Buffer): number {
  let sum = bytes.length;
  for (let i = 0; i < bytes.length && i < 256; i++) sum = (Math.imul(sum, 31) + (bytes[i] as number)) | 0;
  return sum;
}

const HEAD_BYTES = 9;
const GOAWAY = 7;
const nothing: Buffer = Buffer.alloc(0);
