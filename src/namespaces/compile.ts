import { isDeepStrictEqual } from "node:util";
import { assert } from "../common/assert.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { MAX_NAMESPACE_PLACES } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import { backendTypes } from "../config/backend-types.ts";
import { deepFreeze } from "../config/deep-freeze.ts";
import type { GatewayConfig, NamespaceConfig } from "../config/gateway-config.ts";
import { compileAccess, compileLimits } from "./compile-rules.ts";
import { Placement } from "./placement.ts";
import type { BackendSpec, NamespaceSpec, Snapshot } from "./snapshot.ts";

/** What is left out of the next snapshot's is as in the one before. */
export interface Declarations extends Pick<GatewayConfig, "namespaces"> {
  readonly backends?: GatewayConfig["backends"];
  readonly auth?: { readonly mode: "off" | "required" };
  readonly audit?: { readonly mode: "off" | "on" };
}

export interface CompileOptions {
  readonly workers: number;
  /** The one that is in force. What it says of places, owners, backends, authentication and audit stays so. */
  readonly previous?: Snapshot;
  /** The worker where a namespace was that is gone and may have left something in that worker's memory, by {@link homeOf}. */
  readonly formerOwners?: ReadonlyMap<string, number>;
}

/** Which data a namespace finds when it comes back. */
export function homeOf({ name, backend }: Pick<NamespaceConfig, "name" | "backend">): string {
  return `${backend}/${name}`;
}

/**
 * Decides which worker serves what, and gives each namespace its place. Every store is embedded, so every namespace has
 * one owner. The same configuration and number of workers always give the same first snapshot.
 *
 * Throws a PrismError when more namespaces have come and gone than a process has places for.
 */
export function compileSnapshot(config: Declarations, { workers, previous, formerOwners }: CompileOptions): Snapshot {
  assert(workers >= 1, "there must be a worker to own the namespaces");
  const backends = previous?.backends ?? placeBackends(config, workers);
  const indexOfBackend = new Map(backends.map((backend) => [backend.name, backend.index]));
  const wanted = new Map(config.namespaces.map((namespace) => [namespace.name, namespace]));
  const enforcesAccess = previous?.enforcesAccess ?? config.auth?.mode === "required";
  const hasAudit = previous?.hasAudit ?? config.audit?.mode === "on";
  const placement = new Placement(workers, backends);
  const namespaces: (NamespaceSpec | null)[] = [];
  for (const spec of previous?.namespaces ?? []) {
    const declared = spec === null ? undefined : wanted.get(spec.name);
    if (spec === null || declared === undefined) {
      namespaces.push(null);
      continue;
    }
    assert(indexOfBackend.get(declared.backend) === spec.backend, "a namespace stays on its backend");
    assert(declared.pattern === spec.pattern, "a namespace keeps its pattern");
    placement.count(spec);
    namespaces.push(sameOrAnew(spec, declared, hasAudit));
    wanted.delete(spec.name);
  }
  for (const declared of wanted.values()) {
    const index = namespaces.length;
    if (index === MAX_NAMESPACE_PLACES) throw noPlaceLeft();
    const { name, pattern } = declared;
    const backend = indexOfBackend.get(declared.backend);
    assert(backend !== undefined, `namespace ${name} names a backend that is not declared`);
    const owner = placement.ownerFor(backend, formerOwners?.get(homeOf(declared)));
    namespaces.push({ index, name, pattern, backend, owner, config: declared, ...rulesOf(declared, hasAudit) });
  }
  return deepFreeze({ generation: (previous?.generation ?? 0) + 1, enforcesAccess, hasAudit, namespaces, backends });
}

function sameOrAnew(spec: NamespaceSpec, declared: NamespaceConfig, hasAudit: boolean): NamespaceSpec {
  if (spec.config === declared || isDeepStrictEqual(spec.config, declared)) return spec;
  return { ...spec, config: declared, ...rulesOf(declared, hasAudit) };
}

type Rules = Pick<NamespaceSpec, "access" | "limits" | "audit">;

function rulesOf({ access, limits, audit }: NamespaceConfig, hasAudit: boolean): Rules {
  // Whoever switches the audit on wants to know who changed what.
  return {
    access: compileAccess(access),
    limits: compileLimits(limits),
    audit: hasAudit ? (audit ?? "writes") : "off",
  };
}

/** Backends with one owner take workers from 0 upward: first those that namespaces use, in the order of the namespaces. */
function placeBackends({ backends = [], namespaces }: Declarations, workers: number): BackendSpec[] {
  const owners = new Map<string, number>();
  for (const name of [...namespaces.map(({ backend }) => backend), ...backends.map((backend) => backend.name)]) {
    const backend = backends.find((each) => each.name === name);
    if (backend === undefined || backendTypes[backend.type].placement !== "one-worker") continue;
    if (!owners.has(name)) owners.set(name, owners.size % workers);
  }
  return backends.map((backend, index): BackendSpec => ({ ...backend, index, owner: owners.get(backend.name) ?? -1 }));
}

function noPlaceLeft(): PrismError {
  return new PrismError(
    new Failure(
      Code.RESOURCE_EXHAUSTED,
      "NAMESPACE_PLACES_EXHAUSTED",
      `more than ${MAX_NAMESPACE_PLACES} namespaces have been made since this gateway started; restart it to make more`,
    ),
  );
}
