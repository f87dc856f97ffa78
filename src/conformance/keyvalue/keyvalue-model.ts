import { ANY_VERSION, Outcome } from "../../backends/contract.ts";

/** One item as it should be; its version is the one that the store gave. */
export interface ModelItem {
  readonly value: string;
  readonly version: number;
  /** 0 = never; otherwise long past or far away, so that no clock matters. */
  readonly expiresAtMs: number;
}

/** A write that is remembered, with what it came to. */
export interface ModelWrite {
  readonly asked: string;
  readonly told: readonly { readonly outcome: number; readonly version: number; readonly delta: bigint }[];
}

/** What a KeyValue store should do, in the plainest way. Keys and values are byte strings; namespaces have numbers of its own. */
export class KeyValueModel {
  private readonly items = new Map<string, ModelItem>();
  private readonly remembered = new Map<string, ModelWrite>();
  private readonly unsure = new Set<string>();
  /** The largest version that anybody was told of each key: the next one must be larger. */
  private readonly lastVersions = new Map<string, number>();

  find(space: number, key: string, nowMs: number): ModelItem | null {
    const item = this.items.get(`${space}\0${key}`);
    return item === undefined || (item.expiresAtMs !== 0 && item.expiresAtMs <= nowMs) ? null : item;
  }

  /** The outcome of a conditional write on what is there now. */
  holds(space: number, key: string, ifVersion: number, nowMs: number): boolean {
    return ifVersion === ANY_VERSION || ifVersion === (this.find(space, key, nowMs)?.version ?? 0);
  }

  /** Whether the store may have given this version to a new state of the item. */
  takeVersion(space: number, key: string, version: number): boolean {
    const name = `${space}\0${key}`;
    const isNew = version > (this.lastVersions.get(name) ?? 0);
    this.lastVersions.set(name, version);
    return isNew;
  }

  set(space: number, key: string, item: ModelItem | null): void {
    if (item === null) this.items.delete(`${space}\0${key}`);
    else this.items.set(`${space}\0${key}`, item);
  }

  /** Keys of a range in byte order. */
  keys(space: number, range: { from: string; to: string | null }, nowMs: number): string[] {
    const prefix = `${space}\0`;
    return [...this.items.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .filter((key) => key >= range.from && (range.to === null || key < range.to))
      .filter((key) => this.find(space, key, nowMs) !== null)
      .toSorted();
  }

  recall(space: number, idempotencyKey: string): ModelWrite | null {
    return this.remembered.get(`${space}\0${idempotencyKey}`) ?? null;
  }

  /**
   * Whether nobody can say if the key is taken: of a write that found nothing to delete, and did nothing besides, a store
   * may remember that or not.
   */
  isUnsure(space: number, idempotencyKey: string): boolean {
    return this.unsure.has(`${space}\0${idempotencyKey}`);
  }

  remember(space: number, idempotencyKey: string, write: ModelWrite): void {
    const name = `${space}\0${idempotencyKey}`;
    if (write.told.some(({ outcome }) => outcome === Outcome.DONE)) this.remembered.set(name, write);
    else if (write.told.some(({ outcome }) => outcome === Outcome.ABSENT)) this.unsure.add(name);
  }

  /** Items and remembered writes go; versions go on, for the store may number all its namespaces together. */
  drop(space: number): void {
    for (const map of [this.items, this.remembered]) {
      for (const name of [...map.keys()]) if (name.startsWith(`${space}\0`)) map.delete(name);
    }
    for (const name of [...this.lastVersions.keys()]) if (name.startsWith(`${space}\0`)) this.lastVersions.delete(name);
  }
}
