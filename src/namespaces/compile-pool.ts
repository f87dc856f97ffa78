import { deepFreeze } from "../config/deep-freeze.ts";
import type { BackendSpec, Snapshot } from "./snapshot.ts";

/** A backend whose workers keep as many connections as its settings say. */
export type PooledBackend = Extract<BackendSpec, { type: "postgres" | "redis" }>;

/** The backend, if how many connections each worker keeps to it is a setting; null when it has none, or as many as it needs. */
export function asPooled(backend: BackendSpec): PooledBackend | null {
  return backend.type === "postgres" || backend.type === "redis" ? backend : null;
}

/** The snapshot that follows when each worker keeps another number of connections to a backend. */
export function compilePool(previous: Snapshot, backend: number, connections: number): Snapshot {
  const backends = previous.backends.map((each): BackendSpec => {
    const pooled = each.index === backend ? asPooled(each) : null;
    return pooled === null ? each : resized(pooled, connections);
  });
  return Object.freeze({ ...previous, generation: previous.generation + 1, backends: deepFreeze(backends) });
}

function resized(backend: PooledBackend, connections: number): BackendSpec {
  return backend.type === "postgres"
    ? { ...backend, settings: { ...backend.settings, connections } }
    : { ...backend, settings: { ...backend.settings, connections } };
}
