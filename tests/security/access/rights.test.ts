import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { afterPrefix } from "../../../src/codec/byte-string.ts";
import { OperationClass } from "../../../src/common/operation-class.ts";
import type { AccessRule } from "../../../src/config/access/access-rule.ts";
import { AccessTable } from "../../../src/security/access/access-table.ts";
import { explainAccess } from "../../../src/security/access/explain-access.ts";
import type { Rights } from "../../../src/security/access/rights.ts";
import type { Principal } from "../../../src/security/principal.ts";
import { CLASS_BITS, mayUseKey, rule, someone } from "./access-spec.ts";

const { READ, SCAN, WRITE, DELETE } = OperationClass;

function rightsOf(who: Principal, ...rules: AccessRule[]): Rights {
  return new AccessTable([rules]).rightsOf(who, 0);
}

describe("rights in a namespace", () => {
  it("are none without a rule", () => {
    const rights = rightsOf(someone("user:ada", "team:x"), rule("user:bob", "+all"), rule("team:y", "+all"));
    assert.deepEqual([rights.always, rights.byKey, rights.isAny], [0, 0, false]);
    assert.equal(rights.allowsKey(READ, "k"), false);
    assert.equal(rights.allowsScan("", null), false);
  });

  it("come from a name, a team, a glob or everybody, the narrowest first", () => {
    const rules = [
      rule("*", "+read"),
      rule("user:*", "-read +write"),
      rule("user:a*", "+read -write"),
      rule("team:staff", "-read +write +scan"),
      rule("user:ada", "+read -scan"),
    ];
    const may = (who: Principal): number => rightsOf(who, ...rules).always;
    assert.equal(may(someone("service:s")), READ);
    assert.equal(may(someone("user:bob")), WRITE);
    assert.equal(may(someone("user:anna")), READ);
    assert.equal(may(someone("user:bob", "team:staff")), WRITE | SCAN);
    assert.equal(may(someone("user:ada", "team:staff")), READ | WRITE);
  });

  it("are denied where a member of two teams is told both", () => {
    const rules = [rule("team:a", "+read +write"), rule("team:b", "-write"), rule("*", "+write")];
    assert.equal(rightsOf(someone("user:u", "team:a", "team:b"), ...rules).always, READ);
    assert.equal(rightsOf(someone("user:u", "team:b", "team:a"), ...[...rules].reverse()).always, READ);
  });

  it("do not come to a principal that has the name of a team", () => {
    assert.equal(rightsOf({ id: 1, name: "team:a", teams: [] }, rule("team:a", "+all")).isAny, false);
  });

  it("are decided by the longest prefix of the key, whatever the pattern", () => {
    const rights = rightsOf(
      someone("user:ada"),
      rule("user:ada", "+read +write"),
      rule("*", "-write", "log/"),
      rule("*", "+write", "log/ada/"),
    );
    assert.deepEqual([rights.always, rights.byKey], [READ, WRITE]);
    const writable = ["a", "log", "log/", "log/a", "log/ada", "log/ada/", "log/ada/x", "lo"];
    assert.deepEqual(
      writable.filter((key) => rights.allowsKey(WRITE, key)),
      ["a", "log", "log/ada/", "log/ada/x", "lo"],
    );
  });

  it("count prefixes by bytes of UTF-8", () => {
    const rights = rightsOf(someone("user:ada"), rule("*", "+read", "é/"));
    assert.equal(rights.allowsKey(READ, Buffer.from("é/1").toString("latin1")), true);
    assert.equal(rights.allowsKey(READ, "é/1"), false);
  });

  it("let a scan run only within a prefix that is allowed, and over none that is denied", () => {
    const rights = rightsOf(
      someone("user:ada"),
      rule("user:ada", "+scan", "a/"),
      rule("*", "-scan", "a/secret/"),
      rule("*", "+scan", "a/secret/open/"),
    );
    const scans: [string, string | null, boolean][] = [
      ["", null, false],
      ["a/", null, false],
      ["a/", afterPrefix("a/"), false],
      ["a/", "a/secret/", true],
      ["a/b", "a/c", true],
      ["a/secret/", afterPrefix("a/secret/"), false],
      ["a/secret/open/", afterPrefix("a/secret/open/"), true],
      ["a/secret/open/1", "a/secret/z", false],
      ["a/secret0", afterPrefix("a/"), true],
      ["a", afterPrefix("a/"), false],
      ["a/t", "b", false],
    ];
    for (const [from, to, allowed] of scans) assert.equal(rights.allowsScan(from, to), allowed, `${from} to ${to}`);
  });

  it("let everything be scanned that nothing restricts", () => {
    assert.equal(rightsOf(someone("user:ada"), rule("*", "+scan")).allowsScan("", null), true);
    assert.equal(rightsOf(someone("user:ada"), rule("*", "+scan")).allowsScan("x", "a"), true);
  });
});

