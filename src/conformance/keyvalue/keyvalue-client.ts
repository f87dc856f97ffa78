import type { KeyValueItem, ScannedItem, ScanPage } from "../../backends/contract.ts";
import type { KeyValueWrite, NetworkedKeyValueStore } from "../../backends/networked-contract.ts";
import { toByteString } from "../../codec/byte-string.ts";
import { systemClock } from "../../common/clock.ts";
import { deleteOf, type ItemOptions, incrementOf, putOf, readOf, textOf, type WriteOptions, writeOf } from "./items.ts";

export interface ScanOptions {
  readonly keysOnly?: boolean;
  readonly maxItems?: number;
  readonly maxBytes?: number;
}

/** One worker's store, with short ways to call it. */
export class KeyValueClient {
  readonly store: NetworkedKeyValueStore;
  readonly timeoutMs: number;

  constructor(store: NetworkedKeyValueStore, timeoutMs: number) {
    this.store = store;
    this.timeoutMs = timeoutMs;
  }

  /** Stores may have clocks of their own, so the time is the true one. */
  get nowMs(): number {
    return systemClock.wallMs();
  }

  namespace(name: string): number {
    return this.store.namespaceOf(name);
  }

  async getMany(items: readonly KeyValueItem[]): Promise<readonly KeyValueItem[]> {
    await this.store.getMany(items, this.nowMs, this.timeoutMs);
    return items;
  }

  async get(namespaceId: number, key: string, wantsValue = true): Promise<KeyValueItem> {
    const item = readOf(namespaceId, key, wantsValue);
    await this.getMany([item]);
    return item;
  }

  /** The value as text; null when there is no item. */
  async textAt(namespaceId: number, key: string): Promise<string | null> {
    const item = await this.get(namespaceId, key);
    return item.version === 0 ? null : textOf(item.value);
  }

  async writeMany(writes: readonly KeyValueWrite[]): Promise<readonly KeyValueWrite[]> {
    await this.store.writeMany(writes, this.nowMs, this.timeoutMs);
    return writes;
  }

  async write(items: readonly KeyValueItem[], options: WriteOptions = {}): Promise<KeyValueWrite> {
    const write = writeOf(items, { rememberUntilMs: this.nowMs + 3_600_000, ...options });
    await this.writeMany([write]);
    return write;
  }

  async put(namespaceId: number, key: string, options: ItemOptions = {}): Promise<KeyValueItem> {
    return await this.writeOne(putOf(namespaceId, key, options));
  }

  async delete(namespaceId: number, key: string, ifVersion?: number): Promise<KeyValueItem> {
    return await this.writeOne(deleteOf(namespaceId, key, ifVersion));
  }

  async increment(
    namespaceId: number,
    key: string,
    delta: bigint,
    options: Omit<ItemOptions, "value"> = {},
  ): Promise<KeyValueItem> {
    return await this.writeOne(incrementOf(namespaceId, key, delta, options));
  }

  async scan(namespaceId: number, from: string, to: string | null, options: ScanOptions = {}): Promise<ScanPage> {
    return await this.scanBytes(namespaceId, toByteString(from), to === null ? null : toByteString(to), options);
  }

  /** As {@link scan}, with byte strings as bounds. */
  async scanBytes(namespaceId: number, from: string, to: string | null, options: ScanOptions = {}): Promise<ScanPage> {
    const { keysOnly = false, maxItems = 1_000, maxBytes = 1e6 } = options;
    const query = { namespaceId, from, to, keysOnly, maxItems, maxBytes };
    const page = await this.store.scan(query, this.nowMs, this.timeoutMs);
    return { more: page.more, items: page.items.map((item) => ({ ...item, value: Buffer.from(textBytes(item)) })) };
  }

  /** All pages of a range, one after another; `between` runs after each. */
  async scanAll(
    namespaceId: number,
    range: { from?: string; to?: string | null } & ScanOptions = {},
    between: (page: ScanPage) => Promise<void> | void = () => {},
  ): Promise<ScannedItem[]> {
    const found: ScannedItem[] = [];
    const to = range.to === undefined || range.to === null ? null : toByteString(range.to);
    let from = toByteString(range.from ?? "");
    for (;;) {
      const page = await this.scanBytes(namespaceId, from, to, range);
      found.push(...page.items);
      await between(page);
      const last = page.items.at(-1);
      if (!page.more || last === undefined) return found;
      from = `${last.key}\0`;
    }
  }

  async isEmpty(namespaceId: number): Promise<boolean> {
    return await this.store.isEmpty(namespaceId, this.nowMs, this.timeoutMs);
  }

  /** Has the server forget what now stands behind the namespace. */
  async drop(namespaceId: number): Promise<void> {
    await this.store.dropNamespace(await this.store.storeIdOf(namespaceId, this.timeoutMs), this.timeoutMs);
  }

  /** Sweeps until nothing is left; returns what each step removed. */
  async sweep(maxItems = 1_000): Promise<number[]> {
    const steps: number[] = [];
    do steps.push(await this.store.sweep(this.nowMs, maxItems, this.timeoutMs));
    while (steps.at(-1) !== 0 && steps.length < MAX_SWEEP_STEPS);
    return steps;
  }

  private async writeOne(item: KeyValueItem): Promise<KeyValueItem> {
    await this.write([item]);
    return item;
  }
}

/** A sweep that does not end by then never does. */
const MAX_SWEEP_STEPS = 10_000;

function textBytes({ value }: ScannedItem): Uint8Array {
  return typeof value === "string" ? Buffer.from(value, "latin1") : value;
}
