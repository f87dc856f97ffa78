import type { Call } from "./history.ts";

/** What the calls of a history are about, done one after another. */
export interface SequentialModel<State, Asked, Told> {
  readonly initial: State;
  /** The state after a call that was told this, or null when it could not have been told this in this state. */
  step(state: State, asked: Asked, told: Told): State | null;
  /** The states that a call may lead to of which nobody knows what became. */
  stepUnknown(state: State, asked: Asked): readonly State[];
  /** Equal for equal states. */
  keyOf(state: State): string;
}

/**
 * Whether the calls of a history could have been done one after another, each at some moment between its beginning and its
 * end. Tries every order that the moments allow, and remembers where it has been. Sources: J. Wing and C. Gong, "Testing and
 * Verifying Concurrent Objects", 1993; the memory is from G. Lowe, "Testing for linearizability", 2017.
 */
export function isLinearizable<State, Asked, Told>(
  calls: readonly Call<Asked, Told>[],
  model: SequentialModel<State, Asked, Told>,
): boolean {
  const ordered = calls.toSorted((a, b) => a.beganAt - b.beganAt);
  const known = ordered.filter(({ told }) => told !== null).length;
  const visited = new Set<string>();
  const open: Position<State>[] = [{ state: model.initial, done: 0n, left: known }];
  for (let position = open.pop(); position !== undefined; position = open.pop()) {
    if (position.left === 0) return true;
    const key = `${position.done.toString(36)} ${model.keyOf(position.state)}`;
    if (visited.has(key)) continue;
    visited.add(key);
    for (const next of successors(position, ordered, model)) open.push(next);
  }
  return false;
}

/** Which calls are done, as bits, and what they have led to. */
interface Position<State> {
  readonly state: State;
  readonly done: bigint;
  /** Calls with an answer that are not done yet. */
  readonly left: number;
}

/** Any call may be next that began before the first end of those that are not done. */
function successors<State, Asked, Told>(
  { state, done, left }: Position<State>,
  ordered: readonly Call<Asked, Told>[],
  model: SequentialModel<State, Asked, Told>,
): Position<State>[] {
  const found: Position<State>[] = [];
  let firstEnd = Number.POSITIVE_INFINITY;
  for (const [i, { told, endedAt }] of ordered.entries()) {
    // What has no answer may be done at any later time.
    if (told !== null && endedAt < firstEnd && ((done >> BigInt(i)) & 1n) === 0n) firstEnd = endedAt;
  }
  for (const [i, { asked, told, beganAt }] of ordered.entries()) {
    if (beganAt > firstEnd) break;
    const bit = 1n << BigInt(i);
    if ((done & bit) !== 0n) continue;
    if (told === null) {
      for (const next of model.stepUnknown(state, asked)) found.push({ state: next, done: done | bit, left });
      continue;
    }
    const next = model.step(state, asked, told);
    if (next !== null) found.push({ state: next, done: done | bit, left: left - 1 });
  }
  return found;
}
