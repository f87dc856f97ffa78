import { ANY_VERSION, ItemAction, type KeyValueItem } from "../../contract.ts";
import type { KeyValueWrite } from "../../networked-contract.ts";

/** Items by their namespaces; most batches have one. */
export function byNamespace(items: readonly KeyValueItem[]): (readonly KeyValueItem[])[] {
  const first = items[0];
  if (first === undefined) return [];
  if (items.every((item) => item.namespaceId === first.namespaceId)) return [items];
  const groups = new Map<number, KeyValueItem[]>();
  for (const item of items) {
    const group = groups.get(item.namespaceId);
    if (group === undefined) groups.set(item.namespaceId, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** Whether a write only puts, each item under another key, whatever is there: nothing of it can fail by itself. */
export function isPlain({ items, idempotencyKey }: KeyValueWrite): boolean {
  if (idempotencyKey !== "") return false;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as KeyValueItem;
    if (item.action !== ItemAction.PUT || item.ifVersion !== ANY_VERSION) return false;
  }
  return items.length === 1 || new Set(items.map(({ key }) => key)).size === items.length;
}
