import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  ANY_VERSION,
  ItemAction,
  type KeyValueItem,
  type KeyValueStore,
  Outcome,
  type ScanPage,
  type ScanQuery,
} from "../../src/backends/contract.ts";
import { createMemoryStore } from "../../src/backends/memory/memory-store.ts";
import type { KeyValueWrite } from "../../src/backends/networked-contract.ts";
import { EmbeddedKeyValue } from "../../src/conformance/keyvalue/embedded-keyvalue.ts";
import { keyValueSuite } from "../../src/conformance/keyvalue/keyvalue-suite.ts";
import { failingOf } from "./failing-checks.ts";

type BrokenStore = new (store: KeyValueStore) => EmbeddedKeyValue;

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const itemsOf = (writes: readonly KeyValueWrite[]): KeyValueItem[] => writes.flatMap(({ items }) => [...items]);

class IgnoresConditions extends EmbeddedKeyValue {
  override async writeMany(writes: readonly KeyValueWrite[], nowMs: number): Promise<void> {
    for (const item of itemsOf(writes)) item.ifVersion = ANY_VERSION;
    await super.writeMany(writes, nowMs);
  }
}

/** Looks first, and writes afterwards: what lies between belongs to others. */
class LooksThenWrites extends EmbeddedKeyValue {
  override async writeMany(writes: readonly KeyValueWrite[], nowMs: number): Promise<void> {
    const items = itemsOf(writes);
    const before = items.map((item) => Object.assign(Object.create(Object.getPrototypeOf(item)), item) as KeyValueItem);
    await this.getMany(before, nowMs);
    const holds = (item: KeyValueItem, i: number): boolean => {
      const found = before[i] as KeyValueItem;
      return item.ifVersion === ANY_VERSION || item.ifVersion === (found.outcome === Outcome.DONE ? found.version : 0);
    };
    await soon();
    for (const [i, item] of items.entries()) if (holds(item, i)) item.ifVersion = ANY_VERSION;
    await super.writeMany(writes, nowMs);
  }
}

class AddsInTwoSteps extends EmbeddedKeyValue {
  override async writeMany(writes: readonly KeyValueWrite[], nowMs: number): Promise<void> {
    for (const item of itemsOf(writes).filter(({ action }) => action === ItemAction.INCREMENT)) {
      const found = Object.assign(Object.create(Object.getPrototypeOf(item)), item) as KeyValueItem;
      await this.getMany([found], nowMs);
      await soon();
      const sum =
        BigInt(found.outcome === Outcome.DONE ? Buffer.from(found.value as string, "latin1").toString() : "0") +
        item.delta;
      Object.assign(item, {
        action: ItemAction.PUT,
        source: Buffer.from(String(sum)),
        start: 0,
        end: String(sum).length,
      });
      await super.writeMany(writes, nowMs);
      item.delta = sum;
      return;
    }
    await super.writeMany(writes, nowMs);
  }
}

class LosesEnds extends EmbeddedKeyValue {
  override async writeMany(writes: readonly KeyValueWrite[], nowMs: number): Promise<void> {
    for (const item of itemsOf(writes)) item.expiresAtMs = 0;
    await super.writeMany(writes, nowMs);
  }
}

class DoesTransactionsByHalves extends EmbeddedKeyValue {
  override async writeMany(writes: readonly KeyValueWrite[], nowMs: number): Promise<void> {
    const able = writes.map((write) => ({
      ...write,
      isAtomic: false,
      items: write.items.filter(({ action }) => action !== ItemAction.CHECK),
    }));
    await super.writeMany(
      able.filter(({ items }) => items.length > 0),
      nowMs,
    );
  }
}

class ForgetsIdempotencyKeys extends EmbeddedKeyValue {
  override async writeMany(writes: readonly KeyValueWrite[], nowMs: number): Promise<void> {
    await super.writeMany(
      writes.map((write) => ({ ...write, idempotencyKey: "" })),
      nowMs,
    );
  }
}

class MixesNamespaces extends EmbeddedKeyValue {
  override namespaceOf(name: string): number {
    return super.namespaceOf(name.replace(/-x$/, ""));
  }
}

class DropsNothing extends EmbeddedKeyValue {
  override async dropNamespace(): Promise<void> {}
}

class LeavesOutTheLast extends EmbeddedKeyValue {
  override async scan(query: ScanQuery, nowMs: number): Promise<ScanPage> {
    const page = await super.scan(query, nowMs);
    return page.items.length > 1 && page.more ? { ...page, items: page.items.slice(1) } : page;
  }
}

/** As a database does that sorts by the rules of a language. */
class SortsByLocale extends EmbeddedKeyValue {
  override async scan(query: ScanQuery, nowMs: number): Promise<ScanPage> {
    const page = await super.scan(query, nowMs);
    return { ...page, items: page.items.toSorted((a, b) => a.key.localeCompare(b.key)) };
  }
}

class ReadsLate extends EmbeddedKeyValue {
  private isLate = false;
  override async getMany(items: readonly KeyValueItem[], nowMs: number): Promise<void> {
    await super.getMany(items, nowMs);
    this.isLate = !this.isLate;
    if (this.isLate) return;
    for (const item of items) {
      item.outcome = Outcome.ABSENT;
      item.version = 0;
    }
  }
}

class KeepsViews extends EmbeddedKeyValue {
  private readonly puts: KeyValueItem[] = [];
  override async writeMany(writes: readonly KeyValueWrite[], nowMs: number): Promise<void> {
    await super.writeMany(writes, nowMs);
    this.puts.push(...itemsOf(writes));
  }
  override async getMany(items: readonly KeyValueItem[], nowMs: number): Promise<void> {
    await super.getMany(items, nowMs);
    for (const item of items) {
      const put = this.puts.findLast(({ key }) => key === item.key);
      if (put !== undefined) item.value = put.source.subarray(put.start, put.end);
    }
  }
}

const model = "beside the model";
const cases: [what: string, store: BrokenStore, caughtBy: string[]][] = [
  ["ignores conditions", IgnoresConditions, ["compare and set: writes only", "contention", model]],
  ["looks at conditions before it writes", LooksThenWrites, ["compare and set: lets exactly one", "contention"]],
  ["adds to counters in two steps", AddsInTwoSteps, ["counters: lose nothing"]],
  ["loses the ends of items", LosesEnds, ["time to live: treats", "time to live: writes value", model]],
  ["does transactions by halves", DoesTransactionsByHalves, ["transactions: do nothing when a condition", model]],
  ["forgets idempotency keys", ForgetsIdempotencyKeys, ["idempotency keys: give a repeated write", model]],
  ["mixes namespaces", MixesNamespaces, ["namespaces: are kept apart"]],
  ["drops nothing", DropsNothing, ["namespaces: start with nothing", model]],
  ["leaves out an item of each page", LeavesOutTheLast, ["scans: page through", model]],
  ["sorts keys by the rules of a language", SortsByLocale, ["scans: come in the order", model]],
  ["reads late now and then", ReadsLate, ["items: reads an acknowledged", "contention", model]],
  ["keeps views of what it was given", KeepsViews, ["items: copies a value"]],
];

describe("the KeyValue suite", () => {
  for (const [what, Store, caughtBy] of cases) {
    it(`catches a store that ${what}`, async () => {
      const store = createMemoryStore({ maxBytes: 64 * 1024 * 1024 });
      const subject = { open: () => new Store(store), modelRuns: 120 };
      assert.deepEqual(await failingOf(keyValueSuite, subject, caughtBy), caughtBy);
    });
  }
});
