import type { UnreadShare } from "../unread-share.ts";

/**
 * What the subscriptions of one connection have been sent and its client has not taken. They are not counted with answers: a
 * subscriber may stop for as long as it likes, and must not hold up the connection's other calls, nor be cut off while there
 * is room for what all clients have not read.
 */
export class KeptMessages {
  bytes = 0;
  private readonly share: UnreadShare;
  /** Those that found no room. */
  private readonly waiting = new Set<() => void>();

  /** @param share where it counts them; it ends with the connection. */
  constructor(share: UnreadShare) {
    this.share = share;
  }

  /** Whether another subscription may fetch; when not, `wake` is called once it may. */
  mayFetch(wake: () => void): boolean {
    if (this.hasRoom) return true;
    this.waiting.add(wake);
    if (this.share.isFull) this.share.awaitRoom();
    return false;
  }

  keep(bytes: number): void {
    this.bytes += bytes;
    this.share.follow(this.bytes);
  }

  release(bytes: number): void {
    this.bytes -= bytes;
    this.share.follow(this.bytes);
    this.onRoom();
  }

  /** There may be room. */
  onRoom(): void {
    if (this.waiting.size === 0) return;
    if (this.share.isFull) this.share.awaitRoom();
    if (!this.hasRoom) return;
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }

  forget(wake: () => void): void {
    this.waiting.delete(wake);
  }

  private get hasRoom(): boolean {
    return this.bytes <= this.share.allowance && !this.share.isFull;
  }
}
