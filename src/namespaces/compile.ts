import { assert } from "../common/assert.ts";
import { backendTypes } from "../config/backend-types.ts";
import { deepFreeze } from "../config/deep-freeze.ts";
import type { BackendConfig, GatewayConfig } from "../config/gateway-config.ts";
import { compileAccess, compileLimits } from "./compile-rules.ts";
import type { BackendSpec, NamespaceSpec, Snapshot } from "./snapshot.ts";

/**
 * Decides which worker serves what. Every store is embedded, so every namespace has one owner. The same configuration
 * and number of workers always give the same snapshot: a restart finds its files where it left them.
 *
 * Backends with one owner take workers from 0 upward, namespaces with owners of their own from the last downward, so
 * that with two workers a durable and a fast namespace do not wait for each other.
 */
export function compileSnapshot(
  config: Pick<GatewayConfig, "backends" | "namespaces"> & {
    readonly auth?: { readonly mode: "off" | "required" };
    readonly audit?: { readonly mode: "off" | "on" };
  },
  workerCount: number,
  generation: number,
): Snapshot {
  assert(workerCount >= 1, "there must be a worker to own the namespaces");
  const indexOfBackend = new Map(config.backends.map((backend, index) => [backend.name, index]));
  /** The owner of each one-worker backend that a namespace uses. */
  const ownerOfBackend = new Map<number, number>();
  let spread = 0;
  const namespaces = config.namespaces.map((namespace, index): NamespaceSpec => {
    const backendIndex = indexOfBackend.get(namespace.backend) ?? -1;
    const backend = config.backends[backendIndex];
    assert(backend !== undefined, `namespace ${namespace.name} names a backend that is not declared`);
    let owner: number;
    if (backendTypes[backend.type].placement === "one-worker") {
      owner = ownerOfBackend.get(backendIndex) ?? ownerOfBackend.size % workerCount;
      ownerOfBackend.set(backendIndex, owner);
    } else {
      owner = workerCount - 1 - (spread++ % workerCount);
    }
    const { name, pattern, access, limits } = namespace;
    const rules = { access: compileAccess(access), limits: compileLimits(limits) };
    // Whoever switches the audit on wants to know who changed what.
    const audit = config.audit?.mode === "on" ? (namespace.audit ?? "writes") : "off";
    return { index, name, pattern, backend: backendIndex, owner, ...rules, audit };
  });
  const backends = config.backends.map((backend, index) => compileBackend(backend, index, namespaces, workerCount));
  return deepFreeze({ generation, enforcesAccess: config.auth?.mode === "required", namespaces, backends });
}

function compileBackend(
  backend: BackendConfig,
  index: number,
  namespaces: readonly NamespaceSpec[],
  workerCount: number,
): BackendSpec {
  const namespacesByWorker = new Array<number>(workerCount).fill(0);
  for (const namespace of namespaces) {
    if (namespace.backend === index)
      namespacesByWorker[namespace.owner] = (namespacesByWorker[namespace.owner] ?? 0) + 1;
  }
  const owners = namespacesByWorker.flatMap((count, worker) => (count > 0 ? [worker] : []));
  const owner = owners.length === 1 ? (owners[0] ?? -1) : -1;
  if (backend.type !== "memory") return { ...backend, index, owner };
  return { ...backend, index, owner, sharesByWorker: splitBytes(backend.settings.maxBytes, namespacesByWorker) };
}

/**
 * Splits `bytes` in proportion to `weights`, exactly: the parts sum to `bytes`. What does not divide evenly goes out by
 * rounding running sums, whose last is the whole. The remainder is less than the total weight, so no product is large.
 */
function splitBytes(bytes: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map(() => 0);
  const each = Math.floor(bytes / total);
  const remainder = bytes - each * total;
  let before = 0;
  return weights.map((weight) => {
    const after = before + weight;
    const extra = Math.floor((remainder * after) / total) - Math.floor((remainder * before) / total);
    before = after;
    return each * weight + extra;
  });
}
