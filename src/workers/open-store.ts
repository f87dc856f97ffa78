import type { KeyValueStore } from "../backends/contract.ts";
import { createMemoryStore } from "../backends/memory/memory-store.ts";
import { openSqliteStore } from "../backends/sqlite/sqlite-store.ts";
import { assert } from "../common/assert.ts";
import type { BackendSpec } from "../namespaces/snapshot.ts";
import { SharedBudget } from "../ring/shared-budget.ts";

export interface StoreSurroundings {
  readonly worker: number;
  /** By backend; null where a backend has no bound that workers share. */
  readonly budgets: readonly (SharedArrayBuffer | null)[];
}

/** Opens a worker's store of a backend. Throws a PrismError when it cannot be opened. */
export function openStore(backend: BackendSpec, { worker, budgets }: StoreSurroundings): KeyValueStore {
  switch (backend.type) {
    case "memory": {
      const { maxBytes } = backend.settings;
      const memory = budgets[backend.index];
      assert(memory !== null && memory !== undefined, "a memory backend has a bound that workers share");
      return createMemoryStore({ maxBytes, budget: new SharedBudget(memory, worker, maxBytes) });
    }
    case "sqlite":
      return openSqliteStore({ path: backend.settings.path });
  }
}
