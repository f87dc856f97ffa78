import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MAX_BLOCK_KEYS, OrderedKeys } from "../../../src/backends/sqlite/ordered-keys.ts";

test("keeps any keys in order, from any key on, through inserts and removals", () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 9999 }), {
    minLength: 1,
    maxLength: 3 * MAX_BLOCK_KEYS,
    size: "max",
  });
  const property = fc.property(numbers, fc.integer({ min: 0, max: 9999 }), (chosen, from) => {
    const keys = new OrderedKeys();
    const there = new Set<string>();
    for (const number of chosen) {
      const key = String(number);
      if (there.delete(key)) keys.remove(key);
      else {
        keys.insert(key);
        there.add(key);
      }
    }
    const wanted = [...there].sort();
    assert.deepEqual([...keys.from("")], wanted);
    assert.deepEqual(
      [...keys.from(String(from))],
      wanted.filter((key) => key >= String(from)),
    );
  });
  fc.assert(property, { numRuns: 60 });
});

test("refuses to remove a key that is not there", () => {
  const keys = new OrderedKeys();
  assert.throws(() => keys.remove("a"), /must be there/);
  keys.insert("a");
  assert.throws(() => keys.remove("b"), /must be there/);
});
