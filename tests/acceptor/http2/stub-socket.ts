/** A client's end of a connection, of which a test sees every write: as much of a socket as `Output` uses. */
export class StubSocket {
  /** A copy of each, for buffers are used again. */
  readonly writes: Buffer[] = [];
  /** Bytes that the client has not taken. */
  writableLength = 0;
  writable = true;
  /** Whether the client takes nothing, until {@link drain}. */
  isSlow = false;
  private waiting: ((error?: Error) => void)[] = [];
  private readonly kept = new Set<ArrayBufferLike>();

  /** Bytes of the buffers that wait: what those that the client has not taken keep from being freed. */
  get keptBytes(): number {
    let bytes = 0;
    for (const each of this.kept) bytes += each.byteLength;
    return bytes;
  }

  write(bytes: Buffer, onLeft?: (error?: Error) => void): boolean {
    this.writes.push(Buffer.from(bytes));
    if (!this.isSlow) {
      onLeft?.();
      return true;
    }
    this.writableLength += bytes.length;
    this.kept.add(bytes.buffer);
    if (onLeft !== undefined) this.waiting.push(onLeft);
    return false;
  }

  /** The client takes all that waits. The owner of the connection is to be told. */
  drain(): void {
    const { waiting } = this;
    this.waiting = [];
    this.writableLength = 0;
    this.kept.clear();
    for (const onLeft of waiting) onLeft();
  }

  get isEnded(): boolean {
    return !this.writable;
  }

  end(): void {
    this.writable = false;
  }
}
