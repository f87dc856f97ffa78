import { type KeyValueItem, type KeyValueStore, Outcome } from "../../backends/contract.ts";
import { CallNumber, isWrite } from "../../codec/calls.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { failureOf } from "../../common/prism-error.ts";
import { StoreSizes } from "../../metrics/store-sizes.ts";
import { incrementItem, transactItems } from "./apply.ts";
import type { KeyValueCall } from "./call.ts";
import { prepareKeyValue } from "./prepare.ts";
import { READ_SLICE_ITEMS, readBatch } from "./read-batch.ts";
import { runOnce } from "./run-once.ts";

/**
 * Runs the calls of one batch on one store, with as few calls of the store as keep the order:
 *
 *   arrival order    get a · put a · get b · put c · get a · get d
 *   early reads      get a · get b · get d        one getMany, answered before the writes begin
 *   the rest         put a · put c · get a        one transaction: one putMany, one getMany, one commit
 *
 * A read is early unless a write of the same key came before it in the batch. So each key sees its calls in the order of
 * arrival, reads do not wait for the disk, and a hundred writes share one commit.
 */
export class KeyValueExecutor {
  private readonly store: KeyValueStore;
  private readonly onInternal: (error: unknown) => void;
  private readonly sizes: StoreSizes;
  private readonly early: KeyValueCall[] = [];
  private readonly rest: KeyValueCall[] = [];
  private readonly dirty = new Set<string>();
  private readonly run: KeyValueItem[] = [];

  /** @param onInternal hears the cause of what callers are told as INTERNAL. */
  constructor(store: KeyValueStore, onInternal: (error: unknown) => void, sizes = new StoreSizes()) {
    this.store = store;
    this.sizes = sizes;
    this.onInternal = onInternal;
  }

  /** Decides every call: afterwards its items have outcomes, or its `failure` is set. `onEarly` may answer reads sooner. */
  execute(calls: readonly KeyValueCall[], nowMs: number, onEarly: (calls: readonly KeyValueCall[]) => void): void {
    const { early, rest } = this;
    early.length = 0;
    rest.length = 0;
    this.split(calls);
    if (early.length > 0) {
      this.readAll(early, nowMs);
      if (rest.length > 0) onEarly(early);
    }
    if (rest.length > 0) this.commitAll(rest, nowMs);
  }

  private split(calls: readonly KeyValueCall[]): void {
    const { early, rest, dirty } = this;
    // The keys of how many calls of `rest` are in `dirty`: filled only when a read comes after a write.
    let marked = 0;
    dirty.clear();
    for (const call of calls) {
      if (isWrite(call.operation)) {
        rest.push(call);
        continue;
      }
      for (; marked < rest.length; marked++) this.mark(rest[marked] as KeyValueCall);
      if (rest.length === 0 || !this.touchesDirty(call)) early.push(call);
      else rest.push(call);
    }
  }

  private mark(call: KeyValueCall): void {
    if (!isWrite(call.operation)) return;
    if (call.batch === null) this.dirty.add(call.item.key);
    else for (const item of call.batch) this.dirty.add(item.key);
  }

  /** Keys alone decide, whatever their namespace: a false alarm only makes a read wait for the commit. */
  private touchesDirty(call: KeyValueCall): boolean {
    if (call.query !== null) return true;
    if (call.batch === null) return this.dirty.has(call.item.key);
    return call.batch.some((item) => this.dirty.has(item.key));
  }

  private readAll(calls: readonly KeyValueCall[], nowMs: number): void {
    try {
      this.inRuns(calls, nowMs);
    } catch (error) {
      const failure = this.failureOf(error);
      for (const call of calls) call.failure = failure;
    }
  }

  private commitAll(calls: readonly KeyValueCall[], nowMs: number): void {
    try {
      this.store.begin();
      this.inRuns(calls, nowMs);
      this.store.commit();
    } catch (error) {
      this.store.rollback();
      if (calls.length === 1) (calls[0] as KeyValueCall).failure = this.failureOf(error);
      else this.commitOneByOne(calls, nowMs);
    }
  }

