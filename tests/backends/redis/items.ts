import { ANY_VERSION, ItemAction, KeyValueItem } from "../../../src/backends/contract.ts";
import type { KeyValueWrite } from "../../../src/backends/networked-contract.ts";

export const TIMEOUT_MS = 5_000;

export function reading(namespaceId: number, key: string): KeyValueItem {
  const item = new KeyValueItem();
  item.namespaceId = namespaceId;
  item.key = key;
  return item;
}

interface PutOptions {
  readonly ifVersion?: number;
  readonly expiresAtMs?: number;
}

export function putting(namespaceId: number, key: string, value: string, options: PutOptions = {}): KeyValueItem {
  const item = reading(namespaceId, key);
  item.source = Buffer.from(value, "latin1");
  item.end = item.source.length;
  item.ifVersion = options.ifVersion ?? ANY_VERSION;
  item.expiresAtMs = options.expiresAtMs ?? 0;
  return item;
}

export function deleting(namespaceId: number, key: string, ifVersion: number = ANY_VERSION): KeyValueItem {
  const item = reading(namespaceId, key);
  item.action = ItemAction.DELETE;
  item.ifVersion = ifVersion;
  return item;
}

export function adding(namespaceId: number, key: string, delta: bigint, options: PutOptions = {}): KeyValueItem {
  const item = reading(namespaceId, key);
  item.action = ItemAction.INCREMENT;
  item.delta = delta;
  item.ifVersion = options.ifVersion ?? ANY_VERSION;
  item.expiresAtMs = options.expiresAtMs ?? 0;
  return item;
}

export function checking(namespaceId: number, key: string, ifVersion: number): KeyValueItem {
  const item = reading(namespaceId, key);
  item.action = ItemAction.CHECK;
  item.ifVersion = ifVersion;
  return item;
}

/** Each item as a write of its own. */
export function each(...items: readonly KeyValueItem[]): KeyValueWrite[] {
  return items.map((item) => write([item]));
}

export function write(items: readonly KeyValueItem[], options: Partial<KeyValueWrite> = {}): KeyValueWrite {
  return {
    items,
    isAtomic: false,
    idempotencyKey: "",
    fingerprint: new Uint8Array(0),
    rememberUntilMs: 0,
    isReplay: false,
    isKeyReused: false,
    ...options,
  };
}
