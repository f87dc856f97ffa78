import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { AccessRule } from "../../../src/config/access/access-rule.ts";
import { findConflicts } from "../../../src/config/access/find-conflicts.ts";
import { patternWeight } from "../../../src/config/access/principal-pattern.ts";
import { AccessTable } from "../../../src/security/access/access-table.ts";
import { matchesPrincipal } from "../../../src/security/principal-pattern.ts";
import { CLASS_BITS, someone } from "./access-spec.ts";

const name = fc.array(fc.constantFrom("a", "b", "*"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(""));
const pattern = fc.oneof(
  fc.constant("*"),
  name.map((text) => `user:${text}`),
  name.map((text) => `team:${text}`),
);
const anyRule: fc.Arbitrary<AccessRule> = fc
  .record({ principal: pattern, allow: fc.nat(15), deny: fc.nat(15), keyPrefix: fc.constantFrom("", "x", "x/") })
  .map((rule) => ({ ...rule, deny: rule.deny & ~rule.allow }));
const rules = fc.array(anyRule, { maxLength: 6 });

/** Everybody with a name of up to six letters, in no team. */
const people = (function all(length: number): string[] {
  return length === 0 ? [""] : ["", ...["a", "b"].flatMap((head) => all(length - 1).map((rest) => head + rest))];
})(6)
  .filter((text) => text !== "")
  .map((text) => someone(`user:${text}`));

describe("rules without a conflict", () => {
  it("never leave it open what somebody in no team may do", () => {
    let refused = 0;
    fc.assert(
      fc.property(rules, (list) => {
        const teamless = list.filter(({ principal }) => !principal.startsWith("team:"));
        const isOpen = people.some((who) =>
          contradicts(teamless.filter((rule) => matchesPrincipal(rule.principal, who))),
        );
        const conflicts = findConflicts(teamless);
        assert.equal(conflicts.length > 0, isOpen);
        if (isOpen) refused++;
      }),
    );
    assert.ok(refused > 0);
  });

  it("say the same in whatever order they stand", () => {
    const members = [...people.slice(0, 6), someone("user:a", "team:a", "team:b"), someone("user:b", "team:ab")];
    fc.assert(
      fc.property(rules, fc.infiniteStream(fc.nat()), (list, order) => {
        const shuffled = list
          .map((rule) => ({ rule, place: order.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ rule }) => rule);
        const [one, other] = [new AccessTable([list]), new AccessTable([shuffled])];
        for (const who of members) {
          const [mine, theirs] = [one.rightsOf(who, 0), other.rightsOf(who, 0)];
          assert.deepEqual([mine.always, mine.byKey], [theirs.always, theirs.byKey]);
          for (const bit of CLASS_BITS) {
            for (const key of ["x", "x/", "x/a", "y"])
              assert.equal(mine.allowsKey(bit, key), theirs.allowsKey(bit, key));
          }
        }
      }),
    );
  });
});

/** Whether two of the rules, which all mean one principal, are as specific as each other and say opposite things. */
function contradicts(meaning: readonly AccessRule[]): boolean {
  return meaning.some((a) =>
    meaning.some(
      (b) =>
        a.keyPrefix === b.keyPrefix &&
        patternWeight(a.principal) === patternWeight(b.principal) &&
        (a.allow & b.deny) !== 0,
    ),
  );
}
