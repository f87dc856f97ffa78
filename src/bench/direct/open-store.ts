import type { DirectStore } from "../suite/engine/direct-store.ts";
import type { BareStore } from "./bare-store.ts";

/** Opens a store; its driver is loaded here, so that a run against a gateway needs none. */
export async function openStore(store: DirectStore): Promise<BareStore> {
  switch (store.type) {
    case "redis":
      return (await import("./redis-store.ts")).openRedisStore(store.url);
    case "postgres":
      return (await import("./postgres-store.ts")).openPostgresStore(store.url);
    case "sqlite":
      return (await import("./sqlite-store.ts")).openSqliteStore(store.folder);
  }
}
