import { ANY_VERSION, type Bytes, ItemAction, KeyValueItem } from "../../backends/contract.ts";
import type { KeyValueWrite } from "../../backends/networked-contract.ts";
import { toByteString } from "../../codec/byte-string.ts";

/** Short ways to make items and writes. Keys are given as text. */

export interface ItemOptions {
  readonly value?: Uint8Array | string;
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

/** The value stands in the middle of a buffer, as values do. */
export function putOf(namespaceId: number, key: string, options: ItemOptions = {}): KeyValueItem {
  const item = readOf(namespaceId, key);
  const value = typeof options.value === "string" ? Buffer.from(options.value) : (options.value ?? new Uint8Array(0));
  item.source = Buffer.alloc(value.length + 16, "#");
  item.start = 8;
  item.end = 8 + value.length;
  item.source.set(value, item.start);
  item.ifVersion = options.ifVersion ?? ANY_VERSION;
  item.expiresAtMs = options.expiresAtMs ?? 0;
  return item;
}

export function deleteOf(namespaceId: number, key: string, ifVersion: number = ANY_VERSION): KeyValueItem {
  const item = putOf(namespaceId, key, { ifVersion });
  item.action = ItemAction.DELETE;
  return item;
}

export function incrementOf(
  namespaceId: number,
  key: string,
  delta: bigint,
  options: Omit<ItemOptions, "value"> = {},
): KeyValueItem {
  const item = putOf(namespaceId, key, options);
  item.action = ItemAction.INCREMENT;
  item.delta = delta;
  return item;
}

export function checkOf(namespaceId: number, key: string, ifVersion: number): KeyValueItem {
  const item = putOf(namespaceId, key, { ifVersion });
  item.action = ItemAction.CHECK;
  return item;
}

export interface WriteOptions {
  readonly isAtomic?: boolean;
  readonly idempotencyKey?: string;
  /** Stands for what is asked: the same text, the same request. */
  readonly asked?: string;
  readonly rememberUntilMs?: number;
}

export function writeOf(items: readonly KeyValueItem[], options: WriteOptions = {}): KeyValueWrite {
  const { isAtomic = false, idempotencyKey = "", asked = "", rememberUntilMs = 0 } = options;
  return {
    items,
    isAtomic,
    idempotencyKey: toByteString(idempotencyKey),
    fingerprint: idempotencyKey === "" ? new Uint8Array(0) : fingerprintOf(asked),
    rememberUntilMs,
    isReplay: false,
    isKeyReused: false,
  };
}

/** Sixteen bytes, none of which a text could not have. */
function fingerprintOf(asked: string): Uint8Array {
  const bytes = new Uint8Array(16).fill(255);
  bytes.set(new TextEncoder().encode(asked).subarray(0, 16));
  return bytes;
}

/** A copy of the bytes: what a store gave may not be kept. */
export function bytesOf(value: Bytes): Buffer {
  return typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from(value);
}

export function textOf(value: Bytes): string {
  return bytesOf(value).toString("utf8");
}
