/** Who has asked for room for a message, and waits for it. */
export interface Uploader {
  /** There is room: go on reading. */
  onRoom(): void;
}

/**
 * The room that one connection's messages have while they come in. A message gets room for its whole length before more
 * than its first chunk is read; those that find none are not read until others are complete, in the order they came in.
 */
export class UploadBudget {
  private readonly maxBytes: number;
  private usedBytes = 0;
  private readonly waiting: { readonly uploader: Uploader; readonly bytes: number }[] = [];

  /** @param maxBytes of all messages; at least one message of any size has room. */
  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** True when there is room for `bytes`, which is then taken; else `uploader` hears when there is. */
  reserve(uploader: Uploader, bytes: number): boolean {
    if (this.waiting.length === 0 && this.hasRoom(bytes)) {
      this.usedBytes += bytes;
      return true;
    }
    this.waiting.push({ uploader, bytes });
    return false;
  }

  /** As {@link reserve} for whoever does not wait. */
  tryReserve(bytes: number): boolean {
    if (this.waiting.length > 0 || !this.hasRoom(bytes)) return false;
    this.usedBytes += bytes;
    return true;
  }

  /** Gives back what was reserved. */
  release(bytes: number): void {
    this.usedBytes -= bytes;
    this.admit();
  }

  /** The uploader no longer waits. */
  cancel(uploader: Uploader): void {
    const index = this.waiting.findIndex((each) => each.uploader === uploader);
    if (index < 0) return;
    this.waiting.splice(index, 1);
    this.admit();
  }

  private admit(): void {
    for (let next = this.waiting[0]; next !== undefined && this.hasRoom(next.bytes); next = this.waiting[0]) {
      this.waiting.shift();
      this.usedBytes += next.bytes;
      next.uploader.onRoom();
    }
  }

  private hasRoom(bytes: number): boolean {
    return this.usedBytes === 0 || this.usedBytes + bytes <= this.maxBytes;
  }
}
