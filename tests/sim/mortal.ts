import type {
  KeyValueGuarantees,
  KeyValueItem,
  KeyValueStats,
  KeyValueStore,
  RememberedWrite,
  ScanPage,
  ScanQuery,
} from "../../src/backends/contract.ts";
import type { AnswerSink } from "../../src/pipeline/answer-sink.ts";

/** The thread ends here. Not an error of the store: no code that survives may see it. */
export class WorkerDied extends Error {
  override name = "WorkerDied";
}

/** When a worker dies in the middle of its work. Burnt once, everything it touches fails, so nothing more gets out. */
export class Fuse {
  /** Steps (commits and answers) until it burns; −1 = never. */
  steps = -1;
  /** Whether the commit that burns it is done first. */
  commitsFirst = false;
  isBurnt = false;

  step(): void {
    if (this.isBurnt || (this.steps >= 0 && this.steps-- === 0)) this.burn();
  }

  burn(): never {
    this.isBurnt = true;
    throw new WorkerDied();
  }
}

/** Answers that stop where the thread dies: those that were not published by then are never seen. */
export class MortalSink implements AnswerSink {
  private readonly inner: AnswerSink;
  private readonly fuse: Fuse;

  private readonly meanwhile: () => void;

  /** @param meanwhile lets other threads run where they see the answers before the batch has ended. */
  constructor(inner: AnswerSink, fuse: Fuse, meanwhile: () => void) {
    this.inner = inner;
    this.fuse = fuse;
    this.meanwhile = meanwhile;
  }

  get bytes(): Buffer {
    return this.inner.bytes;
  }

  begin(length: number, slot: number, generation: number): number {
    this.fuse.step();
    return this.inner.begin(length, slot, generation);
  }

  end(length: number, slot: number, generation: number, arrivalUs: number): void {
    this.inner.end(length, slot, generation, arrivalUs);
  }

  publish(): void {
    if (this.fuse.isBurnt) return;
    this.inner.publish();
    this.meanwhile();
  }
}

/** A store whose thread may die before or after a commit. */
export class MortalStore implements KeyValueStore {
  private readonly inner: KeyValueStore;
  private readonly fuse: Fuse;

  constructor(inner: KeyValueStore, fuse: Fuse) {
    this.inner = inner;
    this.fuse = fuse;
  }

  get guarantees(): KeyValueGuarantees {
    return this.inner.guarantees;
  }

  openNamespace(name: string): number {
    return this.inner.openNamespace(name);
  }

  isUnused(namespaceId: number): boolean {
    return this.inner.isUnused?.(namespaceId) ?? false;
  }

  isEmpty(namespaceId: number, nowMs: number): boolean {
    return this.inner.isEmpty(namespaceId, nowMs);
  }

  dropNamespace(namespaceId: number): void {
    this.inner.dropNamespace(namespaceId);
  }

  getMany(items: readonly KeyValueItem[], nowMs: number): void {
    this.inner.getMany(items, nowMs);
  }

  putMany(items: readonly KeyValueItem[], nowMs: number): void {
    this.inner.putMany(items, nowMs);
  }

  deleteMany(items: readonly KeyValueItem[], nowMs: number): void {
    this.inner.deleteMany(items, nowMs);
  }

  scan(query: ScanQuery, nowMs: number): ScanPage {
    return this.inner.scan(query, nowMs);
  }

  begin(): void {
    if (this.fuse.isBurnt) this.fuse.burn();
    this.inner.begin();
  }

  commit(): void {
    if (this.fuse.commitsFirst) this.inner.commit();
    this.fuse.step();
    if (!this.fuse.commitsFirst) this.inner.commit();
  }

  rollback(): void {
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
}
