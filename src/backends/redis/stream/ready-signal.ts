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
    else this.setDue(dueInMs);
  }

  /** The next lease or delay ends then. */
  setDue(dueInMs: number): void {
    if (!this.#isWaiting || !Number.isFinite(dueInMs)) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ring(), Math.min(Math.max(1, dueInMs), LONGEST_TIMER_MS));
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

/** Longer ones would overflow in Node, and go off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
