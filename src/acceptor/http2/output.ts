import type { Socket } from "node:net";

/** The outputs of a thread's connections: what a turn of the event loop has for each leaves with one write, after it. */
export class Outputs {
  private readonly dirty: Output[] = [];
  /** Buffers whose bytes have left. */
  private readonly spare: Buffer[] = [];
  private readonly flushBound = (): void => this.flush();

  /** Has it flushed at the turn's end. */
  touch(output: Output): void {
    if (this.dirty.push(output) === 1) queueMicrotask(this.flushBound);
  }

  take(minBytes: number): Buffer {
    if (minBytes > OUTPUT_BYTES) return Buffer.allocUnsafeSlow(minBytes);
    return this.spare.pop() ?? Buffer.allocUnsafeSlow(OUTPUT_BYTES);
  }

  give(buffer: Buffer): void {
    if (buffer.length === OUTPUT_BYTES && this.spare.length < MAX_SPARE) this.spare.push(buffer);
  }

  private flush(): void {
    const { dirty } = this;
    // What is flushed may bring more, for itself or for another.
    for (let i = 0; i < dirty.length; i++) (dirty[i] as Output).flush();
    dirty.length = 0;
  }
}

/** A turn's answers of one connection, for many of them. */
const OUTPUT_BYTES = 32 * 1024;
const MAX_SPARE = 64;

export interface OutputOwner {
  /** Before the bytes of a turn leave. */
  beforeFlush(): void;
}

/**
 * What goes to one client. Frames are written in place: {@link room} for all of a frame, then `bytes` from `used` on, then
 * `used` is moved. They leave with the turn.
 */
export class Output {
  bytes: Buffer = none;
  used = 0;
  private readonly socket: Socket;
  private readonly outputs: Outputs;
  private readonly owner: OutputOwner;
  private readonly keepsAtOnce: boolean;
  private answered = 0;
  private handedBytes = 0;
  private isTouched = false;
  private isEnded = false;
  /** Who waits for bytes of this turn to leave. */
  private leaving: (() => void)[] = [];

  constructor(socket: Socket, outputs: Outputs, owner: OutputOwner) {
    this.socket = socket;
    this.outputs = outputs;
    this.owner = owner;
    // TLS has encrypted what it is given before it returns, unless other bytes wait before them.
    this.keepsAtOnce = "encrypted" in socket;
  }

  /** Bytes that have not left. */
  get unsentBytes(): number {
    return this.used + this.socket.writableLength;
  }

  /** All that was ever written. */
  get writtenBytes(): number {
    return this.handedBytes + this.used;
  }

  /** Of that, what has left. */
  get leftBytes(): number {
    return this.handedBytes - this.socket.writableLength;
  }

  /** Of those that have not left, those of streams that are over. */
  get answerBytes(): number {
    const { unsentBytes } = this;
    if (this.answered > unsentBytes) this.answered = unsentBytes;
    return this.answered;
  }

  /** So many bytes were written of a stream that is over. */
  onAnswered(bytes: number): void {
    this.answered += bytes;
  }

  /** Makes room for `count` more bytes. */
  room(count: number): void {
    if (this.used + count > this.bytes.length) this.makeRoom(count);
    if (!this.isTouched) this.touch();
  }

  /** Has the owner asked before the turn's bytes leave, though there be none yet. */
  touch(): void {
    if (this.isTouched) return;
    this.isTouched = true;
    this.outputs.touch(this);
  }

  /** Calls back when all that was written so far has left; never when the connection is gone before. */
  whenLeft(onLeft: () => void): void {
    this.leaving.push(onLeft);
    this.touch();
  }

  flush(): void {
    this.owner.beforeFlush();
    this.isTouched = false;
    this.send();
  }

  /** What was written leaves, and nothing after it. */
  end(): void {
    this.send();
    this.isEnded = true;
    this.socket.end();
  }

  /** Nothing is written any more. */
  close(): void {
    this.isEnded = true;
    this.leaving = [];
    this.release();
  }

  private makeRoom(count: number): void {
    this.send();
    this.release();
    this.bytes = this.outputs.take(count);
  }

  private send(): void {
    const { socket, bytes, used, leaving } = this;
    if (used === 0 && leaving.length === 0) return;
    this.used = 0;
    if (this.isEnded || !socket.writable) {
      this.close();
      return;
    }
    this.handedBytes += used;
    const waits = socket.writableLength > 0;
    // Behind other bytes, a buffer would be kept for the little that is in it.
    const isLittle = waits && used <= bytes.length / 2;
    const written = isLittle ? Buffer.from(bytes.subarray(0, used)) : bytes.subarray(0, used);
    if (leaving.length === 0) socket.write(written);
    else {
      this.leaving = [];
      socket.write(written, (error) => {
        if (error == null) for (const onLeft of leaving) onLeft();
      });
    }
    const isKept = !isLittle && (this.keepsAtOnce ? waits : socket.writableLength > 0);
    if (isKept) this.bytes = none;
    else this.release();
  }

  private release(): void {
    if (this.bytes.length > 0) this.outputs.give(this.bytes);
    this.bytes = none;
  }
}

const none = Buffer.alloc(0);
