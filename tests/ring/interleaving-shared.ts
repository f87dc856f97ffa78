import { createDoorbellMemory } from "../../src/ring/doorbell.ts";
import { createRingMemory } from "../../src/ring/layout.ts";

/** Actor 0 sleeps; actors 1 and 2 publish one record each and ring. */
export const ACTORS = 3;

export const State = { RUNNING: 0, AT_GATE: 1, FINISHED: 2 } as const;

export interface Plan {
  ringers: number;
  looksAgain: boolean;
}

export interface SharedRun {
  /** By actor. */
  readonly states: Int32Array;
  /** Counts up to start a run. */
  readonly epoch: Int32Array;
  /** Ringers, looksAgain. */
  readonly plan: Int32Array;
  /** Records the sleeper consumed; wakes it was sent; how often it tried to park. */
  readonly result: Int32Array;
  readonly bell: SharedArrayBuffer;
  readonly rings: readonly SharedArrayBuffer[];
}

export function shareRun(): SharedRun {
  const words = (count: number): Int32Array => new Int32Array(new SharedArrayBuffer(count * 4));
  return {
    states: words(ACTORS).fill(State.FINISHED),
    epoch: words(1),
    plan: words(2),
    result: words(3),
    bell: createDoorbellMemory(),
    rings: [createRingMemory(1024), createRingMemory(1024)],
  };
}

/** Puts all memory back and starts the actors. */
export function resetRun(run: SharedRun, plan: Plan): void {
  new Uint8Array(run.bell).fill(0);
  for (const ring of run.rings) new Uint8Array(ring).fill(0);
  run.result.fill(0);
  run.plan[0] = plan.ringers;
  run.plan[1] = plan.looksAgain ? 1 : 0;
  run.states.fill(State.RUNNING);
  Atomics.add(run.epoch, 0, 1);
  Atomics.notify(run.epoch, 0);
}
