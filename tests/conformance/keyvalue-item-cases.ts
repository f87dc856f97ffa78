import assert from "node:assert/strict";
import { it } from "node:test";
import { Outcome } from "../../src/backends/contract.ts";
import { MAX_KEY_BYTES, MAX_VALUE_BYTES } from "../../src/common/limits.ts";
import { type KeyValueFixture, keysOf, NOW_MS } from "./keyvalue-fixture.ts";
import { bytesOf, get, put, readOf, remove, textOf, writeOf } from "./keyvalue-items.ts";

/** Items, their keys and values, and the store itself. */
export function itemCases(on: KeyValueFixture): void {
  it("reads what was written, with its version", () => {
    const written = put(on.store, writeOf(on.ns, "k", { value: "v" }), NOW_MS);
    const read = get(on.store, on.ns, "k", NOW_MS);
    assert.equal(read.outcome, Outcome.DONE);
    assert.equal(textOf(read.value), "v");
    assert.equal(read.version, written.version);
    assert.equal(read.expiresAtMs, 0);
  });

  it("tells existence and version without the value", () => {
    put(on.store, writeOf(on.ns, "k", { value: "v" }), NOW_MS);
    const items = ["k", "none", "k", "k"].map((key) => readOf(on.ns, key, false));
    on.store.getMany(items, NOW_MS);
    assert.deepEqual(
      items.map((item) => item.outcome),
      [Outcome.DONE, Outcome.ABSENT, Outcome.DONE, Outcome.DONE],
    );
    assert.deepEqual(
      items.map((item) => bytesOf(item.value).length),
      [0, 0, 0, 0],
    );
  });

  it("keeps two namespaces apart", () => {
    const other = on.store.openNamespace("invoices");
    put(on.store, writeOf(on.ns, "k", { value: "mine" }), NOW_MS);
    put(on.store, writeOf(other, "k", { value: "theirs" }), NOW_MS);
    put(on.store, writeOf(other, "only", { value: "theirs" }), NOW_MS);
    assert.equal(textOf(get(on.store, on.ns, "k", NOW_MS).value), "mine");
    assert.equal(get(on.store, on.ns, "only", NOW_MS).outcome, Outcome.ABSENT);
    assert.deepEqual(keysOf(on.scan("", null)), ["k"]);
    assert.equal(remove(on.store, writeOf(on.ns, "only"), NOW_MS).outcome, Outcome.ABSENT);
    assert.equal(textOf(get(on.store, other, "only", NOW_MS).value), "theirs");
  });

  it("answers a batch of reads that mixes namespaces and repeats keys", () => {
    const other = on.store.openNamespace("invoices");
    const where = [on.ns, other];
    for (let i = 0; i < 50; i++) put(on.store, writeOf(where[i % 2] as number, `k${i}`, { value: `v${i}` }), NOW_MS);
    const wanted = Array.from({ length: 150 }, (_, i) => ({ place: where[(i * 7) % 2] as number, i: (i * 13) % 60 }));
    const items = wanted.map(({ place, i }) => readOf(place, `k${i}`));
    on.store.getMany(items, NOW_MS);
    for (const [n, { place, i }] of wanted.entries()) {
      const isThere = i < 50 && where[i % 2] === place;
      assert.equal(items[n]?.outcome, isThere ? Outcome.DONE : Outcome.ABSENT);
      if (isThere) assert.equal(textOf(items[n]?.value ?? ""), `v${i}`);
    }
  });

  it("gives a namespace the same number for ever", async () => {
    const other = on.store.openNamespace("invoices");
    assert.notEqual(other, on.ns);
    assert.equal(on.store.openNamespace("orders"), on.ns);
    await on.reopen();
    assert.equal(on.store.openNamespace("invoices"), other);
    assert.equal(on.store.openNamespace("orders"), on.ns);
  });

  it("copies a value, so that its source may change afterwards", () => {
    const item = put(on.store, writeOf(on.ns, "k", { value: "before" }), NOW_MS);
    item.source.fill("x");
    assert.equal(textOf(get(on.store, on.ns, "k", NOW_MS).value), "before");
  });

  it("keeps every byte of empty, binary and largest values", () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const largest = Buffer.alloc(MAX_VALUE_BYTES, every);
    for (const value of [Buffer.alloc(0), every, largest]) {
      put(on.store, writeOf(on.ns, "k", { value }), NOW_MS);
      assert.deepEqual(bytesOf(get(on.store, on.ns, "k", NOW_MS).value), value);
    }
  });

  it("keeps keys of any text apart, and sorts them by their bytes", async () => {
    // In UTF-16 the astral character would come before U+FFEE, in UTF-8 it comes after.
    const keys = [
      "\0",
      "\0\0",
      "%",
      "A",
      "_",
      "a",
      "a\0",
      "a\0b",
      "a%",
      "aa",
      "a_",
      "b",
      "é",
      "é́",
      "\u{ffee}",
      "\u{1f600}",
    ];
    keys.push("k".repeat(MAX_KEY_BYTES), "é".repeat(MAX_KEY_BYTES / 2));
    const sorted = keys
      .map((key) => Buffer.from(key))
      .sort(Buffer.compare)
      .map(String);
    for (const key of keys) put(on.store, writeOf(on.ns, key, { value: key }), NOW_MS);
    await on.reopen();
    for (const key of keys) assert.equal(textOf(get(on.store, on.ns, key, NOW_MS).value), key);
    const items = keys.map((key) => readOf(on.ns, key));
    on.store.getMany(items, NOW_MS);
    assert.deepEqual(
      items.map((item) => textOf(item.value)),
      keys,
    );
    assert.deepEqual(keysOf(on.scan("", null)), sorted);
    for (const key of keys) assert.equal(remove(on.store, writeOf(on.ns, key), NOW_MS).outcome, Outcome.DONE);
    assert.deepEqual(keysOf(on.scan("", null)), []);
  });

  it("lets the last of several writes to one key in a batch win", () => {
    const items = Array.from({ length: 41 }, (_, i) =>
      writeOf(on.ns, i % 3 === 0 ? "same" : `k${i % 5}`, { value: `v${i}` }),
    );
    on.store.putMany(items, NOW_MS);
    assert.equal(textOf(get(on.store, on.ns, "same", NOW_MS).value), "v39");
    assert.equal(get(on.store, on.ns, "same", NOW_MS).version, items[39]?.version);
    for (const [i, item] of items.entries()) assert.ok(item.version > (items[i - 1]?.version ?? 0));
    const deletes = [writeOf(on.ns, "same"), writeOf(on.ns, "same")];
    on.store.deleteMany(deletes, NOW_MS);
    assert.deepEqual(
      deletes.map((item) => item.outcome),
      [Outcome.DONE, Outcome.ABSENT],
    );
  });

  it("is healthy, counts its bytes, and may be closed twice", () => {
    on.store.checkHealth();
    const before = on.store.stats().bytes;
    const items = Array.from({ length: 300 }, (_, i) => writeOf(on.ns, `k${i}`, { value: Buffer.alloc(1000) }));
    on.store.putMany(items, NOW_MS);
    assert.ok(on.store.stats().bytes >= before + 300_000);
    on.store.close();
    on.store.close();
  });
}
