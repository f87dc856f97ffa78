import type { TestContext } from "node:test";
import { ANY_VERSION, ItemAction, type KeyValueItem } from "../../../src/backends/contract.ts";
import { createNatsKeyValueStore } from "../../../src/backends/nats/keyvalue/keyvalue-store.ts";
import type { KeyValueWrite, NetworkedKeyValueStore } from "../../../src/backends/networked-contract.ts";
import type { NatsSettings } from "../../../src/config/backends/nats.ts";
import { fileServer } from "../../support/servers/private-servers.ts";
import { readOf, type Write, writeOf } from "../embedded-keyvalue/items.ts";
import { natsSettings, natsSurroundings } from "./nats-settings.ts";

export const NOW_MS = 1_700_000_000_000;
export const TIMEOUT_MS = 5_000;
let prefixes = 0;

export interface Opened {
  readonly store: NetworkedKeyValueStore;
  readonly ns: number;
  readonly settings: NatsSettings;
}

/** A store on the file's server, with a prefix of its own. */
export async function open(t: TestContext, changes: Partial<NatsSettings> = {}): Promise<Opened> {
  const { port } = await fileServer("nats");
  const settings = natsSettings(port, { prefix: `t${process.pid}_${++prefixes}`, ...changes });
  return openWith(t, settings);
}

export function openWith(t: TestContext, settings: NatsSettings): Opened {
  const store = createNatsKeyValueStore(settings, natsSurroundings());
  t.after(() => store.close());
  return { store, ns: store.namespaceOf("orders"), settings };
}

const item = (ns: number, key: string, action: ItemAction, write: Write & { delta?: bigint } = {}): KeyValueItem => {
  const made = writeOf(ns, key, write);
  made.action = action;
  made.delta = write.delta ?? 0n;
  return made;
};
export const put = (ns: number, key: string, value: string, write: Write = {}) =>
  item(ns, key, ItemAction.PUT, { ...write, value });
export const remove = (ns: number, key: string, ifVersion = ANY_VERSION) =>
  item(ns, key, ItemAction.DELETE, { ifVersion });
export const add = (ns: number, key: string, delta: bigint, write: Write = {}) =>
  item(ns, key, ItemAction.INCREMENT, { ...write, delta });

export function writeCall(items: readonly KeyValueItem[]): KeyValueWrite {
  return {
    items,
    isAtomic: false,
    idempotencyKey: "",
    fingerprint: new Uint8Array(0),
    rememberUntilMs: 0,
    isReplay: false,
    isKeyReused: false,
  };
}

export async function write<T extends readonly KeyValueItem[]>({ store }: Opened, ...items: T): Promise<T> {
  await store.writeMany([writeCall(items)], NOW_MS, TIMEOUT_MS);
  return items;
}

export async function read({ store, ns }: Opened, key: string, nowMs = NOW_MS): Promise<KeyValueItem> {
  const wanted = readOf(ns, key);
  await store.getMany([wanted], nowMs, TIMEOUT_MS);
  return wanted;
}

export async function keysOf(
  { store, ns }: Opened,
  from: string,
  to: string | null,
  maxItems = 1000,
): Promise<string[]> {
  const keys: string[] = [];
  for (let at = from; ; ) {
    const query = { namespaceId: ns, from: at, to, keysOnly: true, maxItems, maxBytes: 1e6 };
    const page = await store.scan(query, NOW_MS, TIMEOUT_MS);
    keys.push(...page.items.map(({ key }) => key));
    const last = page.items.at(-1);
    if (!page.more || last === undefined) return keys;
    at = `${last.key}\0`;
  }
}

/** Keys that have a message in the server, be it of an item, of one that has ended, or a tombstone. */
export async function storedKeysOf({ store, ns }: Opened): Promise<string[]> {
  const query = { namespaceId: ns, from: "", to: null, keysOnly: true, maxItems: 10_000, maxBytes: 1e6 };
  return (await store.scan(query, BEFORE_ANY_END_MS, TIMEOUT_MS)).items.map(({ key }) => key);
}

const BEFORE_ANY_END_MS = 0;
