import assert from "node:assert/strict";
import { test } from "node:test";
import { assertInOrder, type Keyed, type Ordering } from "../../src/conformance/stream/declared-order.ts";

const messages = (...texts: string[]): Keyed[] => texts.map((text) => ({ key: text.slice(0, -1), is: text }));
const wanted = messages("a1", "b1", "a2", "1", "2");

const cases: [what: string, came: Keyed[], allowedBy: Ordering[]][] = [
  ["the order of the stream", wanted, ["stream", "key", "none"]],
  ["keys beside each other", messages("b1", "1", "a1", "2", "a2"), ["key", "none"]],
  ["without a key in another order", messages("a1", "b1", "a2", "2", "1"), ["key", "none"]],
  ["a key in another order", messages("a2", "b1", "a1", "1", "2"), ["none"]],
  ["one too few", wanted.slice(1), []],
  ["one twice", [...wanted, ...messages("2")], []],
  ["one in place of another", messages("a1", "b1", "a3", "1", "2"), []],
];

test("what comes is held to the order that the store declares, and to no other", () => {
  for (const [what, came, allowedBy] of cases) {
    for (const ordering of ["stream", "key", "none"] as const) {
      const compare = () => assertInOrder(came, wanted, ordering);
      if (allowedBy.includes(ordering)) assert.doesNotThrow(compare, `${what}, by ${ordering}`);
      else assert.throws(compare, assert.AssertionError, `${what}, by ${ordering}`);
    }
  }
});
