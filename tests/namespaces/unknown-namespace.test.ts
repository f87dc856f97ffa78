import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Code } from "../../src/common/codes.ts";
import { unknownNamespace } from "../../src/namespaces/unknown-namespace.ts";
import { specsOf } from "../support/snapshots.ts";

function ask(name: string, names: readonly (string | null)[]): ReturnType<typeof unknownNamespace> {
  return unknownNamespace(name, { namespaces: specsOf(names) });
}

const tenants = Array.from({ length: 5_000 }, (_, i) => `tenant-${i}`);

describe("the failure for an unknown namespace", () => {
  it("is NOT_FOUND and suggests near names, the nearest first", () => {
    const failure = ask("ordres", ["users", "border", "orders", "memory"]);
    assert.equal(failure.code, Code.NOT_FOUND);
    assert.equal(failure.reason, "NAMESPACE_NOT_FOUND");
    assert.equal(failure.message, 'namespace "ordres" does not exist; did you mean "orders"?');
    assert.deepEqual(failure.metadata, { namespace: "ordres", near: "orders" });
    assert.equal(ask("a1", ["a12", "a2"]).message, 'namespace "a1" does not exist; did you mean "a12" or "a2"?');
  });

  it("says how many there are when none is near", () => {
    const message = (names: readonly (string | null)[]) => ask("something-else", names).message;
    assert.equal(message([]), 'namespace "something-else" does not exist; none are declared');
    assert.equal(message(["a"]), 'namespace "something-else" does not exist; one namespace is declared');
    assert.equal(message(["a", "b"]), 'namespace "something-else" does not exist; 2 namespaces are declared');
    assert.equal(message(["a", null]), 'namespace "something-else" does not exist; one namespace is declared');
    assert.deepEqual(ask("something-else", ["a"]).metadata, { namespace: "something-else", near: "" });
  });

  it("says so when the request names none", () => {
    assert.equal(ask("", ["default", "memory"]).message, "the request names no namespace; 2 namespaces are declared");
  });

  it("cuts and escapes the name, in the metadata too", () => {
    const failure = ask(`a\n"${"b".repeat(100)}`, ["a"]);
    const shown = `a\\u{a}\\"${"b".repeat(60)}…`;
    assert.equal(failure.message, `namespace "${shown}" does not exist; one namespace is declared`);
    assert.equal(failure.metadata.namespace, shown);
  });

  it("finds a near name among thousands", () => {
    assert.equal(ask("tenat-4321", tenants).metadata.near?.split(",")[0], "tenant-4321");
    assert.equal(ask("tenant-4x21", tenants).metadata.near, "tenant-4021,tenant-4121,tenant-421");
    assert.equal(ask("orders", [...tenants, "order"]).metadata.near, "order");
  });

  it("stays short whatever is asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (name) => {
        const { message } = ask(name, ["a", "orders"]);
        assert(message.length < 800 && !/\p{C}/u.test(message));
      }),
    );
  });
});
