import { isDeepStrictEqual } from "node:util";
import { assert } from "../common/assert.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { MAX_NAMESPACE_PLACES } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import { backendTypes } from "../config/backend-types.ts";
import type { BackendType } from "../config/backends/backend-type.ts";
import { deepFreeze } from "../config/deep-freeze.ts";
import type { GatewayConfig, NamespaceConfig } from "../config/gateway-config.ts";
import { compileAccess, compileLimits } from "./compile-rules.ts";
import { Placement } from "./placement.ts";
import { type BackendSpec, type NamespaceSpec, namespacesOf, type Snapshot } from "./snapshot.ts";

/** A configuration, as far as a snapshot is made from it. */
export interface Declarations extends Pick<GatewayConfig, "backends" | "namespaces"> {
  readonly auth?: { readonly mode: "off" | "required" };
  readonly audit?: { readonly mode: "off" | "on" };
}

/** What makes other namespaces of those that there are. */
export interface NamespaceEdit {
  /** New, or declared anew. */
  readonly set: readonly NamespaceConfig[];
  /** Names of those that go. */
  readonly remove: readonly string[];
}

export interface EditOptions {
  /** The worker where a namespace was that is gone and may have left something in that worker's memory, by {@link homeOf}. */
  readonly formerOwners?: ReadonlyMap<string, number>;
}

/** Which data a namespace finds when it comes back. */
export function homeOf({ name, backend }: Pick<NamespaceConfig, "name" | "backend">): string {
  return `${backend}/${name}`;
}

/**
 * Decides which worker serves what, and gives each namespace its place. The same configuration and number of workers always give the same first snapshot.
 */
export function compileSnapshot(config: Declarations, workers: number): Snapshot {
  assert(workers >= 1, "there must be a worker to own the namespaces");
  const empty: Snapshot = {
    generation: 0,
    workers: Object.freeze(Array.from({ length: workers }, (_, worker) => worker)),
    enforcesAccess: config.auth?.mode === "required",
    hasAudit: config.audit?.mode === "on",
    namespaces: [],
    backends: placeBackends(config, workers),
  };
  return compileEdit(empty, { set: config.namespaces, remove: [] });
}

/**
 * The snapshot that follows. Backends, authentication and audit stay what they are, and every namespace keeps its place
 * and its owner. Throws a PrismError when more have come and gone than a process has places for.
 */
export function compileEdit(previous: Snapshot, edit: NamespaceEdit, { formerOwners }: EditOptions = {}): Snapshot {
  const { workers, backends, hasAudit } = previous;
  const namespaces = [...previous.namespaces];
  const placeOf = createLookup(previous, edit.set.length + edit.remove.length);
  for (const name of edit.remove) {
    const index = placeOf(name);
    assert(index >= 0, "what goes was there");
    namespaces[index] = null;
  }
  const placement = new Placement(workers, backends);
  for (const spec of namespaces) if (spec !== null) placement.count(spec);
  const indexOfBackend = new Map(backends.map((backend) => [backend.name, backend.index]));
  for (const config of edit.set) {
    const backend = indexOfBackend.get(config.backend);
    assert(backend !== undefined, `namespace ${config.name} names a backend that is not declared`);
    const known = namespaces[placeOf(config.name)] ?? null;
    if (known !== null) {
      assert(known.backend === backend && known.pattern === config.pattern, "a namespace keeps backend and pattern");
      namespaces[known.index] = sameOrAnew(known, config, hasAudit);
      continue;
    }
    const index = namespaces.length;
    if (index === MAX_NAMESPACE_PLACES) throw noPlaceLeft();
    const owner = placement.ownerFor(backend, formerOwners?.get(homeOf(config)));
    const { name, pattern } = config;
    const isEmbedded = placementOf(backends[backend] as BackendSpec) !== "every-worker";
    const isSpread = pattern === "keyvalue" && !isEmbedded;
    const rules = rulesOf(config, hasAudit);
    namespaces.push(deepFreeze({ index, name, pattern, backend, owner, isSpread, isEmbedded, config, ...rules }));
  }
  return Object.freeze({
    ...previous,
    generation: previous.generation + 1,
    namespaces: Object.freeze(namespaces),
    backends: deepFreeze(backends),
  });
}

/** What makes exactly `wanted` of the namespaces of a snapshot. */
export function editTo(snapshot: Snapshot, wanted: readonly NamespaceConfig[]): NamespaceEdit {
  const names = new Set(wanted.map((config) => config.name));
  const remove = namespacesOf(snapshot).filter(({ name }) => !names.has(name));
  return { set: wanted, remove: remove.map(({ name }) => name) };
}

/** Finds the place of a name, or −1: of a few names by looking at all, of many by a Map. */
function createLookup({ namespaces }: Snapshot, names: number): (name: string) => number {
  if (names <= FEW_NAMES) return (name) => namespaces.findIndex((spec) => spec?.name === name);
  const places = new Map(namespaces.flatMap((spec) => (spec === null ? [] : [[spec.name, spec.index] as const])));
  return (name) => places.get(name) ?? -1;
}

const FEW_NAMES = 8;

function sameOrAnew(spec: NamespaceSpec, declared: NamespaceConfig, hasAudit: boolean): NamespaceSpec {
  if (spec.config === declared || isDeepStrictEqual(spec.config, declared)) return spec;
  return deepFreeze({ ...spec, config: declared, ...rulesOf(declared, hasAudit) });
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
function placeBackends({ backends, namespaces }: Declarations, workers: number): BackendSpec[] {
  const owners = new Map<string, number>();
  for (const name of [...namespaces.map(({ backend }) => backend), ...backends.map((backend) => backend.name)]) {
    const backend = backends.find((each) => each.name === name);
    if (backend === undefined || placementOf(backend) !== "one-worker") continue;
    if (!owners.has(name)) owners.set(name, owners.size % workers);
  }
  return backends.map((backend, index): BackendSpec => {
    const owner = owners.get(backend.name) ?? -1;
    return { ...backend, index, owner, keeper: owner === -1 ? index % workers : owner };
  });
}

function placementOf({ type }: Pick<BackendSpec, "type">): BackendType["placement"] {
  return backendTypes[type].placement;
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