  /** One call that cannot be done must not fail those that came with it: after a rollback each has its own transaction. */
  private commitOneByOne(calls: readonly KeyValueCall[], nowMs: number): void {
    for (const call of calls) {
      forget(call, nowMs);
      if (isWrite(call.operation)) this.commitAll([call], nowMs);
      else this.readAll([call], nowMs);
    }
  }

  private failureOf(error: unknown): Failure {
    const failure = failureOf(error, storeFailed);
    if (failure.code === Code.INTERNAL) this.onInternal(error);
    return failure;
  }

  /** Runs calls in order, neighbours of one kind together. */
  private inRuns(calls: readonly KeyValueCall[], nowMs: number): void {
    let kind = Kind.NONE as Kind;
    for (const call of calls) {
      const next = kindOf(call);
      if (next !== kind) this.flush(kind, nowMs);
      kind = next;
      if (kind === Kind.SCAN) call.page = this.store.scan(call.query as NonNullable<typeof call.query>, nowMs);
      else if (kind === Kind.ONCE) runOnce(this.store, call, nowMs);
      else if (kind === Kind.INCREMENT) incrementItem(this.store, call.item, nowMs);
      else if (kind === Kind.TRANSACT) transactItems(this.store, call.batch as KeyValueItem[], nowMs);
      else if (call.batch === null) this.run.push(call.item);
      else if (kind === Kind.READ && call.batch.length > READ_SLICE_ITEMS) readBatch(this.store, call.batch, nowMs);
      else this.run.push(...call.batch);
    }
    this.flush(kind, nowMs);
  }

  private flush(kind: Kind, nowMs: number): void {
    const { run, store } = this;
    if (run.length === 0) return;
    this.sizes.recordCall(run.length);
    try {
      if (kind === Kind.READ) store.getMany(run, nowMs);
      else if (kind === Kind.PUT) store.putMany(run, nowMs);
      else store.deleteMany(run, nowMs);
    } finally {
      run.length = 0;
    }
  }
}

const Kind = { NONE: 0, READ: 1, PUT: 2, DELETE: 3, SCAN: 4, ONCE: 5, INCREMENT: 6, TRANSACT: 7 } as const;
type Kind = (typeof Kind)[keyof typeof Kind];

function kindOf(call: KeyValueCall): Kind {
  switch (call.operation) {
    case CallNumber.KV_PUT:
    case CallNumber.KV_BATCH_PUT:
      return call.idempotencyKey === "" ? Kind.PUT : Kind.ONCE;
    case CallNumber.KV_DELETE:
    case CallNumber.KV_BATCH_DELETE:
      return call.idempotencyKey === "" ? Kind.DELETE : Kind.ONCE;
    case CallNumber.KV_INCREMENT:
      return call.idempotencyKey === "" ? Kind.INCREMENT : Kind.ONCE;
    case CallNumber.KV_TRANSACT:
      return call.idempotencyKey === "" ? Kind.TRANSACT : Kind.ONCE;
    case CallNumber.KV_SCAN:
      return Kind.SCAN;
    default:
      return Kind.READ;
  }
}

function forget(call: KeyValueCall, nowMs: number): void {
  call.replay = null;
  call.failure = null;
  if (call.operation === CallNumber.KV_INCREMENT || call.operation === CallNumber.KV_TRANSACT) {
    // Its items have sums where they had what is to be added.
    prepareKeyValue(call, nowMs);
    return;
  }
  call.item.outcome = Outcome.PENDING;
  for (const item of call.batch ?? []) item.outcome = Outcome.PENDING;
}

export const storeFailed = new Failure(
  Code.INTERNAL,
  "STORE_FAILED",
  "the store failed in a way Prism does not know; the log has the cause",
);
