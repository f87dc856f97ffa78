/** A client's end of a connection, of which a test sees every write: as much of a socket as `Output` uses. */
export class StubSocket {
  /** A copy of each, for buffers are used again. */
  readonly writes: Buffer[] = [];
  /** Bytes that the client has not taken. */
  writableLength = 0;
  /** Of the buffers that wait with them: what they keep from being freed. */
  keptBytes = 0;
  writable = true;
  /** Whether the client takes nothing, until {@link drain}. */
  isSlow = false;
  private waiting: ((error?: Error) => void)[] = [];

  write(bytes: Buffer, onLeft?: (error?: Error) => void): boolean {
    this.writes.push(Buffer.from(bytes));
    if (!this.isSlow) {
      onLeft?.();
      return true;
    }
    this.writableLength += bytes.length;
    this.keptBytes += bytes.buffer.byteLength;
    if (onLeft !== undefined) this.waiting.push(onLeft);
    return false;
  }

  /** The client takes all that waits. The owner of the connection is to be told. */
  drain(): void {
    const { waiting } = this;
    this.waiting = [];
    this.writableLength = 0;
    this.keptBytes = 0;
    for (const onLeft of waiting) onLeft();
  }

  get isEnded(): boolean {
    return !this.writable;
  }

  end(): void {
    this.writable = false;
  }
}
