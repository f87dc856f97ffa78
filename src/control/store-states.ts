import type { StoreState } from "../workers/worker-seed.ts";

/** How a store is, over all workers that have it. */
export interface StoreView extends StoreState {
  /** Workers that have it, and how many of them say that it is up. */
  readonly workers: number;
  readonly up: number;
}

/** What the workers have told of their stores. */
export class StoreStates {
  /** By worker, then by backend and pattern. */
  private readonly states = new Map<number, Map<string, StoreState>>();

  /** Takes what a worker tells. */
  set(worker: number, state: StoreState): void {
    let ofWorker = this.states.get(worker);
    if (ofWorker === undefined) {
      ofWorker = new Map();
      this.states.set(worker, ofWorker);
    }
    ofWorker.set(keyOf(state), state);
  }

  /** The worker's thread is gone. */
  forget(worker: number): void {
    this.states.delete(worker);
  }

  /** What is known of a store; null when no worker has it. */
  of(store: Pick<StoreState, "backend" | "pattern">): StoreView | null {
    const known = [...this.states.values()].flatMap((ofWorker) => ofWorker.get(keyOf(store)) ?? []);
    const shown = known.reduce<StoreState | null>(worse, null);
    if (shown === null) return null;
    return { ...shown, workers: known.length, up: known.filter(({ state }) => state === "up").length };
  }

  /** Of every store, in the order in which they were first told of. */
  all(): StoreView[] {
    const keys = new Map<string, StoreState>();
    for (const ofWorker of this.states.values()) for (const [key, state] of ofWorker) keys.set(key, state);
    return [...keys.values()].map((state) => this.of(state) as StoreView);
  }
}

function keyOf({ backend, pattern }: Pick<StoreState, "backend" | "pattern">): string {
  return `${backend} ${pattern}`;
}

/** What is shown of a store is what the worker says that has least of it. */
function worse(shown: StoreState | null, next: StoreState): StoreState {
  if (shown === null) return next;
  const rank = ({ state, isProbed }: StoreState): number => ORDER.indexOf(state) * 2 + (isProbed ? 0 : 1);
  return rank(next) > rank(shown) ? next : shown;
}

const ORDER: readonly StoreState["state"][] = ["up", "on-trial", "down"];
