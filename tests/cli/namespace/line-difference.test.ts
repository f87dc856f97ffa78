import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lineDifference } from "../../../src/cli/namespace/line-difference.ts";

const anyText = fc
  .array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 })
  .map((lines) => lines.map((line) => `${line}\n`).join(""));

test("a difference has both texts in it, line by line", () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const lines = lineDifference(before, after);
      const of = (marks: string): string =>
        lines
          .filter((line) => marks.includes(line[0] as string))
          .map((line) => `${line.slice(2)}\n`)
          .join("");
      assert.equal(of(" -"), before);
      assert.equal(of(" +"), after);
      if (before === after) assert.ok(lines.every((line) => line.startsWith("  ")));
    }),
  );
});

test("it keeps what both have", () => {
  assert.deepEqual(lineDifference("a\nb\nc\nd\n", "a\nc\nx\nd\n"), ["  a", "- b", "  c", "+ x", "  d"]);
  assert.deepEqual(lineDifference("", "a\n"), ["+ a"]);
  assert.deepEqual(lineDifference("", ""), []);
});

test("texts of thousands of lines take no table of all pairs", () => {
  const many = (of: string): string => Array.from({ length: 5_000 }, (_, i) => `${of}${i}\n`).join("");
  assert.equal(lineDifference(many("a"), many("b")).length, 10_000);
});
