import { setTimeout as delay } from "node:timers/promises";
import { steadyMs } from "../../common/clock.ts";

/** Waits for calls of `onReady`, so that nothing has to be asked for again and again. */
export class ReadySignal {
  private isReady = false;
  private wake: () => void = () => {};

  /** To be given to the store. */
  readonly onReady = (): void => {
    this.isReady = true;
    this.wake();
  };

  /** Whether it was called since the last time, or is within so long. */
  async within(ms: number): Promise<boolean> {
    if (!this.isReady) {
      const called = new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      const timeout = new AbortController();
      await Promise.race([called, delay(ms, undefined, { signal: timeout.signal }).catch(() => {})]);
      timeout.abort();
    }
    const wasReady = this.isReady;
    this.isReady = false;
    return wasReady;
  }
}

/** How much is left of a time. */
export class Patience {
  private readonly untilMs: number;

  constructor(ms: number) {
    this.untilMs = steadyMs() + ms;
  }

  get leftMs(): number {
    return Math.max(0, this.untilMs - steadyMs());
  }
}

/** Asks until the answer is right; throws what it lacks when the time is over. */
export async function eventually(withinMs: number, check: () => Promise<void>): Promise<void> {
  const patience = new Patience(withinMs);
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (patience.leftMs === 0) throw error;
      await delay(ASK_AGAIN_MS);
    }
  }
}

const ASK_AGAIN_MS = 20;
