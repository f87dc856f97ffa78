import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  endsOf,
  meanOneName,
  patternProblem,
  patternWeight,
  rivalGroup,
} from "../../../src/config/access/principal-pattern.ts";
import type { Principal } from "../../../src/security/principal.ts";
import { matchesPrincipal } from "../../../src/security/principal-pattern.ts";

const glob = fc
  .array(fc.constantFrom("a", "b", "*"), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(""))
  .filter((text) => text.includes("*"));

/** Every name of up to seven letters of three: more than two such globs spell out together, and one letter more. */
const names: readonly string[] = (function all(length: number): string[] {
  return length === 0 ? [""] : ["", ...["a", "b", "c"].flatMap((head) => all(length - 1).map((rest) => head + rest))];
})(7);

function named(name: string): Principal {
  return { id: 1, name: `user:${name}`, teams: [] };
}

describe("a principal's pattern in a rule", () => {
  it("is a name, a team, a glob, or everybody", () => {
    for (const text of [
      "user:ada",
      "service:order-api",
      "team:x",
      "service:order-*",
      "user:*",
      "*",
      "user:a@b.example",
    ])
      assert.equal(patternProblem(text), null, text);
    assert.equal(patternProblem("service:spiffe://cluster/ns/orders"), null, "a name may be a URI");
  });

  it("is refused with what was probably meant", () => {
    const problems = [
      ["ada", 'did you mean "user:ada" or "service:ada"?'],
      ["", 'did you mean "user:" or "service:"?'],
      ["services:x", 'did you mean "service:x"?'],
      ["User:ada", 'did you mean "user:ada"?'],
      ["group:x", "the kinds are user, service and team"],
      ["*:x", 'write one rule for each kind, or "*" for everybody'],
      ["team:", '"team:*" is every team'],
      ["user: a b", 'did you mean "user:a b"?'],
    ];
    for (const [text = "", suggestion] of problems) assert.equal(patternProblem(text)?.suggestion, suggestion, text);
  });

  it("is the narrower the more it says: a name, a team, more letters of a glob, everybody", () => {
    const narrowing = ["*", "user:*", "user:a*", "team:ab*", "service:*long-middle*", "team:x", "user:a"];
    for (const [i, text] of narrowing.slice(1).entries())
      assert.ok(patternWeight(text) > patternWeight(narrowing[i] as string), text);
    assert.equal(patternWeight("user:a*b"), patternWeight("team:*xy*"));
    assert.ok(patternWeight(`user:${"x".repeat(250)}*`) < patternWeight("team:x"), "no glob is narrower than a team");
  });

  it("shares a name with another glob exactly when some name satisfies both", () => {
    fc.assert(
      fc.property(glob, glob, (a, b) => {
        const [one, other] = [`user:${a}`, `user:${b}`];
        const shared = names.some((name) => matchesPrincipal(one, named(name)) && matchesPrincipal(other, named(name)));
        assert.equal(meanOneName(endsOf(one), endsOf(other)), shared);
      }),
      { numRuns: 200 },
    );
  });

  it("stands in one group with all that it may share a name with and that are as narrow", () => {
    fc.assert(
      fc.property(glob, glob, (a, b) => {
        const [one, other] = [`user:${a}`, `user:${b}`];
        if (patternWeight(one) !== patternWeight(other) || !meanOneName(endsOf(one), endsOf(other))) return;
        assert.equal(rivalGroup(one), rivalGroup(other));
      }),
    );
    assert.notEqual(rivalGroup("user:a*"), rivalGroup("team:a*"));
    assert.equal(rivalGroup("user:a"), "user:a");
  });
});
