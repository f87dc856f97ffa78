import { ANY_VERSION, ItemAction, KeyValueItem } from "../../../src/backends/contract.ts";
import type { KeyValueWrite, NetworkedKeyValueStore } from "../../../src/backends/networked-contract.ts";
import { toByteString } from "../../../src/codec/byte-string.ts";
import { NOW_MS, TIMEOUT_MS } from "./test-store.ts";

interface Wanted {
  readonly value?: string | Buffer;
  readonly ifVersion?: number;
  readonly expiresAtMs?: number;
  readonly delta?: bigint;
}

export function itemOf(namespaceId: number, key: string, action: ItemAction, wanted: Wanted = {}): KeyValueItem {
  const item = new KeyValueItem();
  item.namespaceId = namespaceId;
  item.key = toByteString(key);
  item.action = action;
  item.source = Buffer.from(wanted.value ?? "");
  item.end = item.source.length;
  item.ifVersion = wanted.ifVersion ?? ANY_VERSION;
  item.expiresAtMs = wanted.expiresAtMs ?? 0;
  item.delta = wanted.delta ?? 0n;
  return item;
}

export const putOf = (ns: number, key: string, wanted: Wanted = {}): KeyValueItem =>
  itemOf(ns, key, ItemAction.PUT, wanted);
export const deleteOf = (ns: number, key: string, wanted: Wanted = {}): KeyValueItem =>
  itemOf(ns, key, ItemAction.DELETE, wanted);

interface WriteOptions {
  readonly isAtomic?: boolean;
  readonly idempotencyKey?: string;
  readonly fingerprint?: string;
  readonly rememberUntilMs?: number;
}

export function writeOf(items: readonly KeyValueItem[], options: WriteOptions = {}): KeyValueWrite {
  return {
    items,
    isAtomic: options.isAtomic ?? false,
    idempotencyKey: options.idempotencyKey ?? "",
    fingerprint: Buffer.from(options.fingerprint ?? "fingerprint here"),
    rememberUntilMs: options.rememberUntilMs ?? NOW_MS + 1_000,
    isReplay: false,
    isKeyReused: false,
  };
}

/** Writes one item in a call of its own. */
export async function write(
  store: NetworkedKeyValueStore,
  item: KeyValueItem,
  options: WriteOptions & { readonly nowMs?: number } = {},
  timeoutMs = TIMEOUT_MS,
): Promise<KeyValueItem> {
  await store.writeMany([writeOf([item], options)], options.nowMs ?? NOW_MS, timeoutMs);
  return item;
}

export async function read(
  store: NetworkedKeyValueStore,
  namespaceId: number,
  key: string,
  nowMs = NOW_MS,
): Promise<KeyValueItem> {
  const item = itemOf(namespaceId, key, ItemAction.PUT);
  await store.getMany([item], nowMs, TIMEOUT_MS);
  return item;
}

export function textOf(item: { readonly value: Uint8Array | string }): string {
  const { value } = item;
  return (typeof value === "string" ? Buffer.from(value, "latin1") : Buffer.from(value)).toString("utf8");
}
