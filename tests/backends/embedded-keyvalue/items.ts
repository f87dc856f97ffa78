import type { KeyValueItem, KeyValueStore } from "../../../src/backends/contract.ts";
import { type ItemOptions, putOf, readOf } from "../../../src/conformance/keyvalue/items.ts";

/** Short ways to make items and call an embedded store with one. Keys are given as text. */

export type { ItemOptions as Write } from "../../../src/conformance/keyvalue/items.ts";
export { bytesOf, readOf, textOf } from "../../../src/conformance/keyvalue/items.ts";

/** The value stands in the middle of shared memory, as it does in a ring. */
export function writeOf(namespaceId: number, key: string, write: ItemOptions = {}): KeyValueItem {
  const item = putOf(namespaceId, key, write);
  const shared = Buffer.from(new SharedArrayBuffer(item.source.length));
  shared.set(item.source);
  item.source = shared;
  return item;
}

export function get(store: KeyValueStore, namespaceId: number, key: string, nowMs: number): KeyValueItem {
  const item = readOf(namespaceId, key);
  store.getMany([item], nowMs);
  return item;
}

export function put(store: KeyValueStore, item: KeyValueItem, nowMs: number): KeyValueItem {
  store.putMany([item], nowMs);
  return item;
}

export function remove(store: KeyValueStore, item: KeyValueItem, nowMs: number): KeyValueItem {
  store.deleteMany([item], nowMs);
  return item;
}
