import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import fc from "fast-check";
import { type KeyValueStore, Outcome, type ScanPage } from "../../src/backends/contract.ts";
import { toByteString } from "../../src/codec/byte-string.ts";
import { MAX_KEY_BYTES, MAX_VALUE_BYTES } from "../../src/common/limits.ts";
import { keyValueCommands } from "./keyvalue-commands.ts";
import { bytesOf, get, put, readOf, remove, textOf, writeOf } from "./keyvalue-items.ts";
import { KeyValueModel } from "./keyvalue-model.ts";

/** A store to test. `reopen` closes it and opens it again on the same data; a store that keeps none has no `reopen`. */
export interface OpenedKeyValueStore {
  readonly store: KeyValueStore;
  readonly reopen?: () => Promise<KeyValueStore>;
  readonly dispose: () => Promise<void>;
}

/** Sequences of up to 40 commands that the model check runs on each store. */
const MODEL_RUNS = 60;
const NOW_MS = 1_700_000_000_000;

/** What every KeyValue store must do, whatever it is made of. */
export function describeKeyValueStore(name: string, open: () => Promise<OpenedKeyValueStore>): void {
  describe(`the KeyValue store ${name}`, () => {
    let opened: OpenedKeyValueStore;
    let store: KeyValueStore;
    let ns: number;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
      ns = store.openNamespace("orders");
    });
    afterEach(() => opened.dispose());

    const reopen = async (): Promise<void> => {
      if (opened.reopen !== undefined) store = await opened.reopen();
    };
    const scan = (
      from: string,
      to: string | null,
      limits: { keysOnly?: boolean; maxItems?: number; maxBytes?: number } = {},
    ): ScanPage =>
      store.scan(
        {
          namespaceId: ns,
          from: toByteString(from),
          to: to === null ? null : toByteString(to),
          keysOnly: limits.keysOnly ?? false,
          maxItems: limits.maxItems ?? 1000,
          maxBytes: limits.maxBytes ?? 1e6,
        },
        NOW_MS,
      );
    const keysOf = (page: ScanPage): string[] => page.items.map((item) => textOf(item.key));

    it("does to any sequence of commands what the model does", async () => {
      await fc.assert(
        fc.asyncProperty(keyValueCommands(), async (commands) => {
          const fresh = await open();
          const real = { store: fresh.store, reopen: fresh.reopen };
          try {
            await fc.asyncModelRun(() => ({ model: new KeyValueModel(), real }), commands);
          } finally {
            real.store.rollback();
            await fresh.dispose();
          }
        }),
        { numRuns: MODEL_RUNS },
      );
    });

    it("reads what was written, with its version", () => {
      const written = put(store, writeOf(ns, "k", { value: "v" }), NOW_MS);
      const read = get(store, ns, "k", NOW_MS);
      assert.equal(read.outcome, Outcome.DONE);
      assert.equal(textOf(read.value), "v");
      assert.equal(read.version, written.version);
      assert.equal(read.expiresAtMs, 0);
    });

    it("tells existence and version without the value", () => {
      put(store, writeOf(ns, "k", { value: "v" }), NOW_MS);
      const items = ["k", "none", "k", "k"].map((key) => readOf(ns, key, false));
      store.getMany(items, NOW_MS);
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
      const other = store.openNamespace("invoices");
      put(store, writeOf(ns, "k", { value: "mine" }), NOW_MS);
      put(store, writeOf(other, "k", { value: "theirs" }), NOW_MS);
      put(store, writeOf(other, "only", { value: "theirs" }), NOW_MS);
      assert.equal(textOf(get(store, ns, "k", NOW_MS).value), "mine");
      assert.equal(get(store, ns, "only", NOW_MS).outcome, Outcome.ABSENT);
      assert.deepEqual(keysOf(scan("", null)), ["k"]);
      assert.equal(remove(store, writeOf(ns, "only"), NOW_MS).outcome, Outcome.ABSENT);
      assert.equal(textOf(get(store, other, "only", NOW_MS).value), "theirs");
    });

    it("answers a batch of reads that mixes namespaces and repeats keys", () => {
      const other = store.openNamespace("invoices");
      const where = [ns, other];
      for (let i = 0; i < 50; i++) put(store, writeOf(where[i % 2] as number, `k${i}`, { value: `v${i}` }), NOW_MS);
      const wanted = Array.from({ length: 150 }, (_, i) => ({ place: where[(i * 7) % 2] as number, i: (i * 13) % 60 }));
      const items = wanted.map(({ place, i }) => readOf(place, `k${i}`));
      store.getMany(items, NOW_MS);
      for (const [n, { place, i }] of wanted.entries()) {
        const isThere = i < 50 && where[i % 2] === place;
        assert.equal(items[n]?.outcome, isThere ? Outcome.DONE : Outcome.ABSENT);
        if (isThere) assert.equal(textOf(items[n]?.value ?? ""), `v${i}`);
      }
    });

    it("gives a namespace the same number for ever", async () => {
      const other = store.openNamespace("invoices");
      assert.notEqual(other, ns);
      assert.equal(store.openNamespace("orders"), ns);
      await reopen();
      assert.equal(store.openNamespace("invoices"), other);
      assert.equal(store.openNamespace("orders"), ns);
    });

    it("copies a value, so that its source may change afterwards", () => {
      const item = put(store, writeOf(ns, "k", { value: "before" }), NOW_MS);
      item.source.fill("x");
      assert.equal(textOf(get(store, ns, "k", NOW_MS).value), "before");
    });

    it("keeps every byte of empty, binary and largest values", () => {
      const every = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
      const largest = Buffer.alloc(MAX_VALUE_BYTES, every);
      for (const value of [Buffer.alloc(0), every, largest]) {
        put(store, writeOf(ns, "k", { value }), NOW_MS);
        assert.deepEqual(bytesOf(get(store, ns, "k", NOW_MS).value), value);
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
      for (const key of keys) put(store, writeOf(ns, key, { value: key }), NOW_MS);
      await reopen();
      for (const key of keys) assert.equal(textOf(get(store, ns, key, NOW_MS).value), key);
      const items = keys.map((key) => readOf(ns, key));
      store.getMany(items, NOW_MS);
      assert.deepEqual(
        items.map((item) => textOf(item.value)),
        keys,
      );
      assert.deepEqual(keysOf(scan("", null)), sorted);
      for (const key of keys) assert.equal(remove(store, writeOf(ns, key), NOW_MS).outcome, Outcome.DONE);
      assert.deepEqual(keysOf(scan("", null)), []);
    });

    it("scans to a bound that is not UTF-8, as the successor of a prefix can be", () => {
      for (const key of ["ÿ", "ÿa", "Ā", "z"]) put(store, writeOf(ns, key), NOW_MS);
      const prefix = toByteString("ÿ");
      const successor = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
      const page = store.scan(
        { namespaceId: ns, from: prefix, to: successor, keysOnly: true, maxItems: 10, maxBytes: 1e6 },
        NOW_MS,
      );
      assert.deepEqual(keysOf(page), ["ÿ", "ÿa"]);
    });

    it("lets the last of several writes to one key in a batch win", () => {
      const items = Array.from({ length: 41 }, (_, i) =>
        writeOf(ns, i % 3 === 0 ? "same" : `k${i % 5}`, { value: `v${i}` }),
      );
      store.putMany(items, NOW_MS);
      assert.equal(textOf(get(store, ns, "same", NOW_MS).value), "v39");
      assert.equal(get(store, ns, "same", NOW_MS).version, items[39]?.version);
      for (const [i, item] of items.entries()) assert.ok(item.version > (items[i - 1]?.version ?? 0));
      const deletes = [writeOf(ns, "same"), writeOf(ns, "same")];
      store.deleteMany(deletes, NOW_MS);
      assert.deepEqual(
        deletes.map((item) => item.outcome),
        [Outcome.DONE, Outcome.ABSENT],
      );
    });

    it("writes only where the condition holds, and tells the version that is there", () => {
      const create = (): number => put(store, writeOf(ns, "k", { value: "v", ifVersion: 0 }), NOW_MS).outcome;
      assert.equal(put(store, writeOf(ns, "k", { ifVersion: 5 }), NOW_MS).outcome, Outcome.MISMATCH);
      assert.equal(create(), Outcome.DONE);
      assert.equal(create(), Outcome.MISMATCH);
      const { version } = get(store, ns, "k", NOW_MS);
      const stale = put(store, writeOf(ns, "k", { value: "w", ifVersion: version + 1 }), NOW_MS);
      assert.deepEqual([stale.outcome, stale.version], [Outcome.MISMATCH, version]);
      assert.equal(textOf(get(store, ns, "k", NOW_MS).value), "v");
      const next = put(store, writeOf(ns, "k", { value: "w", ifVersion: version }), NOW_MS);
      assert.equal(next.outcome, Outcome.DONE);
      assert.ok(next.version > version);
      const kept = remove(store, writeOf(ns, "k", { ifVersion: version }), NOW_MS);
      assert.deepEqual([kept.outcome, kept.version], [Outcome.MISMATCH, next.version]);
      assert.equal(remove(store, writeOf(ns, "k", { ifVersion: next.version }), NOW_MS).outcome, Outcome.DONE);
      const gone = remove(store, writeOf(ns, "k", { ifVersion: next.version }), NOW_MS);
      assert.deepEqual([gone.outcome, gone.version], [Outcome.MISMATCH, 0]);
      assert.equal(remove(store, writeOf(ns, "k", { ifVersion: 0 }), NOW_MS).outcome, Outcome.ABSENT);
    });

    it("checks each condition of a batch against what the batch has done before it", () => {
      const items = [0, 0, -1, 0].map((ifVersion, i) => writeOf(ns, "k", { value: `v${i}`, ifVersion }));
      store.putMany(items, NOW_MS);
      const { DONE, MISMATCH } = Outcome;
      assert.deepEqual(
        items.map((item) => item.outcome),
        [DONE, MISMATCH, DONE, MISMATCH],
      );
      assert.equal(items[1]?.version, items[0]?.version);
      assert.equal(items[3]?.version, items[2]?.version);
    });

    it("treats an expired item as one that does not exist", () => {
      put(store, writeOf(ns, "k", { value: "old", expiresAtMs: NOW_MS + 10 }), NOW_MS);
      assert.equal(get(store, ns, "k", NOW_MS + 9).outcome, Outcome.DONE);
      assert.equal(get(store, ns, "k", NOW_MS + 9).expiresAtMs, NOW_MS + 10);
      assert.equal(get(store, ns, "k", NOW_MS + 10).outcome, Outcome.ABSENT);
      const query = { namespaceId: ns, from: "", to: null, keysOnly: false, maxItems: 10, maxBytes: 100 };
      assert.equal(store.scan(query, NOW_MS + 9).items.length, 1);
      assert.equal(store.scan(query, NOW_MS + 10).items.length, 0);
      assert.equal(remove(store, writeOf(ns, "k"), NOW_MS + 10).outcome, Outcome.ABSENT);
      const created = put(store, writeOf(ns, "k", { value: "new", ifVersion: 0 }), NOW_MS + 10);
      assert.equal(created.outcome, Outcome.DONE);
      assert.equal(get(store, ns, "k", NOW_MS + 1000).expiresAtMs, 0);
    });

    it("takes the expiry of the last write, longer, shorter or none", () => {
      const expiries = [50, 10, 100, 0, 30];
      for (const [i, ms] of expiries.entries()) {
        put(store, writeOf(ns, "k", { value: `v${i}`, expiresAtMs: ms === 0 ? 0 : NOW_MS + ms }), NOW_MS);
        if (ms > 0) assert.equal(get(store, ns, "k", NOW_MS + ms).outcome, Outcome.ABSENT);
        assert.equal(get(store, ns, "k", NOW_MS + (ms > 0 ? ms - 1 : 1e6)).outcome, Outcome.DONE);
      }
      assert.equal(store.sweep(NOW_MS + 29, 100), 0);
      assert.equal(store.sweep(NOW_MS + 30, 100), 1);
    });

    it("sweeps what has expired in bounded steps, and nothing else", () => {
      for (let i = 0; i < 20; i++) put(store, writeOf(ns, `t${i}`, { expiresAtMs: NOW_MS + i }), NOW_MS - 1);
      put(store, writeOf(ns, "stays"), NOW_MS);
      const write = { fingerprint: Buffer.from("f"), answer: Buffer.from("a") };
      for (let i = 0; i < 20; i++) store.remember(ns, `t${i}`, write, NOW_MS + i);
      const steps = [1, 2, 3, 4, 5].map(() => store.sweep(NOW_MS + 14, 7));
      assert.deepEqual(steps, [7, 7, 7, 7, 2]);
      assert.equal(store.sweep(NOW_MS + 14, 7), 0);
      assert.deepEqual(keysOf(scan("", null)).sort(), ["stays", "t15", "t16", "t17", "t18", "t19"]);
      const recalled = Array.from({ length: 20 }, (_, i) => store.recall(ns, `t${i}`, NOW_MS - 1) !== null);
      assert.equal(recalled.filter(Boolean).length, 5);
    });

    it("gives versions that rise across keys, deletes, rollbacks and reopening", async () => {
      let last = 0;
      const next = (key: string): void => {
        const { version } = put(store, writeOf(ns, key), NOW_MS);
        assert.ok(version > last && Number.isSafeInteger(version));
        last = version;
      };
      const putAndRollBack = (): void => {
        store.begin();
        put(store, writeOf(ns, "c"), NOW_MS);
        store.rollback();
      };
      putAndRollBack();
      next("a");
      await reopen();
      next("b");
      remove(store, writeOf(ns, "b"), NOW_MS);
      next("b");
      putAndRollBack();
      next("c");
      await reopen();
      next("a");
      await reopen();
      next("a");
    });

    it("pages through a range completely and in order, whatever ends the page", () => {
      const keys = Array.from({ length: 1300 }, (_, i) => `k${String((i * 7919) % 1300).padStart(4, "0")}`);
      store.putMany(
        keys.slice(0, 700).map((key) => writeOf(ns, key, { value: "0123456789" })),
        NOW_MS,
      );
      scan("", null);
      store.putMany(
        keys.slice(700).map((key) => writeOf(ns, key, { value: "0123456789" })),
        NOW_MS,
      );
      const wanted = keys.toSorted().filter((key) => key >= "k0100" && key < "k1200");
      for (const [maxItems, maxBytes] of [
        [1, 1e6],
        [37, 1e6],
        [1100, 1e6],
        [1000, 1],
        [1000, 150],
      ] as const) {
        const found: string[] = [];
        for (let page: ScanPage | null = null; page === null || page.more; ) {
          page = scan(found.length === 0 ? "k0100" : `${found.at(-1)}\0`, "k1200", { maxItems, maxBytes });
          assert.ok(page.items.length >= 1 && page.items.length <= maxItems);
          found.push(...keysOf(page));
        }
        assert.deepEqual(found, wanted);
      }
    });

    it("ends a page at the item that reaches the byte bound, counting keys and values", () => {
      for (const key of ["k1", "k2", "k3", "k4"]) put(store, writeOf(ns, key, { value: "12345678" }), NOW_MS);
      assert.deepEqual(keysOf(scan("", null, { maxBytes: 20 })), ["k1", "k2"]);
      assert.deepEqual(keysOf(scan("", null, { maxBytes: 21 })), ["k1", "k2", "k3"]);
      assert.deepEqual(keysOf(scan("", null, { maxBytes: 5, keysOnly: true })), ["k1", "k2", "k3"]);
      assert.deepEqual(keysOf(scan("", null, { maxBytes: 0 })), ["k1"]);
      assert.equal(scan("", null, { maxBytes: 40 }).more, false);
      assert.equal(scan("", null, { maxBytes: 30 }).more, true);
    });

    it("leaves values out of a scan of keys", () => {
      put(store, writeOf(ns, "k", { value: "v", expiresAtMs: NOW_MS + 5 }), NOW_MS);
      const [item] = scan("", null, { keysOnly: true }).items;
      assert.equal(bytesOf(item?.value ?? "x").length, 0);
      assert.equal(item?.expiresAtMs, NOW_MS + 5);
      assert.equal(item?.version, get(store, ns, "k", NOW_MS).version);
    });

    it("undoes puts, deletes and remembered keys on rollback, and goes on working", () => {
      put(store, writeOf(ns, "kept", { value: "old", expiresAtMs: NOW_MS + 50 }), NOW_MS);
      put(store, writeOf(ns, "deleted", { value: "there" }), NOW_MS);
      const { version } = get(store, ns, "kept", NOW_MS);
      store.begin();
      store.putMany([writeOf(ns, "kept", { value: "new" }), writeOf(ns, "fresh", { value: "x" })], NOW_MS);
      store.deleteMany([writeOf(ns, "deleted"), writeOf(ns, "fresh")], NOW_MS);
      put(store, writeOf(ns, "deleted", { value: "again" }), NOW_MS);
      store.remember(ns, "key", { fingerprint: Buffer.from("f"), answer: Buffer.from("a") }, NOW_MS + 5);
      assert.equal(textOf(get(store, ns, "kept", NOW_MS).value), "new");
      store.rollback();
      const kept = get(store, ns, "kept", NOW_MS);
      assert.deepEqual([textOf(kept.value), kept.version, kept.expiresAtMs], ["old", version, NOW_MS + 50]);
      assert.equal(textOf(get(store, ns, "deleted", NOW_MS).value), "there");
      assert.equal(get(store, ns, "fresh", NOW_MS).outcome, Outcome.ABSENT);
      assert.equal(store.recall(ns, "key", NOW_MS), null);
      assert.equal(store.sweep(NOW_MS + 50, 10), 1);
      store.rollback();
      store.begin();
      put(store, writeOf(ns, "fresh", { value: "y" }), NOW_MS);
      store.commit();
      assert.equal(textOf(get(store, ns, "fresh", NOW_MS).value), "y");
    });

    it("keeps nothing of a transaction that a restart cut off, and all of a committed one", async () => {
      store.begin();
      put(store, writeOf(ns, "committed", { value: "v" }), NOW_MS);
      store.remember(ns, "key", { fingerprint: Buffer.from("f"), answer: Buffer.from("a") }, NOW_MS + 5);
      store.commit();
      store.begin();
      put(store, writeOf(ns, "open", { value: "v" }), NOW_MS);
      if (opened.reopen === undefined) store.rollback();
      await reopen();
      assert.equal(get(store, ns, "committed", NOW_MS).outcome, Outcome.DONE);
      assert.notEqual(store.recall(ns, "key", NOW_MS), null);
      assert.equal(get(store, ns, "open", NOW_MS).outcome, Outcome.ABSENT);
    });

    it("recalls a write by its idempotency key until it expires, in its namespace only", () => {
      const write = { fingerprint: Buffer.from([0, 128, 255]), answer: Buffer.from([1, 2, 0, 200]) };
      store.remember(ns, toByteString("schlüssel"), write, NOW_MS + 10);
      write.answer.fill(9);
      const found = store.recall(ns, toByteString("schlüssel"), NOW_MS + 9);
      assert.deepEqual([...(found?.fingerprint ?? [])], [0, 128, 255]);
      assert.deepEqual([...(found?.answer ?? [])], [1, 2, 0, 200]);
      assert.equal(store.recall(ns, toByteString("schlüssel"), NOW_MS + 10), null);
      assert.equal(store.recall(store.openNamespace("invoices"), toByteString("schlüssel"), NOW_MS), null);
      assert.equal(get(store, ns, "schlüssel", NOW_MS).outcome, Outcome.ABSENT);
    });

    it("is healthy, counts its bytes, and may be closed twice", () => {
      store.checkHealth();
      const before = store.stats().bytes;
      const items = Array.from({ length: 300 }, (_, i) => writeOf(ns, `k${i}`, { value: Buffer.alloc(1000) }));
      store.putMany(items, NOW_MS);
      assert.ok(store.stats().bytes >= before + 300_000);
      store.close();
      store.close();
    });
  });
}
