import type { ScanPage, ScanQuery } from "../backends/contract.ts";
import { assert } from "../common/assert.ts";
import { Failure } from "../common/failure.ts";
import { needsGuarantees } from "../common/offer.ts";
import { PrismError } from "../common/prism-error.ts";
import { asPooled } from "../namespaces/compile-pool.ts";
import type { BackendSpec, NamespaceSpec, Snapshot } from "../namespaces/snapshot.ts";
import { applyChange, type SnapshotChange } from "../namespaces/snapshot-change.ts";
import { OWN_KEYS } from "../patterns/keyvalue/large/chunk-keys.ts";
import type { BoundNamespace } from "../pipeline/request.ts";
import type { ServedNetworkedStreamStore, ServedStore, ServedStreamStore } from "../pipeline/served-store.ts";
import { auditLevelOf } from "../security/audit/audit-level.ts";
import type { AdoptProblem, Inspection, StoreDrop } from "./worker-seed.ts";

export interface ServedStoresParts {
  readonly worker: number;
  /** Throws a PrismError when the store cannot be opened. */
  readonly openStore: (backend: BackendSpec, pattern: NamespaceSpec["pattern"]) => ServedStore;
  readonly wallMs: () => number;
}

/**
 * What a worker serves: its stores, and its namespaces by their place in the snapshot. Both lists are the pipeline's too,
 * and change between two batches only. A store stays open once it is: others of its namespaces may come, and what was
 * dropped is still being removed.
 */
export class ServedStores {
  readonly stores: ServedStore[] = [];
  /** The backend of each store. */
  readonly backends: BackendSpec[] = [];
  readonly namespaces: (BoundNamespace | undefined)[] = [];
  private readonly parts: ServedStoresParts;
  /** Which of the stores is a backend's for a pattern, by both. */
  private readonly places = new Map<string, number>();
  private current: Snapshot | null = null;
  /** Settled when the stores have as many connections as they should. */
  resized: Promise<unknown> = Promise.resolve();

  constructor(parts: ServedStoresParts) {
    this.parts = parts;
  }

  /** The snapshot in force. */
  get snapshot(): Snapshot {
    assert(this.current !== null, "nothing is served before the stores are open");
    return this.current;
  }

  /** Opens the stores of the namespaces that this worker serves. Throws a PrismError when one cannot be opened. */
  open(snapshot: Snapshot, drops: readonly StoreDrop[]): void {
    this.current = snapshot;
    for (const drop of drops) this.dropAtStart(drop);
    for (const specs of this.served(snapshot.namespaces).values()) this.bindAll(specs);
  }

  /** Takes the next snapshot; what could not be opened is not served, and reported. */
  adopt(change: SnapshotChange): AdoptProblem[] {
    const before = this.snapshot.backends;
    this.current = applyChange(this.snapshot, change);
    if (change.backends !== null) this.resized = Promise.all(this.resize(before));
    for (const index of change.gone) this.namespaces[index] = undefined;
    const problems: AdoptProblem[] = [];
    for (const specs of this.served(change.set).values()) {
      try {
        this.bindAll(specs);
      } catch (error) {
        if (!(error instanceof PrismError)) throw error;
        const failure = { ...error.failure };
        for (const { index } of specs) problems.push({ index, failure });
      }
    }
    return problems;
  }

  private resize(before: readonly BackendSpec[]): Promise<void>[] {
    return this.stores.flatMap((place, at) => {
      const { index } = this.backends[at] as BackendSpec;
      const connections = connectionsOf(this.snapshot.backends[index]);
      if (place.kind === "embedded" || place.kind === "stream") return [];
      if (connections === null || connections === connectionsOf(before[index])) return [];
      return place.store.resize?.(connections) ?? [];
    });
  }

  /** Has a store forget a namespace. Throws or rejects with a PrismError when it cannot now. */
  drop({ backend, pattern, storeId }: StoreDrop): void | Promise<void> {
    const place = this.stores[this.storeIndexOf(backend, pattern)] as ServedStore;
    if (place.kind === "embedded") place.store.dropNamespace(storeId);
    else if (isStream(place)) return place.store.dropStream(storeId);
    else return place.store.dropNamespace(storeId, CONTROL_TIMEOUT_MS);
  }

  /** What a namespace has. Rejects with a PrismError when its store cannot tell now. */
  async inspect(index: number): Promise<Inspection> {
    const namespace = this.namespaces[index];
    if (namespace === undefined) return { storeId: -1, isEmpty: true, isUnused: false };
    const { id, storeIndex } = namespace;
    const place = this.stores[storeIndex] as ServedStore;
    const nowMs = this.parts.wallMs();
    // Before a stream is asked for its number, which makes it.
    const isUnused = place.kind === "networked" ? false : (place.store.isUnused?.(id) ?? false);
    if (place.kind === "embedded") {
      const isEmpty = place.store.isEmpty(id, nowMs) || hasNone(place.store.scan(anyItem(id), nowMs));
      return { storeId: id, isEmpty, isUnused };
    }
    if (isStream(place)) {
      return { storeId: await place.store.storeIdOf(id), isEmpty: await place.store.isEmpty(id), isUnused };
    }
    const storeId = await place.store.storeIdOf(id, CONTROL_TIMEOUT_MS);
    const isEmpty =
      (await place.store.isEmpty(id, nowMs, CONTROL_TIMEOUT_MS)) ||
      hasNone(await place.store.scan(anyItem(id), nowMs, CONTROL_TIMEOUT_MS));
    return { storeId, isEmpty, isUnused };
  }

