import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parsePrincipalName, principalName } from "../../src/security/principal-name.ts";

describe("a principal's name", () => {
  it("gets its kind from us, whatever it says itself", () => {
    assert.equal(principalName("user", "ada"), "user:ada");
    assert.equal(principalName("user", "service:order-api"), "user:service:order-api");
    assert.equal(principalName("team", "team:x"), "team:team:x");
    for (const name of ["auth0|5f7c", "ada@example.com", "Ada Lovelace", "é", "系统", "a/b\\c\"d'"])
      assert.equal(principalName("user", name), `user:${name}`);
  });

  it("holds nothing that forges a line, hides, or looks like a pattern", () => {
    const unfit = ["", " ada", "ada ", "a\nb", "a\rb", "a\0b", "a\u001b[31m", "a\u2028b", "a\u202eb", "a\u200bb"];
    for (const name of [...unfit, "\ud800", "*", "a*", "\u00a0ada", "\ufeffada"])
      assert.equal(principalName("user", name), null, JSON.stringify(name));
  });

  it("has at most 256 bytes", () => {
    assert.notEqual(principalName("user", "a".repeat(256)), null);
    assert.equal(principalName("user", "a".repeat(257)), null);
    assert.notEqual(principalName("user", "é".repeat(128)), null);
    assert.equal(principalName("user", "é".repeat(129)), null);
  });

  it("is read with its kind where an operator writes it", () => {
    assert.equal(parsePrincipalName("service:x", ["user", "service"]), "service:x");
    for (const text of ["team:x", "x", "service:", "service:a*", ":x", "Service:x"])
      assert.equal(parsePrincipalName(text, ["user", "service"]), null, text);
  });
});
