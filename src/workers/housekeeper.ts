import type { Clock } from "../common/clock.ts";
import { SWEEP_STEP_ITEMS } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";

/** What is to be kept clean: a store on the network. */
export interface SweptStore {
  sweep(nowMs: number, maxItems: number, timeoutMs: number): Promise<number>;
}

/**
 * Has the stores on the network remove what has expired, step by step, one store and one step at a time. A store that is
 * away is left alone until the next round.
 */
export class Housekeeper {
  private readonly clock: Clock;
  private readonly onProblem: (error: unknown) => void;
  private isBusy = false;

  constructor(clock: Clock, onProblem: (error: unknown) => void) {
    this.clock = clock;
    this.onProblem = onProblem;
  }

  /** A round over `stores`; does nothing while another is under way. */
  async sweep(stores: readonly SweptStore[]): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      for (const store of stores) await this.sweepOne(store);
    } finally {
      this.isBusy = false;
    }
  }

  private async sweepOne(store: SweptStore): Promise<void> {
    try {
      for (let step = 0; step < MAX_STEPS; step++) {
        if ((await store.sweep(this.clock.wallMs(), SWEEP_STEP_ITEMS, STEP_TIMEOUT_MS)) === 0) return;
        // A store in this process has done the step in this thread: requests have their turn.
        await nextTurn();
      }
    } catch (error) {
      if (!(error instanceof PrismError)) this.onProblem(error);
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Of one store in one round: so that one with much to remove does not keep the others waiting. */
const MAX_STEPS = 100;
const STEP_TIMEOUT_MS = 10_000;
