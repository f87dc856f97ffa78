import assert from "node:assert/strict";
import { test } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { ByteAccount, ownBudget } from "../../../src/backends/memory/byte-budget.ts";
import { createMemoryStore } from "../../../src/backends/memory/memory-store.ts";
import { createBudgetMemory, SharedBudget } from "../../../src/ring/shared-budget.ts";
import { put, remove, writeOf } from "../embedded-keyvalue/items.ts";

const NOW_MS = 1_000_000;
const MAX_BYTES = 4 * 1024 * 1024;

test("holds whole chunks and gives back what it does not use, but for one", () => {
  let left = 10;
  const account = new ByteAccount({
    chunkBytes: 100,
    take: (chunks) => {
      if (chunks > left) return false;
      left -= chunks;
      return true;
    },
    give: (chunks) => {
      left += chunks;
    },
  });
  assert.equal(account.reserve(250), true);
  account.count(250);
  assert.equal(left, 7);
  assert.equal(account.reserve(50), true);
  assert.equal(left, 7);
  assert.equal(account.reserve(751), false);
  assert.equal(account.reserve(750), true);
  account.count(750);
  assert.equal(left, 0);
  account.count(-850);
  account.settle();
  assert.equal(account.used, 150);
  assert.equal(left, 7);
  account.settle();
  assert.equal(left, 7);
});

test("one store's own budget is exact to the byte", () => {
  const account = new ByteAccount(ownBudget(100));
  assert.equal(account.reserve(100), true);
  account.count(100);
  assert.equal(account.reserve(1), false);
  account.count(-1);
  account.settle();
  assert.equal(account.reserve(1), true);
});

test("stores on two workers share the bytes of their backend, whoever needs them", () => {
  const memory = createBudgetMemory(2);
  const [a, b] = [0, 1].map((worker) =>
    createMemoryStore({ maxBytes: MAX_BYTES, budget: new SharedBudget(memory, worker, MAX_BYTES) }),
  );
  assert.ok(a !== undefined && b !== undefined);
  const ns = { a: a.openNamespace("a"), b: b.openNamespace("b") };
  const value = Buffer.alloc(100_000, "v");
  const fill = (store: typeof a, id: number): number => {
    for (let i = 0; ; i++) {
      store.begin();
      const { outcome } = put(store, writeOf(id, `k${i}`, { value }), NOW_MS);
      store.commit();
      if (outcome !== Outcome.DONE) return i;
    }
  };
  const filled = fill(a, ns.a);
  assert.ok(filled >= 40, `only ${filled} items`);
  assert.ok(a.stats().bytes <= MAX_BYTES);
  assert.equal(fill(b, ns.b), 0);
  for (let i = 0; i < 10; i++) {
    a.begin();
    remove(a, writeOf(ns.a, `k${i}`), NOW_MS);
    a.commit();
  }
  assert.ok(fill(b, ns.b) >= 9);
  assert.ok(a.stats().bytes + b.stats().bytes <= MAX_BYTES);
  // A namespace that is dropped gives its memory to the other store.
  a.dropNamespace(ns.a);
  while (a.sweep(NOW_MS, 7) > 0);
  assert.equal(a.stats().bytes, 0);
  assert.ok(fill(b, ns.b) >= 28);
});
