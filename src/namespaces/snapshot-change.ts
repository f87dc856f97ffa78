import { assert } from "../common/assert.ts";
import { deepFreeze } from "../config/deep-freeze.ts";
import type { BackendSpec, NamespaceSpec, Snapshot } from "./snapshot.ts";

/** What makes one snapshot the next, so that a thread is sent that alone: of ten thousand namespaces mostly one is another. */
export interface SnapshotChange {
  /** Of the snapshot that it changes. */
  readonly from: number;
  /** Of the one that comes out. */
  readonly generation: number;
  /** Namespaces that are new, or declared anew. */
  readonly set: readonly NamespaceSpec[];
  /** Places of those that are gone. */
  readonly gone: readonly number[];
  /** The workers from now on, and the backends with their owners and keepers; null while they stay who they are. */
  readonly workers: readonly number[] | null;
  readonly backends: readonly BackendSpec[] | null;
}

export function changeBetween(from: Snapshot, to: Snapshot): SnapshotChange {
  const set: NamespaceSpec[] = [];
  const gone: number[] = [];
  for (const [index, spec] of to.namespaces.entries()) {
    const before = from.namespaces[index] ?? null;
    if (spec === before) continue;
    if (spec === null) gone.push(index);
    else set.push(spec);
  }
  const workers = from.workers === to.workers ? null : to.workers;
  const backends = from.backends === to.backends ? null : to.backends;
  return { from: from.generation, generation: to.generation, set, gone, workers, backends };
}

export function applyChange(snapshot: Snapshot, change: SnapshotChange): Snapshot {
  assert(snapshot.generation === change.from, "a change of the snapshot was lost on its way");
  const namespaces = [...snapshot.namespaces];
  for (const index of change.gone) namespaces[index] = null;
  for (const spec of change.set) namespaces[spec.index] = deepFreeze(spec);
  return Object.freeze({
    ...snapshot,
    generation: change.generation,
    workers: Object.freeze(change.workers ?? snapshot.workers),
    namespaces: Object.freeze(namespaces),
    backends: change.backends === null ? snapshot.backends : deepFreeze(change.backends),
  });
}
