import assert from "node:assert/strict";
import { test } from "node:test";
import { Entry } from "../../../src/backends/memory/entry.ts";
import { MAX_BLOCK_ENTRIES, OrderedEntries } from "../../../src/backends/memory/ordered-entries.ts";
import { Table } from "../../../src/backends/memory/table.ts";
import { createPrng } from "../../../src/common/prng.ts";

const table = new Table();

function entryOf(key: string): Entry {
  return new Entry(table, key, "", 1, 0);
}

function keysFrom(ordered: OrderedEntries, from: string, most = Number.POSITIVE_INFINITY): string[] {
  const keys: string[] = [];
  ordered.visitFrom(from, (entry) => keys.push(entry.key) < most);
  return keys;
}

test("visits keys in order from any place, through insertions and removals across many blocks", () => {
  const prng = createPrng(7);
  const randomKey = (): string => `k${prng.below(1e6)}`;
  const keys = new Set(Array.from({ length: 3 * MAX_BLOCK_ENTRIES }, randomKey));
  const entries = new Map([...keys].map((key) => [key, entryOf(key)]));
  const ordered = new OrderedEntries(entries.values());

  const check = (): void => {
    const sorted = [...entries.keys()].sort();
    assert.deepEqual(keysFrom(ordered, ""), sorted);
    const from = randomKey();
    const following = sorted.filter((key) => key >= from);
    assert.deepEqual(keysFrom(ordered, from, 5), following.slice(0, 5));
  };
  for (let i = 1; i <= 8 * MAX_BLOCK_ENTRIES; i++) {
    const entry = entryOf(randomKey());
    if (entries.has(entry.key)) continue;
    entries.set(entry.key, entry);
    ordered.insert(entry);
    if (i % 500 === 0) check();
  }
  // In the order of insertion, which is random: all blocks shrink together.
  for (const [key, entry] of entries) {
    entries.delete(key);
    ordered.remove(entry);
    if (entries.size % 500 === 0) check();
  }
  assert.deepEqual(keysFrom(ordered, ""), []);
  ordered.insert(entryOf("again"));
  assert.deepEqual(keysFrom(ordered, "a"), ["again"]);
  assert.deepEqual(keysFrom(ordered, "b"), []);
});
