import { MAX_UNREAD_BYTES } from "../../common/limits.ts";

/** An answer of which the client has not read all. */
export interface UnreadAnswer {
  /** Cuts its connection off. */
  cut(): void;
}

/**
 * The exchanges of a server that are not over, and what their clients have not read. A client may be slow, but together
 * they keep no more than {@link MAX_UNREAD_BYTES}: past it the one goes that has been at it longest.
 */
export class OpenExchanges {
  private count = 0;
  private unreadBytes = 0;
  /** With their bytes, in the order in which they began. */
  private readonly unread = new Map<UnreadAnswer, number>();
  private readonly waiting: (() => void)[] = [];

  begin(): void {
    this.count++;
  }

  end(): void {
    this.count--;
    if (this.count > 0) return;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Resolves when every exchange that has begun is over. */
  allOver(): Promise<void> {
    return this.count === 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** From now on `bytes` are kept for this answer's client, until {@link release}. */
  keep(answer: UnreadAnswer, bytes: number): void {
    this.unread.set(answer, bytes);
    this.unreadBytes += bytes;
    for (const oldest of this.unread.keys()) {
      if (this.unreadBytes <= MAX_UNREAD_BYTES) return;
      oldest.cut();
    }
  }

  release(answer: UnreadAnswer): void {
    this.unreadBytes -= this.unread.get(answer) ?? 0;
    this.unread.delete(answer);
  }
}
