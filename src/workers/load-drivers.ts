import { assert } from "../common/assert.ts";
import type { BackendSpec } from "../namespaces/snapshot.ts";

/**
 * The stores that are servers on the network, by type of backend. A driver takes longer to load than all else that a worker
 * needs, and most gateways use few of them: a thread loads those alone that its backends need.
 */
const loaders = {
  redis: async () => ({
    keyValue: (await import("../backends/redis/keyvalue-store.ts")).createRedisKeyValueStore,
    stream: (await import("../backends/redis/stream-store.ts")).createRedisStreamStore,
  }),
  postgres: async () => ({
    keyValue: (await import("../backends/postgres/keyvalue/keyvalue-store.ts")).createPostgresKeyValueStore,
    stream: (await import("../backends/postgres/stream/stream-store.ts")).createPostgresStreamStore,
  }),
  nats: async () => ({
    keyValue: (await import("../backends/nats/keyvalue/keyvalue-store.ts")).createNatsKeyValueStore,
    stream: (await import("../backends/nats/stream/stream-store.ts")).createNatsStreamStore,
  }),
  kafka: async () => ({
    stream: (await import("../backends/kafka/kafka-stream-store.ts")).createKafkaStreamStore,
  }),
};

type DriverName = keyof typeof loaders;
type Driver<Name extends DriverName> = Awaited<ReturnType<(typeof loaders)[Name]>>;

/** What makes stores, by type of backend; those that no backend is of are not there. */
export type Drivers = { readonly [Name in DriverName]?: Driver<Name> };

/** Loads what the backends need into this thread. */
export async function loadDrivers(backends: readonly BackendSpec[]): Promise<Drivers> {
  const types = new Set<string>(backends.map(({ type }) => type));
  const entries = Object.entries(loaders).filter(([name]) => types.has(name));
  return Object.fromEntries(await Promise.all(entries.map(async ([name, load]) => [name, await load()])));
}

/** The driver of a backend that is on the network. */
export function driverOf<Name extends DriverName>(drivers: Drivers, name: Name): Driver<Name> {
  const driver = drivers[name];
  assert(driver !== undefined, "drivers are loaded before stores are opened");
  return driver as Driver<Name>;
}
