import { ItemAction, type KeyValueItem, type KeyValueStore, Outcome, type ScanPage } from "../../backends/contract.ts";
import type {
  Finding,
  KeyValueWrite,
  NetworkedKeyValueGuarantees,
  NetworkedKeyValueStore,
  NetworkedStats,
} from "../../backends/networked-contract.ts";
import { incrementItem, transactItems } from "../../patterns/keyvalue/apply.ts";
import { readAnswer, writeAnswer } from "./remembered-answer.ts";

/**
 * An embedded store, as one on the network looks: so that one suite asks both. Each batch is a transaction, in which the
 * idempotency keys are kept too. `close` leaves the embedded store open, for others may use it.
 */
export class EmbeddedKeyValue implements NetworkedKeyValueStore {
  readonly guarantees: NetworkedKeyValueGuarantees;
  readonly lanes = 1;
  readonly maxBatchItems = 1_024;
  readonly findings: readonly Finding[] = [];
  private readonly store: KeyValueStore;
  private readonly names: string[] = [];

  constructor(store: KeyValueStore) {
    this.store = store;
    const { atomicBatch } = store.guarantees;
    const idempotency = atomicBatch ? "atomic" : "none";
    this.guarantees = { ...store.guarantees, counters: true, transactions: atomicBatch, idempotency };
  }

  async probe(): Promise<void> {
    this.store.checkHealth();
  }

  stats(): NetworkedStats {
    return { connections: 0, maxConnections: 0 };
  }

  async close(): Promise<void> {}

  namespaceOf(name: string): number {
    const known = this.names.indexOf(name);
    return known >= 0 ? known : this.names.push(name) - 1;
  }

  async storeIdOf(namespaceId: number): Promise<number> {
    return this.idOf(namespaceId);
  }

  async isEmpty(namespaceId: number, nowMs: number): Promise<boolean> {
    return this.store.isEmpty(this.idOf(namespaceId), nowMs);
  }

  async dropNamespace(storeId: number): Promise<void> {
    this.store.dropNamespace(storeId);
  }

  async getMany(items: readonly KeyValueItem[], nowMs: number): Promise<void> {
    this.inStore(items, () => this.store.getMany(items, nowMs));
  }

  async writeMany(writes: readonly KeyValueWrite[], nowMs: number): Promise<void> {
    this.store.begin();
    try {
      for (const write of writes) this.write(write, nowMs);
      this.store.commit();
    } catch (error) {
      this.store.rollback();
      throw error;
    }
  }

  async scan(query: Parameters<NetworkedKeyValueStore["scan"]>[0], nowMs: number): Promise<ScanPage> {
    return this.store.scan({ ...query, namespaceId: this.idOf(query.namespaceId) }, nowMs);
  }

  async sweep(nowMs: number, maxItems: number): Promise<number> {
    return this.store.sweep(nowMs, maxItems);
  }

  private idOf(namespaceId: number): number {
    return this.store.openNamespace(this.names[namespaceId] as string);
  }

  private write(write: KeyValueWrite, nowMs: number): void {
    const { items, idempotencyKey, fingerprint } = write;
    const namespaceId = this.idOf((items[0] as KeyValueItem).namespaceId);
    const known = idempotencyKey === "" ? null : this.store.recall(namespaceId, idempotencyKey, nowMs);
    if (known !== null) {
      write.isKeyReused = Buffer.compare(known.fingerprint, fingerprint) !== 0;
      write.isReplay = !write.isKeyReused;
      if (write.isReplay) readAnswer(known.answer, items);
      return;
    }
    this.inStore(items, () => (write.isAtomic ? transactItems(this.store, items, nowMs) : this.doEach(items, nowMs)));
    if (idempotencyKey === "" || !items.some(({ outcome }) => outcome === Outcome.DONE)) return;
    const answer = writeAnswer(items);
    this.store.remember(namespaceId, idempotencyKey, { fingerprint, answer }, write.rememberUntilMs);
  }

  private doEach(items: readonly KeyValueItem[], nowMs: number): void {
    for (const item of items) {
      if (item.action === ItemAction.DELETE) this.store.deleteMany([item], nowMs);
      else if (item.action === ItemAction.PUT) this.store.putMany([item], nowMs);
      else incrementItem(this.store, item, nowMs);
    }
  }

  /** Items have the store's own numbers while they are with it. */
  private inStore(items: readonly KeyValueItem[], work: () => void): void {
    const outside = items.map((item) => item.namespaceId);
    for (const item of items) item.namespaceId = this.idOf(item.namespaceId);
    try {
      work();
    } finally {
      for (const [i, item] of items.entries()) item.namespaceId = outside[i] as number;
    }
  }
}
