import assert from "node:assert/strict";
import type { NetworkedKeyValueGuarantees } from "../../backends/networked-contract.ts";
import { afterPrefix, fromByteString, toByteString } from "../../codec/byte-string.ts";
import { CheckGroup } from "../check.ts";
import { AWKWARD_KEYS } from "./item-checks.ts";
import { bytesOf, deleteOf, putOf, writeOf } from "./items.ts";
import type { KeyValueContext } from "./keyvalue-context.ts";

/** What needs the order of keys: a scan from a key on means nothing without it. */
export const scanChecks = new CheckGroup<KeyValueContext, NetworkedKeyValueGuarantees>("scans", ({ orderedScan }) =>
  orderedScan ? null : "it declares no orderedScan",
)
  .check("come in the order of the keys' bytes", async (on) => {
    const ns = on.namespace();
    await on.client.writeMany(AWKWARD_KEYS.map((key) => writeOf([putOf(ns, key)])));
    const sorted = AWKWARD_KEYS.map((key) => Buffer.from(key))
      .sort(Buffer.compare)
      .map(String);
    const found = (await on.client.scanAll(ns)).map(({ key }) => fromByteString(key));
    assert.deepEqual(found, sorted);
  })
  .check("find what begins with a prefix, and take % _ * \\ for what they are", async (on) => {
    const ns = on.namespace();
    const keys = ["a", "a%", "a%b", "a*", "a\\", "a\\x", "a_", "a_b", "aa", "aab", "ab", "axb", "b"];
    await on.client.write(keys.map((key) => putOf(ns, key)));
    for (const prefix of ["a%", "a_", "a*", "a\\", "a", "aa", "x"]) {
      const from = toByteString(prefix);
      const page = await on.client.scanBytes(ns, from, afterPrefix(from));
      const wanted = keys.filter((key) => key.startsWith(prefix)).toSorted();
      assert.deepEqual(
        page.items.map(({ key }) => key),
        wanted,
        `what begins with ${prefix}`,
      );
    }
  })
  .check("go to a bound that is not UTF-8, as the successor of a prefix can be", async (on) => {
    const ns = on.namespace();
    await on.client.write(["ÿ", "ÿa", "Ā", "z"].map((key) => putOf(ns, key)));
    const prefix = toByteString("ÿ");
    const page = await on.client.scanBytes(ns, prefix, afterPrefix(prefix));
    assert.deepEqual(
      page.items.map(({ key }) => fromByteString(key)),
      ["ÿ", "ÿa"],
    );
  })
  .check("page through a range completely and in order, whatever ends the page", async (on) => {
    const ns = on.namespace();
    const keys = Array.from({ length: 500 }, (_, i) => `k${String((i * 7919) % 500).padStart(4, "0")}`);
    await on.client.writeMany(keys.map((key) => writeOf([putOf(ns, key, { value: "0123456789" })])));
    const wanted = keys.toSorted().filter((key) => key >= "k0050" && key < "k0450");
    for (const bounds of [
      { maxItems: 7, maxBytes: 1e6 },
      { maxItems: 399, maxBytes: 1e6 },
      { maxItems: 400, maxBytes: 1e6 },
      { maxItems: 1_000, maxBytes: 150 },
      { maxItems: 1_000, maxBytes: 0 },
    ]) {
      const found = await on.client.scanAll(ns, { from: "k0050", to: "k0450", ...bounds }, ({ items }) => {
        assert.ok(items.length >= 1 && items.length <= bounds.maxItems, `a page of ${items.length}`);
      });
      assert.deepEqual(
        found.map(({ key }) => key),
        wanted,
      );
    }
  })
  .check("end a page at the item that reaches the bound of bytes, counting keys and values", async (on) => {
    const ns = on.namespace();
    await on.client.write(["k1", "k2", "k3", "k4"].map((key) => putOf(ns, key, { value: "12345678" })));
    const keysOf = async (maxBytes: number, keysOnly = false): Promise<string> =>
      (await on.client.scan(ns, "", null, { maxBytes, keysOnly })).items.map(({ key }) => key).join(" ");
    assert.equal(await keysOf(20), "k1 k2");
    assert.equal(await keysOf(21), "k1 k2 k3");
    assert.equal(await keysOf(5, true), "k1 k2 k3");
    assert.equal(await keysOf(0), "k1");
    assert.equal((await on.client.scan(ns, "", null, { maxBytes: 1_000 })).more, false);
    assert.equal((await on.client.scan(ns, "", null, { maxBytes: 30 })).more, true);
  })
  .check("have versions, ends and values, and of keys alone no values", async (on) => {
    const ns = on.namespace();
    const expiresAtMs = on.guarantees.ttl ? 2_000_000_000_000 : 0;
    const { version } = await on.client.put(ns, "k", { value: "v", expiresAtMs });
    for (const keysOnly of [false, true]) {
      const [item] = (await on.client.scan(ns, "", null, { keysOnly })).items;
      assert.deepEqual([item?.version, item?.expiresAtMs], [version, expiresAtMs]);
      assert.equal(bytesOf(item?.value ?? "none").toString(), keysOnly ? "" : "v");
    }
  })
  .check("give every key that stays exactly once, in order, while others come and go", async (on) => {
    const name = on.name();
    const ns = on.client.namespace(name);
    const staying = Array.from({ length: 200 }, (_, i) => `k${String(i).padStart(4, "0")}`);
    await on.client.writeMany(staying.map((key) => writeOf([putOf(ns, key, { value: "here" })])));
    const writer = on.another();
    const its = writer.namespace(name);
    for (let round = 0; round < 5; round++) {
      let isScanned = false;
      const writing = (async () => {
        for (let i = 0; !isScanned; i = (i + 1) % staying.length) {
          const key = `${staying[(i * 37) % staying.length]}-x`;
          await writer.write([putOf(its, key), deleteOf(its, `${staying[(i * 37 + 90) % staying.length]}-x`)]);
          await writer.put(its, staying[(i * 53) % staying.length] as string, { value: "still here" });
        }
      })();
      const found = (await on.client.scanAll(ns, { maxItems: 11 })).map(({ key }) => key);
      isScanned = true;
      await writing;
      assert.deepEqual(found, [...new Set(found)].toSorted(), "in order, none twice");
      assert.deepEqual(
        found.filter((key) => !key.endsWith("-x")),
        staying,
      );
    }
  });
