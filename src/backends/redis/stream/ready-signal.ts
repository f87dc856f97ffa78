/**
 * Calls `onReady` when there may be something after a take that found nothing. What is said while a take is under way may
 * be what that take has missed: then it is called as well.
 */
export class ReadySignal {
  readonly #onReady: () => void;
  #isWaiting = false;
  #isTaking = false;
  #hasNews = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(onReady: () => void) {
    this.#onReady = onReady;
  }

  /** A take begins. */
  begin(): void {
    this.stop();
    this.#isTaking = true;
    this.#hasNews = false;
  }

  /** It has ended; with nothing, the signal goes off also in `dueInMs`, if that is finite. */
  end(count: number, dueInMs = Number.POSITIVE_INFINITY): void {
    this.#isTaking = false;
    if (count > 0) return;
    this.#isWaiting = true;
    if (this.#hasNews) setImmediate(() => this.#ring());
    else this.setDue(Math.min(dueInMs, LOOK_AGAIN_MS));
  }

  /** The next lease or delay ends then. */
  setDue(dueInMs: number): void {
    if (!this.#isWaiting) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ring(), Math.min(Math.max(1, dueInMs), LOOK_AGAIN_MS));
    // A consumer that waits does not keep a thread alive that has nothing else to do.
    this.#timer.unref();
  }

  /** Something may be there. */
  tell(): void {
    this.#hasNews = true;
    if (!this.#isTaking) this.#ring();
  }

  stop(): void {
    this.#isWaiting = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #ring(): void {
    if (!this.#isWaiting) return;
    this.stop();
    this.#onReady();
  }
}

/**
 * However sure it is that nothing came: what is said on a channel is said once, and a server that is short of memory cuts those off
 * that listen too slowly.
 */
const LOOK_AGAIN_MS = 30_000;
