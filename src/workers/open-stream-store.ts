import type { ByteBudget } from "../backends/memory/byte-budget.ts";
import { createMemoryStreamStore } from "../backends/memory/memory-stream-store.ts";
import type { StoreSurroundings } from "../backends/networked-contract.ts";
import { createPluginStreamStore, type LoadedPlugin } from "../backends/plugin/plugin-stores.ts";
import { openSqliteStreamStore } from "../backends/sqlite/sqlite-stream-store.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";
import type { BackendSpec } from "../namespaces/snapshot.ts";
import type { ServedNetworkedStreamStore, ServedStreamStore } from "../pipeline/served-store.ts";
import { type GuardSurroundings, guardStore } from "./guard-store.ts";
import { type Drivers, driverOf } from "./load-drivers.ts";
import { pluginOf } from "./load-plugins.ts";

export interface StreamOpeningParts extends GuardSurroundings {
  /** The memory that a memory backend may take, which its namespaces of other patterns in this worker share. */
  readonly budgetOf: (backend: BackendSpec) => ByteBudget;
  /** Of the backends that are on the network. */
  readonly drivers: Drivers;
  /** By backend; those that are plugins. */
  readonly plugins: ReadonlyMap<number, LoadedPlugin>;
  /** For stores on the network. */
  readonly surroundings: StoreSurroundings;
}

/** As `openStore`, for the namespaces of a backend with the pattern stream. */
export function openStreamStore(
  backend: BackendSpec,
  parts: StreamOpeningParts,
): ServedStreamStore | ServedNetworkedStreamStore {
  const { budgetOf, drivers, plugins, surroundings } = parts;
  switch (backend.type) {
    case "memory": {
      const { maxBytes } = backend.settings;
      return { kind: "stream", store: createMemoryStreamStore({ maxBytes, budget: budgetOf(backend) }), guard: null };
    }
    case "kafka": {
      const store = driverOf(drivers, "kafka").stream(backend.settings, surroundings);
      return { kind: "networked-stream", store, guard: guardStore(backend, store, parts) };
    }
    case "redis": {
      const store = driverOf(drivers, "redis").stream(backend.settings, surroundings);
      return { kind: "networked-stream", store, guard: guardStore(backend, store, parts) };
    }
    case "sqlite":
      return { kind: "stream", store: openSqliteStreamStore({ path: backend.settings.path }), guard: null };
    case "postgres": {
      const store = driverOf(drivers, "postgres").stream(backend.settings, surroundings);
      return { kind: "networked-stream", store, guard: guardStore(backend, store, parts) };
    }
    case "nats": {
      const store = driverOf(drivers, "nats").stream(backend.settings, surroundings);
      return { kind: "networked-stream", store, guard: guardStore(backend, store, parts) };
    }
    case "plugin": {
      const store = createPluginStreamStore(pluginOf(plugins, backend), surroundings);
      return { kind: "networked-stream", store, guard: guardStore(backend, store, parts) };
    }
    default:
      // What a backend does not offer is refused when it is declared; it may have been declared by a newer gateway.
      throw new PrismError(noStreams(backend));
  }
}

function noStreams({ name, type }: BackendSpec): Failure {
  return new Failure(
    Code.UNIMPLEMENTED,
    "STORE_LACKS_GUARANTEE",
    `backend "${name}" has no stream namespaces, for its type is ${type}; keep the stream in another backend`,
  );
}
