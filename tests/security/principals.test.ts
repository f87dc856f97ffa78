import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MAX_PRINCIPALS } from "../../src/common/limits.ts";
import { Door, doorOf, MAX_PRINCIPAL_ID, packCaller, principalIdOf } from "../../src/security/caller.ts";
import { Introductions } from "../../src/security/introductions.ts";
import { KnownPrincipals, type PrincipalNotice } from "../../src/security/known-principals.ts";
import { PrincipalRegistry } from "../../src/security/principal-registry.ts";

describe("the caller of a record", () => {
  it("holds any principal and any door", () => {
    for (const id of [0, 1, 77, MAX_PRINCIPAL_ID]) {
      for (const door of Object.values(Door)) {
        const caller = packCaller(id, door);
        assert.equal(caller, caller | 0);
        assert.deepEqual([principalIdOf(caller), doorOf(caller)], [id, door]);
      }
    }
    assert.throws(() => packCaller(MAX_PRINCIPAL_ID + 1, Door.TCP));
  });
});

describe("the registry of principals", () => {
  it("knows a principal by its name and teams, whatever their order", () => {
    const registry = new PrincipalRegistry();
    const ada = registry.intern("user:ada", ["team:b", "team:a", "team:b"]);
    assert.deepEqual(ada, { id: 1, name: "user:ada", teams: ["team:a", "team:b"] });
    assert.equal(registry.intern("user:ada", ["team:a", "team:b"]), ada);
    assert.notEqual(registry.intern("user:ada", ["team:a"]).id, ada.id);
    assert.notEqual(registry.intern("user:ada,team:a", ["team:b"]).id, ada.id);
  });

  it("forgets whoever has not been asked for longest, and never gives a number twice", () => {
    const registry = new PrincipalRegistry();
    const first = registry.intern("user:first", []);
    const second = registry.intern("user:second", []);
    for (let i = 0; i < MAX_PRINCIPALS - 1; i++) {
      registry.intern(`user:${i}`, []);
      registry.intern("user:first", []);
    }
    assert.equal(registry.intern("user:first", []).id, first.id);
    assert.ok(registry.intern("user:second", []).id > MAX_PRINCIPALS);
    assert.notEqual(registry.intern("user:second", []).id, second.id);
  });
});

describe("the principals a worker knows", () => {
  function createPair() {
    const notices: PrincipalNotice[] = [];
    return {
      notices,
      introductions: new Introductions((notice) => notices.push(notice)),
      known: new KnownPrincipals(() => notices.shift()),
    };
  }

  it("are those that were introduced, each once", () => {
    const { notices, introductions, known } = createPair();
    const registry = new PrincipalRegistry();
    const [ada, bob] = [registry.intern("user:ada", []), registry.intern("user:bob", [])];
    for (const principal of [ada, bob, ada]) introductions.introduce(principal);
    assert.equal(notices.length, 2);
    assert.equal(known.get(ada.id), ada);
    assert.equal(known.get(bob.id), bob);
    assert.equal(known.get(0).name, "anonymous");
  });

  it("do not include one that nobody introduced", () => {
    assert.throws(() => createPair().known.get(7), /principal 7/);
  });

  it("stay bounded: the oldest is forgotten, and introduced again when it comes back", () => {
    const { notices, introductions, known } = createPair();
    const principalOf = (id: number) => ({ id, name: `user:${id}`, teams: [] });
    const count = 3 * MAX_PRINCIPALS;
    for (let id = 1; id <= count; id++) {
      introductions.introduce(principalOf(id));
      assert.equal(known.get(id).id, id);
    }
    introductions.introduce(principalOf(1));
    assert.equal(notices.length, 2);
    assert.equal(known.get(1).name, "user:1");
    assert.throws(() => known.get(2), /principal 2/);
  });
});
