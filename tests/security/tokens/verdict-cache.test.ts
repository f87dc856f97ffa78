import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openHouse, type Verdict } from "../../../src/security/authenticator.ts";
import { VerdictCache } from "../../../src/security/tokens/verdict-cache.ts";

const verdict = openHouse.anonymous as Verdict;

describe("the cache of verdicts", () => {
  it("forgets a verdict at its end", () => {
    const cache = new VerdictCache(10);
    cache.set("a", verdict, 100);
    assert.equal(cache.get("a", 99), verdict);
    assert.equal(cache.get("a", 100), null);
    assert.equal(cache.get("b", 0), null);
  });

  it("keeps so many at the most, and those asked for lately", () => {
    const cache = new VerdictCache(100);
    cache.set("mine", verdict, 100);
    for (let i = 0; i < 10_000; i++) {
      cache.set(`other ${i}`, verdict, 100);
      if (i % 40 === 0) assert.equal(cache.get("mine", 0), verdict, String(i));
      assert.ok(cache.size <= 102, String(cache.size));
    }
    assert.equal(cache.get("other 9999", 0), verdict);
    assert.equal(cache.get("other 0", 0), null);
  });

  it("replaces what it knew, wherever that is", () => {
    const cache = new VerdictCache(4);
    cache.set("a", verdict, 1);
    for (const key of ["b", "c", "d"]) cache.set(key, verdict, 1);
    cache.set("a", verdict, 50);
    assert.equal(cache.get("a", 40), verdict);
    cache.clear();
    assert.deepEqual([cache.get("a", 0), cache.size], [null, 0]);
  });
});
