import { MAX_AWAITED_BYTES } from "../../common/limits.ts";

/**
 * What the subscriptions of one connection have been sent and its client has not taken. They are not counted with answers: a
 * subscriber may stop for as long as it likes, and must not hold up the connection's other calls, nor be cut off.
 */
export class KeptMessages {
  private bytes = 0;
  /** Those that found no room. */
  private readonly waiting = new Set<() => void>();

  /** Whether another subscription may fetch; when not, `wake` is called once it may. */
  mayFetch(wake: () => void): boolean {
    if (this.bytes <= MAX_AWAITED_BYTES) return true;
    this.waiting.add(wake);
    return false;
  }

  keep(bytes: number): void {
    this.bytes += bytes;
  }

  release(bytes: number): void {
    this.bytes -= bytes;
    if (this.bytes > MAX_AWAITED_BYTES || this.waiting.size === 0) return;
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }

  forget(wake: () => void): void {
    this.waiting.delete(wake);
  }
}
