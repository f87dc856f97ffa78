import type { TestContext } from "node:test";
import type { NetworkedKeyValueStore, StoreSurroundings } from "../../../src/backends/networked-contract.ts";
import { createPostgresKeyValueStore } from "../../../src/backends/postgres/keyvalue/keyvalue-store.ts";
import { checkNativeDriver } from "../../../src/backends/postgres/native/load-native.ts";
import type { PostgresSettings } from "../../../src/backends/postgres/settings.ts";
import { systemClock } from "../../../src/common/clock.ts";
import { createSystemPrng } from "../../../src/common/prng.ts";
import { loadText } from "../../config/load-text.ts";
import { afterwards } from "../../support/afterwards.ts";
import { fileServer } from "../../support/servers/private-servers.ts";

export const TIMEOUT_MS = 10_000;

export const surroundings: StoreSurroundings = {
  worker: 0,
  nowMs: () => NOW_MS,
  random: () => 0.5,
  onProblem: () => undefined,
};

/** Those of a gateway: with the clock that the server goes by too. */
export function systemSurroundings(): StoreSurroundings {
  const prng = createSystemPrng();
  return {
    worker: 0,
    nowMs: () => systemClock.wallMs(),
    random: () => prng.below(2 ** 32) / 2 ** 32,
    onProblem: () => undefined,
  };
}

/** The time at which the tests happen. */
export const NOW_MS = 1_700_000_000_000;

let schemas = 0;

/** Settings for a schema of its own on a server; those that are not given are the defaults. */
export function settingsFor(port: number, settings: Partial<PostgresSettings> = {}): PostgresSettings {
  const { backends } = loadText(`backends: { pg: { type: postgres, url: "postgres://prism@127.0.0.1:${port}/prism" } }
namespaces: [{ name: orders, pattern: keyvalue, backend: pg }]`);
  const [backend] = backends;
  if (backend?.type !== "postgres") throw new Error("the configuration has one backend");
  return { ...backend.settings, connections: 2, schema: `Test's "${++schemas}"`, ...settings };
}

/** A store in a schema of its own, on the server of this test file. */
export async function openTestStore(
  t: TestContext,
  settings: Partial<PostgresSettings> = {},
): Promise<NetworkedKeyValueStore> {
  const { port } = await fileServer("postgres");
  return openStoreAt(t, settingsFor(port, settings));
}

export function openStoreAt(t: TestContext, settings: PostgresSettings): NetworkedKeyValueStore {
  const store = createPostgresKeyValueStore(settings, surroundings);
  afterwards(t, () => store.close());
  return store;
}

/** Why a driver cannot be had here; false when it can. */
export function driverMissing(driver: PostgresSettings["driver"]): string | false {
  if (driver === "pg") return false;
  try {
    checkNativeDriver();
    return false;
  } catch (error) {
    return `needs libpq: ${(error as Error).message}`;
  }
}
