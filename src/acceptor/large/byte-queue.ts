/** Whoever sends the bytes, and can be told to wait. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/**
 * Bytes between a socket, which pushes, and whoever takes them one part at a time. When parts wait the socket is paused, so
 * that a sender that is faster than the store is held up by its own connection.
 */
export class ByteQueue implements AsyncIterable<Buffer> {
  private readonly flow: Flow;
  private readonly parts: Buffer[] = [];
  private isPaused = false;
  private isEnded = false;
  private error: unknown = null;
  private wake: (() => void) | null = null;
  /** Bytes that have come. */
  pushedBytes = 0;

  constructor(flow: Flow) {
    this.flow = flow;
  }

  /** Whether all of them have come, or no more will. */
  get isOver(): boolean {
    return this.isEnded || this.error !== null;
  }

  /** Whether the sender is kept waiting. */
  get isHeldUp(): boolean {
    return this.isPaused;
  }

  /** The bytes are the queue's from now on. */
  push(bytes: Buffer): void {
    if (this.isOver || bytes.length === 0) return;
    this.pushedBytes += bytes.length;
    this.parts.push(bytes);
    if (this.wake === null && !this.isPaused) {
      this.isPaused = true;
      this.flow.pause();
    }
    this.stir();
  }

  end(): void {
    if (this.isOver) return;
    this.isEnded = true;
    // What comes behind the last part is of others: the next request of the connection.
    if (this.isPaused) this.flow.resume();
    this.isPaused = false;
    this.stir();
  }

  /** There will be no more, for this reason; what waits is thrown away. */
  fail(error: unknown): void {
    if (this.isOver) return;
    this.error = error;
    this.parts.length = 0;
    // Whoever sends is read on, so as to hear of it.
    if (this.isPaused) this.flow.resume();
    this.isPaused = false;
    this.stir();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const part = this.parts.shift();
      if (part !== undefined) yield part;
      else if (this.error !== null) throw this.error;
      else if (this.isEnded) return;
      else await this.more();
    }
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      if (!this.isPaused) return;
      this.isPaused = false;
      this.flow.resume();
    });
  }

  private stir(): void {
    this.wake?.();
    this.wake = null;
  }
}
