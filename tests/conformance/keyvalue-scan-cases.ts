import assert from "node:assert/strict";
import { it } from "node:test";
import type { ScanPage } from "../../src/backends/contract.ts";
import { toByteString } from "../../src/codec/byte-string.ts";
import { type KeyValueFixture, keysOf, NOW_MS } from "./keyvalue-fixture.ts";
import { bytesOf, get, put, writeOf } from "./keyvalue-items.ts";

/** Ranges and pages. */
export function scanCases(on: KeyValueFixture): void {
  it("scans to a bound that is not UTF-8, as the successor of a prefix can be", () => {
    for (const key of ["ÿ", "ÿa", "Ā", "z"]) put(on.store, writeOf(on.ns, key), NOW_MS);
    const prefix = toByteString("ÿ");
    const successor = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
    const page = on.store.scan(
      { namespaceId: on.ns, from: prefix, to: successor, keysOnly: true, maxItems: 10, maxBytes: 1e6 },
      NOW_MS,
    );
    assert.deepEqual(keysOf(page), ["ÿ", "ÿa"]);
  });

  it("pages through a range completely and in order, whatever ends the page", () => {
    const keys = Array.from({ length: 1300 }, (_, i) => `k${String((i * 7919) % 1300).padStart(4, "0")}`);
    on.store.putMany(
      keys.slice(0, 700).map((key) => writeOf(on.ns, key, { value: "0123456789" })),
      NOW_MS,
    );
    on.scan("", null);
    on.store.putMany(
      keys.slice(700).map((key) => writeOf(on.ns, key, { value: "0123456789" })),
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
        page = on.scan(found.length === 0 ? "k0100" : `${found.at(-1)}\0`, "k1200", { maxItems, maxBytes });
        assert.ok(page.items.length >= 1 && page.items.length <= maxItems);
        found.push(...keysOf(page));
      }
      assert.deepEqual(found, wanted);
    }
  });

  it("ends a page at the item that reaches the byte bound, counting keys and values", () => {
    for (const key of ["k1", "k2", "k3", "k4"]) put(on.store, writeOf(on.ns, key, { value: "12345678" }), NOW_MS);
    assert.deepEqual(keysOf(on.scan("", null, { maxBytes: 20 })), ["k1", "k2"]);
    assert.deepEqual(keysOf(on.scan("", null, { maxBytes: 21 })), ["k1", "k2", "k3"]);
    assert.deepEqual(keysOf(on.scan("", null, { maxBytes: 5, keysOnly: true })), ["k1", "k2", "k3"]);
    assert.deepEqual(keysOf(on.scan("", null, { maxBytes: 0 })), ["k1"]);
    assert.equal(on.scan("", null, { maxBytes: 40 }).more, false);
    assert.equal(on.scan("", null, { maxBytes: 30 }).more, true);
  });

  it("leaves values out of a scan of keys", () => {
    put(on.store, writeOf(on.ns, "k", { value: "v", expiresAtMs: NOW_MS + 5 }), NOW_MS);
    const [item] = on.scan("", null, { keysOnly: true }).items;
    assert.equal(bytesOf(item?.value ?? "x").length, 0);
    assert.equal(item?.expiresAtMs, NOW_MS + 5);
    assert.equal(item?.version, get(on.store, on.ns, "k", NOW_MS).version);
  });
}
