import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { MAX_KNOWN, QueryHashes } from "../../src/patterns/keyvalue/query-hash.ts";

const query = { prefix: "p\xc3\xa4", start: "", end: "z", pageSize: 5, pageToken: "t", keysOnly: false };

describe("hashes of queries", () => {
  it("are the same however often they are asked for, and stay what they were in tokens given before", () => {
    const hashes = new QueryHashes();
    const whole = createHash("sha256").update("2:123:p\xc3\xa40:1:z1:v", "latin1").digest();
    const expected = whole.toString("latin1", 0, 8);
    assert.equal(hashes.of(12, query), expected);
    assert.equal(hashes.of(12, { ...query, pageToken: "other", pageSize: 70 }), expected);
    assert.equal(hashes.size, 1);
  });

  it("differ with every part of the query", () => {
    const hashes = new QueryHashes();
    const others = [{ prefix: "p" }, { start: "a" }, { end: "" }, { keysOnly: true }];
    const all = [
      hashes.of(1, query),
      hashes.of(2, query),
      ...others.map((other) => hashes.of(1, { ...query, ...other })),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  it("differ by turns as much as the first time", () => {
    const hashes = new QueryHashes();
    const first = hashes.of(1, query);
    assert.notEqual(hashes.of(2, query), first);
    for (const other of [{ prefix: "p" }, { start: "a" }, { end: "" }, { keysOnly: true }]) {
      assert.equal(hashes.of(1, query), first);
      const hash = hashes.of(1, { ...query, ...other });
      assert.notEqual(hash, first);
      assert.equal(hashes.of(1, { ...query, ...other }), hash);
    }
  });

  it("are kept of so many queries, and made anew of more", () => {
    const hashes = new QueryHashes();
    const first = hashes.of(1, query);
    for (let i = 0; i < 3 * MAX_KNOWN; i++) {
      hashes.of(1, { ...query, prefix: `p${i}` });
      assert.ok(hashes.size <= MAX_KNOWN);
    }
    assert.equal(hashes.of(1, query), first);
  });
});
