import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Entry } from "../../../src/backends/memory/entry.ts";
import { ExpiryHeap } from "../../../src/backends/memory/expiry-heap.ts";
import { Table } from "../../../src/backends/memory/table.ts";

const table = new Table();

test("has every entry that expires once, and the first one on top, through any changes", () => {
  const change = fc.record({ place: fc.nat(30), expiresAtMs: fc.nat(500), action: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 50, maxLength: 200 }), (changes) => {
      const heap = new ExpiryHeap();
      const entries = Array.from({ length: 31 }, (_, i) => new Entry(table, `k${i}`, "", 1, 0));
      for (const { place, expiresAtMs, action } of changes) {
        const remove = action === 0;
        const entry = entries[place] as Entry;
        entry.expiresAtMs = remove ? 0 : expiresAtMs;
        if (remove) heap.remove(entry);
        else heap.place(entry);
        const expiring = entries.filter((other) => other.expiresAtMs !== 0).map((other) => other.expiresAtMs);
        assert.equal(heap.size, expiring.length);
        assert.equal(heap.peek()?.expiresAtMs, expiring.length === 0 ? undefined : Math.min(...expiring));
      }
      const order: number[] = [];
      for (let first = heap.peek(); first !== undefined; first = heap.peek()) {
        order.push(first.expiresAtMs);
        heap.remove(first);
      }
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      );
    }),
    { numRuns: 300 },
  );
});

test("holds one place for an entry, however often its expiry changes", () => {
  const heap = new ExpiryHeap();
  const entry = new Entry(table, "k", "", 1, 0);
  for (let i = 1; i <= 1000; i++) {
    entry.expiresAtMs = (i * 7919) % 1000 || 1;
    heap.place(entry);
  }
  assert.equal(heap.size, 1);
});
