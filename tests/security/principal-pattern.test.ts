import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Principal } from "../../src/security/principal.ts";
import { matchesPrincipal } from "../../src/security/principal-pattern.ts";

const ada: Principal = { id: 1, name: "user:ada", teams: ["team:analytics", "team:x"] };

describe("a principal's pattern", () => {
  it("means the name itself, or any with its stars filled", () => {
    for (const pattern of ["user:ada", "user:*", "*", "u*:a*a", "user:ada*", "*user:ada", "**", "user:a**a"])
      assert.equal(matchesPrincipal(pattern, ada), true, pattern);
    for (const pattern of ["", "user:", "user:ad", "user:adam", "User:ada", "service:*", "user:ada*a", "*x*", "a*"])
      assert.equal(matchesPrincipal(pattern, ada), false, pattern);
  });

  it("means a team's members when it names teams, and nobody by the name of a team", () => {
    for (const pattern of ["team:x", "team:ana*", "team:*"])
      assert.equal(matchesPrincipal(pattern, ada), true, pattern);
    for (const pattern of ["team:", "team:y", "team:x*x"]) assert.equal(matchesPrincipal(pattern, ada), false, pattern);
    assert.equal(matchesPrincipal("team:x", { id: 2, name: "team:x", teams: [] }), false);
  });

  it("is what a regular expression would be", () => {
    const text = fc.array(fc.constantFrom("a", "b", "*"), { maxLength: 8 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, text, (pattern, name) => {
        const expected = new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(name);
        assert.equal(matchesPrincipal(pattern, { id: 1, name, teams: [] }), expected);
      }),
    );
  });
});