  async close(): Promise<void> {
    for (const place of this.stores) if (place.kind !== "embedded") place.guard?.close();
    await Promise.all(this.stores.map(({ store }) => store.close()));
  }

  /**
   * What cannot be dropped now, because the disk is full say, waits, unless the name is to stand for something new. What a
   * server on the network has is dropped in its own time: control tells it again.
   */
  private dropAtStart(drop: StoreDrop): void {
    try {
      const dropped = this.drop(drop);
      if (dropped !== undefined) dropped.catch(() => undefined);
    } catch (error) {
      const isWanted = this.snapshot.namespaces.some((n) => n?.backend === drop.backend && n.name === drop.name);
      if (isWanted || !(error instanceof PrismError)) throw error;
    }
  }

  /** Those that this worker serves, by backend and pattern. */
  private served(specs: readonly (NamespaceSpec | null)[]): Map<string, NamespaceSpec[]> {
    const served = new Map<string, NamespaceSpec[]>();
    for (const spec of specs) {
      if (spec === null || (spec.owner !== this.parts.worker && !spec.isSpread)) continue;
      const key = placeKey(spec.backend, spec.pattern);
      const neighbours = served.get(key);
      if (neighbours === undefined) served.set(key, [spec]);
      else neighbours.push(spec);
    }
    return served;
  }

  /** Namespaces of one store. */
  private bindAll(specs: readonly NamespaceSpec[]): void {
    const { backend, pattern } = specs[0] as NamespaceSpec;
    const storeIndex = this.storeIndexOf(backend, pattern);
    const place = this.stores[storeIndex] as ServedStore;
    const { bind } = this;
    if (place.kind === "networked") {
      for (const spec of specs)
        this.namespaces[spec.index] = bind(spec, storeIndex, place.store.namespaceOf(spec.name));
      return;
    }
    if (isStream(place)) {
      for (const spec of specs) {
        const { name, config } = spec;
        this.namespaces[spec.index] = bind(spec, storeIndex, place.store.openStream({ name, ...config.stream }));
      }
      return;
    }
    // In one transaction, as each would otherwise wait for the disk.
    const { store } = place;
    store.begin();
    let bound: BoundNamespace[];
    try {
      bound = specs.map((spec) =>
        bind(spec, storeIndex, this.namespaces[spec.index]?.id ?? store.openNamespace(spec.name)),
      );
      store.commit();
    } catch (error) {
      store.rollback();
      throw error;
    }
    for (const namespace of bound) this.namespaces[namespace.index] = namespace;
  }

  private readonly bind = (spec: NamespaceSpec, storeIndex: number, id: number): BoundNamespace => {
    const { index, name, pattern, audit, config } = spec;
    const isEmbedded = ["embedded", "stream"].includes(this.stores[storeIndex]?.kind ?? "");
    const isSettled = isEmbedded || !needsGuarantees(config.needs);
    const needs = isSettled ? null : config.needs;
    const terms = pattern === "stream" ? config.stream : null;
    const { compression: asked } = config.largeValues;
    const compression = asked === "off" ? "identity" : asked;
    return { index, name, pattern, storeIndex, id, terms, audit: auditLevelOf(audit), needs, compression };
  };

  private storeIndexOf(backendIndex: number, pattern: NamespaceSpec["pattern"]): number {
    const key = placeKey(backendIndex, pattern);
    let storeIndex = this.places.get(key);
    if (storeIndex === undefined) {
      const backend = this.snapshot.backends[backendIndex] as BackendSpec;
      storeIndex = this.stores.push(this.openStore(backend, pattern)) - 1;
      this.backends.push(backend);
      this.places.set(key, storeIndex);
    }
    return storeIndex;
  }

  /** What goes wrong is told with the backend's name: a gateway that does not start has nothing else to tell it by. */
  private openStore(backend: BackendSpec, pattern: NamespaceSpec["pattern"]): ServedStore {
    try {
      return this.parts.openStore(backend, pattern);
    } catch (error) {
      if (!(error instanceof PrismError)) throw error;
      const { code, reason, message, retryAfterMs, metadata } = error.failure;
      const named = { retryAfterMs, metadata: { ...metadata, backend: backend.name } };
      const failure = new Failure(code, reason, `backend "${backend.name}": ${message}`, named);
      throw new PrismError(failure, { source: error.source, retry: error.retry, cause: error });
    }
  }
}

function connectionsOf(backend: BackendSpec | undefined): number | null {
  return backend === undefined ? null : (asPooled(backend)?.settings.connections ?? null);
}

function isStream(place: ServedStore): place is ServedStreamStore | ServedNetworkedStreamStore {
  return place.kind === "stream" || place.kind === "networked-stream";
}

/** Asks for any item of a client's: what the gateway keeps there for itself keeps no namespace alive. */
function anyItem(namespaceId: number): ScanQuery {
  return { namespaceId, from: "", to: OWN_KEYS, keysOnly: true, maxItems: 1, maxBytes: 1 };
}

function hasNone({ items, more }: ScanPage): boolean {
  return items.length === 0 && !more;
}

function placeKey(backend: number, pattern: NamespaceSpec["pattern"]): string {
  return `${backend} ${pattern}`;
}

/** Less than control waits for the answer. */
const CONTROL_TIMEOUT_MS = 5_000;
