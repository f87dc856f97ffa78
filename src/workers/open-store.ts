import { createMemoryStore } from "../backends/memory/memory-store.ts";
import { createNatsKeyValueStore } from "../backends/nats/keyvalue/keyvalue-store.ts";
import type { StoreSurroundings } from "../backends/networked-contract.ts";
import { createPostgresKeyValueStore } from "../backends/postgres/keyvalue/keyvalue-store.ts";
import { createRedisKeyValueStore } from "../backends/redis/keyvalue-store.ts";
import { openSqliteStore } from "../backends/sqlite/sqlite-store.ts";
import { assert } from "../common/assert.ts";
import type { BackendSpec, NamespaceSpec } from "../namespaces/snapshot.ts";
import type { ServedStore } from "../pipeline/served-store.ts";
import { SharedBudget } from "../ring/shared-budget.ts";
import { guardStore } from "./guard-store.ts";

export interface OpeningParts {
  /** By backend; null where a backend has no bound that workers share. */
  readonly budgets: readonly (SharedArrayBuffer | null)[];
  /** For stores on the network. */
  readonly surroundings: StoreSurroundings;
}

/**
 * Opens a worker's store of a backend for a pattern. One that is embedded throws a PrismError when it cannot be opened; one
 * on the network connects when it is first used.
 */
export function openStore(
  backend: BackendSpec,
  _pattern: NamespaceSpec["pattern"],
  { budgets, surroundings }: OpeningParts,
): ServedStore {
  switch (backend.type) {
    case "memory": {
      const { maxBytes } = backend.settings;
      const memory = budgets[backend.index];
      assert(memory !== null && memory !== undefined, "a memory backend has a bound that workers share");
      const budget = new SharedBudget(memory, surroundings.worker, maxBytes);
      return { kind: "embedded", store: createMemoryStore({ maxBytes, budget }) };
    }
    case "redis": {
      const store = createRedisKeyValueStore(backend.settings, surroundings);
      return { kind: "networked", store, guard: guardStore(backend, store, surroundings) };
    }
    case "sqlite":
      return { kind: "embedded", store: openSqliteStore({ path: backend.settings.path }) };
    case "nats": {
      const store = createNatsKeyValueStore(backend.settings, surroundings);
      return { kind: "networked", store, guard: guardStore(backend, store, surroundings) };
    }
    case "postgres": {
      const store = createPostgresKeyValueStore(backend.settings, surroundings);
      return { kind: "networked", store, guard: guardStore(backend, store, surroundings) };
    }
  }
}
