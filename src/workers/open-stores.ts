import type { KeyValueStore } from "../backends/contract.ts";
import { createMemoryStore } from "../backends/memory/memory-store.ts";
import { openSqliteStore } from "../backends/sqlite/sqlite-store.ts";
import type { BackendSpec, Snapshot } from "../namespaces/snapshot.ts";
import type { BoundNamespace } from "../pipeline/request.ts";
import { auditLevelOf } from "../security/audit/audit-level.ts";

export interface OpenStore {
  readonly backend: string;
  readonly store: KeyValueStore;
}

/** What a worker serves: its stores, and its namespaces by their place in the snapshot. */
export interface OpenStores {
  readonly stores: readonly OpenStore[];
  readonly namespaces: readonly (BoundNamespace | undefined)[];
}

/** Opens the stores of the namespaces that this worker owns. Throws a PrismError when one cannot be opened. */
export function openStores(snapshot: Snapshot, worker: number): OpenStores {
  const stores: OpenStore[] = [];
  const places = new Map<number, number>();
  const namespaces: (BoundNamespace | undefined)[] = [];
  for (const spec of snapshot.namespaces) {
    if (spec.owner !== worker) continue;
    let storeIndex = places.get(spec.backend);
    if (storeIndex === undefined) {
      const backend = snapshot.backends[spec.backend] as BackendSpec;
      storeIndex = stores.push({ backend: backend.name, store: openStore(backend, worker) }) - 1;
      places.set(spec.backend, storeIndex);
    }
    const { store } = stores[storeIndex] as OpenStore;
    namespaces[spec.index] = {
      index: spec.index,
      name: spec.name,
      storeIndex,
      store,
      id: store.openNamespace(spec.name),
      audit: auditLevelOf(spec.audit),
    };
  }
  return { stores, namespaces };
}

function openStore(backend: BackendSpec, worker: number): KeyValueStore {
  switch (backend.type) {
    case "memory":
      return createMemoryStore({ maxBytes: backend.sharesByWorker?.[worker] ?? backend.settings.maxBytes });
    case "sqlite":
      return openSqliteStore({ path: backend.settings.path });
  }
}
