import assert from "node:assert/strict";
import { Outcome } from "../../backends/contract.ts";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { fromByteString } from "../../codec/byte-string.ts";
import { MAX_KEY_BYTES, MAX_VALUE_BYTES } from "../../common/limits.ts";
import { CheckGroup } from "../check.ts";
import { bytesOf, deleteOf, putOf, readOf, textOf, writeOf } from "./items.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

/** Keys in the ways in which keys go wrong. In UTF-16 the astral character would come before U+FFEE, in UTF-8 after. */
export const AWKWARD_KEYS: readonly string[] = [
  "\0",
  "\0\0",
  " ",
  "%",
  "*",
  ".",
  "A",
  "\\",
  "__proto__",
  "constructor",
  "_",
  "a",
  "a\0",
  "a\0b",
  "a b",
  "a%",
  "a/b",
  "a:b",
  "aa",
  "a_",
  "b",
  "é",
  "é́",
  "\u{ffee}",
  "\u{1f600}",
  "{a}",
  "k".repeat(MAX_KEY_BYTES),
  "é".repeat(MAX_KEY_BYTES / 2),
];

export const itemChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>("items")
  .check("reads an acknowledged write, with its version, here and from another worker", async (on) => {
    const name = on.name();
    const other = on.another();
    const ns = on.client.namespace(name);
    for (let i = 0; i < 50; i++) {
      const written = await on.client.put(ns, "k", { value: `v${i}` });
      assert.equal(written.outcome, Outcome.DONE);
      for (const [client, id] of [
        [on.client, ns],
        [other, other.namespace(name)],
      ] as const) {
        const read = await client.get(id, "k");
        assert.deepEqual([read.outcome, textOf(read.value), read.version], [Outcome.DONE, `v${i}`, written.version]);
        assert.equal(read.expiresAtMs, 0);
      }
    }
  })
  .check("tells absent items from empty ones", async (on) => {
    const ns = on.namespace();
    await on.client.put(ns, "empty", { value: "" });
    const [empty, none] = await on.client.getMany([readOf(ns, "empty"), readOf(ns, "none")]);
    assert.deepEqual([empty?.outcome, none?.outcome], [Outcome.DONE, Outcome.ABSENT]);
    assert.equal(bytesOf(empty?.value ?? "x").length, 0);
  })
  .check("tells existence and version without the value", async (on) => {
    const ns = on.namespace();
    const { version } = await on.client.put(ns, "k", { value: "v" });
    const items = await on.client.getMany(["k", "none", "k"].map((key) => readOf(ns, key, false)));
    assert.deepEqual(
      items.map((item) => [item.outcome, bytesOf(item.value).length]),
      [
        [Outcome.DONE, 0],
        [Outcome.ABSENT, 0],
        [Outcome.DONE, 0],
      ],
    );
    assert.deepEqual([items[0]?.version, items[2]?.version], [version, version]);
  })
  .check("keeps every byte of empty, binary and largest values", async (on) => {
    const ns = on.namespace();
    const every = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    for (const value of [Buffer.alloc(0), every, Buffer.from("null"), Buffer.alloc(MAX_VALUE_BYTES, every)]) {
      assert.equal((await on.client.put(ns, "k", { value })).outcome, Outcome.DONE);
      assert.ok(bytesOf((await on.client.get(ns, "k")).value).equals(value), `a value of ${value.length} bytes`);
    }
  })
  .check("keeps keys of any text apart", async (on) => {
    const ns = on.namespace();
    await on.client.writeMany(AWKWARD_KEYS.map((key) => writeOf([putOf(ns, key, { value: key })])));
    const items = await on.client.getMany(AWKWARD_KEYS.map((key) => readOf(ns, key)));
    for (const [i, key] of AWKWARD_KEYS.entries()) {
      assert.equal(items[i]?.outcome, Outcome.DONE, JSON.stringify(key));
      assert.equal(textOf(items[i]?.value ?? ""), key);
    }
    const found = await on.client.scanAll(ns);
    assert.deepEqual(found.map(({ key }) => fromByteString(key)).toSorted(), AWKWARD_KEYS.toSorted());
    for (const key of AWKWARD_KEYS) assert.equal((await on.client.delete(ns, key)).outcome, Outcome.DONE);
    assert.deepEqual(await on.client.scanAll(ns), []);
  })
  .check("answers each item of a batch, however many there are", async (on) => {
    const ns = on.namespace();
    const count = Math.min(on.client.store.maxBatchItems, 1_000);
    const key = (i: number): string => `k${i}`;
    const every = Array.from({ length: count }, (_, i) => i);
    const puts = every.filter((i) => i % 3 !== 0).map((i) => writeOf([putOf(ns, key(i), { value: `v${i}` })]));
    for (const { items } of await on.client.writeMany(puts)) assert.equal(items[0]?.outcome, Outcome.DONE);
    const versions = new Map(puts.map(({ items }) => [items[0]?.key, items[0]?.version]));
    const read = await on.client.getMany(every.map((i) => readOf(ns, key(i))));
    for (const [i, item] of read.entries()) {
      assert.equal(item.outcome, i % 3 === 0 ? Outcome.ABSENT : Outcome.DONE, key(i));
      if (item.outcome === Outcome.DONE) {
        assert.deepEqual([textOf(item.value), item.version], [`v${i}`, versions.get(key(i))]);
      }
    }
    const removed = await on.client.writeMany(every.map((i) => writeOf([deleteOf(ns, key(i))])));
    for (const [i, { items }] of removed.entries()) {
      assert.equal(items[0]?.outcome, i % 3 === 0 ? Outcome.ABSENT : Outcome.DONE, key(i));
    }
    assert.equal(await on.client.isEmpty(ns), true);
  })
  .check("reads a batch that repeats keys and mixes namespaces", async (on) => {
    const spaces = [on.namespace(), on.namespace()] as const;
    for (let i = 0; i < 20; i++) await on.client.put(spaces[i % 2] as number, `k${i}`, { value: `v${i}` });
    const wanted = Array.from({ length: 60 }, (_, n) => ({ space: (n * 7) % 2, i: (n * 13) % 24 }));
    const items = await on.client.getMany(wanted.map(({ space, i }) => readOf(spaces[space] as number, `k${i}`)));
    for (const [n, { space, i }] of wanted.entries()) {
      const isThere = i < 20 && i % 2 === space;
      assert.equal(items[n]?.outcome, isThere ? Outcome.DONE : Outcome.ABSENT);
      if (isThere) assert.equal(textOf(items[n]?.value ?? ""), `v${i}`);
    }
  })
  .check("copies a value, so that its source may change afterwards", async (on) => {
    const ns = on.namespace();
    const item = await on.client.put(ns, "k", { value: "before" });
    item.source.fill("x");
    assert.equal(await on.client.textAt(ns, "k"), "before");
  })
  .check("does the items of one write in order, also to one key", async (on) => {
    const ns = on.namespace();
    const items = ["a", "b", "c"].map((value) => putOf(ns, "same", { value }));
    items.splice(2, 0, deleteOf(ns, "same"), deleteOf(ns, "same"));
    await on.client.write(items);
    const { DONE, ABSENT } = Outcome;
    assert.deepEqual(
      items.map((item) => item.outcome),
      [DONE, DONE, DONE, ABSENT, DONE],
    );
    const read = await on.client.get(ns, "same");
    assert.deepEqual([textOf(read.value), read.version], ["c", items[4]?.version]);
    assert.ok((items[4]?.version ?? 0) > (items[1]?.version ?? 0));
  })
  .check("gives a key versions that rise, over deletes too", async (on) => {
    const ns = on.namespace();
    let last = 0;
    for (let i = 0; i < 20; i++) {
      const { version } = await on.client.put(ns, "k", { value: `v${i}` });
      assert.ok(Number.isSafeInteger(version) && version > last, `${version} after ${last}`);
      last = version;
      if (i % 3 === 0) await on.client.delete(ns, "k");
    }
  })
  .check("answers batches under way at one time, as many as it has lanes", async (on) => {
    const ns = on.namespace();
    await Promise.all(
      Array.from({ length: on.client.store.lanes }, async (_, lane) => {
        for (let i = 0; i < 20; i++) {
          await on.client.put(ns, `k${lane}`, { value: `${lane} ${i}` });
          assert.equal(await on.client.textAt(ns, `k${lane}`), `${lane} ${i}`);
        }
      }),
    );
  });
