import type { KeyValueStore } from "../backends/contract.ts";
import { assert } from "../common/assert.ts";
import { PrismError } from "../common/prism-error.ts";
import type { BackendSpec, NamespaceSpec, Snapshot } from "../namespaces/snapshot.ts";
import { applyChange, type SnapshotChange } from "../namespaces/snapshot-change.ts";
import type { BoundNamespace } from "../pipeline/request.ts";
import { auditLevelOf } from "../security/audit/audit-level.ts";
import type { AdoptProblem, StoreDrop } from "./worker-seed.ts";

export interface ServedStoresParts {
  readonly worker: number;
  /** Throws a PrismError when the store cannot be opened. */
  readonly openStore: (backend: BackendSpec) => KeyValueStore;
}

/**
 * What a worker serves: its stores, and its namespaces by their place in the snapshot. Both lists are the pipeline's too,
 * and change between two batches only. A store stays open once it is: others of its namespaces may come, and what was
 * dropped is still being removed.
 */
export class ServedStores {
  readonly stores: KeyValueStore[] = [];
  /** The backend of each store. */
  readonly backends: string[] = [];
  readonly namespaces: (BoundNamespace | undefined)[] = [];
  private readonly parts: ServedStoresParts;
  /** Which of the stores is a backend's, by backend. */
  private readonly places = new Map<number, number>();
  private current: Snapshot | null = null;

  constructor(parts: ServedStoresParts) {
    this.parts = parts;
  }

  /** The snapshot in force. */
  get snapshot(): Snapshot {
    assert(this.current !== null, "nothing is served before the stores are open");
    return this.current;
  }

  /** Opens the stores of the namespaces that this worker owns. Throws a PrismError when one cannot be opened. */
  open(snapshot: Snapshot, drops: readonly StoreDrop[]): void {
    this.current = snapshot;
    for (const drop of drops) this.dropAtStart(drop);
    for (const specs of this.owned(snapshot.namespaces).values()) this.bindAll(specs);
  }

  /** Takes the next snapshot; what could not be opened is not served, and reported. */
  adopt(change: SnapshotChange): AdoptProblem[] {
    this.current = applyChange(this.snapshot, change);
    for (const index of change.gone) this.namespaces[index] = undefined;
    const problems: AdoptProblem[] = [];
    for (const specs of this.owned(change.set).values()) {
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

  /** Has a store forget a namespace. Throws a PrismError when it cannot now. */
  drop({ backend, storeId }: StoreDrop): void {
    (this.stores[this.storeIndexOf(backend)] as KeyValueStore).dropNamespace(storeId);
  }

  /** What cannot be dropped now, because the disk is full say, waits, unless the name is to stand for something new. */
  private dropAtStart(drop: StoreDrop): void {
    try {
      this.drop(drop);
    } catch (error) {
      const isWanted = this.snapshot.namespaces.some((n) => n?.backend === drop.backend && n.name === drop.name);
      if (isWanted || !(error instanceof PrismError)) throw error;
    }
  }

  /** Those that this worker owns, by backend. */
  private owned(specs: readonly (NamespaceSpec | null)[]): Map<number, NamespaceSpec[]> {
    const owned = new Map<number, NamespaceSpec[]>();
    for (const spec of specs) {
      if (spec === null || spec.owner !== this.parts.worker) continue;
      const ofBackend = owned.get(spec.backend);
      if (ofBackend === undefined) owned.set(spec.backend, [spec]);
      else ofBackend.push(spec);
    }
    return owned;
  }

  /** Namespaces of one backend: in one transaction, as each would otherwise wait for the disk. */
  private bindAll(specs: readonly NamespaceSpec[]): void {
    const storeIndex = this.storeIndexOf((specs[0] as NamespaceSpec).backend);
    const store = this.stores[storeIndex] as KeyValueStore;
    const bound: BoundNamespace[] = [];
    store.begin();
    try {
      for (const { index, name, pattern, audit } of specs) {
        const id = this.namespaces[index]?.id ?? store.openNamespace(name);
        bound.push({ index, name, pattern, storeIndex, store, id, audit: auditLevelOf(audit) });
      }
      store.commit();
    } catch (error) {
      store.rollback();
      throw error;
    }
    for (const namespace of bound) this.namespaces[namespace.index] = namespace;
  }

  private storeIndexOf(backendIndex: number): number {
    let storeIndex = this.places.get(backendIndex);
    if (storeIndex === undefined) {
      const backend = this.snapshot.backends[backendIndex] as BackendSpec;
      storeIndex = this.stores.push(this.parts.openStore(backend)) - 1;
      this.backends.push(backend.name);
      this.places.set(backendIndex, storeIndex);
    }
    return storeIndex;
  }
}
