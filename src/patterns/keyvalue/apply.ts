import { ANY_VERSION, ItemAction, KeyValueItem, type KeyValueStore, Outcome } from "../../backends/contract.ts";
import { addToCounter } from "../../common/counter.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { transactFailure } from "./transact-failure.ts";

/**
 * Increments one item of an embedded store, inside the transaction that is open: what is read cannot change before it is
 * written, for the store has one thread.
 */
export function incrementItem(store: KeyValueStore, item: KeyValueItem, nowMs: number): void {
  const current = read(store, [item], nowMs)[0] as KeyValueItem;
  if (!meetsCondition(item, current)) return;
  const sum = sumOf(item, current);
  if (sum instanceof Failure) {
    item.outcome = Outcome.FAILED;
    item.failure = sum;
    return;
  }
  putSum(item, current, sum);
  store.putMany([item], nowMs);
}

/**
 * Does all of a transaction's items or none: first every condition is looked at, and every sum, then all is written.
 * Throws when a write is refused then, for only a rollback undoes those before it.
 */
export function transactItems(store: KeyValueStore, items: readonly KeyValueItem[], nowMs: number): void {
  const current = read(store, items, nowMs);
  const sums = items.map((item, i) => {
    if (!meetsCondition(item, current[i] as KeyValueItem)) return null;
    return item.action === ItemAction.INCREMENT ? sumOf(item, current[i] as KeyValueItem) : 0n;
  });
  for (const [i, sum] of sums.entries()) {
    const item = items[i] as KeyValueItem;
    if (!(sum instanceof Failure)) continue;
    item.outcome = Outcome.FAILED;
    item.failure = sum;
  }
  if (sums.some((sum) => sum === null || sum instanceof Failure)) {
    for (const item of items) if (item.outcome === Outcome.PENDING) item.outcome = Outcome.ABORTED;
    return;
  }
  for (const [i, item] of items.entries()) {
    if (item.action === ItemAction.INCREMENT) putSum(item, current[i] as KeyValueItem, sums[i] as bigint);
    else if (item.action === ItemAction.CHECK) item.outcome = Outcome.DONE;
  }
  const puts = items.filter(({ action }) => action === ItemAction.PUT || action === ItemAction.INCREMENT);
  const deletes = items.filter(({ action }) => action === ItemAction.DELETE);
  if (puts.length > 0) store.putMany(puts, nowMs);
  if (deletes.length > 0) store.deleteMany(deletes, nowMs);
  const refusal = transactFailure(items);
  if (refusal !== null) throw new PrismError(refusal, { source: "backend" });
}

/** What stands there now, item by item. */
function read(store: KeyValueStore, items: readonly KeyValueItem[], nowMs: number): KeyValueItem[] {
  const current = items.map(({ namespaceId, key, action }) => {
    const item = new KeyValueItem();
    item.namespaceId = namespaceId;
    item.key = key;
    item.wantsValue = action === ItemAction.INCREMENT;
    return item;
  });
  store.getMany(current, nowMs);
  const unread = current.find(({ outcome }) => outcome === Outcome.FAILED);
  if (unread?.failure != null) throw new PrismError(unread.failure, { source: "backend" });
  return current;
}

function meetsCondition(item: KeyValueItem, current: KeyValueItem): boolean {
  const version = current.outcome === Outcome.DONE ? current.version : 0;
  if (item.ifVersion === ANY_VERSION || item.ifVersion === version) return true;
  item.outcome = Outcome.MISMATCH;
  item.version = version;
  return false;
}

function sumOf({ delta }: KeyValueItem, current: KeyValueItem): bigint | Failure {
  if (current.outcome !== Outcome.DONE) return addToCounter(null, delta);
  const { value } = current;
  return addToCounter(typeof value === "string" ? value : Buffer.from(value).toString("latin1"), delta);
}

/** Makes the item one that puts the sum; a counter that is there keeps its end unless another one is given. */
function putSum(item: KeyValueItem, current: KeyValueItem, sum: bigint): void {
  item.delta = sum;
  item.source = Buffer.from(sum.toString(), "latin1");
  item.start = 0;
  item.end = item.source.length;
  if (item.expiresAtMs === 0 && current.outcome === Outcome.DONE) item.expiresAtMs = current.expiresAtMs;
}
