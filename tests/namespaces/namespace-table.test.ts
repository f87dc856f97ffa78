import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { AssertionError } from "../../src/common/assert.ts";
import { NamespaceTable } from "../../src/namespaces/namespace-table.ts";
import { specsOf } from "../support/snapshots.ts";

function tableOf(names: readonly (string | null)[]): NamespaceTable {
  return new NamespaceTable({ namespaces: specsOf(names) });
}

function find(table: NamespaceTable, name: string | Uint8Array): number {
  const bytes = typeof name === "string" ? Buffer.from(name) : name;
  return table.find(bytes, 0, bytes.length);
}

/** Names from two letters, so that many are prefixes of each other, and some that are as long as they may be. */
const anyName = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 8 }),
  fc.string({ unit: fc.constantFrom("a", "z", "9", "-", ".", "_"), minLength: 1, maxLength: 63 }),
  fc.string({ unit: fc.constantFrom("a", "b"), minLength: 63, maxLength: 63 }),
);

describe("the table of namespaces", () => {
  it("finds what a Map would, whatever is asked in whatever order", () => {
    const names = fc.uniqueArray(anyName, { maxLength: 200 });
    const queries = fc.array(fc.oneof(anyName, fc.constant(""), fc.string({ unit: "binary", maxLength: 70 })), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(names, queries, fc.array(fc.nat()), fc.nat({ max: 4 }), (declared, others, picks, gone) => {
        const isGone = (index: number): boolean => gone > 0 && index % 5 < gone;
        const table = tableOf(declared.map((name, index) => (isGone(index) ? null : name)));
        const map = new Map(declared.map((name, index) => [name, isGone(index) ? -1 : index]));
        const known = declared.length === 0 ? [] : picks.map((pick) => declared[pick % declared.length] ?? "");
        for (const name of [...known, ...others, ...declared, ...known])
          assert.equal(find(table, name), map.get(name) ?? -1);
      }),
    );
  });

  it("compares bytes, not characters", () => {
    const table = tableOf(["a", "ab"]);
    for (const bytes of [[0xc3, 0xa4], [0xff], [0x61, 0x00], [0x00], [0xe1], [0x161 & 0xff, 0x80]]) {
      assert.equal(find(table, Uint8Array.from(bytes)), -1);
    }
    assert.equal(find(table, Uint8Array.of(0x61)), 0);
  });

  it("looks at nothing outside the range it is given", () => {
    const table = tableOf(["order", "orders", "rder"]);
    const frame = Buffer.from("xxordersxx");
    assert.equal(table.find(frame, 2, 8), 1);
    assert.equal(table.find(frame, 2, 7), 0);
    assert.equal(table.find(frame, 3, 7), 2);
    assert.equal(table.find(frame, 2, 9), -1);
    assert.equal(table.find(frame, 2, 2), -1);
  });

  it("does not take the last one found for another of the same length", () => {
    const table = tableOf(["aaa", "aab"]);
    assert.deepEqual(
      ["aaa", "aab", "aac", "aaa", "aac", "aab"].map((name) => find(table, name)),
      [0, 1, -1, 0, -1, 1],
    );
  });

  it("finds each of 10,000 names and nothing else", () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `tenant-${i}`);
    const table = tableOf(names);
    for (const [i, name] of names.entries()) assert.equal(find(table, name), i);
    for (const [i] of names.entries()) assert.equal(find(table, `tenant-${i + 10_000}`), -1);
  });

  it("finds nothing when nothing is declared", () => {
    assert.deepEqual(
      ["", "a"].map((name) => find(tableOf([]), name)),
      [-1, -1],
    );
  });

  it("does not read a name that is longer than any may be", () => {
    let reads = 0;
    const bytes = new Proxy(new Uint8Array(64), {
      get(target, key) {
        reads++;
        return Reflect.get(target, key, target);
      },
    });
    assert.equal(tableOf(["a".repeat(63)]).find(bytes, 0, 64), -1);
    assert.equal(reads, 0);
  });

  it("refuses a snapshot in which a name stands twice or is too long", () => {
    assert.throws(() => tableOf(["a", "b", "a"]), AssertionError);
    assert.throws(() => tableOf(["a".repeat(64)]), AssertionError);
  });
});
