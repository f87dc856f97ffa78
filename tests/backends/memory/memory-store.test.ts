import assert from "node:assert/strict";
import { test } from "node:test";
import { Outcome } from "../../../src/backends/contract.ts";
import { createMemoryStore } from "../../../src/backends/memory/memory-store.ts";
import { ENTRY_OVERHEAD_BYTES } from "../../../src/backends/memory/storage.ts";
import type { Clock } from "../../../src/common/clock.ts";
import { Code } from "../../../src/common/codes.ts";
import { SWEEP_STEP_ITEMS } from "../../../src/common/limits.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import { get, put, remove, textOf, writeOf } from "../embedded-keyvalue/items.ts";

const NOW_MS = 1_000_000;

function clockAt(wallMs: number): Clock {
  return { monotonicUs: () => 0, wallMs: () => wallMs };
}

test("refuses a write that does not fit, evicts nothing, and takes it once there is room", () => {
  const itemBytes = 2 + 100 + ENTRY_OVERHEAD_BYTES;
  const store = createMemoryStore({ maxBytes: 3 * itemBytes });
  const ns = store.openNamespace("orders");
  const value = Buffer.alloc(100, "v");
  for (const key of ["k1", "k2", "k3"])
    assert.equal(put(store, writeOf(ns, key, { value }), NOW_MS).outcome, Outcome.DONE);
  const refused = put(store, writeOf(ns, "k4", { value }), NOW_MS);
  assert.equal(refused.outcome, Outcome.FAILED);
  assert.equal(refused.failure?.code, Code.RESOURCE_EXHAUSTED);
  assert.equal(refused.failure?.reason, "STORE_FULL");
  assert.match(refused.failure?.message ?? "", /maxBytes/);
  assert.equal(put(store, writeOf(ns, "k1", { value: Buffer.alloc(101) }), NOW_MS).outcome, Outcome.FAILED);
  assert.equal(textOf(get(store, ns, "k1", NOW_MS).value), "v".repeat(100));
  assert.equal(put(store, writeOf(ns, "k1", { value: Buffer.alloc(100, "w") }), NOW_MS).outcome, Outcome.DONE);
  remove(store, writeOf(ns, "k2"), NOW_MS);
  assert.equal(put(store, writeOf(ns, "k4", { value }), NOW_MS).outcome, Outcome.DONE);
  assert.equal(store.stats().bytes, store.stats().maxBytes);
});

test("lets other items of a batch through when one does not fit", () => {
  const store = createMemoryStore({ maxBytes: 1000 });
  const ns = store.openNamespace("orders");
  const items = [writeOf(ns, "a"), writeOf(ns, "b", { value: Buffer.alloc(2000) }), writeOf(ns, "c")];
  store.putMany(items, NOW_MS);
  assert.deepEqual(
    items.map((item) => item.outcome),
    [Outcome.DONE, Outcome.FAILED, Outcome.DONE],
  );
});

test("makes room by removing what has expired, a bounded number at a time", () => {
  const many = 3 * SWEEP_STEP_ITEMS;
  const store = createMemoryStore({ maxBytes: many * (5 + ENTRY_OVERHEAD_BYTES) });
  const ns = store.openNamespace("orders");
  for (let i = 0; i < many; i++) put(store, writeOf(ns, `k${1000 + i}`, { expiresAtMs: NOW_MS + 1 }), NOW_MS);
  assert.equal(store.stats().items, many);
  assert.equal(put(store, writeOf(ns, "fresh"), NOW_MS).outcome, Outcome.FAILED);
  assert.equal(put(store, writeOf(ns, "fresh"), NOW_MS + 1).outcome, Outcome.DONE);
  assert.equal(store.stats().items, many - SWEEP_STEP_ITEMS + 1);
});

