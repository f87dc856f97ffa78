import { assert } from "../common/assert.ts";
import { deepFreeze } from "../config/deep-freeze.ts";
import { Placement } from "./placement.ts";
import { type BackendSpec, type NamespaceSpec, namespacesOf, type Snapshot } from "./snapshot.ts";

/**
 * The snapshot that follows when other workers serve. What a worker owns that stays, stays with it; what those own that go
 * gets other owners: a backend with one owner the worker that has the fewest of these, with all its namespaces, and a
 * namespace with an owner of its own as a new one would.
 */
export function compileWorkers(previous: Snapshot, workers: readonly number[]): Snapshot {
  assert(workers.length > 0, "there must be a worker to own the namespaces");
  const sorted = [...workers].sort((a, b) => a - b);
  const backends = placeAgain(previous.backends, sorted);
  const isThere = (worker: number): boolean => sorted.includes(worker);
  const placement = new Placement(sorted, backends);
  for (const spec of namespacesOf(previous)) if (isThere(spec.owner)) placement.count(spec);
  const namespaces = previous.namespaces.map((spec): NamespaceSpec | null => {
    if (spec === null || isThere(spec.owner)) return spec;
    return deepFreeze({ ...spec, owner: placement.ownerFor(spec.backend) });
  });
  return Object.freeze({
    ...previous,
    generation: previous.generation + 1,
    workers: Object.freeze(sorted),
    namespaces: Object.freeze(namespaces),
    backends: deepFreeze(backends),
  });
}

function placeAgain(backends: readonly BackendSpec[], workers: readonly number[]): BackendSpec[] {
  const owned = new Map(workers.map((worker) => [worker, 0]));
  for (const { owner } of backends) if (owned.has(owner)) owned.set(owner, (owned.get(owner) as number) + 1);
  return backends.map((backend): BackendSpec => {
    const { index, owner, keeper } = backend;
    if (owner === -1) {
      return owned.has(keeper) ? backend : { ...backend, keeper: workers[index % workers.length] as number };
    }
    if (owned.has(owner)) return backend;
    const [next] = [...owned].reduce((least, each) => (each[1] < least[1] ? each : least));
    owned.set(next, (owned.get(next) as number) + 1);
    return { ...backend, owner: next, keeper: next };
  });
}
