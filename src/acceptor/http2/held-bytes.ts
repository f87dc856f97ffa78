/**
 * Data that has come and that nobody reads yet, of one stream. Its window bounds it; however small the frames are that it
 * comes in, it takes no more than twice its length.
 */
export class HeldBytes {
  private bytes: Buffer = none;
  length = 0;

  /** Copies `chunk[start, end)` behind what there is. */
  push(chunk: Buffer, start: number, end: number): void {
    const wanted = this.length + end - start;
    if (wanted > this.bytes.length) {
      // The first is often the only one.
      const roomier = Buffer.allocUnsafeSlow(this.length === 0 ? wanted : 2 * wanted);
      this.bytes.copy(roomier, 0, 0, this.length);
      this.bytes = roomier;
    }
    chunk.copy(this.bytes, this.length, start, end);
    this.length = wanted;
  }

  /** All of it, for whoever asks. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = none;
    this.length = 0;
    return taken;
  }
}

const none = Buffer.alloc(0);
