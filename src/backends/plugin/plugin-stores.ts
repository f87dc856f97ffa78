import type { Finding, NetworkedKeyValueStore, NetworkedStore, StoreSurroundings } from "../networked-contract.ts";
import type { NetworkedStreamStore, StreamStore } from "../stream-contract.ts";
import * as api from "./api.ts";
import type { BackendPlugin } from "./backend-plugin.ts";
import { invalid, lacksPattern } from "./errors.ts";
import { translating } from "./translating.ts";

/** A plugin that was loaded, with the settings that it is told. */
export interface LoadedPlugin {
  /** Where it came from, for errors. */
  readonly file: string;
  readonly backend: BackendPlugin;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A plugin's store, as one of our own. Throws a PrismError when it has no such namespaces, or is no store. */
export function createPluginKeyValueStore(
  plugin: LoadedPlugin,
  surroundings: StoreSurroundings,
): NetworkedKeyValueStore {
  const { backend, settings, file } = plugin;
  if (backend.createKeyValueStore === undefined) throw lacksPattern(file, "keyvalue");
  const store = backend.createKeyValueStore(settings, surroundings, api);
  checkShape(file, "createKeyValueStore", store, [...NETWORKED_METHODS, ...KEYVALUE_METHODS, ...KEYVALUE_PROPERTIES]);
  return tellingOfProbes(
    translating(store, [...NETWORKED_METHODS, ...KEYVALUE_METHODS], [...KEYVALUE_PROPERTIES, "maxItemBytes"]),
    plugin,
  );
}

export function createPluginStreamStore(plugin: LoadedPlugin, surroundings: StoreSurroundings): NetworkedStreamStore {
  const { backend, settings, file } = plugin;
  if (backend.createStreamStore === undefined) throw lacksPattern(file, "stream");
  const store = backend.createStreamStore(settings, surroundings, api);
  checkShape(file, "createStreamStore", store, [...STREAM_METHODS, ...STREAM_PROPERTIES]);
  const server = "probe" in store ? (["probe", "stats"] as const) : [];
  const wrapped = translating(store as NetworkedStreamStore, [...STREAM_METHODS, ...server], STREAM_PROPERTIES);
  const { openReader, openGroup } = wrapped;
  const complete = Object.assign(wrapped, {
    // A store that has no server is always there.
    ...("probe" in store
      ? {}
      : { probe: async () => {}, stats: () => ({ ...NO_CONNECTIONS, bytes: store.stats().bytes }) }),
    openReader: async (...how: Parameters<StreamStore["openReader"]>) => {
      const reader = await openReader(...how);
      return translating(reader, reader.after === undefined ? ["take", "close"] : ["take", "close", "after"], []);
    },
    openGroup: async (...how: Parameters<StreamStore["openGroup"]>) =>
      translating(await openGroup(...how), GROUP_METHODS, []),
  });
  return tellingOfProbes(complete, plugin);
}

/**
 * A store's findings are how one knows that it was probed; a plugin's that finds nothing worth telling has one all the same,
 * once a probe went well.
 */
function tellingOfProbes<T extends NetworkedStore>(store: T, { backend }: LoadedPlugin): T {
  const { probe } = store;
  const own: readonly Finding[] = [{ setting: "plugin", value: backend.name, meaning: "" }];
  const given = Object.getOwnPropertyDescriptor(store, "findings")?.get as () => readonly Finding[];
  let isProbed = false;
  const findings = (): readonly Finding[] => (given().length === 0 && isProbed ? own : given());
  Object.defineProperty(store, "findings", { get: findings, enumerable: true });
  return Object.assign(store, {
    probe: async (timeoutMs: number): Promise<void> => {
      await probe(timeoutMs);
      isProbed = true;
    },
  });
}

const NO_CONNECTIONS = { connections: 0, maxConnections: 0 };

const NETWORKED_METHODS = ["probe", "stats", "close"] as const;
const KEYVALUE_METHODS = [
  "namespaceOf",
  "storeIdOf",
  "isEmpty",
  "dropNamespace",
  "getMany",
  "writeMany",
  "scan",
  "sweep",
] as const;
const KEYVALUE_PROPERTIES = ["guarantees", "findings", "lanes", "maxBatchItems"] as const;
const STREAM_METHODS = [
  "openStream",
  "storeIdOf",
  "isEmpty",
  "dropStream",
  "appendMany",
  "openReader",
  "openGroup",
  "listGroups",
  "dropGroup",
  "listDead",
  "replayDead",
  "removeDead",
  "sweep",
  "close",
] as const;
const STREAM_PROPERTIES = ["guarantees", "findings", "appendLanes"] as const;
const GROUP_METHODS = ["take", "settle", "release", "lag", "seek", "close"] as const;

function checkShape(file: string, maker: string, store: unknown, names: readonly string[]): void {
  if (typeof store !== "object" || store === null) throw invalid(file, `${maker} gave no store`);
  if ("then" in store) throw invalid(file, `${maker} gave a promise: a store connects when it is first used`);
  const missing = names.filter((name) => (store as Record<string, unknown>)[name] === undefined);
  if (missing.length > 0) throw invalid(file, `${maker} gave a store without ${missing.join(", ")}`);
}
