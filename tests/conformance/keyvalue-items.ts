import { ANY_VERSION, type Bytes, KeyValueItem, type KeyValueStore } from "../../src/backends/contract.ts";
import { toByteString } from "../../src/codec/byte-string.ts";

/** Short ways to make items and call a store with one. Keys are given as text. */

export interface Write {
  readonly value?: Buffer | string;
  readonly ifVersion?: number;
  readonly expiresAtMs?: number;
}

export function readOf(namespaceId: number, key: string, wantsValue = true): KeyValueItem {
  const item = new KeyValueItem();
  item.namespaceId = namespaceId;
  item.key = toByteString(key);
  item.wantsValue = wantsValue;
  return item;
}

/** The value stands in the middle of shared memory, as it does in a ring. */
export function writeOf(namespaceId: number, key: string, write: Write = {}): KeyValueItem {
  const item = readOf(namespaceId, key);
  const value = typeof write.value === "string" ? Buffer.from(write.value) : (write.value ?? Buffer.alloc(0));
  item.source = Buffer.from(new SharedArrayBuffer(value.length + 16));
  item.start = 8;
  item.end = 8 + value.length;
  item.source.fill("#");
  value.copy(item.source, item.start);
  item.ifVersion = write.ifVersion ?? ANY_VERSION;
  item.expiresAtMs = write.expiresAtMs ?? 0;
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

export function bytesOf(value: Bytes): Buffer {
  return typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from(value);
}

export function textOf(value: Bytes): string {
  return bytesOf(value).toString("utf8");
}
