import { ANY_VERSION, ItemAction, type KeyValueItem } from "../../contract.ts";
import type { KeyValueWrite } from "../../networked-contract.ts";

/** An item, and the write that it is of when that has an idempotency key. */
export interface PlannedItem {
  readonly item: KeyValueItem;
  readonly write: KeyValueWrite | null;
}

/**
 * The transactions that a batch of writes becomes:
 *
 *     puts       nothing but puts without conditions and idempotency keys: one statement
 *     deletes    the same for deletes, by namespace
 *     singles    everything else that has one item, and with it all puts and deletes of the batch: one call
 *     together   a write whose items belong together: a call for each
 */
export interface WritePlan {
  readonly puts: readonly KeyValueItem[];
  readonly deletes: readonly KeyValueItem[];
  readonly singles: readonly PlannedItem[];
  readonly together: readonly KeyValueWrite[];
}

export function planWrites(writes: readonly KeyValueWrite[]): WritePlan {
  const puts: KeyValueItem[] = [];
  const deletes: KeyValueItem[] = [];
  const singles: PlannedItem[] = [];
  const together: KeyValueWrite[] = [];
  const idempotencyKeys = new Set<string>();
  for (const write of writes) {
    const { items, idempotencyKey } = write;
    if (idempotencyKey === "" && (items.length === 1 || (!write.isAtomic && hasEachKeyOnce(items)))) {
      for (const item of items) {
        if (item.ifVersion !== ANY_VERSION) singles.push({ item, write: null });
        else if (item.action === ItemAction.PUT) puts.push(item);
        else if (item.action === ItemAction.DELETE) deletes.push(item);
        else singles.push({ item, write: null });
      }
    } else if (items.length === 1 && isNew(idempotencyKeys, write)) {
      singles.push({ item: items[0] as KeyValueItem, write });
    } else together.push(write);
  }
  if (singles.length > 0) {
    for (const item of [...puts.splice(0), ...deletes.splice(0)]) singles.push({ item, write: null });
    singles.sort((a, b) => compareItems(a.item, b.item));
  }
  return { puts: puts.sort(compareItems), deletes: deletes.sort(compareItems), singles, together };
}

/** The order in which all statements lock rows, so that no two wait for each other. */
export function compareItems(a: KeyValueItem, b: KeyValueItem): number {
  if (a.namespaceId !== b.namespaceId) return a.namespaceId - b.namespaceId;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function hasEachKeyOnce(items: readonly KeyValueItem[]): boolean {
  return new Set(items.map((item) => item.key)).size === items.length;
}

/** Of two writes under one key, the second comes in a transaction after the first, and finds it. */
function isNew(keys: Set<string>, { items, idempotencyKey }: KeyValueWrite): boolean {
  const key = `${items[0]?.namespaceId} ${idempotencyKey}`;
  if (keys.has(key)) return false;
  keys.add(key);
  return true;
}
