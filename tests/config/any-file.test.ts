import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ConfigError } from "../../src/config/config-error.ts";
import { loadText } from "./load-text.ts";

/** Pieces of files that are nearly right, so that the soup gets past the syntax often enough. */
const pieces = fc.constantFrom(
  ..."workers listeners tcp admin port limits ringBytes backends namespaces name pattern backend type sqlite memory".split(
    " ",
  ),
  ...": | \n|\n  |\n    |- |{ |} |[ |] |, |&a |*a |\"|'|? |# |!t |---\n|\t|1|-3|64MiB|2s|true|~|é|\u0000|<<: ".split(
    "|",
  ),
  "backends: { ram: { type: memory } }\n",
  "namespaces:\n  - { name: a, pattern: keyvalue, backend: ram }\n",
);

describe("any file at all", () => {
  it("is either accepted or refused with a place for every problem, on one line each", () => {
    const outcomes = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (soup) => {
        try {
          assert(Object.isFrozen(loadText(soup.join(""))));
          outcomes.accepted++;
        } catch (error) {
          assert(error instanceof ConfigError, String(error));
          assert(error.problems.length > 0);
          const lineCount = soup.join("").split("\n").length;
          for (const { line, column } of error.problems) assert(line >= 1 && line <= lineCount && column >= 1);
          assert.equal(error.message.split("\n").length, error.problems.length);
          outcomes.refused++;
        }
      }),
      { numRuns: 500 },
    );
    assert(outcomes.accepted > 0 && outcomes.refused > 0, JSON.stringify(outcomes));
  });
});
