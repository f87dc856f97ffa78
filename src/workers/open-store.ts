import { createMemoryStore } from "../backends/memory/memory-store.ts";
import { createPluginKeyValueStore } from "../backends/plugin/plugin-stores.ts";
import { openSqliteStore } from "../backends/sqlite/sqlite-store.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";
import type { BackendSpec, NamespaceSpec } from "../namespaces/snapshot.ts";
import type { ServedStore } from "../pipeline/served-store.ts";
import { guardStore } from "./guard-store.ts";
import { driverOf } from "./load-drivers.ts";
import { pluginOf } from "./load-plugins.ts";
import { openStreamStore, type StreamOpeningParts } from "./open-stream-store.ts";

export type OpeningParts = StreamOpeningParts;

/**
 * Opens a worker's store of a backend for a pattern. One that is embedded throws a PrismError when it cannot be opened; one
 * on the network connects when it is first used.
 */
export function openStore(backend: BackendSpec, pattern: NamespaceSpec["pattern"], parts: OpeningParts): ServedStore {
  const { budgetOf, drivers, plugins, surroundings } = parts;
  if (pattern === "stream") return openStreamStore(backend, parts);
  switch (backend.type) {
    case "memory": {
      const { maxBytes } = backend.settings;
      return { kind: "embedded", store: createMemoryStore({ maxBytes, budget: budgetOf(backend) }) };
    }
    case "redis": {
      const store = driverOf(drivers, "redis").keyValue(backend.settings, surroundings);
      return { kind: "networked", store, guard: guardStore(backend, store, parts) };
    }
    case "kafka":
      // What a backend does not offer is refused when it is declared; it may have been declared by a newer gateway.
      throw new PrismError(noKeyValue(backend));
    case "sqlite":
      return { kind: "embedded", store: openSqliteStore({ path: backend.settings.path }) };
    case "nats": {
      const store = driverOf(drivers, "nats").keyValue(backend.settings, surroundings);
      return { kind: "networked", store, guard: guardStore(backend, store, parts) };
    }
    case "plugin": {
      const store = createPluginKeyValueStore(pluginOf(plugins, backend), surroundings);
      return { kind: "networked", store, guard: guardStore(backend, store, parts) };
    }
    case "postgres": {
      const store = driverOf(drivers, "postgres").keyValue(backend.settings, surroundings);
      return { kind: "networked", store, guard: guardStore(backend, store, parts) };
    }
  }
}

function noKeyValue({ name, type }: BackendSpec): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "STORE_LACKS_GUARANTEE",
    `backend "${name}" has no keyvalue namespaces, for its type is ${type}; keep the items in another backend`,
  );
}