const principals = [
  someone("user:a"),
  someone("user:ab", "team:t"),
  someone("service:a", "team:t", "team:u"),
  someone("service:b", "team:u"),
];
const pattern = fc.constantFrom(
  "*",
  "user:*",
  "user:a",
  "user:a*",
  "team:t",
  "team:u",
  "team:*",
  "service:*",
  "service:a",
);
const prefix = fc.constantFrom("", "", "x", "x/", "x/y", "y", "x/yy");
const anyRule: fc.Arbitrary<AccessRule> = fc
  .record({ principal: pattern, allow: fc.nat(15), deny: fc.nat(15), keyPrefix: prefix })
  .map((one) => ({ ...one, deny: one.deny & ~one.allow }));
const rules = fc.array(anyRule, { maxLength: 8 });
/** Keys of up to five letters, one of which no prefix has. */
const keys = ["x", "/", "y", "z"].reduce<string[]>(
  (all) => all.flatMap((k) => [k, ...["x", "/", "y", "z"].map((c) => k + c)]),
  [""],
);
const everyKey = [...new Set(keys)];

describe("rights, for any rules", () => {
  it("are what the documentation says, for every key and class", () => {
    fc.assert(
      fc.property(rules, fc.constantFrom(...principals), (list, who) => {
        const rights = rightsOf(who, ...list);
        for (const bit of CLASS_BITS) {
          for (const key of everyKey) {
            const expected = mayUseKey(list, who, bit, key);
            assert.equal(rights.allowsKey(bit, key), expected, key);
            if ((rights.always & bit) !== 0) assert.equal(expected, true);
            if (((rights.always | rights.byKey) & bit) === 0) assert.equal(expected, false);
          }
          assert.equal(rights.always & rights.byKey, 0);
        }
      }),
    );
  });

  it("allow a scan by prefix exactly when they allow each key that has it", () => {
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom(...principals),
        fc.constantFrom("", "x", "x/", "x/y", "x/yy", "z"),
        (list, who, head) => {
          const all = everyKey.filter((key) => key.startsWith(head)).every((key) => mayUseKey(list, who, SCAN, key));
          assert.equal(rightsOf(who, ...list).allowsScan(head, afterPrefix(head)), all);
        },
      ),
    );
  });

  it("never allow a range with a key in it that they do not allow", () => {
    const bound = fc.constantFrom(...everyKey);
    fc.assert(
      fc.property(rules, fc.constantFrom(...principals), bound, fc.option(bound), (list, who, from, to) => {
        if (!rightsOf(who, ...list).allowsScan(from, to)) return;
        const within = everyKey.filter((key) => key >= from && (to === null || key < to));
        for (const key of within) assert.equal(mayUseKey(list, who, SCAN, key), true, key);
      }),
    );
  });

  it("are explained as they are decided", () => {
    fc.assert(
      fc.property(rules, fc.constantFrom(...principals), fc.constantFrom(...CLASS_BITS), (list, who, bit) => {
        const rights = rightsOf(who, ...list);
        for (const key of everyKey) {
          const { decision, decidedBy } = explainAccess(list, { principal: who, operationClass: bit, key });
          const allowed = bit === SCAN ? rights.allowsScan(key, afterPrefix(key)) : rights.allowsKey(bit, key);
          assert.equal(decision, allowed ? "allowed" : "denied", key);
          if (allowed) assert.ok(decidedBy.length > 0);
          for (const place of decidedBy) {
            const { allow, deny } = list[place] as AccessRule;
            assert.notEqual((allowed ? allow : deny) & bit, 0);
          }
        }
        const whole = explainAccess(list, { principal: who, operationClass: bit, key: null });
        const expected = everyKey.map((key) => mayUseKey(list, who, bit, key));
        if (whole.decision === "allowed") assert.ok(expected.every((may) => may));
        else if (whole.decision === "denied") assert.ok(expected.every((may) => !may));
        else assert.ok(whole.forKeys.length > 0);
      }),
    );
  });
});

describe("the table of rights", () => {
  it("tells namespaces and principals apart, and remembers", () => {
    const table = new AccessTable([[rule("user:ada", "+read")], [rule("user:ada", "+write")], []]);
    const [ada, bob] = [someone("user:ada"), someone("user:bob")];
    for (let round = 0; round < 2; round++) {
      assert.deepEqual(
        [0, 1, 2].map((i) => table.rightsOf(ada, i).always),
        [READ, WRITE, 0],
      );
      assert.deepEqual(
        [0, 1, 2].map((i) => table.rightsOf(bob, i).always),
        [0, 0, 0],
      );
    }
    assert.equal(table.rightsOf(ada, 0), table.rightsOf(ada, 0));
  });

  it("goes by name and teams, so that a principal with other teams has other rights", () => {
    const table = new AccessTable([[rule("team:x", "+delete")]]);
    assert.equal(table.rightsOf(someone("user:ada", "team:x"), 0).always, DELETE);
    assert.equal(table.rightsOf(someone("user:ada"), 0).always, 0);
  });
});