test("replaces an expired item that was removed to make room for its successor", () => {
  const store = createMemoryStore({ maxBytes: ENTRY_OVERHEAD_BYTES + 20 });
  const ns = store.openNamespace("orders");
  put(store, writeOf(ns, "k", { value: Buffer.alloc(10), expiresAtMs: NOW_MS + 1 }), NOW_MS);
  assert.equal(put(store, writeOf(ns, "k", { value: Buffer.alloc(20) }), NOW_MS + 1).outcome, Outcome.FAILED);
  assert.equal(store.stats().bytes, 0);
  assert.equal(put(store, writeOf(ns, "k", { value: Buffer.alloc(19) }), NOW_MS + 1).outcome, Outcome.DONE);
  assert.equal(store.stats().items, 1);
});

test("undoes what was swept to make room inside a transaction", () => {
  const store = createMemoryStore({ maxBytes: 2 * ENTRY_OVERHEAD_BYTES });
  const ns = store.openNamespace("orders");
  put(store, writeOf(ns, "k", { value: "kept" }), NOW_MS);
  const before = store.stats();
  store.begin();
  put(store, writeOf(ns, "k", { value: "", expiresAtMs: NOW_MS - 1 }), NOW_MS);
  put(store, writeOf(ns, "big", { value: Buffer.alloc(ENTRY_OVERHEAD_BYTES - 10) }), NOW_MS);
  store.rollback();
  assert.equal(textOf(get(store, ns, "k", NOW_MS).value), "kept");
  assert.equal(get(store, ns, "big", NOW_MS).outcome, Outcome.ABSENT);
  assert.deepEqual(store.stats(), before);
});

test("counts nothing when everything is deleted, expired or rolled back", () => {
  const store = createMemoryStore({ maxBytes: 10_000_000 });
  const ns = store.openNamespace("orders");
  for (let i = 0; i < 1000; i++) {
    put(
      store,
      writeOf(ns, `k${i % 300}`, { value: Buffer.alloc(i), expiresAtMs: i % 3 === 0 ? NOW_MS + i : 0 }),
      NOW_MS,
    );
  }
  store.remember(ns, "key", { fingerprint: Buffer.from("f"), answer: Buffer.from("answer") }, NOW_MS + 5);
  store.remember(ns, "key", { fingerprint: Buffer.from("f"), answer: Buffer.from("a") }, NOW_MS + 9);
  store.begin();
  for (let i = 200; i < 500; i++) put(store, writeOf(ns, `k${i}`, { value: Buffer.alloc(7) }), NOW_MS);
  store.rollback();
  assert.equal(store.stats().items, 300);
  for (let i = 0; i < 150; i++) remove(store, writeOf(ns, `k${i}`), NOW_MS);
  while (store.sweep(NOW_MS + 2000, 7) > 0);
  for (let i = 0; i < 300; i++) remove(store, writeOf(ns, `k${i}`), NOW_MS);
  assert.deepEqual(store.stats(), { items: 0, bytes: 0, maxBytes: 10_000_000 });
});

test("refuses to remember a write that does not fit", () => {
  const store = createMemoryStore({ maxBytes: ENTRY_OVERHEAD_BYTES });
  const ns = store.openNamespace("orders");
  const remember = (): void =>
    store.remember(ns, "key", { fingerprint: Buffer.from("f"), answer: Buffer.from("a") }, 5);
  assert.throws(remember, (error) => error instanceof PrismError && error.failure.reason === "STORE_FULL");
  assert.equal(store.stats().bytes, 0);
});

test("gives larger versions than a store that ended before, though it knows nothing of it", () => {
  const version = (wallMs: number, writes: number): number => {
    const store = createMemoryStore({ maxBytes: 1e6, clock: clockAt(wallMs) });
    const ns = store.openNamespace("orders");
    for (let i = 1; i < writes; i++) put(store, writeOf(ns, "k"), NOW_MS);
    return put(store, writeOf(ns, "k"), NOW_MS).version;
  };
  const startMs = Date.UTC(2026, 5, 1);
  assert.ok(version(startMs + 1, 1) > version(startMs, 4000));
  assert.ok(Number.isSafeInteger(version(Date.UTC(2095, 0, 1), 1)));
  assert.equal(version(0, 1), 1);
});
