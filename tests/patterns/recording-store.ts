import type {
  KeyValueGuarantees,
  KeyValueItem,
  KeyValueStats,
  KeyValueStore,
  RememberedWrite,
  ScanPage,
  ScanQuery,
} from "../../src/backends/contract.ts";

/** Passes everything on to another store, writes down what was called, and fails where it is told to. */
export class RecordingStore implements KeyValueStore {
  readonly log: string[] = [];
  /** Asked before each call; what it returns is thrown. */
  fault: (call: string, keys: readonly string[]) => Error | null = () => null;
  private readonly inner: KeyValueStore;

  constructor(inner: KeyValueStore) {
    this.inner = inner;
  }

  get guarantees(): KeyValueGuarantees {
    return this.inner.guarantees;
  }

  openNamespace(name: string): number {
    return this.inner.openNamespace(name);
  }

  isEmpty(namespaceId: number, nowMs: number): boolean {
    return this.inner.isEmpty(namespaceId, nowMs);
  }

  dropNamespace(namespaceId: number): void {
    this.inner.dropNamespace(namespaceId);
  }

  getMany(items: readonly KeyValueItem[], nowMs: number): void {
    this.note("get", items);
    this.inner.getMany(items, nowMs);
  }

  putMany(items: readonly KeyValueItem[], nowMs: number): void {
    this.note("put", items);
    this.inner.putMany(items, nowMs);
  }

  deleteMany(items: readonly KeyValueItem[], nowMs: number): void {
    this.note("delete", items);
    this.inner.deleteMany(items, nowMs);
  }

  scan(query: ScanQuery, nowMs: number): ScanPage {
    this.note("scan", []);
    return this.inner.scan(query, nowMs);
  }

  begin(): void {
    this.note("begin", []);
    this.inner.begin();
  }

  commit(): void {
    this.note("commit", []);
    this.inner.commit();
  }

  rollback(): void {
    this.log.push("rollback");
    this.inner.rollback();
  }

  recall(namespaceId: number, idempotencyKey: string, nowMs: number): RememberedWrite | null {
    return this.inner.recall(namespaceId, idempotencyKey, nowMs);
  }

  remember(namespaceId: number, idempotencyKey: string, write: RememberedWrite, expiresAtMs: number): void {
    this.inner.remember(namespaceId, idempotencyKey, write, expiresAtMs);
  }

  sweep(nowMs: number, maxItems: number): number {
    return this.inner.sweep(nowMs, maxItems);
  }

  checkHealth(): void {
    this.inner.checkHealth();
  }

  stats(): KeyValueStats {
    return this.inner.stats();
  }

  close(): void {
    this.inner.close();
  }

  private note(call: string, items: readonly KeyValueItem[]): void {
    const keys = items.map((item) => item.key);
    this.log.push([call, ...keys].join(" "));
    const error = this.fault(call, keys);
    if (error !== null) throw error;
  }
}
